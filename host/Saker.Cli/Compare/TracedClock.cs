using Saker.Card.Verilated;

namespace Saker.Cli;

/// <summary>Runs the card until nothing moves, and writes a waveform of the cycles asked for. They are the cycles of a run without one: all that drives the clock
/// is the same.</summary>
/// <param name="card">The card.</param>
/// <param name="window">Cycles of the waveform; null: none.</param>
internal sealed class TracedClock(VerilatedCard card, TraceWindow? window)
{
    private const ulong Quiet = 64;

    private bool _tracing;

    /// <summary>The waveform is whole: there is nothing more to run for.</summary>
    public bool Done { get; private set; }

    public void RunQuiet()
    {
        if (window is not null && !Done)
        {
            Begin(window);
        }

        card.RunIdle(Quiet);
    }

    /// <summary>Ends the waveform, whole or not.</summary>
    public void End()
    {
        if (_tracing)
        {
            card.Trace(null);
            (_tracing, Done) = (false, true);
        }
    }

    private void Begin(TraceWindow cycles)
    {
        if (!_tracing)
        {
            card.RunIdle(Quiet, cycles.From > card.Cycle ? cycles.From - card.Cycle : 0);
            if (card.Cycle < cycles.From)
            {
                return;
            }

            card.Trace(cycles.Path);
            _tracing = true;
        }

        card.RunIdle(Quiet, cycles.To > card.Cycle ? cycles.To - card.Cycle : 0);
        if (card.Cycle >= cycles.To)
        {
            End();
        }
    }
}

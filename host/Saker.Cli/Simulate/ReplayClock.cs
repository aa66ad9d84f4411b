using Saker.Card.Verilated;
using Saker.Model;

namespace Saker.Cli;

/// <summary>The card's time in a simulation: it stands during a message and is the message's own, in the card's units of 1,024 ns, whatever the cycles that it takes. Two things are done on
/// the way: a pause stops where no REFRESH waits any longer, so that sides that waited act together; and in a pause that SYM_SILENCE would notice the symbol is heard, for the model's is never silent.
/// The clock's fault that a standing time is halts real orders only (docs/card.md 8.6).</summary>
/// <param name="card">The card.</param>
/// <param name="hear">Plays a message that does nothing but end the symbol's silence.</param>
/// <param name="moved">The time moved.</param>
internal sealed class ReplayClock(VerilatedCard card, Action hear, Action moved)
{
    // REFRESH has 20 bits.
    private const ulong LongestWait = 1ul << 20;
    // SYM_SILENCE at its greatest.
    private const ulong LongestSilence = SilenceWatch.MostLimit - 1;
    // Later than the card's own time is by now, and a whole number of the longest period of a signal, so that periods begin with the day's.
    private const ulong Midnight = 1ul << 31;

    private ulong _now = Midnight, _heard;
    private bool _began;

    /// <summary>Stops the time.</summary>
    public void Stop()
    {
        card.StopTime(true);
        Set(Midnight);
    }

    /// <summary>Goes on to a message of the symbol; the first one's time comes at once, and <c>hear</c> ends the silence before it.</summary>
    /// <param name="number">The message's.</param>
    /// <param name="timeNs">Its time, ns since midnight.</param>
    /// <exception cref="CliException">It is before the message before: the card's time never goes back.</exception>
    public void GoTo(long number, ulong timeNs)
    {
        ulong to = Midnight + (timeNs / SilenceWatch.UnitNs);
        if (!_began)
        {
            _began = true;
            Set(to);
            Hear();
            return;
        }

        if (to < _now)
        {
            throw new CliException($"Message {number} is of an earlier time than the symbol's message before it: the card's time does not go back. Ask for --engine model.");
        }

        if (to == _now)
        {
            return;
        }

        ulong first = Math.Min(to, _now + LongestWait);
        if (first - _heard > LongestSilence)
        {
            Hear();
        }

        Set(first);
        moved();
        while (to - _heard > LongestSilence)
        {
            Set(_heard + LongestSilence);
            Hear();
        }

        Set(to);
    }

    /// <summary>The time runs for less than a unit, and is the message's again: what counts microseconds counts one.</summary>
    public void PassMicrosecond()
    {
        const ulong Cycles = 316;
        card.StopTime(false);
        card.Run(Cycles);
        card.StopTime(true);
        Set(_now);
    }

    private void Hear()
    {
        hear();
        _heard = _now;
    }

    private void Set(ulong units)
    {
        _now = units;
        card.SetTime(units * SilenceWatch.UnitNs);
    }
}

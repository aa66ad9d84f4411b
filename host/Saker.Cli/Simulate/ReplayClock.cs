using Saker.Card;
using Saker.Card.Verilated;
using Saker.Model;

namespace Saker.Cli;

/// <summary>The card's time in a simulation: it stands, and moves on by what lies between the symbol's messages, in the card's units of 1,024 ns. So a message has its time whatever the
/// cycles that it takes. A longer pause is cut to one that no REFRESH outlasts and SYM_SILENCE does not notice: else the card would find the symbol silent, which the model never does.
/// The clock's fault that a standing time is halts real orders only (docs/card.md 8.6).</summary>
internal sealed class ReplayClock
{
    private const ulong LongestPause = 1ul << 20;

    private readonly VerilatedCard _card;
    private ulong _units;
    private ulong? _last;

    public ReplayClock(VerilatedCard card)
    {
        _card = card;
        _units = (CardBringUp.Now(card) / SilenceWatch.UnitNs) + 1;
        card.StopTime(true);
        Set();
    }

    /// <summary>Goes on to a message of the symbol; true when the card's time moved.</summary>
    /// <param name="number">The message's.</param>
    /// <param name="timeNs">Its time, ns since midnight.</param>
    /// <exception cref="CliException">It is before the message before: the card's time never goes back.</exception>
    public bool GoTo(long number, ulong timeNs)
    {
        ulong now = timeNs / SilenceWatch.UnitNs, last = _last ?? now;
        if (now < last)
        {
            throw new CliException($"Message {number} is of an earlier time than the symbol's message before it: the card's time does not go back. Ask for --engine model.");
        }

        _last = now;
        _units += Math.Min(now - last, LongestPause);
        Set();
        return now != last;
    }

    private void Set() => _card.SetTime(_units * SilenceWatch.UnitNs);
}

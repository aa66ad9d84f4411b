using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A bank was loaded, sealed and asked to run, and the card let it: docs/card.md section 6.1.</summary>
/// <param name="Bank">The bank.</param>
/// <param name="Parameters">What is in it.</param>
internal sealed record SwapAct(uint From, uint To, int Bank, SlotParameters Parameters) : HostAct(From, To);

/// <summary>The part of the twin that knows which parameters a decision is made by.</summary>
internal sealed class TwinBanks(SlotParameters parameters)
{
    // A bank that counts from cycle m on: a book of m - 1 is decided by it and told in m + 1, the quote that is decided again in m + 2.
    private const uint ToldAfter = 2;

    private SlotParameters _before = parameters;
    private int _bankBefore;
    private uint? _from;

    /// <summary>The parameters that count now.</summary>
    public SlotParameters Parameters { get; private set; } = parameters;

    public int Bank { get; private set; }

    public long Swaps { get; private set; }

    /// <summary>The first cycle in which the bank of an act counts, as the quotes tell it; where none does, nothing was wanted meanwhile.</summary>
    public static uint FirstCycle(SwapAct act, IReadOnlyList<(uint Cycle, QuoteEvent Quote)> quotes)
    {
        for (int n = 0; n < quotes.Count; n++)
        {
            uint cycle = quotes[n].Cycle;
            if ((int)(cycle - act.From) > 0 && (int)(cycle - act.To) <= ToldAfter && quotes[n].Quote.Bank == act.Bank)
            {
                bool next = n + 1 < quotes.Count && quotes[n + 1].Cycle == cycle + 1 && quotes[n + 1].Quote.Again != 0;
                return cycle - (next ? ToldAfter - 1 : ToldAfter);
            }
        }

        return act.To;
    }

    /// <summary>Another bank counts from this cycle on.</summary>
    public void Swap(uint cycle, SwapAct act)
    {
        (_before, _bankBefore, _from) = (Parameters, Bank, cycle);
        (Parameters, Bank) = (act.Parameters, act.Bank);
        Swaps++;
    }

    /// <summary>The parameters of a decision, of the one bank that ran then.</summary>
    /// <param name="cycle">In which it was made.</param>
    /// <param name="bank">The bank that the card says.</param>
    public SlotParameters Of(uint cycle, int bank)
    {
        bool before = _from is { } from && (int)(cycle - from) < 0;
        int expected = before ? _bankBefore : Bank;
        Assert.True(bank == expected, $"the decision of cycle {cycle} is of bank {bank}, not of {expected}, which counts {(before ? "until" : "from")} {_from}");
        return before ? _before : Parameters;
    }
}

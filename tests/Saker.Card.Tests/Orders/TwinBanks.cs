using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A bank was loaded, sealed and asked to run, and the card let it: docs/card.md section 6.1.</summary>
/// <param name="Bank">The bank.</param>
/// <param name="Parameters">What is in it.</param>
internal sealed record SwapAct(uint From, uint To, int Bank, SlotParameters Parameters) : HostAct(From, To);

/// <summary>A QUOTE record: a decision, one cycle after it was made.</summary>
/// <param name="Bank">It was made by.</param>
/// <param name="Again">For a book that was decided before.</param>
internal sealed record Decision(uint Cycle, int Bank, bool Again, QuoteRecord Quote)
{
    public static Decision Read(byte[] record)
    {
        var q = new QuoteEvent(record);
        return new Decision(q.Cycle, q.Bank != 0 ? 1 : 0, q.Again != 0, CardQuotes.Read(q));
    }

    /// <summary>Those among the records.</summary>
    public static IEnumerable<Decision> Of(IEnumerable<byte[]> records) => records.Where(r => r[4] == (byte)EventType.Quote).Select(Read);
}

/// <summary>The part of the twin that knows which parameters a decision is made by.</summary>
internal sealed class TwinBanks(SlotParameters parameters)
{
    // A decision is told two cycles after what asked for it.
    private const uint ToldAfter = 2;

    private SlotParameters _before = parameters;
    private int _bankBefore;
    private uint? _from;

    /// <summary>The parameters that count now.</summary>
    public SlotParameters Parameters { get; private set; } = parameters;

    public int Bank { get; private set; }

    public long Swaps { get; private set; }

    /// <summary>The first cycle in which the bank of an act counts, as the quotes tell it; where none does, nothing was wanted meanwhile.</summary>
    /// <param name="act">The swap.</param>
    /// <param name="quotes">All decisions, by cycle.</param>
    /// <param name="fills">The cycles in which an execution counts.</param>
    /// <param name="books">The cycles in which a book came.</param>
    public static uint FirstCycle(SwapAct act, List<Decision> quotes, IReadOnlySet<uint> fills, IReadOnlySet<uint> books)
    {
        int first = quotes.FindIndex(q => (int)(q.Cycle - act.From) > 0 && (int)(q.Cycle - act.To) <= ToldAfter && q.Bank == act.Bank);
        if (first < 0)
        {
            return act.To;
        }

        // Its first decision may be one that something else had asked for a cycle before the swap: then another follows that nothing else asks for.
        uint cycle = quotes[first].Cycle, asked = cycle - ToldAfter;
        bool other = fills.Contains(asked) || books.Contains(asked);
        bool next = first + 1 < quotes.Count && quotes[first + 1] is { Again: true } q && q.Cycle == cycle + 1 && !fills.Contains(asked + 1);
        return other && next ? asked + 1 : asked;
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

using System.Collections;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The part of the twin that holds user references to docs/card.md section 7.2: none is skipped whose place was free all the time, and V_TABLE
/// stands exactly while the next one's place is taken.</summary>
internal sealed class TwinReferences(OrderState orders, uint nextUrn)
{
    // References are skipped one a cycle while nothing leaves: a frame takes no longer than that.
    private const uint LongestFrame = 40;

    private readonly BitArray _taken = new(ReferenceTable.Places);
    private uint _since;

    /// <summary>References that were skipped.</summary>
    public long Skipped { get; private set; }

    /// <summary>A reference left, or the venue's answer lifted the last one: skipping starts again behind it.</summary>
    public void Restart(uint cycle)
    {
        for (int place = 0; place < ReferenceTable.Places; place++)
        {
            _taken[place] = orders.Table[place].Live;
        }

        _since = cycle;
    }

    /// <summary>Whether the card's reference for an order is one that it may use, and what the gate makes of its place.</summary>
    /// <param name="cycle">The candidate was taken.</param>
    /// <param name="urn">The card's.</param>
    /// <param name="table">The card refused it with V_TABLE.</param>
    /// <param name="where">For messages.</param>
    public Verdict Judge(uint cycle, uint urn, bool table, string where)
    {
        uint from = orders.NextUrn(nextUrn);
        uint skipped = urn - from;
        Assert.True(skipped <= ReferenceTable.Places, $"reference {urn}, the first that may be used is {from}; {where}");
        for (uint r = from; r < urn; r++)
        {
            Assert.True(_taken[ReferenceTable.PlaceOf(r)], $"reference {r} was skipped, its place is free; {where}");
        }

        bool taken = orders.Table.IsTaken(urn);
        if (taken && table && orders.Table.Live < ReferenceTable.Places)
        {
            // There is a free place: it only was not reached yet.
            uint distance = orders.Table.FirstFree(from) - from;
            Assert.True(cycle - _since <= LongestFrame + distance, $"a free place, {distance} behind, is not found in {cycle - _since} cycles; {where}");
        }

        Skipped += taken ? 0 : skipped;
        return taken ? Verdict.Table : Verdict.Pass;
    }
}

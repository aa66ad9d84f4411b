using Saker.Model;

namespace Saker.Card.Tests.Orders;

/// <summary>The part of the twin that says what the slots together leave, of the one slot that there is: docs/card.md section 8.8. The sums that the card judges by
/// are two cycles old.</summary>
internal sealed class TwinAggregate(OrderState orders)
{
    private const uint Behind = 2;

    private readonly (long Worst, ulong Own)[] _before = new (long, ulong)[2];
    private uint? _changed;

    /// <summary>SYM_MAX_POSITION of the slot's symbol; changed while nothing moves.</summary>
    public uint Most { get; set; } = uint.MaxValue;

    /// <summary>Orders and position change in this cycle by what the venue or the host says; not changed yet.</summary>
    public void Changes(uint cycle)
    {
        _changed = cycle;
        for (int side = 0; side < 2; side++)
        {
            _before[side] = Now(side);
        }
    }

    /// <summary>What an order that is taken in this cycle is judged by.</summary>
    public SlotsTogether At(uint cycle, int side, bool desk)
    {
        (long worst, ulong own) = _changed is { } changed && cycle - changed < Behind ? _before[side] : Now(side);
        return Together(worst, desk ? 0 : own);
    }

    /// <summary>What a quote would be judged by at a quiet moment.</summary>
    public SlotsTogether Quiet(int side)
    {
        (long worst, ulong own) = Now(side);
        return Together(worst, own);
    }

    private SlotsTogether Together(long worst, ulong own) => new(worst - (long)own, own, Most, Exposure: 0, MaxExposure: ulong.MaxValue);

    private (long Worst, ulong Own) Now(int side) => (SlotsTogether.Worst(orders, [0], side), orders.QuoteOpen(0, side));
}

using Saker.Card;

namespace Saker.Host;

/// <summary>Position that the card held before this host's first event of it, lots. Of a fresh card it is zero, and every fill is checked
/// against the card's count. Of a card in use it is settled by the first VENUE event: a fill between the start of the
/// ring and the look at the register is in both.</summary>
/// <param name="found">What the host found.</param>
internal struct CarriedPosition(FoundCard found)
{
    private bool _settled = !found.InUse;

    public long Lots { get; private set; } = found.Position;

    /// <summary>Takes an event. Its position is that after it.</summary>
    public void Settle(VenueEvent e)
    {
        if (_settled)
        {
            return;
        }

        _settled = true;
        long signed = e.Mtype == 'E' && e.Known != 0 ? e.Side != 0 ? -(long)e.Qty : e.Qty : 0;
        Lots = e.Position - signed;
    }
}

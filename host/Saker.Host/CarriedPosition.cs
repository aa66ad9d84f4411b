using Saker.Card;

namespace Saker.Host;

/// <summary>Position that a slot of the card held before this host's first event of it, lots. Of a fresh card it is zero, and every fill is checked
/// against the card's count. Of a card in use it is settled by the first VENUE event: a fill between the start of the
/// ring and the look at the register is in both.</summary>
/// <param name="inUse">An earlier host used the card.</param>
/// <param name="position">What the host found, lots.</param>
internal struct CarriedPosition(bool inUse, int position)
{
    private bool _settled = !inUse;

    public long Lots { get; private set; } = position;

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

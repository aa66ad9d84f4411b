namespace Saker.Venue;

/// <summary>One instrument of a capture: its captured book, and the participants' orders resting beside it.</summary>
internal sealed class ShadowBook(Instrument instrument)
{
    // Best price first, then oldest first.
    private readonly List<Order> _bids = [];
    private readonly List<Order> _asks = [];

    /// <summary>How a participant's order is filled: order, quantity, price, whether it rested.</summary>
    public delegate void FillAction(Order order, uint quantity, long price, bool added);

    /// <summary>Captured orders only.</summary>
    public OrderBook Book { get; } = new(instrument);

    public void Rest(Order order)
    {
        var list = Resting(order.Side);
        int at = list.FindIndex(o => IsBetter(order.Side, order.Price, o.Price));
        list.Insert(at < 0 ? list.Count : at, order);
        order.Resting = true;
    }

    public void Leave(Order order)
    {
        Resting(order.Side).Remove(order);
        order.Resting = false;
    }

    /// <summary>Fills what a captured order, just added, reaches on the other side; returns what it has left.</summary>
    public uint FillReached(Order captured, FillAction fill)
    {
        uint left = captured.Open;
        var side = captured.Side == Side.Buy ? Side.Sell : Side.Buy;
        foreach (var order in Resting(side).ToArray())
        {
            if (left == 0 || IsBetter(side, captured.Price, order.Price))
            {
                break;
            }

            left -= FillOne(order, left, fill);
        }

        return left;
    }

    /// <summary>Fills what a captured execution of <paramref name="captured"/> entitles the participants' orders to. Before the book takes it.</summary>
    public void FillByExecution(Order captured, uint quantity, FillAction fill)
    {
        uint left = quantity;
        int oldestAtPrice = captured.Level!.Queue.First!.Value.Arrival;
        foreach (var order in Resting(captured.Side).ToArray())
        {
            bool through = IsBetter(captured.Side, order.Price, captured.Price);
            bool first = order.Price == captured.Price && oldestAtPrice > order.Arrival;
            if (left > 0 && (through || first))
            {
                left -= FillOne(order, left, fill);
            }
        }
    }

    private uint FillOne(Order order, uint left, FillAction fill)
    {
        uint quantity = Math.Min(left, order.Open);
        if (quantity == order.Open)
        {
            Leave(order);
        }

        fill(order, quantity, order.Price, added: true);
        return quantity;
    }

    private static bool IsBetter(Side side, long price, long than) => side == Side.Buy ? price > than : price < than;

    private List<Order> Resting(Side side) => side == Side.Buy ? _bids : _asks;
}

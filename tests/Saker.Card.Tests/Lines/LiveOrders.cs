using Saker.Wire;

namespace Saker.Card.Tests.Lines;

/// <summary>The orders that a stream leaves alive, as a venue knows them: what a snapshot holds.</summary>
internal sealed class LiveOrders
{
    private readonly SortedDictionary<ulong, (Locate Locate, Side Side, long Lots, Price Price)> _orders = [];

    public int Count => _orders.Count;

    public void Apply(ReadOnlySpan<byte> m)
    {
        switch (m[0])
        {
            case ItchType.AddOrder when ItchAddOrder.TryRead(m, out ItchAddOrder a):
                _orders[a.Reference.Value] = (ItchHead.Locate(m), a.Side, a.Shares.Lots, a.Price);
                break;
            case ItchType.AddOrderAttributed when ItchAddOrderAttributed.TryRead(m, out ItchAddOrderAttributed f):
                _orders[f.Reference.Value] = (ItchHead.Locate(m), f.Side, f.Shares.Lots, f.Price);
                break;
            case ItchType.OrderExecuted when ItchOrderExecuted.TryRead(m, out ItchOrderExecuted e):
                Reduce(e.Reference.Value, e.Shares.Lots);
                break;
            case ItchType.OrderExecutedWithPrice when ItchOrderExecutedWithPrice.TryRead(m, out ItchOrderExecutedWithPrice c):
                Reduce(c.Reference.Value, c.Shares.Lots);
                break;
            case ItchType.OrderCancel when ItchOrderCancel.TryRead(m, out ItchOrderCancel x):
                Reduce(x.Reference.Value, x.Shares.Lots);
                break;
            case ItchType.OrderDelete when ItchOrderDelete.TryRead(m, out ItchOrderDelete d):
                _orders.Remove(d.Reference.Value);
                break;
            case ItchType.OrderReplace when ItchOrderReplace.TryRead(m, out ItchOrderReplace u):
                (Locate Locate, Side Side, long Lots, Price Price) old = _orders[u.OriginalReference.Value];
                _orders.Remove(u.OriginalReference.Value);
                _orders[u.NewReference.Value] = old with { Lots = u.Shares.Lots, Price = u.Price };
                break;
        }
    }

    /// <summary>An A message for each order.</summary>
    public IEnumerable<byte[]> Messages()
    {
        foreach ((ulong reference, (Locate locate, Side side, long lots, Price price)) in _orders)
        {
            byte[] a = new byte[ItchAddOrder.Length];
            ItchAddOrder.Write(a, locate, 0, default, new OrderRef(reference), side, new Quantity((uint)lots), Symbol.Of("ANY"), price);
            yield return a;
        }
    }

    private void Reduce(ulong reference, long lots)
    {
        (Locate Locate, Side Side, long Lots, Price Price) order = _orders[reference];
        if (order.Lots == lots)
        {
            _orders.Remove(reference);
        }
        else
        {
            _orders[reference] = order with { Lots = order.Lots - lots };
        }
    }
}

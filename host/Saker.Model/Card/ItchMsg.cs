using Saker.Wire;

namespace Saker.Model;

/// <summary>One decoded ITCH message as the card's decoder puts it out; fields that a type does not have are zero.</summary>
public readonly record struct ItchMsg(
    byte Mtype, ushort Locate, ulong Ts, ulong OrderRef, ulong NewRef, byte Side, uint Qty, uint Price, ulong Stock, byte Code)
{
    /// <summary>Decodes a message of known type and right length.</summary>
    public static ItchMsg Decode(ReadOnlySpan<byte> m)
    {
        ItchMsg head = new() { Mtype = m[0], Locate = ItchHead.Locate(m).Value, Ts = ItchHead.Time(m).Nanoseconds };
        switch (m[0])
        {
            case ItchType.SystemEvent when ItchSystemEvent.TryRead(m, out var s):
                return head with { Code = (byte)s.EventCode };
            case ItchType.StockDirectory when ItchStockDirectory.TryRead(m, out var r):
                return head with { Stock = r.Stock.Packed };
            case ItchType.StockTradingAction when ItchStockTradingAction.TryRead(m, out var h):
                return head with { Stock = h.Stock.Packed, Code = (byte)h.State };
            case ItchType.RegShoRestriction when ItchRegShoRestriction.TryRead(m, out var y):
                return head with { Code = (byte)y.Action };
            case ItchType.OperationalHalt when ItchOperationalHalt.TryRead(m, out var o):
                return head with { Code = (byte)o.Action };
            case ItchType.AddOrder when ItchAddOrder.TryRead(m, out var a):
                return head with { OrderRef = a.Reference.Value, Side = (byte)a.Side, Qty = (uint)a.Shares.Lots, Price = (uint)a.Price.Units };
            case ItchType.AddOrderAttributed when ItchAddOrderAttributed.TryRead(m, out var f):
                return head with { OrderRef = f.Reference.Value, Side = (byte)f.Side, Qty = (uint)f.Shares.Lots, Price = (uint)f.Price.Units };
            case ItchType.OrderExecuted when ItchOrderExecuted.TryRead(m, out var e):
                return head with { OrderRef = e.Reference.Value, Qty = (uint)e.Shares.Lots };
            case ItchType.OrderExecutedWithPrice when ItchOrderExecutedWithPrice.TryRead(m, out var c):
                return head with { OrderRef = c.Reference.Value, Qty = (uint)c.Shares.Lots, Price = (uint)c.Price.Units };
            case ItchType.OrderCancel when ItchOrderCancel.TryRead(m, out var x):
                return head with { OrderRef = x.Reference.Value, Qty = (uint)x.Shares.Lots };
            case ItchType.OrderDelete when ItchOrderDelete.TryRead(m, out var d):
                return head with { OrderRef = d.Reference.Value };
            case ItchType.OrderReplace when ItchOrderReplace.TryRead(m, out var u):
                return head with
                {
                    OrderRef = u.OriginalReference.Value,
                    NewRef = u.NewReference.Value,
                    Qty = (uint)u.Shares.Lots,
                    Price = (uint)u.Price.Units,
                };
            default:
                return head;
        }
    }
}

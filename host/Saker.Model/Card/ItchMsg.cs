using System.Buffers.Binary;
using Saker.Wire;

namespace Saker.Model;

/// <summary>One decoded ITCH message as the card's decoder puts it out: docs/card.md section 4. Fields that a type does not have are zero.</summary>
/// <param name="OrderRef">Q: its shares.</param>
/// <param name="NewRef">U: new reference; J K V: bytes 19 to 26.</param>
/// <param name="Qty">J K V: bytes 27 to 30.</param>
/// <param name="Price">J K V: bytes 31 to 34.</param>
/// <param name="Stock">R H; J K V: bytes 11 to 18.</param>
/// <param name="Code">Event code, trading state, action, printable, breached level, cross type or qualifier.</param>
/// <param name="Market">h only.</param>
public readonly record struct ItchMsg(
    byte Mtype, ushort Locate, ulong Ts, ulong OrderRef, ulong NewRef, byte Side, uint Qty, uint Price, ulong Stock, byte Code,
    ulong MatchNo = 0, byte Market = 0)
{
    private const int StockAt = 11, WordsAt = 19, QtyAt = 27, PriceAt = 31;

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
                return head with { Code = (byte)o.Action, Market = (byte)o.Market };
            case ItchType.AddOrder when ItchAddOrder.TryRead(m, out var a):
                return head with { OrderRef = a.Reference.Value, Side = (byte)a.Side, Qty = (uint)a.Shares.Lots, Price = (uint)a.Price.Units };
            case ItchType.AddOrderAttributed when ItchAddOrderAttributed.TryRead(m, out var f):
                return head with { OrderRef = f.Reference.Value, Side = (byte)f.Side, Qty = (uint)f.Shares.Lots, Price = (uint)f.Price.Units };
            case ItchType.OrderExecuted when ItchOrderExecuted.TryRead(m, out var e):
                return head with { OrderRef = e.Reference.Value, Qty = (uint)e.Shares.Lots, MatchNo = e.Match };
            case ItchType.OrderExecutedWithPrice when ItchOrderExecutedWithPrice.TryRead(m, out var c):
                return head with
                {
                    OrderRef = c.Reference.Value,
                    Qty = (uint)c.Shares.Lots,
                    Price = (uint)c.Price.Units,
                    Code = (byte)c.Printable,
                    MatchNo = c.Match,
                };
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
            case ItchType.MwcbStatus when ItchMwcbStatus.TryRead(m, out var w):
                return head with { Code = (byte)w.BreachedLevel };
            case ItchType.Trade when ItchTrade.TryRead(m, out var p):
                return head with { Side = (byte)p.Side, Qty = (uint)p.Shares.Lots, Price = (uint)p.Price.Units, MatchNo = p.Match };
            case ItchType.CrossTrade when ItchCrossTrade.TryRead(m, out var q):
                return head with
                {
                    OrderRef = (ulong)q.Shares.Lots,
                    Price = (uint)q.CrossPrice.Units,
                    Code = (byte)q.CrossType,
                    MatchNo = q.Match,
                };
            case ItchType.BrokenTrade when ItchBrokenTrade.TryRead(m, out var b):
                return head with { MatchNo = b.Match };
            case ItchType.IpoQuotingPeriodUpdate when ItchIpoQuotingPeriodUpdate.TryRead(m, out var k):
                return Words(head, m) with { Code = (byte)k.Qualifier };
            case ItchType.LuldAuctionCollar or ItchType.MwcbDeclineLevel:
                return Words(head, m);
            default:
                return head;
        }
    }

    /// <summary>J K V: the body in the places of the record, whatever it means there.</summary>
    private static ItchMsg Words(in ItchMsg head, ReadOnlySpan<byte> m)
    {
        Span<byte> body = stackalloc byte[PriceAt + sizeof(uint)];
        body.Clear();
        m[..Math.Min(m.Length, body.Length)].CopyTo(body);
        return head with
        {
            Stock = BinaryPrimitives.ReadUInt64BigEndian(body[StockAt..]),
            NewRef = BinaryPrimitives.ReadUInt64BigEndian(body[WordsAt..]),
            Qty = BinaryPrimitives.ReadUInt32BigEndian(body[QtyAt..]),
            Price = BinaryPrimitives.ReadUInt32BigEndian(body[PriceAt..]),
        };
    }
}

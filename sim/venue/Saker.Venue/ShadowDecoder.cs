using Saker.Wire;

namespace Saker.Venue;

/// <summary>Decodes a captured ITCH message into the shadow's acts; messages that concern no book are left alone.</summary>
internal static class ShadowDecoder
{
    public static void Apply(ReadOnlySpan<byte> message, ShadowMatcher shadow)
    {
        if (ItchAddOrder.TryRead(message, out var a))
        {
            shadow.CapturedAdd(a.Locate.Value, a.Reference.Value, Of(a.Side), a.Price.Units, (uint)a.Shares.Lots);
        }
        else if (ItchAddOrderAttributed.TryRead(message, out var f))
        {
            shadow.CapturedAdd(f.Locate.Value, f.Reference.Value, Of(f.Side), f.Price.Units, (uint)f.Shares.Lots);
        }
        else if (ItchOrderExecuted.TryRead(message, out var e))
        {
            shadow.CapturedExecution(e.Reference.Value, (uint)e.Shares.Lots);
        }
        else if (ItchOrderExecutedWithPrice.TryRead(message, out var c))
        {
            shadow.CapturedExecution(c.Reference.Value, (uint)c.Shares.Lots);
        }
        else if (ItchOrderCancel.TryRead(message, out var x))
        {
            shadow.CapturedReduce(x.Reference.Value, (uint)x.Shares.Lots);
        }
        else if (ItchOrderDelete.TryRead(message, out var d))
        {
            shadow.CapturedDelete(d.Reference.Value);
        }
        else if (ItchOrderReplace.TryRead(message, out var u))
        {
            shadow.CapturedReplace(u.OriginalReference.Value, u.NewReference.Value, u.Price.Units, (uint)u.Shares.Lots);
        }
        else if (ItchStockTradingAction.TryRead(message, out var h))
        {
            shadow.CapturedTrading(h.Locate.Value, h.State == 'T');
        }
        else if (ItchStockDirectory.TryRead(message, out var r))
        {
            shadow.Define(new Instrument { Symbol = r.Stock.ToString(), Locate = r.Locate.Value });
        }
    }

    private static Side Of(Wire.Side side) => side == Wire.Side.Buy ? Side.Buy : Side.Sell;
}

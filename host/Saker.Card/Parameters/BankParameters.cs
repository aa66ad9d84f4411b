using Saker.Model;

namespace Saker.Card.Parameters;

/// <summary>The model's parameters of a slot as a bank, and back.</summary>
public static class BankParameters
{
    /// <summary>The bank that holds them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is none that the card takes.</exception>
    public static BankImage ImageOf(SlotParameters p) => BankImage.Of((parameter, element) => parameter.Encode(Value(p, parameter, element)));

    /// <summary>What a bank holds.</summary>
    public static SlotParameters Of(BankImage image) => new()
    {
        Symbol = (byte)image.Value(CardParameters.Symbol),
        Qty = image.Word(CardParameters.Qty),
        HalfBid = (int)image.Value(CardParameters.HalfBid),
        HalfAsk = (int)image.Value(CardParameters.HalfAsk),
        Skew = (int)image.Value(CardParameters.Skew),
        Hysteresis = (ushort)image.Value(CardParameters.Hysteresis),
        InventoryCap = image.Word(CardParameters.InventoryCap),
        MinEdge = (int)image.Value(CardParameters.MinEdge),
        MaxDistance = (ushort)image.Value(CardParameters.MaxDistance),
        Refresh = image.Word(CardParameters.Refresh),
        StepPosition = Words(image, CardParameters.StepPosition),
        StepQty = Words(image, CardParameters.StepQty),
        NeedBid = image.Word(CardParameters.NeedBid),
        NeedAsk = image.Word(CardParameters.NeedAsk),
        NeedTight = image.Word(CardParameters.NeedTight),
        WidenBid = (int)image.Value(CardParameters.WidenBid),
        WidenAsk = (int)image.Value(CardParameters.WidenAsk),
        VarHorizon = (VarHorizon)image.Value(CardParameters.VarHorizon),
        VarSkew = image.Word(CardParameters.VarSkew),
        Micro = [.. Enumerable.Range(0, CardParameters.Micro.Count).Select(n => (short)image.Value(CardParameters.Micro, n))],
        Take = (Take)image.Value(CardParameters.Take),
        Lead = (byte)image.Value(CardParameters.Lead),
        Beta = (int)image.Value(CardParameters.Beta),
        Theta = image.Word(CardParameters.Theta),
        Anchor = image.Word(CardParameters.Anchor),
        Slip = (ushort)image.Value(CardParameters.Slip),
        LegX = (byte)image.Value(CardParameters.LegX),
        LegY = (byte)image.Value(CardParameters.LegY),
        RateSell = image.Word(CardParameters.RateSell),
        RateBuy = image.Word(CardParameters.RateBuy),
        RateShift = (byte)image.Value(CardParameters.RateShift),
        LegAct = (LegAct)image.Value(CardParameters.LegAct),
    };

    private static uint[] Words(BankImage image, ParameterDescriptor parameter) => [.. Enumerable.Range(0, parameter.Count).Select(n => image.Word(parameter, n))];

    private static long Value(SlotParameters p, ParameterDescriptor parameter, int element) => parameter.Name switch
    {
        "SYMBOL" => p.Symbol,
        "QTY" => p.Qty,
        "HALF_BID" => p.HalfBid,
        "HALF_ASK" => p.HalfAsk,
        "SKEW" => p.Skew,
        "HYSTERESIS" => p.Hysteresis,
        "INVENTORY_CAP" => p.InventoryCap,
        "MIN_EDGE" => p.MinEdge,
        "MAX_DISTANCE" => p.MaxDistance,
        "REFRESH" => p.Refresh,
        "STEP_POSITION" => p.StepPosition[element],
        "STEP_QTY" => p.StepQty[element],
        "NEED_BID" => p.NeedBid,
        "NEED_ASK" => p.NeedAsk,
        "NEED_TIGHT" => p.NeedTight,
        "WIDEN_BID" => p.WidenBid,
        "WIDEN_ASK" => p.WidenAsk,
        "VAR_HORIZON" => (long)p.VarHorizon,
        "VAR_SKEW" => p.VarSkew,
        "MICRO" => p.Micro[element],
        "TAKE" => (long)p.Take,
        "LEAD" => p.Lead,
        "BETA" => p.Beta,
        "THETA" => p.Theta,
        "ANCHOR" => p.Anchor,
        "SLIP" => p.Slip,
        "LEG_X" => p.LegX,
        "LEG_Y" => p.LegY,
        "RATE_SELL" => p.RateSell,
        "RATE_BUY" => p.RateBuy,
        "RATE_SHIFT" => p.RateShift,
        "LEG_ACT" => (long)p.LegAct,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter.Name, "The model does not know this parameter."),
    };
}

using Saker.Wire;

namespace Saker.Model.Tests;

/// <summary>A small market, level by level, played into a slot in SHADOW.</summary>
internal sealed class ShadowRig : IShadowSink
{
    private const ushort Locate = 7;
    private static readonly PriceWindow Window = new(1_000, 10);
    private static readonly Symbol Name = Symbol.Of("TEST");

    private readonly ShadowReplay _replay;
    private ulong _reference, _match;

    public ShadowRig(SlotParameters parameters, SlotControls? controls = null, SignalParameters? signals = null)
    {
        var setup = new ShadowSetup(Name.Packed, Locate, Window, parameters, controls ?? new SlotControls(1_000, 100, 10_000), signals);
        _replay = new ShadowReplay(new CardShape(1, 1, LadderLog2: 6, OrderBucketsLog2: 8, OrderWays: 4), setup, this);
    }

    private delegate int Writer(Span<byte> to);

    /// <summary>Joins the best of ten ticks' spread on both sides.</summary>
    public static SlotParameters Joining { get; } = new() { Qty = 50, HalfBid = 5 * 256, HalfAsk = 5 * 256, InventoryCap = 10_000, MaxDistance = ushort.MaxValue };

    public List<PaperRecord> Papers { get; } = [];

    public List<QuoteRecord> Quotes { get; } = [];

    public ShadowSlot Slot => _replay.Slot;

    /// <summary>Time of the next messages, ns.</summary>
    public ulong Now { get; set; } = 1 << 30;

    /// <summary>The PAPER records since the last call, short: act, side, level, quantity, open, ahead.</summary>
    public IEnumerable<(PaperAct Act, byte Side, int Idx, int Qty, int Open, int Ahead)> New()
    {
        var all = Papers.Select(p => (p.Act, p.Side, (int)p.Idx, (int)p.Qty, (int)p.Open, (int)p.Ahead)).ToArray();
        Papers.Clear();
        return all;
    }

    /// <summary>An order comes to a level; returns its reference.</summary>
    public ulong Add(Side side, int level, uint lots)
    {
        ulong reference = ++_reference;
        Send(ItchAddOrder.Length, b => ItchAddOrder.Write(b, new Locate(Locate), 0, new Timestamp(Now), new OrderRef(reference), side, new Quantity(lots), Name, Price(level)));
        return reference;
    }

    public void Execute(ulong reference, uint lots) =>
        Send(ItchOrderExecuted.Length, b => ItchOrderExecuted.Write(b, new Locate(Locate), 0, new Timestamp(Now), new OrderRef(reference), new Quantity(lots), ++_match));

    public void Cancel(ulong reference, uint lots) =>
        Send(ItchOrderCancel.Length, b => ItchOrderCancel.Write(b, new Locate(Locate), 0, new Timestamp(Now), new OrderRef(reference), new Quantity(lots)));

    public void Delete(ulong reference) =>
        Send(ItchOrderDelete.Length, b => ItchOrderDelete.Write(b, new Locate(Locate), 0, new Timestamp(Now), new OrderRef(reference)));

    public ulong Replace(ulong reference, int level, uint lots)
    {
        ulong entered = ++_reference;
        Send(ItchOrderReplace.Length, b => ItchOrderReplace.Write(b, new Locate(Locate), 0, new Timestamp(Now), new OrderRef(reference), new OrderRef(entered), new Quantity(lots), Price(level)));
        return entered;
    }

    /// <summary>A trade with a hidden order.</summary>
    public void Hidden(int level, uint lots) =>
        Send(ItchTrade.Length, b => ItchTrade.Write(b, new Locate(Locate), 0, new Timestamp(Now), new OrderRef(0), Side.Buy, new Quantity(lots), Name, Price(level), ++_match));

    public void Trading(bool trades) =>
        Send(ItchStockTradingAction.Length, b => ItchStockTradingAction.Write(b, new Locate(Locate), 0, new Timestamp(Now), Name, trades ? 'T' : 'H', default));

    /// <summary>100 lots bid at 20, 100 asked at 30; returns the references.</summary>
    public (ulong Bid, ulong Ask) Open() => (Add(Side.Buy, 20, 100), Add(Side.Sell, 30, 100));

    /// <summary>A message of the wrong length.</summary>
    public void Broken() => _replay.Message(new byte[] { ItchOrderDelete.Type, 0 });

    void IShadowSink.Quote(in QuoteRecord record) => Quotes.Add(record);

    void IShadowSink.Paper(in PaperRecord record) => Papers.Add(record);

    private static Price Price(int level) => new(Window.Base + (level * Window.Tick));

    private void Send(int length, Writer write)
    {
        byte[] bytes = new byte[length];
        write(bytes);
        _replay.Message(bytes);
    }
}

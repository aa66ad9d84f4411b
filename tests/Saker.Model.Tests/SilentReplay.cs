using Saker.Wire;

namespace Saker.Model.Tests;

/// <summary>A market that moves up and down again, as bytes beforehand, played into a slot whose acts are only counted.</summary>
internal sealed class SilentReplay : IShadowSink
{
    private const ushort Locate = 7;
    private const int Steps = 500, Levels = 20;
    private static readonly PriceWindow Window = new(1_000, 10);

    private readonly List<byte[]> _messages = [];
    private readonly ShadowReplay _replay;

    public SilentReplay()
    {
        var signals = new SignalParameters().With(SignalGate.Spread, 3, above: false);
        SlotParameters p = ShadowRig.Joining with { HalfBid = 256, HalfAsk = 256, NeedBid = 1 };
        var setup = new ShadowSetup(0, Locate, Window, p, new SlotControls(1_000, 100, 1_000_000), signals);
        _replay = new ShadowReplay(new CardShape(1, 1, LadderLog2: 6, OrderBucketsLog2: 8, OrderWays: 4), setup, this);
        for (int n = 0; n < Steps; n++)
        {
            ulong reference = (ulong)(2 * n) + 1;
            int level = 10 + (n % Levels);
            Add(reference, Side.Buy, level);
            Add(reference + 1, Side.Sell, level + 4);
            Of(ItchOrderExecuted.Length, b => ItchOrderExecuted.Write(b, new Locate(Locate), 0, default, new OrderRef(reference), new Quantity(10), reference));
            Of(ItchOrderDelete.Length, b => ItchOrderDelete.Write(b, new Locate(Locate), 0, default, new OrderRef(reference)));
            Of(ItchOrderDelete.Length, b => ItchOrderDelete.Write(b, new Locate(Locate), 0, default, new OrderRef(reference + 1)));
            Of(ItchOrderDelete.Length, b => ItchOrderDelete.Write(b, new Locate(Locate + 1), 0, default, new OrderRef(reference)));
        }
    }

    private delegate int Writer(Span<byte> to);

    public int Acts { get; private set; }

    public void Play()
    {
        foreach (byte[] message in _messages)
        {
            _replay.Message(message);
        }
    }

    void IShadowSink.Quote(in QuoteRecord record)
    {
    }

    void IShadowSink.Paper(in PaperRecord record) => Acts++;

    private void Add(ulong reference, Side side, int level) => Of(ItchAddOrder.Length, b => ItchAddOrder.Write(
        b, new Locate(Locate), 0, default, new OrderRef(reference), side, new Quantity(30), Symbol.Of("TEST"), new Price(Window.Base + (level * Window.Tick))));

    private void Of(int length, Writer write)
    {
        byte[] bytes = new byte[length];
        write(bytes);
        _messages.Add(bytes);
    }
}

using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A QUOTE record of a slot that takes.</summary>
internal readonly record struct TakerQuote(uint Cycle, bool Again, QuoteRecord Quote)
{
    public static TakerQuote Read(byte[] record)
    {
        var q = new QuoteEvent(record);
        return new TakerQuote(q.Cycle, q.Again != 0, CardQuotes.Read(q));
    }
}

/// <summary>An ORDER record, and when the order was taken.</summary>
/// <param name="Cycle">Of the frame's start, or of the refusal.</param>
/// <param name="RxCycle">Of the last byte of the message that caused it.</param>
internal readonly record struct TakerOrder(uint Cycle, uint RxCycle, OrderRecord Order)
{
    // A candidate is taken in cycle n; its refusal is recorded for n+1, its start for n+2.
    private const uint BeforeRefusal = 1, BeforeStart = 2;

    public uint Taken => Cycle - (Order.Sent != 0 ? BeforeStart : BeforeRefusal);

    public bool IsNew => (OrderAction)Order.Action == OrderAction.New;

    public static TakerOrder Read(byte[] record)
    {
        var o = new OrderEvent(record);
        return new TakerOrder(o.Cycle, o.RxCycle, TwinJudge.Read(record));
    }
}

/// <summary>A venue that only answers, until nothing is under way.</summary>
internal static class AnsweringVenue
{
    private const ulong Turn = 300;

    public static void Rest(this RacingVenue venue, TradingBench bench)
    {
        int quiet = 0;
        while (quiet < 3)
        {
            bench.Card.Run(Turn);
            bench.Card.RunIdle();
            bool moved = bench.Peer.Poll() || bench.Peer.Packets.Count != 0;
            venue.Turn(active: false);
            quiet = moved || venue.Busy ? 0 : quiet + 1;
        }
    }
}

/// <summary>The card with several slots and three symbols, each with a book of its own: what the tests of takers share. Slots that are not given are not whole.</summary>
internal sealed class TakerBench : IDisposable
{
    /// <summary>The symbols' windows, from index 0.</summary>
    public static readonly SymbolWindow[] Windows = [TradingBench.Window, new("BBBB", 2_000_000, 200), new("CCCC", 3_000_000, 50)];

    private const uint Size = 500;
    private readonly Dictionary<(int Symbol, Side Side), ulong> _best = [];

    /// <param name="slots">Parameters of the slots from 0 on.</param>
    public TakerBench(params SlotParameters[] slots)
    {
        Trading = new TradingBench(slots[0], TradingBench.Wide, symbols: Windows);
        CardShape shape = CardBench.ShapeOf(Trading.Card);
        Assert.True(shape.NumSlots >= slots.Length, $"the virtual card has {shape.NumSlots} slots, not {slots.Length}");
        Books = [Trading.Book, new BookMessages(Windows[1], 2, 1_000_000), new BookMessages(Windows[2], 3, 2_000_000)];
        for (int n = 1; n < Windows.Length; n++)
        {
            Trading.Feed.SendMessages(Books[n].Opening());
            Trading.Card.RunIdle();
        }

        for (int n = 1; n < slots.Length; n++)
        {
            Trading.Configure(slots[n], TradingBench.Wide, n);
        }

        Trading.Arm();
        for (int n = 0; n < slots.Length; n++)
        {
            Trading.Mode(SlotMode.Active, n);
        }

        Window = shape.Window;
        Trading.Feed.Discard();
    }

    public TradingBench Trading { get; }

    public BookMessages[] Books { get; }

    /// <summary>Ticks in a symbol's window.</summary>
    public int Window { get; }

    /// <summary>Writes and seals a slot's running bank: even where nothing differs it was not whole in between.</summary>
    public void Rewrite(SlotParameters p, int slot)
    {
        new SlotBanks(Trading.Card, slot).Write(CardParameters.Hash, 0, 0);
        Trading.Configure(p, TradingBench.Wide, slot);
    }

    /// <summary>One order on each side of a symbol's book.</summary>
    public void Open(int symbol, int bid, int ask)
    {
        Tell(Books[symbol].Add(Side.Buy, bid, Size));
        _best[(symbol, Side.Buy)] = Books[symbol].Last;
        Tell(Books[symbol].Add(Side.Sell, ask, Size));
        _best[(symbol, Side.Sell)] = Books[symbol].Last;
    }

    /// <summary>The message that moves the one order of a side.</summary>
    public byte[] Moved(int symbol, Side side, int level)
    {
        byte[] message = Books[symbol].Replace(_best[(symbol, side)], level, Size);
        _best[(symbol, side)] = Books[symbol].Last;
        return message;
    }

    /// <summary>Moves the one order of a side, and lets the card take it; the venue stays silent.</summary>
    public void Move(int symbol, Side side, int level) => Tell(Moved(symbol, side, level));

    /// <summary>Moves both sides of a symbol, the one in the way first, in a packet of two messages.</summary>
    public void Shift(int symbol, int bid, int ask, bool up) => Trading.Feed.SendMessages(up
        ? [Moved(symbol, Side.Sell, ask), Moved(symbol, Side.Buy, bid)]
        : [Moved(symbol, Side.Buy, bid), Moved(symbol, Side.Sell, ask)]);

    public void Tell(byte[] message) => Trading.Tell(message);

    /// <summary>All records since the last call; nothing moves any more.</summary>
    public List<byte[]> Records() => Trading.Feed.Records();

    /// <summary>Nothing is under way, and what was recorded is forgotten.</summary>
    public void Forget() => Trading.Feed.Discard();

    public static List<TakerQuote> Quotes(IEnumerable<byte[]> records) => [.. records.Where(r => r[4] == (byte)EventType.Quote).Select(TakerQuote.Read)];

    public static List<TakerOrder> Orders(IEnumerable<byte[]> records) => [.. records.Where(r => r[4] == (byte)EventType.Order).Select(TakerOrder.Read)];

    public static uint BookCycle(IEnumerable<byte[]> records) => new BookEvent(records.Last(r => r[4] == (byte)EventType.Book)).Cycle;

    /// <summary>The orders that left since the last call, with the cycles of their frames' starts.</summary>
    public List<(OuchEnterOrder Order, byte[] Request, ulong Start)> Entered()
    {
        var entered = new List<(OuchEnterOrder, byte[], ulong)>();
        Trading.Rest();
        while (Trading.Peer.Packets.TryDequeue(out PeerPacket packet))
        {
            if (packet.Type == SoupType.UnsequencedData && OuchEnterOrder.TryRead(packet.Payload, out OuchEnterOrder order))
            {
                entered.Add((order, packet.Payload, packet.StartCycle));
            }
        }

        return entered;
    }

    /// <summary>The venue takes an order, executes so much of it at once, and cancels the rest.</summary>
    public void Answer(byte[] request, uint executed, VenueAnswer answer = VenueAnswer.Accept) => Trading.Answer(request, answer, executed);

    public int Position(int slot) => (int)Trading.Card.Read(CardRegisters.SlotPositionAt(slot));

    public void Dispose() => Trading.Dispose();
}

using System.Buffers.Binary;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Lines;

/// <summary>All 23 ITCH types: what each makes of MESSAGE, ADMIN, TRADE and the symbol's flags is what the model says, in every lane.</summary>
public sealed class MessageTypeTests(ITestOutputHelper output) : IDisposable
{
    private const int Symbol = 2;
    private const ushort Locate = Symbol + 1, Untracked = 500;
    private readonly FeedTwin _twin = new(SixteenSymbols.Windows, record: true, tape: true);
    private readonly RandomItch _itch = new(1, SixteenSymbols.Windows, 4096, faults: 0);

    public void Dispose() => _twin.Dispose();

    [RtlFact]
    public void EveryType_WithKnownAndRandomContents_InEveryLane()
    {
        int seed = TestLength.Seed;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        Open();
        for (int round = 0; round < 8; round++)
        {
            foreach (char type in AllTypesItch.Types)
            {
                foreach (ushort locate in (ushort[])[Locate, Untracked])
                {
                    byte[] message = round == 0 ? AllTypesItch.Known(type, locate) : AllTypesItch.Random(type, locate, random);
                    byte[] filler = new byte[2 + (round % 4)];
                    filler[0] = (byte)'!';
                    // The message between others, so that what follows it must not be disturbed.
                    Send([filler, message, AllTypesItch.Known('S', 0)]);
                    _twin.Compare($"type {type}, locate {locate}, round {round}, seed {seed}");
                    if (_twin.AnyStale)
                    {
                        _twin.Clear(_twin.Model.Expected);
                    }
                }
            }
        }

        _twin.CompareCounters();
        Assert.Equal(0u, _twin.Bench.FeedCounter(CntFeedIndex.BadLength));
        output.WriteLine($"{_twin.Compared} records equal");
    }

    [RtlFact]
    public void EveryTrade_ReachesTheTape_WithPriceSideAndPrintability()
    {
        var trades = new List<TradeRecord>();
        Open();
        var book = new BookMessages(SixteenSymbols.Windows[Symbol], Locate);
        byte[] bid = book.Add(Side.Buy, 100, 50);
        ulong buy = book.Last;
        byte[] ask = book.Add(Side.Sell, 110, 50);
        ulong sell = book.Last;
        byte[] hidden = book.ExecuteAt(sell, 5, 105);
        hidden[31] = (byte)'N';
        byte[] trade = AllTypesItch.Known('P', Locate);
        trade[19] = (byte)'S';
        Send([bid, ask, book.Execute(buy, 10), book.ExecuteAt(sell, 10, 108), hidden, trade, AllTypesItch.Known('Q', Locate), AllTypesItch.Known('B', Locate), book.Execute(999, 1)]);
        _twin.Bench.Card.RunIdle();
        byte[][] records = [.. _twin.Bench.Records(EventType.Trade)];
        trades.AddRange(records.Select(r => CardRecords.Trade(r)));
        Assert.Equal("ECCPQBE", string.Concat(trades.Select(t => (char)t.Mtype)));
        TradeFlags[] flags = [.. trades.Select(t => (TradeFlags)t.Flags)];
        const TradeFlags All = TradeFlags.Priced | TradeFlags.Printable | TradeFlags.Resting;
        Assert.Equal([All, All, TradeFlags.Priced | TradeFlags.Resting, TradeFlags.Priced | TradeFlags.Printable, TradeFlags.Priced | TradeFlags.Printable, TradeFlags.None, TradeFlags.Printable], flags);
        SymbolWindow window = SixteenSymbols.Windows[Symbol];
        Assert.Equal((window.Price(100), window.Price(108), window.Price(105)), (trades[0].Price, trades[1].Price, (long)trades[2].Price));
        Assert.Equal([0, 1, 1, 1], trades.Take(4).Select(t => (int)t.Side));
        Assert.Equal([10ul, 10, 5], trades.Take(3).Select(t => t.Qty));
        Assert.Equal(BinaryPrimitives.ReadUInt64BigEndian(AllTypesItch.Known('Q', 1).AsSpan(11)), trades[4].Qty);
        Assert.Equal((0ul, BinaryPrimitives.ReadUInt64BigEndian(AllTypesItch.Known('B', 1).AsSpan(11))), (trades[5].Qty, trades[5].MatchNo));
    }

    [RtlFact]
    public void Halts_StopTheSymbolsTheyMust()
    {
        Open();
        Symbol stock = Wire.Symbol.Of(SixteenSymbols.Windows[Symbol].Symbol);
        _twin.Market((byte)'Q');
        (string What, byte[] Message, bool Halted, bool Others)[] steps =
        [
            ("trading pause", AllTypesItch.TradingAction(Locate, stock, 'P'), true, false),
            ("trading again", AllTypesItch.TradingAction(Locate, stock, 'T'), false, false),
            ("quotation only", AllTypesItch.TradingAction(Locate, stock, 'Q'), true, false),
            ("trading again", AllTypesItch.TradingAction(Locate, stock, 'T'), false, false),
            ("operational halt of another market", AllTypesItch.OperationalHalt(Locate, stock, 'B', 'H'), false, false),
            ("operational halt of ours", AllTypesItch.OperationalHalt(Locate, stock, 'Q', 'H'), true, false),
            ("H does not end it", AllTypesItch.TradingAction(Locate, stock, 'T'), true, false),
            ("nor does another market", AllTypesItch.OperationalHalt(Locate, stock, 'B', 'T'), true, false),
            ("operational halt ended", AllTypesItch.OperationalHalt(Locate, stock, 'Q', 'T'), false, false),
            ("market-wide breaker", AllTypesItch.Breaker('1'), true, true),
            ("the symbol's H after it", AllTypesItch.TradingAction(Locate, stock, 'T'), false, true),
        ];
        foreach ((string what, byte[] message, bool halted, bool others) in steps)
        {
            Send([message]);
            _twin.Compare(what);
            for (int n = 0; n < SixteenSymbols.Windows.Length; n++)
            {
                var status = new SymStatusValue(_twin.Bench.Card.Read(CardRegisters.SymStatusAt(n)));
                bool expected = n == Symbol ? halted : others;
                Assert.True(((status.Flags >> (int)CardFlag.Halted) & 1) == (expected ? 1u : 0u), $"{what}: symbol {n} has flags {status.Flags:X}");
                Assert.Equal((_twin.Model.Book.Trading(n), _twin.Model.Book.OperationalHalt(n)), (status.Trading, status.OpHalt));
            }
        }

        _twin.CompareCounters();
    }

    private enum CardFlag
    {
        Halted = 1,
    }

    private void Open()
    {
        _twin.Send([.. _itch.Opening()], new Random(1));
        _twin.Compare("at the opening");
    }

    private void Send(byte[][] messages)
    {
        _twin.Payload(FeedFrames.Packet(_twin.Bench.Feed.Session, _twin.Model.Expected, messages));
        _twin.Bench.NextSequence = _twin.Model.Expected;
    }
}

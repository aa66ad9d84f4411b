using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests;

/// <summary>BOOK_CLEAR while the feed goes on: a message is either in the book afterwards or leaves it stale, whatever the cycle.</summary>
public sealed class ClearingTests(ITestOutputHelper output) : IDisposable
{
    private readonly FeedTwin _twin = new(RandomStreamTests.Symbols, record: false);
    private readonly Random _random = new(3);

    /// <summary>A reference of each symbol whose bucket is the last one to be emptied, in both halves: one piece of it is all ones, the others are zero.</summary>
    private ulong LastBucket(int symbol)
    {
        int bits = CardBench.ShapeOf(_twin.Bench.Card).OrderBucketsLog2;
        return ((1UL << bits) - 1) << (2 + (symbol * bits));
    }

    public void Dispose() => _twin.Dispose();

    [RtlFact]
    public void Message_AroundTheEndOfAClear_IsKnownOrMarked()
    {
        Open();
        ulong length = ClearLength();
        int[] seen = new int[16];
        // A packet has a message for each symbol, some ten cycles apart: so each kind comes at each moment.
        for (int offset = -75; offset < 20; offset++)
        {
            _twin.Clear(_twin.Model.Expected);
            _twin.Send([.. Tracked.SelectMany(n => new[] { Add(n, LastBucket(n)), Add(n, Other(n)) })], _random);
            _twin.Compare("before the clear");
            _twin.Bench.Card.Write(CardRegisters.BookClear, 1);
            _twin.Bench.Card.Run((ulong)((long)length + offset) - 40);
            ulong next = _twin.Bench.NextSequence;
            byte[][] messages = [.. Tracked.Select(n => Message((n + offset + Kinds * 100) % Kinds, n))];
            Assert.Equal(messages.Length, _twin.Bench.SendMessages(messages));
            var books = new (StaleReason Reason, uint Quantity)[messages.Length];
            _twin.Bench.Drain(record =>
            {
                if ((EventType)record[4] == EventType.Book && new BookEvent(record) is { Sym: < 4 } book)
                {
                    books[book.Sym] = ((StaleReason)book.Stale, book.BidQty);
                }
            });
            foreach (int n in Tracked)
            {
                (StaleReason reason, uint quantity) = books[n];
                seen[(int)reason]++;
                bool isAdd = messages[n][0] is ItchType.AddOrder or ItchType.AddOrderAttributed;
                bool known = reason == StaleReason.Busy || (isAdd ? reason == StaleReason.None && quantity == 7 : reason == StaleReason.UnknownRef);
                Assert.True(known, $"'{(char)messages[n][0]}' of symbol {n}, offset {offset}: {reason}, quantity {quantity}");
            }

            next += (ulong)messages.Length;
            Assert.Equal(next, _twin.Bench.Card.Read(CardRegisters.FeedExpectedLo));
            _twin.Expect(next);
        }

        Assert.True(seen[(int)StaleReason.Busy] > 100 && seen[(int)StaleReason.None] > 50 && seen[(int)StaleReason.UnknownRef] > 50, "the sweep missed the end");
        output.WriteLine($"a clear takes {length} cycles; {seen[(int)StaleReason.Busy]} messages fell into it, {seen[(int)StaleReason.None]} and {seen[(int)StaleReason.UnknownRef]} came after it");
    }

    [RtlFact]
    public void FaultOfTheFeed_DuringAClear_OutlivesIt()
    {
        Open();
        foreach (StaleReason reason in (StaleReason[])[StaleReason.BadFrame, StaleReason.Framing, StaleReason.BadLength, StaleReason.Busy])
        {
            _twin.Clear(_twin.Model.Expected);
            _twin.Bench.Card.Write(CardRegisters.BookClear, 1);
            _twin.Model.Book.BeginClear();
            ulong next = _twin.Model.Expected;
            byte[] payload = reason switch
            {
                StaleReason.BadFrame => FeedFrames.Packet(_twin.Bench.Feed.Session, next, [OfNoBook()]),
                StaleReason.Framing => FeedFrames.Packet(_twin.Bench.Feed.Session, next, [OfNoBook()], count: 2),
                StaleReason.BadLength => FeedFrames.Packet(_twin.Bench.Feed.Session, next, [Add(0, 4)[..^1]]),
                _ => FeedFrames.Packet(_twin.Bench.Feed.Session, next, [Add(0, 4)]),
            };
            _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(FeedFrames.Frame(_twin.Bench.Feed, payload)), reason == StaleReason.BadFrame ? 1u : 0u));

            // A second fault: the first sticks.
            _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(FeedFrames.Frame(_twin.Bench.Feed, FeedFrames.Packet(_twin.Bench.Feed.Session, _twin.Model.Expected, [OfNoBook(), Add(0, 8)])))));
            WaitForClear();
            _twin.Model.Book.EndClear();
            _twin.Compare($"{reason} during a clear");
            Assert.Equal(reason, _twin.Model.Book.Stale(0));
            Assert.Equal(reason == StaleReason.Busy ? StaleReason.None : reason, _twin.Model.Book.Stale(1));
        }

        _twin.CompareCounters();
    }

    private void Open()
    {
        _twin.Send([.. new RandomItch(1, RandomStreamTests.Symbols, _twin.Window, 0).Opening()], _random);
        _twin.Compare("at the opening");
    }

    private ulong ClearLength()
    {
        _twin.Bench.Card.Write(CardRegisters.BookClear, 1);
        ulong from = _twin.Bench.Card.Cycle;
        WaitForClear();
        return _twin.Bench.Card.Cycle - from;
    }

    private void WaitForClear()
    {
        for (int i = 0; new StateValue(_twin.Bench.Card.Read(CardRegisters.State)).BookBusy; i++)
        {
            Assert.True(i < 100_000, "the clear does not end");
        }
    }

    private const int Kinds = 5;

    private static IEnumerable<int> Tracked => Enumerable.Range(0, RandomStreamTests.Symbols.Length);

    /// <summary>A reference of each symbol, in no bucket of note.</summary>
    private static ulong Other(int symbol) => 20 + (4 * (ulong)symbol);

    private byte[] Message(int kind, int symbol) => kind switch
    {
        0 => Add(symbol, LastBucket(symbol)),
        1 => Add(symbol, 100 + Other(symbol), attributed: true),
        2 => Delete(symbol, LastBucket(symbol)),
        3 => Replace(symbol, LastBucket(symbol), 200 + Other(symbol)),
        _ => Replace(symbol, Other(symbol), LastBucket(symbol)),
    };

    private static Locate LocateOf(int symbol) => new((ushort)(symbol + 1));

    private static Price PriceOf(int symbol, int level) => new(RandomStreamTests.Symbols[symbol].Price(level));

    private static byte[] Add(int symbol, ulong reference, bool attributed = false)
    {
        byte[] message = new byte[attributed ? ItchAddOrderAttributed.Length : ItchAddOrder.Length];
        Symbol name = Symbol.Of(RandomStreamTests.Symbols[symbol].Symbol);
        if (attributed)
        {
            ItchAddOrderAttributed.Write(message, LocateOf(symbol), 0, default, new OrderRef(reference), Side.Buy, new Quantity(7), name, PriceOf(symbol, 50), Alpha4.Of("SAKR"));
        }
        else
        {
            ItchAddOrder.Write(message, LocateOf(symbol), 0, default, new OrderRef(reference), Side.Buy, new Quantity(7), name, PriceOf(symbol, 50));
        }

        return message;
    }

    private static byte[] Delete(int symbol, ulong reference)
    {
        byte[] message = new byte[ItchOrderDelete.Length];
        ItchOrderDelete.Write(message, LocateOf(symbol), 0, default, new OrderRef(reference));
        return message;
    }

    private static byte[] Replace(int symbol, ulong original, ulong reference)
    {
        byte[] message = new byte[ItchOrderReplace.Length];
        ItchOrderReplace.Write(message, LocateOf(symbol), 0, default, new OrderRef(original), new OrderRef(reference), new Quantity(7), PriceOf(symbol, 51));
        return message;
    }

    private static byte[] OfNoBook()
    {
        byte[] message = new byte[ItchSystemEvent.Length];
        ItchSystemEvent.Write(message, default, 0, default, 'Q');
        return message;
    }
}

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

    /// <summary>A reference whose bucket is the last one to be emptied, in both halves.</summary>
    private ulong LastBucket => ((1UL << CardBench.ShapeOf(_twin.Bench.Card).OrderBucketsLog2) - 1) << 2;

    public void Dispose() => _twin.Dispose();

    [RtlFact]
    public void Message_AroundTheEndOfAClear_IsKnownOrMarked()
    {
        Open();
        ulong length = ClearLength();
        int[] seen = new int[16];
        for (int offset = -60; offset < 30; offset++)
        {
            foreach (byte[] message in (byte[][])[Add(LastBucket), Add(12, attributed: true), Delete(LastBucket), Replace(LastBucket, 16), Replace(20, LastBucket)])
            {
                _twin.Clear(_twin.Model.Expected);
                _twin.Send([Add(LastBucket), Add(20)], _random);
                _twin.Compare("before the clear");
                _twin.Bench.Card.Write(CardRegisters.BookClear, 1);
                _twin.Bench.Card.Run((ulong)((long)length + offset) - 40);
                ulong next = _twin.Bench.NextSequence;
                _twin.Bench.SendMessage(message);
                (StaleReason reason, uint quantity) = (StaleReason.None, 0);
                _twin.Bench.Drain(record =>
                {
                    if ((EventType)record[4] == EventType.Book && new BookEvent(record) is { Sym: 0 } book)
                    {
                        (reason, quantity) = ((StaleReason)book.Stale, book.BidQty);
                    }
                });
                seen[(int)reason]++;
                bool isAdd = message[0] is ItchType.AddOrder or ItchType.AddOrderAttributed;
                bool known = reason == StaleReason.Busy || (isAdd ? reason == StaleReason.None && quantity == 7 : reason == StaleReason.UnknownRef);
                Assert.True(known, $"'{(char)message[0]}', offset {offset}: {reason}, quantity {quantity}");
                Assert.Equal(next + 1, _twin.Bench.Card.Read(CardRegisters.FeedExpectedLo));
                _twin.Expect(next + 1);
            }
        }

        Assert.True(seen[(int)StaleReason.Busy] > 20 && seen[(int)StaleReason.None] > 20 && seen[(int)StaleReason.UnknownRef] > 20, "the sweep missed the end");
        output.WriteLine($"a clear takes {length} cycles; {seen[(int)StaleReason.Busy]} messages fell into it");
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
                StaleReason.BadFrame => FeedFrames.Packet(_twin.Bench.Feed.Session, next, [Other()]),
                StaleReason.Framing => FeedFrames.Packet(_twin.Bench.Feed.Session, next, [Other()], count: 2),
                StaleReason.BadLength => FeedFrames.Packet(_twin.Bench.Feed.Session, next, [Add(4)[..^1]]),
                _ => FeedFrames.Packet(_twin.Bench.Feed.Session, next, [Add(4)]),
            };
            _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(FeedFrames.Frame(_twin.Bench.Feed, payload)), reason == StaleReason.BadFrame ? 1u : 0u));

            // A second fault: the first sticks.
            _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(FeedFrames.Frame(_twin.Bench.Feed, FeedFrames.Packet(_twin.Bench.Feed.Session, _twin.Model.Expected, [Other(), Add(8)])))));
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

    private static byte[] Add(ulong reference, bool attributed = false)
    {
        SymbolWindow symbol = RandomStreamTests.Symbols[0];
        byte[] message = new byte[attributed ? ItchAddOrderAttributed.Length : ItchAddOrder.Length];
        if (attributed)
        {
            ItchAddOrderAttributed.Write(message, new Locate(1), 0, default, new OrderRef(reference), Side.Buy, new Quantity(7), Symbol.Of(symbol.Symbol), new Price(symbol.Price(50)), Alpha4.Of("SAKR"));
        }
        else
        {
            ItchAddOrder.Write(message, new Locate(1), 0, default, new OrderRef(reference), Side.Buy, new Quantity(7), Symbol.Of(symbol.Symbol), new Price(symbol.Price(50)));
        }

        return message;
    }

    private static byte[] Delete(ulong reference)
    {
        byte[] message = new byte[ItchOrderDelete.Length];
        ItchOrderDelete.Write(message, new Locate(1), 0, default, new OrderRef(reference));
        return message;
    }

    private static byte[] Replace(ulong original, ulong reference)
    {
        byte[] message = new byte[ItchOrderReplace.Length];
        ItchOrderReplace.Write(message, new Locate(1), 0, default, new OrderRef(original), new OrderRef(reference), new Quantity(7), new Price(RandomStreamTests.Symbols[0].Price(51)));
        return message;
    }

    /// <summary>Of no book.</summary>
    private static byte[] Other()
    {
        byte[] message = new byte[ItchSystemEvent.Length];
        ItchSystemEvent.Write(message, default, 0, default, 'Q');
        return message;
    }
}

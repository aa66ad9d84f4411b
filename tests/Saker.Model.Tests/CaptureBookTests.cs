using Saker.TestKit;
using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests;

/// <summary>The real AAPL capture: the exact book is sane and the card's book is the same wherever its window reaches.</summary>
public sealed class CaptureBookTests
{
    private const string Capture = "itch/aapl-20200130-first-5000.bin";
    private const int Aapl = 13;

    [DataFact(Capture)]
    public void Every_message_fits_the_book_and_it_is_never_crossed()
    {
        ItchBook book = new(new Locate(Aapl));
        int messages = 0;
        ForEach((message, _) =>
        {
            messages++;
            book.Apply(message);
            Assert.False(book.Book.IsCrossed);
        });
        Assert.Equal(5000, messages);
        Assert.Equal(0, book.Refused);
        Assert.True(book.Book.Orders > 0);
    }

    [DataFact(Capture)]
    public void Card_book_equals_the_exact_book_where_the_best_is_inside_the_window()
    {
        PriceWindow window = new(3_200_000 - 2048 * 100, 100);
        CardShape shape = new(1, 1, LadderLog2: 12, OrderBucketsLog2: 12, OrderWays: 4);
        RecordingSink sink = new();
        FeedModel card = new(shape, new FeedConfig(default, 0, default), sink);
        card.Book.SetWindow(0, window);
        card.Symbols.SetLocate(0, Aapl, true);
        card.Book.SetTrading(0, true);
        card.Book.Clear();
        card.Message(new byte[ItchSystemEvent.Length]);
        ItchBook exact = new(new Locate(Aapl));
        int compared = 0;
        ForEach((message, number) =>
        {
            sink.Clear();
            card.Message(message);
            bool applied = exact.Apply(message) == BookChange.Applied;
            Assert.Equal(StaleReason.None, card.Book.Stale(0));
            if (!applied)
            {
                return;
            }
            BookRecord record = Assert.Single(sink.Books);
            compared += CompareSide(exact.Book.Best(Side.Buy), record.BidIdx, record.BidQty, window, shape, number)
                + CompareSide(exact.Book.Best(Side.Sell), record.AskIdx, record.AskQty, window, shape, number);
        });
        Assert.True(compared > 9000, $"only {compared} sides were inside the window");
    }

    private static int CompareSide(BookLevel best, ushort idx, uint qty, PriceWindow window, CardShape shape, int number)
    {
        bool inside = best.Quantity > 0 && best.Price >= window.Base && best.Price < window.Base + (long)shape.Window * window.Tick;
        long price = qty == 0 ? 0 : window.Base + idx * (long)window.Tick;
        Assert.True(qty == (inside ? best.Quantity : 0) && price == (inside ? best.Price : 0),
            $"message {number}: the exact book has {best}, the card {qty} at {price}");
        return inside ? 1 : 0;
    }

    private delegate void Visit(ReadOnlySpan<byte> message, int number);

    private static void ForEach(Visit visit)
    {
        using FileStream file = File.OpenRead(Places.Data(Capture));
        BinaryFileReader reader = new(file);
        while (reader.TryRead(out ReadOnlySpan<byte> message))
        {
            visit(message, (int)reader.Count);
        }
    }
}

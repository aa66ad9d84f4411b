using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The exact book of the golden model: every level, no window.</summary>
public sealed class ModelBookEngine : IBookEngine
{
    public void Run(ItchSource source, BookRequest request, BookRowSink rows)
    {
        ItchBook? book = request.Locate is { } known ? new ItchBook(known) : null;
        DepthLevel[] depth = new DepthLevel[2 * request.Depth];
        source.InOrder((in SourceMessage message) =>
        {
            if (book is null)
            {
                book = ItchStockDirectory.TryRead(message.Data, out ItchStockDirectory r) && r.Stock == request.Symbol ? new ItchBook(r.Locate) : null;
                return true;
            }
            if (book.Apply(message.Data) == BookChange.Applied)
            {
                Emit(book.Book, message, depth, rows);
            }
            return true;
        }, new Walk("through the model"));
        if (book is null)
        {
            throw CliException.NoLocate(source, request.Symbol);
        }
        if (book.Refused > 0)
        {
            Console.Error.WriteLine($"saker: {book.Refused} messages of {request.Symbol} did not fit the book (the capture begins after their orders) and were left out.");
        }
    }

    private static void Emit(OrderBook book, in SourceMessage message, DepthLevel[] depth, BookRowSink rows)
    {
        for (int n = 0; n < depth.Length / 2; n++)
        {
            BookLevel bid = book.Level(Side.Buy, n);
            BookLevel ask = book.Level(Side.Sell, n);
            depth[2 * n] = new DepthLevel(bid.Price, bid.Quantity);
            depth[2 * n + 1] = new DepthLevel(ask.Price, ask.Quantity);
        }
        BookRow row = new(
            message.Number, ItchHead.Time(message.Data).Nanoseconds, depth[0].Price, depth[0].Size, depth[1].Price, depth[1].Size);
        rows(row, depth);
    }
}

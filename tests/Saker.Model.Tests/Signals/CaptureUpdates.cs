using System.Globalization;
using Saker.TestKit;
using Saker.Wire;

namespace Saker.Model.Tests.Signals;

/// <summary>Updates of one symbol from real captures: ITCH through the card's book, LOBSTER through its own published book.</summary>
internal static class CaptureUpdates
{
    private const int Aapl = 13;

    /// <summary>Nasdaq ITCH of one stock. The card's time is the messages'.</summary>
    public static List<SignalUpdate> Itch(string path)
    {
        PriceWindow window = new(3_200_000 - (2048 * 100), 100);
        RecordingSink sink = new();
        FeedModel card = new(new CardShape(1, 1, LadderLog2: 12, OrderBucketsLog2: 12, OrderWays: 4), new FeedConfig(default, 0, default, Tape: true), sink);
        card.Book.SetWindow(0, window);
        card.Symbols.SetLocate(0, Aapl, true);
        card.Book.SetTrading(0, true);
        card.Book.Clear();
        card.Message(new byte[ItchSystemEvent.Length]);
        List<SignalUpdate> updates = [];
        using FileStream file = File.OpenRead(Places.Data(path));
        BinaryFileReader reader = new(file);
        while (reader.TryRead(out ReadOnlySpan<byte> message))
        {
            sink.Clear();
            ItchMsg m = ItchMsg.Decode(message);
            bool isBook = ItchType.IsBook(m.Mtype);
            card.Book.TryFindOrder(m.OrderRef, out TableOrder named);
            card.Message(message);
            bool left = card.Book.TryFindOrder(m.OrderRef, out TableOrder after);
            named = m.Mtype is ItchType.AddOrder or ItchType.AddOrderAttributed ? after : named;
            TableOrder? entered = m.Mtype == ItchType.OrderReplace && card.Book.TryFindOrder(m.NewRef, out TableOrder to) ? to : null;
            TradePart? trade = sink.Trades.Count > 0 ? SignalInput.Trade(sink.Trades[0], sideOfP: false) : null;
            OrderPart? order = isBook && sink.Books.Count > 0 ? SignalInput.Order(m, named, !left, entered) : null;
            BookPart? book = sink.Books.Count > 0 ? SignalInput.Book(sink.Books[0]) : null;
            if (trade is not null || book is not null)
            {
                updates.Add(new SignalUpdate(m.Ts >> 10, trade, order, book));
            }
        }
        return updates;
    }

    /// <summary>LOBSTER messages with the best quotes of its order book file.</summary>
    public static List<SignalUpdate> Lobster(string folder, int levels)
    {
        string file = Directory.GetFiles(Places.Data(folder), $"*_message_{levels}.csv").Single();
        string[] messages = File.ReadAllLines(file), books = File.ReadAllLines(file.Replace("_message_", "_orderbook_", StringComparison.Ordinal));
        long lowest = Numbers(books[0])[2] - (1000 * 100);
        return [.. messages.Zip(books, (message, book) => Row(message.Split(','), Numbers(book), lowest))];
    }

    private static SignalUpdate Row(string[] f, long[] book, long lowest)
    {
        int type = int.Parse(f[0 + 1], CultureInfo.InvariantCulture);
        ulong reference = ulong.Parse(f[2], CultureInfo.InvariantCulture);
        uint qty = uint.Parse(f[3], CultureInfo.InvariantCulture);
        long price = long.Parse(f[4], CultureInfo.InvariantCulture);
        Side side = f[5] == "1" ? Side.Buy : Side.Sell;
        ulong now = (ulong)(decimal.Parse(f[0], CultureInfo.InvariantCulture) * 1_000_000_000m) >> 10;
        OrderKind kind = type switch { 1 => OrderKind.Add, 4 => OrderKind.Execute, _ => OrderKind.Cancel };
        OrderPart order = new(kind, side, reference, (ushort)((price - lowest) / 100), true, type == 3, kind == OrderKind.Add ? qty : 0);
        TradePart? trade = type is 4 or 5 ? new TradePart(qty, (uint)price, true, true, side == Side.Sell) : null;
        BookPart top = new(0, (ushort)((book[2] - lowest) / 100), (uint)book[3], (ushort)((book[0] - lowest) / 100), (uint)book[1]);
        return new SignalUpdate(now, trade, type == 5 ? null : order, top);
    }

    private static long[] Numbers(string line) => [.. line.Split(',').Take(4).Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
}

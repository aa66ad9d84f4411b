using System.Globalization;
using Saker.TestKit;
using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests;

/// <summary>LOBSTER's published books from its published messages; the first row seeds the book, the others are compared.</summary>
public sealed class LobsterTests
{
    private const string Msft = "lobster/MSFT_L50_1000rows/MSFT_2012-06-21_34200000_37800000_";
    private const string Aapl = "lobster/AAPL_L10_998rows/AAPL_2012-06-21_34200000_57600000_";

    [DataFact("lobster/MSFT_L50_1000rows")]
    public void Msft_book_is_exact_to_depth_40_in_every_row()
    {
        (int rows, int equal) = Replay(Msft, 50, 40);
        Assert.Equal((999, 999), (rows, equal));
    }

    [DataFact("lobster/AAPL_L10_998rows")]
    public void Aapl_best_bid_and_ask_are_exact_in_954_of_998_rows()
    {
        (int rows, int equal) = Replay(Aapl, 10, 1);
        Assert.Equal((998, 954), (rows, equal));
    }

    private static (int Rows, int Equal) Replay(string path, int levels, int depth)
    {
        string[] messages = File.ReadAllLines(Places.Data($"{path}message_{levels}.csv"));
        string[] books = File.ReadAllLines(Places.Data($"{path}orderbook_{levels}.csv"));
        Assert.Equal(messages.Length, books.Length);
        OrderBook book = new();
        Seed(book, Numbers(books[0]));
        int equal = 0;
        for (int row = 1; row < messages.Length; row++)
        {
            Apply(book, messages[row]);
            equal += Same(book, Numbers(books[row]), depth) ? 1 : 0;
        }
        return (messages.Length - 1, equal);
    }

    private static void Seed(OrderBook book, long[] row)
    {
        for (int at = 0; at < row.Length; at += 4)
        {
            if (row[at + 1] > 0)
            {
                Assert.True(book.ChangeLevel(Side.Sell, row[at], row[at + 1]));
            }
            if (row[at + 3] > 0)
            {
                Assert.True(book.ChangeLevel(Side.Buy, row[at + 2], row[at + 3]));
            }
        }
    }

    // An order that the book never saw entered rests in a seeded level: its quantity is taken off there, as far as the level was visible.
    private static void Apply(OrderBook book, string line)
    {
        string[] f = line.Split(',');
        ulong id = ulong.Parse(f[2], CultureInfo.InvariantCulture);
        long size = long.Parse(f[3], CultureInfo.InvariantCulture);
        long price = long.Parse(f[4], CultureInfo.InvariantCulture);
        Side side = f[5] == "1" ? Side.Buy : Side.Sell;
        switch (f[1])
        {
            case "1":
                Assert.True(book.Add(id, side, size, price));
                break;
            case "2" or "3" or "4":
                if (!book.Reduce(id, size))
                {
                    book.ChangeLevel(side, price, -size);
                }
                break;
        }
    }

    private static bool Same(OrderBook book, long[] row, int depth)
    {
        for (int n = 0; n < depth; n++)
        {
            BookLevel ask = book.Level(Side.Sell, n);
            BookLevel bid = book.Level(Side.Buy, n);
            if (ask.Price != row[4 * n] || ask.Quantity != row[4 * n + 1] || bid.Price != row[4 * n + 2] || bid.Quantity != row[4 * n + 3])
            {
                return false;
            }
        }
        return true;
    }

    private static long[] Numbers(string line) => [.. line.Split(',').Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
}

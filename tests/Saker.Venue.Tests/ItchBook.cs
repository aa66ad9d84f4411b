using System.Buffers.Binary;

namespace Saker.Venue.Tests;

/// <summary>A receiver's book built from the bytes of the feed alone, by the offsets of the protocol page and nothing of the venue.</summary>
internal sealed class ItchBook
{
    private readonly Dictionary<ulong, (int Locate, char Side, uint Price, uint Open)> _orders = [];

    public Dictionary<int, string> Symbols { get; } = [];

    public Dictionary<int, char> States { get; } = [];

    public string SystemEvents { get; private set; } = "";

    /// <summary>Messages that change no book, in their order: the type's letter and what is special in it.</summary>
    public List<string> Notices { get; } = [];

    /// <summary>What the end of a snapshot said is next; 0 before.</summary>
    public ulong SnapshotNext { get; private set; }

    public int Orders => _orders.Count;

    public void Apply(byte[] m)
    {
        int locate = BinaryPrimitives.ReadUInt16BigEndian(m.AsSpan(1));
        switch ((char)m[0])
        {
            case 'S':
                Assert.Equal(12, m.Length);
                SystemEvents += (char)m[11];
                break;
            case 'R':
                Assert.Equal(39, m.Length);
                Symbols.Add(locate, System.Text.Encoding.ASCII.GetString(m, 11, 8).TrimEnd());
                break;
            case 'H':
                Assert.Equal(25, m.Length);
                States[locate] = (char)m[19];
                break;
            case 'A':
                Assert.Equal(36, m.Length);
                _orders.Add(U64(m, 11), (locate, (char)m[19], U32(m, 32), U32(m, 20)));
                break;
            case 'E':
                Assert.Equal(31, m.Length);
                Take(locate, U64(m, 11), U32(m, 19));
                break;
            case 'X':
                Assert.Equal(23, m.Length);
                Take(locate, U64(m, 11), U32(m, 19));
                Assert.True(_orders.ContainsKey(U64(m, 11)), "X must leave something");
                break;
            case 'D':
                Assert.Equal(19, m.Length);
                Assert.True(_orders.Remove(U64(m, 11)));
                break;
            case 'U':
                Assert.Equal(35, m.Length);
                Assert.True(_orders.Remove(U64(m, 11), out var old));
                Assert.Equal(locate, old.Locate);
                _orders.Add(U64(m, 19), (locate, old.Side, U32(m, 31), U32(m, 27)));
                break;
            case 'G':
                Assert.Equal(21, m.Length);
                SnapshotNext = ulong.Parse(System.Text.Encoding.ASCII.GetString(m, 1, 20).TrimStart(), System.Globalization.NumberStyles.None);
                break;
            case 'h':
                Assert.Equal(21, m.Length);
                Notices.Add($"h{locate}{(char)m[19]}{(char)m[20]}");
                break;
            case 'J':
                Assert.Equal(35, m.Length);
                Notices.Add($"J{locate}:{U32(m, 19)}<{U32(m, 23)}>{U32(m, 27)}+{U32(m, 31)}");
                break;
            case 'V':
                Assert.Equal(35, m.Length);
                Notices.Add($"V{U64(m, 11)},{U64(m, 19)},{U64(m, 27)}");
                break;
            case 'W':
                Assert.Equal(12, m.Length);
                Notices.Add($"W{(char)m[11]}");
                break;
            case 'K':
                Assert.Equal(28, m.Length);
                Notices.Add($"K{locate}@{U32(m, 19)}{(char)m[23]}{U32(m, 24)}");
                break;
            case 'Q':
                Assert.Equal(40, m.Length);
                Notices.Add($"Q{locate}:{U64(m, 11)}@{U32(m, 27)}{(char)m[39]}#{U64(m, 31)}");
                break;
            case 'P':
                Assert.Equal(44, m.Length);
                Notices.Add($"P{locate}:{U32(m, 20)}@{U32(m, 32)}{(char)m[19]}#{U64(m, 36)}");
                break;
            case 'B':
                Assert.Equal(19, m.Length);
                Notices.Add($"B{locate}#{U64(m, 11)}");
                break;
            default:
                Assert.Fail($"type {(char)m[0]} was not expected");
                break;
        }
    }

    /// <summary>Levels of a side, best first: price and quantity.</summary>
    public IEnumerable<(long Price, long Quantity)> Levels(int locate, char side) => _orders.Values
        .Where(o => o.Locate == locate && o.Side == side)
        .GroupBy(o => (long)o.Price)
        .OrderBy(g => side == 'B' ? -g.Key : g.Key)
        .Select(g => (g.Key, g.Sum(o => (long)o.Open)));

    /// <summary>Every level of every book is the venue's.</summary>
    public void AssertIs(IEnumerable<OrderBook> books, string where)
    {
        int orders = 0;
        foreach (var book in books)
        {
            int locate = book.Instrument.Locate;
            Assert.Equal(book.Instrument.Symbol, Symbols[locate]);
            AssertSide(book.Bids, locate, 'B', where);
            AssertSide(book.Asks, locate, 'S', where);
            orders += book.Bids.OrderCount + book.Asks.OrderCount;
        }

        Assert.Equal(orders, Orders);
    }

    private void AssertSide(BookSide side, int locate, char letter, string where)
    {
        var venue = Enumerable.Range(0, side.LevelCount).Select(i => (side[i].Price, side[i].Quantity));
        Assert.True(venue.SequenceEqual(Levels(locate, letter)), $"{Symbols[locate]} side {letter} is not the venue's, {where}");
    }

    private void Take(int locate, ulong reference, uint quantity)
    {
        var order = _orders[reference];
        Assert.Equal(locate, order.Locate);
        Assert.InRange(quantity, 1u, order.Open);
        order.Open -= quantity;
        if (order.Open == 0)
        {
            _orders.Remove(reference);
        }
        else
        {
            _orders[reference] = order;
        }
    }

    private static uint U32(byte[] m, int at) => BinaryPrimitives.ReadUInt32BigEndian(m.AsSpan(at));

    private static ulong U64(byte[] m, int at) => BinaryPrimitives.ReadUInt64BigEndian(m.AsSpan(at));
}

using System.Buffers.Binary;

namespace Saker.Venue.Tests;

/// <summary>A receiver's book built from the bytes of the feed alone, by the offsets of the protocol page and nothing of the venue.</summary>
internal sealed class ItchBook
{
    private readonly Dictionary<ulong, (int Locate, char Side, uint Price, uint Open)> _orders = [];

    public Dictionary<int, string> Symbols { get; } = [];

    public Dictionary<int, char> States { get; } = [];

    public string SystemEvents { get; private set; } = "";

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

using System.Buffers.Binary;
using Saker.Wire;
using Xunit;
using static Saker.Model.FeedLines;

namespace Saker.Model.Tests;

/// <summary>Which bytes of a message stand in which field, ADMIN and MESSAGE records: docs/card.md section 4. The messages are random bytes of the right length,
/// so a field is told from its neighbour; the expected values are cut out by offset.</summary>
public sealed class ItchFieldTests
{
    private static readonly Random Random = new(20);

    private static byte[] Any(char type, ushort locate = FeedHarness.Locate)
    {
        byte[] m = new byte[ItchType.LengthOf((byte)type)];
        Random.NextBytes(m);
        m[0] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(m.AsSpan(1), locate);
        if (type is 'A' or 'F' or 'P')
        {
            m[19] = (byte)(Random.Next(2) == 0 ? 'B' : 'S');
        }
        return m;
    }

    private static ulong Be(byte[] m, int from, int to)
    {
        ulong value = 0;
        for (int at = from; at <= to; at++)
        {
            value = (value << 8) | (at < m.Length ? m[at] : 0u);
        }
        return value;
    }

    private static ItchMsg Expect(byte[] m)
    {
        char type = (char)m[0];
        bool add = type is 'A' or 'F', words = "JKV".Contains(type);
        return new ItchMsg
        {
            Mtype = m[0],
            Locate = (ushort)Be(m, 1, 2),
            Ts = Be(m, 5, 10),
            OrderRef = "AFECXDUQ".Contains(type) ? Be(m, 11, 18) : 0,
            NewRef = type == 'U' || words ? Be(m, type == 'U' ? 19 : 19, 26) : 0,
            Side = (add || type == 'P') && m[19] == (byte)'S' ? (byte)1 : (byte)0,
            Qty = (uint)(add || type == 'P' ? Be(m, 20, 23) : "ECX".Contains(type) ? Be(m, 19, 22) : type == 'U' || words ? Be(m, 27, 30) : 0),
            Price = (uint)(add || type == 'P' || type == 'C' ? Be(m, 32, 35) : type == 'U' || words ? Be(m, 31, 34) : type == 'Q' ? Be(m, 27, 30) : 0),
            Stock = "RHJKV".Contains(type) ? Be(m, 11, 18) : 0,
            Code = type switch { 'S' or 'W' => m[11], 'H' or 'Y' => m[19], 'h' => m[20], 'C' => m[31], 'Q' => m[39], 'K' => m[23], _ => 0 },
            MatchNo = type switch { 'E' or 'C' => Be(m, 23, 30), 'P' => Be(m, 36, 43), 'Q' => Be(m, 31, 38), 'B' => Be(m, 11, 18), _ => 0 },
            Market = type == 'h' ? m[19] : (byte)0,
        };
    }

    [Fact]
    public void Every_type_has_its_fields_and_no_other()
    {
        foreach (byte type in ItchType.All)
        {
            for (int n = 0; n < 20; n++)
            {
                byte[] m = Any((char)type);
                Assert.Equal(Expect(m), ItchMsg.Decode(m));
            }
        }
    }

    [Fact]
    public void Record_gives_a_message_event_for_every_known_type()
    {
        FeedHarness h = new FeedHarness().At(1);
        ulong seq = 1;
        foreach (byte type in ItchType.All)
        {
            byte[] m = Any((char)type);
            ItchMsg e = Expect(m);
            h.Send(A, seq, m);
            MessageRecord record = h.Sink.Messages[^1];
            ulong reference = "RHJKV".Contains((char)type) ? e.Stock : type == 'B' ? e.MatchNo : e.OrderRef;
            Assert.Equal(new MessageRecord(type, 0, 1, seq, e.Ts, e.Locate, reference, e.NewRef, e.Qty, e.Price, e.Side, e.Code), record);
            seq++;
        }
        Assert.Equal(ItchType.Count, h.Sink.Messages.Count);
        h.Feed.Config = FeedHarness.Config with { Record = false };
        h.Send(A, seq, 1);
        Assert.Equal(ItchType.Count, h.Sink.Messages.Count);
    }

    [Theory]
    [InlineData(true, "SRHYVWKJh")]
    [InlineData(false, "SVW")]
    public void Admin_events_are_those_of_the_market_and_of_tracked_symbols(bool tracked, string types)
    {
        FeedHarness h = new FeedHarness().At(1);
        ulong seq = 1;
        foreach (byte type in ItchType.All)
        {
            h.Send(A, seq++, Any((char)type, tracked ? FeedHarness.Locate : (ushort)99));
        }
        Assert.Equal(types.Order(), h.Sink.Admins.Select(a => (char)a.Mtype).Order());
        Assert.All(h.Sink.Admins, a => Assert.Equal(tracked ? 1 : 0, a.Tracked));
        Assert.Equal(tracked ? 0u : 20u, h[FeedCounter.Untracked]);
    }

    [Fact]
    public void Admin_event_carries_the_words_of_J_K_V()
    {
        FeedHarness h = new FeedHarness().At(1);
        ulong seq = 1;
        foreach (char type in "SRHYVWKJh")
        {
            byte[] m = Any(type);
            ItchMsg e = Expect(m);
            h.Send(A, seq, m);
            Assert.Equal(new AdminRecord(m[0], 0, 1, seq++, e.Ts, e.Locate, e.Stock, e.Code, e.NewRef, e.Qty, e.Price), h.Sink.Admins[^1]);
        }
    }

    [Fact]
    public void Directory_is_tracked_by_the_locate_it_brings()
    {
        FeedHarness h = new FeedHarness().At(1);
        byte[] m = Any('R', 42);
        h.Feed.Symbols.SetName(1, Be(m, 11, 18));
        h.Send(A, 1, m);
        Assert.Equal((1, 1), (h.Sink.Admins.Single().Sym, h.Sink.Admins.Single().Tracked));
        Assert.Equal((1, 0u), (h.Feed.Symbols.Find(42), h[FeedCounter.Untracked]));
    }

    [Fact]
    public void Wrong_length_stales_all_only_for_the_types_of_a_book()
    {
        foreach (byte type in ItchType.All)
        {
            FeedHarness h = new FeedHarness().At(1);
            h.Send(A, 1, Any((char)type)[..^1]);
            Assert.Equal("AFECXDU".Contains((char)type) ? StaleReason.BadLength : StaleReason.None, h.Feed.Book.Stale(0));
            Assert.Equal((1u, 2ul, 0), (h[FeedCounter.BadLength], h.Feed.Expected, h.Sink.Messages.Count));
        }
    }
}

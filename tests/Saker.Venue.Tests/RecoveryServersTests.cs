using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>The second line, re-requests, snapshots, faults and sessions of the whole venue, over loopback.</summary>
public sealed class RecoveryServersTests
{
    private const string Sixteen = "sim/venue/instruments-16.json";

    private static readonly string[] Recovery = ["--rerequest", "127.0.0.1:0", "--glimpse", "127.0.0.1:0", "--md-b-bind", "127.0.0.1"];

    [Fact]
    public void Both_lines_carry_the_same_stream_and_re_requests_give_it_again()
    {
        using var run = new RunningVenue([.. Recovery, "--start-on-login", "--duration", "0.2", "--speed", "5"]);
        using var a = run.Receiver();
        using var b = run.Receiver(lineB: true);
        using var client = run.Login("SAKER1", "SAKER");
        var streamA = Stream(a, run);
        var streamB = Stream(b, run);
        Assert.Equal(streamA, streamB);
        using var udp = run.Rerequester();
        var again = new List<byte[]>();
        while (again.Count < streamA.Count)
        {
            udp.Send(RunningVenue.Request("SAKER00001", (ulong)again.Count + 1, 1000));
            var (sequence, _, messages, length) = RunningVenue.Packets(udp).First();
            Assert.Equal((ulong)again.Count + 1, sequence);
            Assert.InRange(length, 21, 1400);
            again.AddRange(messages);
        }

        Assert.Equal(streamA, again);
    }

    [Fact]
    public void Bad_re_requests_are_counted_and_the_next_good_one_is_answered()
    {
        using var run = new RunningVenue([.. Recovery, "--duration", "0", "--rerequest-keep", "100"]);
        run.WaitUntil(() => run.Venue.NextSequence > 100);
        using var udp = run.Rerequester();
        byte[] good = RunningVenue.Request("SAKER00001", 1, 1);
        udp.Send(good);
        udp.Send(ReadOnlySpan<byte>.Empty);
        udp.Send(good.AsSpan(0, 19));
        udp.Send((byte[])[.. good, 0]);
        udp.Send(new byte[1400]);
        udp.Send(RunningVenue.Request("OTHER", 1, 1));
        udp.Send(RunningVenue.Request("SAKER00001", ulong.MaxValue, 1));
        udp.Send(RunningVenue.Request("SAKER00001", 1, 0));
        ulong last = run.OnThread(() => run.Venue.NextSequence) - 1;
        udp.Send(RunningVenue.Request("SAKER00001", last, 9));
        var (sequence, count, _, _) = RunningVenue.Packets(udp).First();
        Assert.Equal((last, 1), (sequence, count));
        var status = run.Control("""{"cmd":"status"}""")["rerequest"]!;
        Assert.Equal(
            (1, 5, 1, 1, 1),
            (Count(status, "answered"), Count(status, "malformed"), Count(status, "other_session"), Count(status, "beyond_end"), Count(status, "too_old")));
        Assert.Equal(last - 99, (ulong)Count(status, "first_kept"));
    }

    [Fact]
    public void A_snapshot_and_the_stream_after_it_are_the_books_and_the_connection_ends()
    {
        using var run = new RunningVenue([.. Recovery, "--instruments", Path.Combine(TestKit.Places.RepositoryRoot, Sixteen), "--rate", "300"]);
        using var trader = run.Login("SAKER1", "SAKER");
        trader.Enter(1, 'B', 321, "BTCUSD", 5_970_000);
        trader.Until("A1L");
        for (int n = 0; n < 3; n++)
        {
            var (session, book, next) = Snapshot(run);
            Assert.Equal("SAKER00001", session);
            Assert.Equal(16, book.Symbols.Count);
            Assert.Contains((5_970_000L, 321L), book.Levels(1, 'B'));

            run.OnThread(() => Follow(run.Venue.Feed.Store, book, next, run.Venue.Books, $"snapshot {n}"));
        }

        Assert.Equal(3, Count(run.Control("""{"cmd":"status"}"""), "snapshots"));
    }

    [Fact]
    public void A_client_that_reads_slowly_and_sends_heartbeats_gets_the_whole_snapshot()
    {
        using var run = new RunningVenue([.. Recovery, "--instruments", Path.Combine(TestKit.Places.RepositoryRoot, Sixteen), "--duration", "0"]);
        using var client = new TinyClient(run.Venue.GlimpseEndPoint!, receiveBuffer: 4096);
        Assert.Equal(SoupType.LoginAccepted, client.Login("SAKER1", "SAKER").Type);
        run.WaitUntil(() => run.Venue.Snapshots.Served == 1);
        var book = new ItchBook();
        var (type, payload) = client.Next();
        for (; type == SoupType.SequencedData; (type, payload) = client.Next())
        {
            book.Apply(payload);
            client.Heartbeat();
        }

        Assert.Equal(SoupType.EndOfSession, type);
        Assert.NotEqual(0UL, book.SnapshotNext);
    }

    [Theory]
    [InlineData("SAKER1", "WRONG", "", 'A')]
    [InlineData("NOBODY", "SAKER", "", 'A')]
    [InlineData("SAKER1", "SAKER", "OTHER", 'S')]
    public void A_bad_snapshot_login_is_refused(string user, string password, string session, char reason)
    {
        using var run = new RunningVenue([.. Recovery, "--duration", "0"]);
        using var client = new TinyClient(run.Venue.GlimpseEndPoint!);
        var (type, payload) = client.Login(user, password, session);
        Assert.Equal((SoupType.LoginRejected, (byte)reason), (type, payload.Single()));
        Assert.Equal(0, client.Next().Type);
    }

    [Fact]
    public void Garbage_and_clients_that_never_finish_do_not_keep_others_from_a_snapshot()
    {
        using var run = new RunningVenue([.. Recovery, "--duration", "0"]);
        var slow = new List<TcpClient>();
        var random = new Random(1);
        for (int n = 0; n < 40; n++)
        {
            var tcp = new TcpClient();
            tcp.Connect(run.Venue.GlimpseEndPoint!);
            slow.Add(tcp);

            // A half login that goes on byte by byte, and bytes of any kind.
            byte[] bytes = n % 2 == 0 ? [0, 47, (byte)'L', (byte)'S'] : new byte[random.Next(1, 200)];
            if (n % 2 == 1)
            {
                random.NextBytes(bytes);
            }

            tcp.GetStream().Write(bytes);
        }

        var (_, book, next) = Snapshot(run);
        Assert.Equal(4, book.Symbols.Count);
        Assert.Equal(run.OnThread(() => run.Venue.NextSequence), next);
        slow.ForEach(s => s.Dispose());
        Assert.Equal(4, Snapshot(run).Book.Symbols.Count);
    }

    [Fact]
    public void Connections_above_the_limit_are_closed_and_those_below_served()
    {
        using var run = new RunningVenue([.. Recovery, "--duration", "0"]);
        var idle = new List<TcpClient>();
        for (int n = 0; n < SoupServer.MaxConnections; n++)
        {
            var tcp = new TcpClient { ReceiveTimeout = 60_000 };
            tcp.Connect(run.Venue.GlimpseEndPoint!);
            idle.Add(tcp);
        }

        using var more = new TcpClient { ReceiveTimeout = 60_000 };
        more.Connect(run.Venue.GlimpseEndPoint!);
        Assert.Equal(0, Read(more));
        idle[0].Dispose();
        idle[1].Dispose();
        for (int n = 0; ; n++)
        {
            // The venue may see the new connection before the end of the old ones.
            using var client = new TinyClient(run.Venue.GlimpseEndPoint!);
            if (TryLogin(client))
            {
                break;
            }

            Assert.True(n < 200, "no connection came free");
            Thread.Sleep(20);
        }

        idle.ForEach(i => i.Dispose());
    }

    [Fact]
    public void A_fault_plan_is_set_over_control_and_its_counters_are_what_the_lines_lost()
    {
        using var run = new RunningVenue([.. Recovery, "--start-on-login", "--duration", "0.5", "--speed", "5", "--faults", "b.drop=1"]);
        using var a = run.Receiver();
        using var b = run.Receiver(lineB: true);
        Assert.Equal("b.drop=1", run.Control("""{"op":"faults"}""")["plan"]!.GetValue<string>());
        Assert.False(run.Control("""{"op":"faults","plan":"x.drop=1"}""")["ok"]!.GetValue<bool>());
        var set = run.Control("""{"op":"faults","plan":"a.drop=0.2,a.dup=0.2,a.corrupt=0.1,b.skew_us=2000"}""");
        Assert.True(set["ok"]!.GetValue<bool>());
        using var client = run.Login("SAKER1", "SAKER");
        int packetsB = Receive(b, run);
        int packetsA = Receive(a, run);
        var lines = run.Control("""{"cmd":"status"}""")["lines"]!.AsArray();
        Assert.Equal(Count(lines[0]!, "sent"), Count(lines[0]!, "arrived") - Corrupt(run));
        Assert.True(Count(lines[0]!, "dropped") > 0 && Count(lines[0]!, "duplicated") > 0 && Count(lines[0]!, "corrupted") > 0);
        Assert.Equal(Count(lines[0]!, "arrived"), Count(lines[0]!, "offered") - Count(lines[0]!, "dropped") + Count(lines[0]!, "duplicated"));
        Assert.InRange(packetsA, 1, Count(lines[0]!, "sent"));
        Assert.InRange(packetsB, 1, Count(lines[1]!, "sent"));
        Assert.True(packetsB > packetsA, $"line A lost {packetsB - packetsA} of line B's {packetsB}");
    }

    [Fact]
    public void A_session_rolls_over_control_while_orders_live_and_the_recovery_servers_follow()
    {
        using var run = new RunningVenue([.. Recovery, "--start-time", "23:59:58", "--speed", "4"]);
        using var trader = run.Login("SAKER1", "SAKER");
        trader.Enter(1, 'B', 321, "BTCUSD", 5_970_000);
        trader.Until("A1L");
        var answer = run.Control("""{"cmd":"session","name":"SAKER00002"}""");
        Assert.Equal((true, "SAKER00002"), (answer["ok"]!.GetValue<bool>(), answer["session"]!.GetValue<string>()));
        Assert.False(run.Control("""{"cmd":"session","name":"SAKER00002"}""")["ok"]!.GetValue<bool>());
        Assert.False(run.Control("""{"cmd":"session","name":"X","instruments":"/not/there.json"}""")["ok"]!.GetValue<bool>());
        run.WaitUntil(() => run.Venue.Time.NowNs > EventTime.DayNs + 500_000_000);
        var (session, book, next) = Snapshot(run);
        Assert.Equal("SAKER00002", session);
        int btc = book.Symbols.Single(s => s.Value == "BTCUSD").Key;
        Assert.Contains((5_970_000L, 321L), book.Levels(btc, 'B'));
        run.OnThread(() => Follow(run.Venue.Feed.Store, book, next, run.Venue.Books, "after the roll"));
        trader.Cancel(1, 0);
        trader.Until("C1:321U");
        using var udp = run.Rerequester();
        udp.Send(RunningVenue.Request("SAKER00001", 1, 1));
        udp.Send(RunningVenue.Request("SAKER00002", 1, 1));
        Assert.Equal(1UL, RunningVenue.Packets(udp, "SAKER00002").First().Sequence);
        Assert.InRange(ItchHead.Time(run.OnThread(() => run.Venue.Feed.Store.Message(run.Venue.NextSequence - 1).ToArray())).Nanoseconds, 0UL, 3_600_000_000_000UL);
    }

    [Fact]
    public void The_desk_is_reached_over_control()
    {
        using var run = new RunningVenue([.. Recovery, "--duration", "0"]);
        run.WaitUntil(() => run.Venue.NextSequence > 1);
        ulong first = run.OnThread(() => run.Venue.NextSequence);
        string[] requests =
        [
            """{"cmd":"halt","symbol":"ETHUSD","state":"P","reason":"LUDP"}""",
            """{"cmd":"luld","symbol":"ETHUSD","reference":300000,"upper":315000,"lower":285000,"extension":1}""",
            """{"cmd":"resume","symbol":"ETHUSD"}""",
            """{"cmd":"operational-halt","symbol":"SOLUSD","market":"Q","action":"H"}""",
            """{"cmd":"operational-halt","symbol":"SOLUSD","market":"Q","action":"T"}""",
            """{"cmd":"mwcb-levels","level1":9,"level2":8,"level3":7}""",
            """{"cmd":"mwcb","level":1}""",
            """{"cmd":"resume","symbol":"*"}""",
            """{"cmd":"ipo","symbol":"SOLUSD","release_time":36000,"qualifier":"A","price":15000}""",
            """{"cmd":"cross","symbol":"SOLUSD","shares":1000,"price":15000,"type":"C"}""",
            """{"cmd":"trade","symbol":"SOLUSD","shares":10,"price":15000}""",
            """{"cmd":"broken","symbol":"SOLUSD","match":1}""",
            """{"cmd":"jump","symbol":"SOLUSD","price":25000}""",
        ];
        Assert.All(requests, r => Assert.True(run.Control(r)["ok"]!.GetValue<bool>(), r));
        string types = run.OnThread(() => string.Concat(Enumerable.Range((int)first, (int)(run.Venue.NextSequence - first))
            .Select(n => (char)run.Venue.Feed.Store.Message((ulong)n)[0])));
        Assert.Matches("^HJHhhVWHHHHHHHHKQPBD+A+$", types);
        string[] refused =
        [
            """{"cmd":"jump","symbol":"SOLUSD"}""",
            """{"cmd":"jump","symbol":"SOLUSD","price":"x"}""",
            """{"cmd":"jump","symbol":"SOLUSD","price":1e99}""",
            """{"cmd":"jump","symbol":"SOLUSD","price":-5}""",
            """{"cmd":"jump","cmd":"jump"}""",
            """{"cmd":7}""",
            """{"cmd":"halt","symbol":"SOLUSD","state":"HALT"}""",
            """{"cmd":"luld","symbol":"ETHUSD"}""",
            "[]",
            "",
        ];
        Assert.All(refused, r => Assert.NotEmpty(run.Control(r)["error"]!.GetValue<string>()));
    }

    private static List<byte[]> Stream(Socket socket, RunningVenue run)
    {
        var messages = new List<byte[]>();
        foreach (var packet in run.Stream(socket))
        {
            messages.AddRange(packet.Messages);
            if (packet.Count == 0 && run.OnThread(() => run.Venue.Loop.Finished))
            {
                break;
            }
        }

        return messages;
    }

    /// <summary>Packets up to the first heartbeat after the flow.</summary>
    private static int Receive(Socket socket, RunningVenue run)
    {
        int packets = 0;
        foreach (var packet in RunningVenue.Packets(socket))
        {
            packets += packet.Count == 0 ? 0 : 1;
            if (packet.Count == 0 && run.OnThread(() => run.Venue.Loop.Finished))
            {
                break;
            }
        }

        return packets;
    }

    private static int Corrupt(RunningVenue run) => run.OnThread(() => (int)run.Venue.Sockets[0].CorruptDropped);

    /// <summary>Applies every message after a snapshot, on the venue's thread, and compares the books there and then.</summary>
    private static bool Follow(RetransmissionStore store, ItchBook book, ulong next, IEnumerable<OrderBook> books, string where)
    {
        for (ulong n = next; n < store.NextSequence; n++)
        {
            book.Apply(store.Message(n).ToArray());
        }

        book.AssertIs(books, where);
        return true;
    }

    private static (string Session, ItchBook Book, ulong Next) Snapshot(RunningVenue run)
    {
        using var client = new TinyClient(run.Venue.GlimpseEndPoint!);
        var (type, payload) = client.Login("SAKER1", "SAKER");
        Assert.Equal(SoupType.LoginAccepted, type);
        Assert.True(SoupLoginAccepted.TryRead(payload, out var accepted));
        Assert.Equal(1UL, accepted.Sequence);
        var book = new ItchBook();
        for ((type, payload) = client.Next(); type == SoupType.SequencedData; (type, payload) = client.Next())
        {
            Assert.Equal(0UL, book.SnapshotNext);
            book.Apply(payload);
        }

        Assert.Equal(SoupType.EndOfSession, type);
        Assert.Equal(0, client.Next().Type);
        Assert.NotEqual(0UL, book.SnapshotNext);
        return (accepted.Session.ToString(), book, book.SnapshotNext);
    }

    private static bool TryLogin(TinyClient client)
    {
        try
        {
            return client.Login("SAKER1", "SAKER").Type == SoupType.LoginAccepted;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int Read(TcpClient client)
    {
        try
        {
            return client.GetStream().Read(new byte[16]);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return 0;
        }
    }

    private static int Count(JsonNode node, string name) => node[name]!.GetValue<int>();
}

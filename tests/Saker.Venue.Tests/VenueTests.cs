using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>The whole venue over loopback: real sockets, its own thread, a market that stands still unless a test says otherwise.</summary>
public sealed class VenueTests
{
    [Fact]
    public void Orders_fills_cancels_and_replay_over_a_session()
    {
        using var run = new RunningVenue("--user", "ALICE:A", "--user", "BOB:B", "--duration", "0");
        using var bob = run.Login("BOB", "B");
        using (var alice = run.Login("ALICE", "A"))
        {
            // 6,000,000 is inside the seeded book's spread, so the two participants meet each other there.
            alice.Enter(1, 'B', 500, "BTCUSD", 5_999_900 - (100 * 50));
            Assert.Equal("SS A1L", alice.Until("A1L"));
            alice.Replace(1, 2, 600, 6_000_000);
            Assert.Equal("U2:600L", alice.Until("U2:600L"));
            bob.Enter(1, 'S', 100, "BTCUSD", 6_000_000);
            Assert.Equal("E2:100", alice.Until("E2:100"));
            Assert.EndsWith("A1L E1:100", bob.Until("E1:100"));
            alice.Cancel(2, 400);
            Assert.Equal("C2:200U", alice.Until("C2:200U"));
            bob.Enter(2, 'S', 50, "BTCUSD", 6_000_000);
            alice.Until("E2:50");
        }

        // The connection is gone: what was open is cancelled, and the next login replays the whole day.
        run.WaitUntil(() => !run.Port("ALICE").Session.OpenOrders.Any());
        using (var again = run.Login("alice", "a"))
        {
            Assert.Equal("SS A1L U2:600L E2:100 C2:200U E2:50 C2:250Z", again.Until("C2:250Z"));
            Assert.Equal(run.Port("ALICE").Session.Messages, again.Sequenced);
        }

        using var part = new TinyClient(run.Venue.OuchEndPoint);
        var (type, payload) = part.Login("ALICE", "A", "SAKER00001", sequence: 5);
        Assert.Equal(SoupType.LoginAccepted, type);
        Assert.True(SoupLoginAccepted.TryRead(payload, out var accepted));
        Assert.Equal(("SAKER00001", 5UL), (accepted.Session.ToString(), accepted.Sequence));
        Assert.Equal("C2:200U E2:50 C2:250Z", part.Until("C2:250Z"));

        var status = run.Control("""{"cmd":"status"}""");
        var alices = status["participants"]!["ALICE"]!;
        Assert.Equal(150, alices["positions"]!["BTCUSD"]!.GetValue<long>());
        Assert.Equal(150, alices["bought"]!["BTCUSD"]!.GetValue<long>());
        Assert.Equal(-150L * 6_000_000, alices["cash"]!["BTCUSD"]!.GetValue<long>());
        Assert.Equal(0, alices["open_orders"]!.GetValue<int>());
        Assert.Equal(-150, status["participants"]!["BOB"]!["positions"]!["BTCUSD"]!.GetValue<long>());
        Assert.True(status["flow_stopped"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("SAKER1", "WRONG", "", 'A')]
    [InlineData("NOBODY", "SAKER", "", 'A')]
    [InlineData("SAKER1", "SAKER", "OTHER", 'S')]
    public void A_bad_login_is_refused_with_its_reason_and_closed(string user, string password, string session, char reason)
    {
        using var run = new RunningVenue("--duration", "0");
        using var client = new TinyClient(run.Venue.OuchEndPoint);
        var (type, payload) = client.Login(user, password, session);
        Assert.Equal((SoupType.LoginRejected, (byte)reason), (type, payload.Single()));
        Assert.Equal(0, client.Next().Type);
    }

    [Fact]
    public void The_venue_sends_heartbeats_and_a_logout_ends_the_connection()
    {
        using var run = new RunningVenue("--duration", "0");
        using var client = run.Login("SAKER1", "SAKER");
        client.Until("SS");
        Assert.Equal(SoupType.ServerHeartbeat, client.Next().Type);
        client.Logout();
        Assert.Equal(0, client.Next().Type);
    }

    [Fact]
    public void Orders_survive_a_lost_connection_when_the_venue_is_told_to_keep_them()
    {
        using var run = new RunningVenue("--keep-on-disconnect", "--duration", "0");
        using (var client = run.Login("SAKER1", "SAKER"))
        {
            client.Enter(1, 'B', 5, "BTCUSD", 5_990_000);
            client.Until("A1L");
        }

        run.WaitUntil(() => run.Port("SAKER1").Connection is null);
        Assert.Equal(1, run.OnThread(() => run.Port("SAKER1").Session.OpenOrders.Count()));
    }

    [Fact]
    public void A_stream_that_is_no_soup_is_dropped_without_harm()
    {
        using var run = new RunningVenue("--duration", "0");
        using (var tcp = new TcpClient())
        {
            tcp.Connect(run.Venue.OuchEndPoint);
            tcp.GetStream().Write([0xFF, 0xFF, 1, 2, 3]);
            tcp.ReceiveTimeout = 10_000;
            Assert.Equal(0, tcp.GetStream().Read(new byte[16]));
        }

        using var client = run.Login("SAKER1", "SAKER");
        Assert.Equal("SS", client.Until("SS"));
    }

    [Fact]
    public void The_feed_is_gapless_from_sequence_1_and_ends_with_the_session()
    {
        using var run = new RunningVenue("--start-on-login", "--speed", "20", "--duration", "2", "--rerequest", "127.0.0.1:0");
        using var receiver = run.Receiver();
        Assert.Equal(0, RunningVenue.Packets(receiver).First().Count); // heartbeats only
        using var client = run.Login("SAKER1", "SAKER");
        ulong expected = 1;
        var book = new ItchBook();
        bool stopped = false;
        foreach (var (sequence, count, messages, length) in run.Stream(receiver))
        {
            Assert.InRange(length, 20, MoldPublisher.MaxPacket);
            Assert.Equal(expected, sequence);
            expected += (ulong)messages.Count;
            messages.ForEach(book.Apply);
            if (count == MoldPacket.EndOfSessionCount)
            {
                break;
            }

            if (!stopped && count == 0 && run.OnThread(() => run.Venue.Loop.Finished))
            {
                stopped = true;
                var bids = run.OnThread(() => run.Venue.Engine!.Books.Select(b => (b.Bids.Best!.Price, b.Bids.Best.Quantity)).ToArray());
                Assert.Equal(bids, Enumerable.Range(1, 4).Select(locate => book.Levels(locate, 'B').First()));
                Assert.True(run.Control("""{"cmd":"shutdown"}""")["ok"]!.GetValue<bool>());
            }
        }

        Assert.True(stopped);
        Assert.Equal("OSQMEC", book.SystemEvents);
        Assert.InRange(expected, 1000UL, 10_000UL);
        client.Until("SE");
        byte last;
        while ((last = client.Next().Type) == SoupType.ServerHeartbeat)
        {
        }

        Assert.Equal(SoupType.EndOfSession, last);
    }

    [Fact]
    public void The_same_seed_gives_the_same_stream_through_the_sockets_as_without_them()
    {
        var sink = new RecordingSink();
        var (_, flow, time) = Market.Background(sink, seed: 42);
        long end = time.NowNs + 1_000_000_000;
        flow.Open();
        while (flow.NextNs <= end)
        {
            flow.Step(time);
        }

        using var run = new RunningVenue("--start-on-login", "--seed", "42", "--speed", "10", "--duration", "1", "--rerequest", "127.0.0.1:0");
        using var receiver = run.Receiver();
        using var client = run.Login("SAKER1", "SAKER");
        var received = new List<byte[]>();
        foreach (var packet in run.Stream(receiver))
        {
            received.AddRange(packet.Messages);
            if (packet.Count == 0 && run.OnThread(() => run.Venue.Loop.Finished))
            {
                break;
            }
        }

        Assert.Equal(sink.Messages, received);
    }

    [Fact]
    public void Control_answers_errors_halts_and_resumes()
    {
        using var run = new RunningVenue("--duration", "0");
        Assert.False(run.Control("nonsense")["ok"]!.GetValue<bool>());
        Assert.False(run.Control("""{"cmd":"dance"}""")["ok"]!.GetValue<bool>());
        Assert.False(run.Control("""{"cmd":"halt","symbol":"NOPE"}""")["ok"]!.GetValue<bool>());
        Assert.True(run.Control("""{"cmd":"halt","symbol":"ETHBTC"}""")["ok"]!.GetValue<bool>());
        Assert.False(run.Control("""{"cmd":"status"}""")["instruments"]![2]!["trading"]!.GetValue<bool>());
        Assert.True(run.Control("""{"cmd":"resume","symbol":"ETHBTC"}""")["ok"]!.GetValue<bool>());
        Assert.True(run.Control("""{"cmd":"status"}""")["instruments"]![2]!["trading"]!.GetValue<bool>());
    }
}

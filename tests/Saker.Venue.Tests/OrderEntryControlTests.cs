using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>What the control socket does to a user's orders and trades, what it tells of them, and what it refuses. Over loopback.</summary>
public sealed class OrderEntryControlTests
{
    private const long Mid = 6_000_000; // inside the seeded book's spread: participants meet each other there, and nobody else

    [Fact]
    public void A_trade_is_broken_with_both_participants_and_on_the_tape()
    {
        using var run = new RunningVenue("--duration", "0", "--rerequest", "127.0.0.1:0", "--user", "ALICE:A", "--user", "BOB:B", "--start-on-login");
        using var receiver = run.Receiver();
        using var alice = run.Login("ALICE", "A");
        using var bob = run.Login("BOB", "B");
        alice.Enter(1, 'B', 300, "BTCUSD", Mid);
        alice.Until("A1L");
        bob.Enter(1, 'T', 100, "BTCUSD", Mid);
        bob.Until("E1:100");
        bob.Enter(2, 'S', 50, "BTCUSD", Mid);
        bob.Until("E2:50");
        Assert.Equal(150, User(run, "ALICE")["positions"]!["BTCUSD"]!.GetValue<long>());

        ulong match = run.Ok("""{"cmd":"break-trade","user":"alice","match":"last"}""")["match"]!.GetValue<ulong>();
        alice.Until($"B1:{match}S");
        bob.Until($"B2:{match}S");
        Assert.Equal(OuchExecuted.TryRead(bob.Sequenced[^2], out var told) ? told.Match : 0, match);
        var (a, b) = (User(run, "ALICE"), User(run, "BOB"));
        Assert.Equal((100, -100), (a["positions"]!["BTCUSD"]!.GetValue<long>(), b["positions"]!["BTCUSD"]!.GetValue<long>()));
        Assert.Equal((-100 * Mid, 100 * Mid), (a["cash"]!["BTCUSD"]!.GetValue<long>(), b["cash"]!["BTCUSD"]!.GetValue<long>()));
        Assert.Equal((2, 1, 1), (a["executions"]!["BTCUSD"]!.GetValue<int>(), a["broken_trades"]!["BTCUSD"]!.GetValue<int>(), b["broken"]!.GetValue<int>()));
        Assert.Equal(match - 1, a["last_match"]!.GetValue<ulong>());
        Assert.Equal(match, Tape(run, receiver));

        string[] executions = [.. run.Ok("""{"cmd":"executions","user":"bob"}""")["executions"]!.AsArray().Select(e =>
            $"{(ulong)e!["match"]! - match}: {e["side"]} {e["quantity"]} {e["symbol"]} @ {e["price"]} by {e["urn"]} {e["broken"]}")];
        Assert.Equal([$"{ulong.MaxValue}: S 100 BTCUSD @ {Mid} by 1 false", $"0: S 50 BTCUSD @ {Mid} by 2 true"], executions);
        Assert.Contains("no user 'EVE'", run.Refused("""{"cmd":"executions","user":"EVE"}"""));

        Assert.Contains("that stands", run.Refused($$"""{"cmd":"break-trade","user":"BOB","match":{{match}}}"""));
        run.Ok($$"""{"cmd":"break-trade","user":"BOB","match":{{match - 1}},"reason":"E"}""");
        alice.Until($"B1:{match - 1}E");
        Assert.Contains("no trade", run.Refused("""{"cmd":"break-trade","user":"ALICE","match":"last"}"""));
        Assert.Equal("1:150", string.Join(' ', run.OnThread(() => run.Port("ALICE").Session.OpenOrders.Select(o => $"{o.UserReference}:{o.Order.Open}").ToArray())));
    }

    [Fact]
    public void Orders_lose_priority_are_restated_and_cancelled_on_request()
    {
        using var run = new RunningVenue("--duration", "0");
        using var client = run.Login("SAKER1", "SAKER");
        client.Enter(1, 'B', 500, "BTCUSD", 5_990_000);
        client.Until("A1L");
        long before = Order(run)["order_ref"]!.GetValue<long>();
        run.Ok("""{"cmd":"priority-update","user":"SAKER1","urn":1}""");
        client.Until("T1");
        Assert.True(OuchPriorityUpdate.TryRead(client.Sequenced[^1], out var update));
        Assert.NotEqual(before, (long)update.OrderReference.Value);
        Assert.Equal(Order(run)["order_ref"]!.GetValue<long>(), (long)update.OrderReference.Value);

        run.Ok("""{"cmd":"restate","user":"SAKER1","urn":1}""");
        run.Ok("""{"cmd":"restate","user":"SAKER1","urn":1,"reason":"P"}""");
        Assert.Equal("R1R R1P", client.Until("R1P"));
        run.Ok("""{"cmd":"aiq-cancel","user":"SAKER1","urn":1,"quantity":200}""");
        client.Until("D1:200Q");
        Assert.True(OuchAiqCanceled.TryRead(client.Sequenced[^1], out var part) && part is { Strategy: 'D', QuantityPrevented.Lots: 200 });
        Assert.Equal(300, Order(run)["open"]!.GetValue<int>());
        run.Ok("""{"cmd":"aiq-cancel","user":"SAKER1","urn":1}""");
        client.Until("D1:300Q");
        Assert.True(OuchAiqCanceled.TryRead(client.Sequenced[^1], out var whole) && whole.Strategy == 'O');
        Assert.Equal(0, User(run, "SAKER1")["open_orders"]!.GetValue<int>());
    }

    [Fact]
    public void Cancels_are_refused_and_pending_as_the_plan_of_the_moment_says()
    {
        using var run = new RunningVenue("--duration", "0");
        using var client = run.Login("SAKER1", "SAKER");
        client.Enter(1, 'S', 500, "BTCUSD", 6_010_000);
        client.Until("A1L");
        Assert.Equal("SAKER1.cancel_reject=1", run.Ok("""{"cmd":"behave","plan":"saker1.cancel_reject=1"}""")["plan"]!.GetValue<string>());
        client.Cancel(1, 0);
        Assert.Equal("P1 I1", client.Until("I1"));
        run.Ok("""{"cmd":"behave","plan":"SAKER1.cancel_pending=1,SAKER1.pending_ms=80000000"}""");
        client.Cancel(1, 0);
        client.Until("P1");
        Assert.True(Order(run)["cancel_pending"]!.GetValue<bool>());
        Assert.Equal(1, User(run, "SAKER1")["cancel_rejected"]!.GetValue<int>());
        client.Enter(2, 'S', 500, "BTCUSD", 6_010_000);
        client.Until("A2L");
        run.Ok("""{"cmd":"behave","plan":"SAKER1.cancel_pending=1,SAKER1.pending_ms=20"}""");
        client.Cancel(2, 100);
        Assert.Equal("P2 C2:400U", client.Until("C2:400U"));
    }

    [Fact]
    public void Answers_are_rejected_repeated_dead_and_broken_over_the_line()
    {
        using var run = new RunningVenue(
            "--duration", "0", "--user", "ALICE:A", "--user", "BOB:B", "--behave", "ALICE.duplicate=1,ALICE.break=1,BOB.reject=1,BOB.reject_reason=0x0022");
        using var alice = run.Login("ALICE", "A");
        using var bob = run.Login("BOB", "B");
        alice.Enter(1, 'B', 500, "BTCUSD", Mid);
        alice.Until("A1L");
        bob.Enter(1, 'S', 100, "BTCUSD", Mid);
        bob.Until("J1:34");
        run.Ok("""{"cmd":"behave","plan":"ALICE.duplicate=1,ALICE.break=1"}""");
        bob.Enter(2, 'S', 100, "BTCUSD", Mid);
        bob.Until("E2:100");
        ulong match = OuchExecuted.TryRead(bob.Sequenced[^1], out var told) ? told.Match : 0;
        Assert.EndsWith($"E1:100 E1:100 B1:{match}S", alice.Until($"B1:{match}S"));
        Assert.Equal($"B2:{match}S", bob.Until($"B2:{match}S"));
        run.Ok("""{"cmd":"behave","plan":"*.dead=1"}""");
        bob.Enter(3, 'S', 100, "BTCUSD", Mid);
        bob.Until("A3D");
        Assert.Equal((0, 1), (User(run, "ALICE")["positions"]!["BTCUSD"]!.GetValue<int>(), User(run, "ALICE")["fills"]!.GetValue<int>()));
    }

    [Fact]
    public void Status_tells_all_that_a_participant_could_compare()
    {
        using var run = new RunningVenue("--duration", "0", "--user", "ALICE:A", "--user", "BOB:B", "--behave", "*.silent=on,ALICE.silent=off");
        using var alice = run.Login("ALICE", "A");
        using var bob = run.Login("BOB", "B");
        alice.Enter(7, 'T', 500, "BTCUSD", Mid);
        alice.Until("A7L");
        bob.Enter(3, 'B', 120, "BTCUSD", Mid);
        alice.Until("E7:120");
        alice.Modify(7, 'E', 400);
        alice.Until("M7:280E");
        alice.Enter(9, 'B', 10, "ETHUSD", 100_000);
        alice.Until("A9L");

        var user = User(run, "ALICE");
        Assert.Equal("silent=on,silent=off", user["behave"]!.GetValue<string>());
        Assert.Equal((9, 5, 1, 1), (user["last_urn"]!.GetValue<int>(), user["sequenced"]!.GetValue<int>(), user["fills"]!.GetValue<int>(), user["modified"]!.GetValue<int>()));
        Assert.Equal(alice.Sequenced.Count, user["sequenced"]!.GetValue<int>());
        Assert.Equal((0, 0), (user["held"]!.GetValue<int>(), user["broken"]!.GetValue<int>()));
        Assert.Equal(-120, user["positions"]!["BTCUSD"]!.GetValue<int>());
        Assert.Equal(120 * Mid, user["cash"]!["BTCUSD"]!.GetValue<long>());
        var (sale, purchase) = (user["orders"]![0]!, user["orders"]![1]!);
        Assert.Equal(
            (7, "BTCUSD", "S", "E", Mid, 280, 120, "C7", false),
            (sale["urn"]!.GetValue<int>(), sale["symbol"]!.GetValue<string>(), sale["side"]!.GetValue<string>(), sale["side_code"]!.GetValue<string>(),
                sale["price"]!.GetValue<long>(), sale["open"]!.GetValue<int>(), sale["executed"]!.GetValue<int>(), sale["clordid"]!.GetValue<string>(),
                sale["cancel_pending"]!.GetValue<bool>()));
        Assert.Equal(
            (9, "ETHUSD", "B", 100_000L, 10),
            (purchase["urn"]!.GetValue<int>(), purchase["symbol"]!.GetValue<string>(), purchase["side_code"]!.GetValue<string>(), purchase["price"]!.GetValue<long>(),
                purchase["open"]!.GetValue<int>()));
        Assert.Equal(user["last_match"]!.GetValue<ulong>(), User(run, "BOB")["last_match"]!.GetValue<ulong>());
        Assert.Equal(1, User(run, "BOB")["executions"]!["BTCUSD"]!.GetValue<int>());
    }

    [Fact]
    public void Logins_are_rejected_as_the_plan_of_the_moment_says_and_closed()
    {
        using var run = new RunningVenue("--duration", "0", "--behave", "SAKER1.login=A");
        Assert.Equal("A closed", Rejected(run));
        run.Ok("""{"cmd":"behave","plan":"SAKER1.login=S"}""");
        Assert.Equal("S closed", Rejected(run));
        run.Ok("""{"cmd":"behave","plan":"SAKER1.login=held"}""");
        using var first = run.Login("SAKER1", "SAKER");
        Assert.Equal("S closed", Rejected(run));
        first.Query();
        Assert.EndsWith("Q1", first.Until("Q1"));
        run.Ok("""{"cmd":"drop","user":"SAKER1"}""");
        using var next = run.Login("SAKER1", "SAKER");
        Assert.Equal(3, User(run, "SAKER1")["logins_rejected"]!.GetValue<int>());

        // An obliging venue lets a second login take the session over.
        run.Ok("""{"cmd":"behave","plan":""}""");
        using var last = run.Login("SAKER1", "SAKER");
        Assert.Equal("closed", next.End());
    }

    [Fact]
    public void A_request_that_makes_no_sense_is_refused_with_a_sentence_and_changes_nothing()
    {
        using var run = new RunningVenue("--duration", "0", "--user", "ALICE:A", "--user", "BOB:B", "--behave", "BOB.reject=0.5");
        using var alice = run.Login("ALICE", "A");
        alice.Enter(1, 'B', 500, "BTCUSD", 5_990_000);
        alice.Until("A1L");
        (string Request, string Word)[] refused =
        [
            ("""{"cmd":"behave","plan":"EVE.reject=1"}""", "'EVE'"),
            ("""{"cmd":"behave","plan":"ALICE.reject=2"}""", "probability"),
            ("""{"cmd":"behave","plan":7}""", "'plan' is text, not 7"),
            ("""{"cmd":"drop"}""", "'user' is missing"),
            ("""{"cmd":"drop","user":"EVE"}""", "no user 'EVE'"),
            ("""{"cmd":"drop","user":["ALICE"]}""", "'user' is text"),
            ("""{"cmd":"drop","user":"BOB"}""", "BOB is not connected"),
            ("""{"cmd":"cut","user":"BOB"}""", "BOB is not connected"),
            ("""{"cmd":"end-session","user":"BOB"}""", "BOB is not connected"),
            ("""{"cmd":"break-trade","user":"ALICE"}""", "'match' is missing"),
            ("""{"cmd":"break-trade","user":"ALICE","match":"first"}""", "'match' is a whole number"),
            ("""{"cmd":"break-trade","user":"ALICE","match":-1}""", "'match' is 0.."),
            ("""{"cmd":"break-trade","user":"ALICE","match":1.5}""", "'match' is a whole number"),
            ("""{"cmd":"break-trade","user":"ALICE","match":1}""", "no trade 1"),
            ("""{"cmd":"break-trade","user":"ALICE","match":"last"}""", "no trade that stands"),
            ("""{"cmd":"break-trade","user":"ALICE","match":"last","reason":"Q"}""", "'reason' is one of S E C X"),
            ("""{"cmd":"aiq-cancel","user":"ALICE","urn":2}""", "no open order 2"),
            ("""{"cmd":"aiq-cancel","user":"ALICE","urn":1,"quantity":501}""", "0..500"),
            ("""{"cmd":"aiq-cancel","user":"ALICE","urn":1,"quantity":0}""", "whole lots"),
            ("""{"cmd":"aiq-cancel","user":"ALICE","urn":1,"strategy":"Z"}""", "'strategy' is one of"),
            ("""{"cmd":"aiq-cancel","user":"ALICE","urn":"1"}""", "'urn' is a whole number"),
            ("""{"cmd":"aiq-cancel","user":"ALICE","urn":4294967297}""", "'urn' is 0..4294967295"),
            ("""{"cmd":"priority-update","user":"ALICE"}""", "'urn' is missing"),
            ("""{"cmd":"restate","user":"ALICE","urn":1,"reason":"X"}""", "'reason' is one of R P"),
            ("""{"cmd":"restate","user":"ALICE","urn":1,"reason":"RP"}""", "one letter"),
        ];
        foreach (var (request, word) in refused)
        {
            Assert.Contains(word, run.Refused(request));
        }

        alice.Query();
        Assert.Equal("Q2", alice.Until("Q2"));
        Assert.Equal(500, User(run, "ALICE")["orders"]![0]!["open"]!.GetValue<int>());
        Assert.Equal("BOB.reject=0.5", run.Ok("""{"cmd":"behave"}""")["plan"]!.GetValue<string>());
    }

    private static string Rejected(RunningVenue run)
    {
        using var client = new TinyClient(run.Venue.OuchEndPoint);
        var (type, payload) = client.Login("SAKER1", "SAKER");
        Assert.Equal(SoupType.LoginRejected, type);
        return $"{(char)payload[0]} {client.End()}";
    }

    private static ulong Tape(RunningVenue run, System.Net.Sockets.Socket receiver)
    {
        // Heartbeats come every second: a trade that is not there after a hundred packets does not come.
        foreach (var packet in run.Stream(receiver).Take(100))
        {
            foreach (byte[] message in packet.Messages)
            {
                if (message[0] == ItchType.BrokenTrade)
                {
                    return System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(message.AsSpan(11));
                }
            }
        }

        return 0;
    }

    private static System.Text.Json.Nodes.JsonNode User(RunningVenue run, string user) => run.Ok("""{"cmd":"status"}""")["participants"]![user]!;

    private static System.Text.Json.Nodes.JsonNode Order(RunningVenue run) => User(run, "SAKER1")["orders"]![0]!;
}

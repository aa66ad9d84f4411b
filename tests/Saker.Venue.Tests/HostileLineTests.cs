using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>A venue whose connections misbehave, over loopback. The market stands still.</summary>
public sealed class HostileLineTests
{
    [Fact]
    public void Late_answers_wait_in_order_and_go_out_when_the_venue_is_prompt_again()
    {
        using var run = new RunningVenue("--duration", "0", "--behave", "SAKER1.late_ms=80000000");
        using var client = run.Login("SAKER1", "SAKER");
        client.Enter(1, 'B', 500, "BTCUSD", 5_990_000);
        client.Replace(1, 2, 400, 5_990_000);
        client.Cancel(2, 0);
        run.WaitUntil(() => run.Port("SAKER1").Session.Counters.Canceled == 1);
        Assert.Equal(3, Status(run)["held"]!.GetValue<int>());
        Assert.Equal("SS", client.Until("SS"));
        Assert.Equal(SoupType.ServerHeartbeat, client.Next().Type);
        run.Ok("""{"cmd":"behave","plan":""}""");
        Assert.Equal("A1L U2:400L C2:400U", client.Until("C2:400U"));
        Assert.Equal(0, Status(run)["held"]!.GetValue<int>());
    }

    [Fact]
    public void Answers_of_different_lateness_do_not_overtake_each_other()
    {
        using var run = new RunningVenue("--duration", "0", "--behave", "*.late_ms=0..30", "--behave-seed", "4");
        using var client = run.Login("SAKER1", "SAKER");
        for (uint urn = 1; urn <= 50; urn++)
        {
            client.Enter(urn, 'B', 500, "BTCUSD", 5_990_000);
            client.Cancel(urn, 0);
        }

        client.Until("C50:500U");
        Assert.Equal(101, client.Sequenced.Count);
        Assert.Equal(run.OnThread(() => run.Port("SAKER1").Session.Messages.ToArray()), client.Sequenced);
    }

    [Fact]
    public void What_a_late_venue_still_held_for_a_lost_connection_is_replayed_to_the_next_once()
    {
        using var run = new RunningVenue("--duration", "0", "--keep-on-disconnect", "--behave", "*.late_ms=80000000");
        using (var client = run.Login("SAKER1", "SAKER"))
        {
            client.Enter(1, 'B', 500, "BTCUSD", 5_990_000);
            run.WaitUntil(() => run.Port("SAKER1").Held == 1);
        }

        using var again = run.Login("SAKER1", "SAKER");
        Assert.Equal("SS A1L", again.Until("A1L"));
        run.Ok("""{"cmd":"behave","plan":""}""");
        again.Query();
        Assert.Equal("Q2", again.Until("Q2"));
    }

    [Fact]
    public void A_dropped_connection_is_reset_and_its_orders_are_cancelled()
    {
        using var run = new RunningVenue("--duration", "0");
        using (var client = run.Login("SAKER1", "SAKER"))
        {
            client.Enter(1, 'B', 500, "BTCUSD", 5_990_000);
            client.Until("A1L");
            run.Ok("""{"cmd":"drop","user":"SAKER1"}""");
            Assert.Equal("reset", client.End());
        }

        Assert.False(Status(run)["connected"]!.GetValue<bool>());
        using var again = run.Login("SAKER1", "SAKER");
        Assert.Equal("SS A1L C1:500Z", again.Until("C1:500Z"));
    }

    [Fact]
    public void A_message_is_cut_in_the_middle_and_whole_in_the_replay()
    {
        using var run = new RunningVenue("--duration", "0", "--keep-on-disconnect");
        using (var client = run.Login("SAKER1", "SAKER"))
        {
            client.Until("SS");
            run.Ok("""{"cmd":"cut","user":"SAKER1"}""");
            client.Enter(1, 'B', 500, "BTCUSD", 5_990_000);
            Assert.Equal("closed", client.End());
            Assert.Equal((SoupPacket.HeaderLength + OuchAccepted.Length) / 2, client.Pending);
            Assert.Single(client.Sequenced);
        }

        // It was for one message of one connection.
        using var again = run.Login("SAKER1", "SAKER");
        again.Cancel(1, 0);
        Assert.Equal("SS A1L C1:500U", again.Until("C1:500U"));
    }

    [Theory]
    [InlineData("*.drop=1", "reset")]
    [InlineData("*.cut=1", "closed")]
    public void A_connection_that_breaks_off_at_an_acceptance_leaves_no_order_behind(string plan, string end)
    {
        using var run = new RunningVenue("--duration", "0", "--behave", plan);
        using (var client = run.Login("SAKER1", "SAKER"))
        {
            client.Enter(1, 'B', 500, "BTCUSD", 5_990_000);
            Assert.Equal(end, client.End());
        }

        run.WaitUntil(() => run.Port("SAKER1").Connection is null);
        using var again = run.Login("SAKER1", "SAKER");
        Assert.Equal("SS A1L C1:500Z", again.Until("C1:500Z"));
        Assert.Equal(0, Status(run)["open_orders"]!.GetValue<int>());
    }

    [Fact]
    public void Over_lines_that_keep_breaking_a_client_that_logs_in_again_misses_nothing()
    {
        using var run = new RunningVenue("--duration", "0", "--keep-on-disconnect", "--behave", "*.drop=0.2,*.cut=0.2", "--behave-seed", "5");
        var told = new List<byte[]>();
        int connections = 0;
        while (told.Count == 0 || OuchText.Of(told[^1]) != "A40L")
        {
            Assert.True(++connections < 200, "the line breaks at every message");
            using var client = new TinyClient(run.Venue.OuchEndPoint);
            Assert.Equal(SoupType.LoginAccepted, client.Login("SAKER1", "SAKER", sequence: (ulong)told.Count + 1).Type);
            uint urn = run.OnThread(() => run.Port("SAKER1").Session.LastUserReference);
            try
            {
                if (urn >= told.Count)
                {
                    client.Until(urn == 0 ? "SS" : $"A{urn}L"); // the replay of what broke off
                }

                while (urn < 40)
                {
                    client.Enter(++urn, 'B', 1, "BTCUSD", 5_990_000);
                    client.Until($"A{urn}L");
                }
            }
            catch (Exception e) when (e is IOException or LineClosedException)
            {
                // The next login asks for what this one did not get.
                told.AddRange(client.Sequenced);
                continue;
            }

            told.AddRange(client.Sequenced);
        }

        Assert.InRange(connections, 5, 100);
        Assert.Equal(run.OnThread(() => run.Port("SAKER1").Session.Messages.ToArray()), told);
        Assert.Equal(40, Status(run)["open_orders"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_stalled_venue_takes_nothing_until_it_reads_on_where_it_stopped()
    {
        const int Packets = 32_000;
        var packet = new byte[1000];
        SoupPacket.WriteHeader(packet, SoupType.UnsequencedData, packet.Length - SoupPacket.HeaderLength);
        using var run = new RunningVenue("--duration", "0", "--behave", "SAKER1.stall=on");
        using var client = run.Login("SAKER1", "SAKER");
        int sent = 0;
        var sending = Task.Run(async () =>
        {
            for (int n = 0; n < Packets; n++)
            {
                await client.SendAsync(packet);
                Interlocked.Increment(ref sent);
            }
        });

        // The window is closed when nothing has gone out for a while; a venue that reads would have had it all by then or soon after.
        for (int before = -1; before != Volatile.Read(ref sent);)
        {
            before = Volatile.Read(ref sent);
            await Task.Delay(1000);
        }

        Assert.False(sending.IsCompleted);
        Assert.InRange(sent, 1, Packets - 1);
        Assert.Equal(0, Status(run)["received"]!.GetValue<long>());
        Assert.Equal("SS", client.Until("SS"));
        run.Ok("""{"cmd":"behave","plan":""}""");
        await sending.WaitAsync(TimeSpan.FromSeconds(60));
        run.WaitUntil(() => run.Port("SAKER1").Session.Counters.Received == Packets);
        Assert.Equal(Packets, Status(run)["malformed"]!.GetValue<long>());
    }

    [Fact]
    public void A_stalled_connection_can_be_taken_over()
    {
        using var run = new RunningVenue("--duration", "0", "--behave", "*.stall=on");
        using var first = run.Login("SAKER1", "SAKER");
        first.Enter(1, 'B', 500, "BTCUSD", 5_990_000);
        using var second = run.Login("SAKER1", "SAKER");
        Assert.Equal("closed", first.End());
        Assert.Equal("SS", second.Until("SS"));
        run.Ok("""{"cmd":"behave","plan":""}""");
        second.Query();
        Assert.Equal("Q1", second.Until("Q1"));
    }

    [Fact]
    public void Stalled_connections_that_were_taken_over_leave_no_room_taken()
    {
        using var run = new RunningVenue("--duration", "0", "--behave", "*.stall=on");
        var last = run.Login("SAKER1", "SAKER");
        for (int n = 0; n < SoupServer.MaxConnections + 6; n++)
        {
            last.Query();
            var next = run.Login("SAKER1", "SAKER");
            Assert.Equal("closed", last.End());
            last.Dispose();
            last = next;
        }

        Assert.Equal("SS", last.Until("SS"));
        last.Dispose();
    }

    [Fact]
    public void A_silent_venue_answers_but_its_heart_does_not_beat()
    {
        using var run = new RunningVenue("--duration", "0", "--user", "ALICE:A", "--user", "BOB:B", "--behave", "ALICE.silent=on");
        using var alice = run.Login("ALICE", "A");
        using var bob = run.Login("BOB", "B");
        alice.Until("SS");
        bob.Until("SS");
        for (int n = 0; n < 3; n++)
        {
            Assert.Equal(SoupType.ServerHeartbeat, bob.Next().Type);
        }

        alice.Query();
        Assert.Equal(SoupType.SequencedData, alice.Next().Type);
        run.Ok("""{"cmd":"behave","plan":""}""");
        Assert.Equal(SoupType.ServerHeartbeat, alice.Next().Type);
    }

    [Fact]
    public void A_session_is_ended_for_one_or_for_all_and_continues_at_the_next_login()
    {
        using var run = new RunningVenue("--duration", "0", "--user", "ALICE:A", "--user", "BOB:B");
        using var alice = run.Login("ALICE", "A");
        using var bob = run.Login("BOB", "B");
        alice.Enter(1, 'B', 500, "BTCUSD", 5_990_000);
        alice.Until("A1L");
        run.Ok("""{"cmd":"end-session","user":"ALICE"}""");
        Assert.Equal("ended", alice.End());
        Assert.Equal("closed", alice.End());
        bob.Query();
        bob.Until("Q1");
        run.Ok("""{"cmd":"end-session"}""");
        Assert.Equal("ended", bob.End());
        using var again = run.Login("ALICE", "A");
        Assert.Equal("SS A1L C1:500Z", again.Until("C1:500Z"));
    }

    private static System.Text.Json.Nodes.JsonNode Status(RunningVenue run)
    {
        var participants = run.Ok("""{"cmd":"status"}""")["participants"]!.AsObject();
        return participants[participants.Single().Key]!;
    }
}

using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>Each behaviour on a session without sockets; what goes through a connection is in HostileLineTests.</summary>
public sealed class BehaviourTests
{
    [Fact]
    public void Everything_is_rejected_for_the_reason_chosen_until_the_plan_ends()
    {
        var bench = new SessionBench();
        bench.Enter(1, 'B', 500, 1000);
        bench.Behave("reject=1,reject_reason=0x0007");
        bench.Enter(2, 'B', 500, 1000);
        bench.Replace(1, 3, 400, 1000);
        bench.Enter(4, 'X', 500, 1000);
        bench.Behave("");
        bench.Enter(5, 'B', 500, 1000);
        Assert.Equal("A1L J2:7 J3:7 J4:7 A5L", bench.Answers());
        Assert.Equal("1:500 5:500", bench.Open());
    }

    [Fact]
    public void New_orders_are_accepted_dead()
    {
        var bench = new SessionBench("dead=1");
        bench.Other(Side.Sell, 1000, 500);
        bench.Enter(1, 'B', 500, 1000);
        bench.Cancel(1, 0);
        Assert.Equal("A1D", bench.Answers());
        Assert.Equal((0, 0), (bench.Position, bench.Others.Fills.Count));
    }

    [Fact]
    public void An_execution_is_told_twice_and_counts_once()
    {
        var bench = new SessionBench("duplicate=1");
        bench.Enter(1, 'B', 500, 1000);
        bench.Other(Side.Sell, 1000, 200);
        var messages = bench.Messages();
        Assert.Equal("A1L E1:200 E1:200", string.Join(' ', messages.Select(OuchText.Of)));
        Assert.Equal(messages[1], messages[2]);
        Assert.Equal(200, bench.Position);
        Assert.Equal((1L, "1:300"), (bench.Session.Account.Fills, bench.Open()));
        bench.Other(Side.Sell, 1000, 300);
        Assert.Equal("E1:300 E1:300", bench.Answers());
        Assert.Equal((500, -500_000), (bench.Position, bench.Session.Account.Holdings["TEST"].Cash));
    }

    [Fact]
    public void A_broken_trade_is_told_and_taken_back_once_and_its_order_stays()
    {
        var bench = new SessionBench();
        bench.Enter(1, 'S', 500, 1000);
        bench.Other(Side.Buy, 1000, 200);
        bench.Other(Side.Buy, 1000, 100);
        var fills = bench.Messages().Skip(1).Select(m => OuchExecuted.TryRead(m, out var e) ? e.Match : 0).ToArray();
        Assert.True(bench.Breaker.Break(fills[0], 'C'));
        Assert.False(bench.Breaker.Break(fills[0], 'C'));
        Assert.False(bench.Breaker.Break(99, 'C'));
        Assert.True(OuchBrokenTrade.TryRead(bench.Messages().Single(), out var broken));
        Assert.Equal(new OuchBrokenTrade(new Timestamp(1000), new UserRef(1), fills[0], 'C', ClOrdId.Of("C1")), broken);
        var holding = bench.Session.Account.Holdings["TEST"];
        Assert.Equal((-100L, 0L, 100L, 2L, 1L), (holding.Position, holding.Bought, holding.Sold, holding.Fills, holding.Broken));
        Assert.Equal(100_000, holding.Cash);
        Assert.Equal("1:200", bench.Open());
        Assert.Equal([("TEST", fills[0])], bench.Tape);
        Assert.Equal(fills[1], bench.Session.LastMatch);
    }

    [Fact]
    public void A_plan_breaks_trades_after_the_step_with_both_sides_of_a_trade_with_oneself()
    {
        var bench = new SessionBench("break=1");
        bench.Enter(1, 'B', 500, 1000);
        bench.Enter(2, 'S', 500, 1000);
        Assert.Equal("A1L A2L E1:500 E2:500 B1:1S B2:1S", bench.Answers());
        Assert.Equal((0L, 2L), (bench.Position, bench.Session.Account.Broken));
        Assert.Equal([("TEST", 1UL)], bench.Tape);
    }

    [Fact]
    public void A_cancel_is_refused_and_the_order_lives_on()
    {
        var bench = new SessionBench("cancel_reject=1");
        bench.Enter(1, 'B', 500, 1000);
        bench.Cancel(1, 0);
        bench.Cancel(1, 0);
        bench.Cancel(2, 0);
        Assert.Equal("A1L P1 I1 P1 I1", bench.Answers());
        Assert.Equal((2L, 1L), (bench.Session.Counters.CancelRejected, bench.Session.Counters.Superfluous));
        bench.Other(Side.Sell, 1000, 500);
        Assert.Equal("E1:500", bench.Answers());
    }

    [Fact]
    public void A_cancel_is_pending_and_takes_what_is_open_when_it_is_carried_out()
    {
        var bench = new SessionBench("cancel_pending=1,pending_ms=70");
        bench.Enter(1, 'B', 500, 1000);
        bench.Enter(2, 'B', 500, 995);
        bench.Cancel(1, 100);
        bench.Cancel(1, 0);
        bench.Modify(1, 'B', 50);
        bench.Replace(1, 3, 600, 1000);
        Assert.Equal("A1L A2L P1 J3:11", bench.Answers());
        Assert.Equal([TimeSpan.FromMilliseconds(70)], bench.Delays.Waiting);
        bench.Other(Side.Sell, 1000, 50);
        bench.Delays.Elapse();
        Assert.Equal("E1:50 C1:400U", bench.Answers());
        Assert.Equal("1:50 2:500", bench.Open());

        // The order is gone before its cancel comes to it.
        bench.Cancel(2, 0);
        bench.Cancel(1, 0);
        bench.Other(Side.Sell, 995, 550);
        bench.Delays.Elapse();
        Assert.Equal("P2 P1 E1:50 E2:500", bench.Answers());
        Assert.Equal(600, bench.Position);
    }

    [Fact]
    public void An_order_is_cancelled_by_self_match_prevention()
    {
        var bench = new SessionBench("aiq=1");
        bench.Enter(1, 'B', 500, 1000);
        bench.Behave("");
        var messages = bench.Messages();
        Assert.True(OuchAiqCanceled.TryRead(messages[1], out var told));
        Assert.Equal(
            new OuchAiqCanceled(new Timestamp(1000), new UserRef(1), new Quantity(500), 'Q', new Quantity(500), new Price(1000), 'A', 'O'), told);
        Assert.Equal(("", 2), (bench.Open(), messages.Length));
        Assert.Equal('D', (char)bench.Feed.Messages[^1][0]);

        bench.Enter(2, 'B', 500, 1000);
        bench.Session.Acts.AiqCancel(bench.Session.Find(2)!, 100, 'D');
        Assert.Equal("A2L D2:100Q", bench.Answers());
        Assert.Equal("2:400", bench.Open());
        Assert.Equal('X', (char)bench.Feed.Messages[^1][0]);
    }

    [Fact]
    public void An_order_loses_its_priority_and_gets_another_reference()
    {
        var bench = new SessionBench();
        bench.Enter(1, 'B', 500, 1000);
        bench.Other(Side.Buy, 1000, 100);
        bench.Messages();
        ulong reference = bench.Session.Find(1)!.Order.Reference;
        bench.Session.Acts.LosePriority(bench.Session.Find(1)!);
        Assert.True(OuchPriorityUpdate.TryRead(bench.Messages().Single(), out var told));
        Assert.NotEqual(reference, told.OrderReference.Value);
        Assert.Equal((new UserRef(1), new Price(1000), 'Y', bench.Session.Find(1)!.Order.Reference), (told.Urn, told.Price, told.Display, told.OrderReference.Value));
        Assert.Equal('U', (char)bench.Feed.Messages[^1][0]);

        bench.Other(Side.Sell, 1000, 150);
        Assert.Equal(100u, bench.Others.Fills.First(f => f.Added).Quantity);
        bench.Cancel(1, 0);
        Assert.Equal("E1:50 C1:450U", bench.Answers());
    }

    [Fact]
    public void An_order_is_restated_and_nothing_of_it_changes()
    {
        var bench = new SessionBench();
        bench.Enter(1, 'B', 500, 1000);
        bench.Other(Side.Sell, 1000, 100);
        bench.Messages();
        var order = bench.Session.Find(1)!;
        bench.Session.Acts.Restate(order, 'R');
        bench.Session.Acts.Restate(order, 'P');
        var messages = bench.Messages();
        Assert.True(OuchRestated.TryRead(messages[0], out var refreshed, out var tags));
        Assert.Equal((new UserRef(1), 'R'), (refreshed.Urn, refreshed.Reason));
        Assert.False(tags.HasWrongSize(out _));
        Assert.True(tags.TryNumber(OuchTag.DisplayQuantity, out ulong displayed) && displayed == 400);
        Assert.True(tags.TryNumber(OuchTag.SecondaryOrderReference, out ulong reference) && reference == order.Order.Reference);
        Assert.True(OuchRestated.TryRead(messages[1], out var priced, out tags));
        Assert.Equal('P', priced.Reason);
        Assert.True(tags.TryPrice(OuchTag.DisplayPrice, out var price) && price == new Price(1000));
        Assert.Equal("1:400", bench.Open());
    }

    [Fact]
    public void A_plan_restates_and_sends_to_the_back_what_came_to_rest_and_nothing_else()
    {
        var bench = new SessionBench("priority=1,restate=1");
        bench.Enter(1, 'B', 500, 1000);
        bench.Replace(1, 2, 400, 1000);
        bench.Enter(3, 'S', 400, 1000);
        bench.Enter(4, 'S', 400, 1000, '3');
        Assert.Equal("A1L T1 R1R U2:400L T2 R2R A3L E2:400 E3:400 A4L C4:400I", bench.Answers());
    }

    [Fact]
    public void The_seed_says_whom_a_probability_meets()
    {
        string first = Fates(seed: 1);
        Assert.Equal(first, Fates(seed: 1));
        Assert.NotEqual(first, Fates(seed: 2));
        Assert.InRange(first.Split(' ').Count(a => a.StartsWith('J')), 60, 140);
        Assert.InRange(first.Split(' ').Count(a => a.EndsWith('D')), 15, 60);
    }

    [Fact]
    public void One_kind_of_behaviour_does_not_shift_the_chances_of_another()
    {
        static string Rejects(string answers) => string.Join(' ', answers.Split(' ').Where(a => a.StartsWith('J')));
        Assert.Equal(Rejects(Fates(seed: 1)), Rejects(Fates(seed: 1, "reject=0.5,restate=0.5,duplicate=0.5")));
    }

    [Fact]
    public void Users_of_one_seed_meet_different_fates()
    {
        var (a, b) = (new Behaviour("A", 1), new Behaviour("B", 1));
        var plan = BehaviourPlans.Parse("*.reject=0.5").Of("A");
        a.Set(plan);
        b.Set(plan);
        Assert.NotEqual(
            Enumerable.Range(0, 64).Select(_ => a.Happens(BehaviourKind.Reject)), Enumerable.Range(0, 64).Select(_ => b.Happens(BehaviourKind.Reject)));
    }

    [Fact]
    public void Delays_lie_in_their_range_and_reach_both_ends()
    {
        var behaviour = new Behaviour("A", 1);
        Assert.Equal(TimeSpan.Zero, behaviour.Late());
        behaviour.Set(BehaviourPlans.Parse("A.late_ms=5..8").Of("A"));
        Assert.Equal([5, 6, 7, 8], Enumerable.Range(0, 200).Select(_ => (int)behaviour.Late().TotalMilliseconds).Distinct().Order());
    }

    private static string Fates(ulong seed, string plan = "reject=0.5,dead=0.3")
    {
        var bench = new SessionBench(plan, seed);
        for (uint urn = 1; urn <= 200; urn++)
        {
            bench.Enter(urn, 'B', 500, 1000);
        }

        return bench.Answers();
    }
}

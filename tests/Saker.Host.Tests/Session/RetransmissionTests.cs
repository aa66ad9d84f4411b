using Saker.Host.Session;

namespace Saker.Host.Tests.Session;

/// <summary>Timeouts (RFC 6298), fast retransmit (RFC 6582): each rule by what the card is told.</summary>
public sealed class RetransmissionTests
{
    [Fact]
    public void Nothing_outstanding_asks_for_nothing() => Assert.Empty(new SendBench().Log(4_999));

    [Fact]
    public void A_timeout_sends_the_oldest_only_and_doubles() =>
        Assert.Equal(["1000:1", "3000:1", "7000:1"], new SendBench().Send(5).Log(14_000));

    [Fact]
    public void The_timer_starts_with_the_first_segment_and_later_ones_do_not_restart_it()
    {
        SendBench bench = new SendBench().Send(1);
        Assert.Equal("-", bench.Says());
        Assert.Equal("-", bench.Wait(600).Send(1).Says());
        Assert.Equal("1", bench.Wait(400).Says());
    }

    [Fact]
    public void An_ack_of_new_data_restarts_the_timer()
    {
        SendBench bench = new SendBench().Send(3);
        Assert.Equal("-", bench.Says());
        Assert.Equal("-", bench.Wait(900).Acknowledge(1).Says());
        Assert.Equal("-", bench.Wait(999).Says());
        Assert.Equal("1", bench.Wait(1).Says());
    }

    [Fact]
    public void When_all_is_acknowledged_the_timer_is_off()
    {
        SendBench bench = new SendBench().Send(1);
        Assert.Equal("-", bench.Says());
        Assert.Equal("-", bench.Wait(900).Acknowledge(1).Says());
        Assert.Equal("-", bench.Wait(900).Send(1).Says());
        Assert.Equal("-", bench.Wait(999).Says());
        Assert.Equal("1", bench.Wait(1).Says());
    }

    [Fact]
    public void A_measured_round_trip_sets_the_timeout()
    {
        SendBench bench = new SendBench().Measure(100);
        Assert.Equal("-", bench.Says());
        Assert.Equal(300, bench.Timeout.TotalMilliseconds);
        Assert.Equal(["300:1"], bench.Send(1).Log(899));
    }

    [Fact]
    public void The_doubled_timeout_stays_until_a_round_trip_is_measured()
    {
        SendBench bench = new SendBench().Measure(100).Send(1);
        Assert.Equal(["300:1"], bench.Log(300));
        Assert.Equal("-", bench.Acknowledge(1).Says());
        Assert.Equal(600, bench.Timeout.TotalMilliseconds);
        Assert.Equal("-", bench.Send(1).Measure(100).Says());
        Assert.Equal(250, bench.Timeout.TotalMilliseconds);
    }

    [Fact]
    public void After_a_timeout_the_rest_follows_as_the_acks_come_twice_as_much_each_time()
    {
        SendBench bench = new SendBench().Send(12);
        Assert.Equal(["1000:1"], bench.Log(1000));
        Assert.Equal("-", bench.Says());
        Assert.Equal("2", bench.Acknowledge(1).Says());
        Assert.Equal("-", bench.Wait(15).Says());
        Assert.Equal("4", bench.Acknowledge(3).Says());
        Assert.Equal("5", bench.Acknowledge(7).Says());
        Assert.Equal("-", bench.Acknowledge(12).Send(3).Says());
        Assert.Equal("-", bench.Wait(15).Acknowledge(14).Says());
    }

    [Fact]
    public void New_segments_after_the_timeout_are_not_sent_again()
    {
        SendBench bench = new SendBench().Send(2);
        Assert.Equal(["1000:1"], bench.Log(1000));
        bench.Send(6);
        Assert.Equal("2", bench.Acknowledge(1).Says());
        Assert.Equal("-", bench.Acknowledge(2).Says());
        Assert.Equal("-", bench.Wait(15).Acknowledge(3).Says());
    }

    [Fact]
    public void Acks_of_one_round_do_not_start_the_next_within_a_round_trip()
    {
        SendBench bench = new SendBench().Measure(100).Send(12);
        Assert.Equal(["300:1"], bench.Log(300));
        Assert.Equal("2", bench.Wait(100).Acknowledge(1).Says());
        Assert.Equal("-", bench.Wait(50).Acknowledge(2).Says());
        Assert.Equal("4", bench.Wait(50).Acknowledge(3).Says());
    }

    [Fact]
    public void The_third_duplicate_sends_the_oldest_at_once()
    {
        SendBench bench = new SendBench().Send(6);
        Assert.Equal("-", bench.Says());
        Assert.Equal("-", bench.Duplicate(2).Says());
        Assert.Equal("1", bench.Duplicate(1).Says());
        Assert.Equal("-", bench.Duplicate(1).Says());
        Assert.Equal("-", bench.Wait(15).Duplicate(5).Says());
    }

    [Fact]
    public void An_ack_short_of_the_recovery_point_sends_the_next_at_once()
    {
        SendBench bench = new SendBench().Send(6);
        Assert.Equal("1", bench.Duplicate(3).Says());
        Assert.Equal("1", bench.Acknowledge(2).Says());
        Assert.Equal("-", bench.Says());
        Assert.Equal("1", bench.Acknowledge(4).Says());
        Assert.Equal("-", bench.Send(2).Acknowledge(6).Says());
        Assert.Equal("-", bench.Acknowledge(7).Says());
    }

    [Fact]
    public void There_is_one_fast_retransmit_for_each_recovery_point()
    {
        SendBench bench = new SendBench().Send(4);
        Assert.Equal("1", bench.Duplicate(3).Says());
        Assert.Equal("-", bench.Send(4).Acknowledge(4).Says());
        // Duplicates of the point itself may come from what was sent twice.
        Assert.Equal("-", bench.Duplicate(3).Says());
        Assert.Equal("-", bench.Acknowledge(5).Says());
        Assert.Equal("1", bench.Duplicate(3).Says());
    }

    [Fact]
    public void After_all_was_acknowledged_duplicates_count_again()
    {
        SendBench bench = new SendBench().Send(4);
        Assert.Equal("1", bench.Duplicate(3).Says());
        Assert.Equal("-", bench.Acknowledge(4).Says());
        Assert.Equal("1", bench.Send(4).Duplicate(3).Says());
    }

    [Fact]
    public void Duplicates_after_a_timeout_do_not_send_again_before_its_recovery_point()
    {
        SendBench bench = new SendBench().Send(6);
        Assert.Equal(["1000:1"], bench.Log(1000));
        Assert.Equal("-", bench.Duplicate(4).Says());
    }

    [Fact]
    public void A_count_under_way_is_not_replaced()
    {
        SendBench bench = new SendBench().Send(6);
        bench.Left = 1;
        Assert.Equal("-", bench.Duplicate(3).Says());
        bench.Left = 0;
        Assert.Equal("1", bench.Says());
        bench.Left = 1;
        Assert.Equal("-", bench.Acknowledge(2).Says());
        bench.Left = 0;
        Assert.Equal("1", bench.Says());
    }

    [Fact]
    public void A_peer_that_acknowledges_nothing_is_given_up()
    {
        SendBench bench = new SendBench().Measure(1).Send(2);
        Assert.Equal(["200:1", "600:1", "1400:1", "3000:1", "6200:1", "12600:gone"], bench.Log(20_000));
    }

    [Fact]
    public void A_peer_that_answers_but_never_acknowledges_is_given_up_as_well()
    {
        SendBench bench = new SendBench().Measure(1).Send(2);
        string says = "-";
        int ms = 0;
        while (says != "gone" && ms++ < 20_000)
        {
            says = bench.Hear().Wait(1).Says();
        }

        Assert.InRange(ms, 12_600, 12_602);
    }

    [Fact]
    public void Progress_makes_the_tries_count_anew()
    {
        SendBench bench = new SendBench().Measure(1).Send(2);
        Assert.Equal(["200:1", "600:1", "1400:1", "3000:1", "6200:1"], bench.Log(12_000));
        Assert.Equal("1", bench.Acknowledge(1).Says());
        // Five doublings of 200 ms.
        Assert.Equal(["6400:1"], bench.Log(14_000));
    }

    [Fact]
    public void The_sentence_says_what_was_seen()
    {
        SendBench bench = new SendBench().Measure(1).Send(1);
        Assert.Equal(5, bench.Log(12_000).Length);
        ResendStep step = bench.Wait(1_000).Look();
        Assert.Equal("the venue is silent: nothing heard for 13.0 s, 5 tries without an answer", step.GiveUp);
        Assert.Equal(0u, step.Command.Raw);
    }
}

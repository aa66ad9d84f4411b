using Saker.Wire;
using Xunit;
using static Saker.Model.PaperAct;

namespace Saker.Model.Tests;

/// <summary>A slot in SHADOW, rule by rule: docs/card.md section 12.</summary>
public sealed class ShadowTests
{
    private const uint SpreadGate = 1u << (int)SignalGate.Spread;
    private const ulong UnitNs = 1_024;

    [Fact]
    public void Orders_rest_behind_what_stands_and_are_filled_when_it_has_gone()
    {
        ShadowRig rig = new(ShadowRig.Joining);
        ulong bid = rig.Open().Bid;
        Assert.Equal([(PaperAct.New, 0, 20, 50, 50, 100), (PaperAct.New, 1, 30, 50, 50, 100)], rig.New());
        ulong later = rig.Add(Side.Buy, 20, 60);
        rig.Execute(bid, 80);
        Assert.Equal((20u, 60u), (rig.Slot.Order(0).Ahead, rig.Slot.Order(0).Behind));
        rig.Execute(bid, 20);
        Assert.Empty(rig.New());
        rig.Execute(later, 10);
        Assert.Equal([(Fill, 0, 20, 10, 40, 0)], rig.New());
        Assert.Equal((10, 10u, 50u), (rig.Slot.Position, rig.Slot.Order(0).Done, rig.Slot.Order(0).Behind));
    }

    [Fact]
    public void A_record_says_where_and_when()
    {
        ShadowRig rig = new(ShadowRig.Joining);
        ulong bid = rig.Open().Bid;
        rig.Execute(bid, 100);
        rig.Papers.Clear();
        // Alone at 20 no more: the next bid is at 10, and our bid at 15 is met by an ask there. Messages 1 and 2 opened, this is the fifth.
        rig.Add(Side.Buy, 10, 100);
        Assert.Equal(15, rig.Papers[0].Idx);
        rig.Papers.Clear();
        rig.Add(Side.Sell, 14, 20);
        PaperRecord fill = rig.Papers[0];
        // The mid is that of the book with the new ask.
        Assert.Equal(new PaperRecord(0, 0, Fill, 0, 5, 20, 30, 0, 1_150, 15, 0, 20, 24), fill);
    }

    [Fact]
    public void A_trade_fills_before_the_quote_that_it_moves()
    {
        ShadowRig rig = new(ShadowRig.Joining);
        ulong bid = rig.Open().Bid;
        ulong lower = rig.Add(Side.Buy, 18, 100);
        rig.Execute(bid, 100);
        rig.New();
        // Now at 19, before the best. Who sells to 18 met us first, and the book that this leaves asks for a lower bid.
        Assert.Equal((19, 0u), (rig.Slot.Order(0).Idx, rig.Slot.Order(0).Ahead));
        rig.Add(Side.Buy, 10, 100);
        rig.Execute(lower, 100);
        var acts = rig.New().ToArray();
        Assert.Equal([(Fill, 0, 19, 50, 0, 0), (Replace, 1, 25, 50, 50, 0), (PaperAct.New, 0, 15, 50, 50, 0)], acts);
        Assert.Equal(50, rig.Slot.Position);
    }

    [Fact]
    public void A_fill_is_decided_again_and_only_the_last_decision_acts()
    {
        // A tick lower for each ten lots held.
        ShadowRig rig = new(ShadowRig.Joining with { Skew = 6_554 });
        (ulong bid, ulong ask) = rig.Open();
        ulong later = rig.Add(Side.Buy, 20, 60);
        rig.Execute(bid, 100);
        rig.New();
        rig.Quotes.Clear();
        rig.Execute(later, 30);
        Assert.Equal([(Fill, 0, 20, 30, 20, 0), (Replace, 1, 27, 50, 50, 0), (Replace, 0, 17, 50, 50, 0)], rig.New());
        Assert.Equal([0, 30], rig.Quotes.Select(q => q.Position));
        Assert.Equal(0u, rig.Slot.Order(0).Done);
        rig.Cancel(ask, 10);
        Assert.Empty(rig.New());
    }

    [Fact]
    public void Cancels_come_first_then_the_side_that_reduces_then_buy()
    {
        ShadowRig rig = new(ShadowRig.Joining);
        rig.Open();
        Assert.Equal([(byte)0, 1], rig.Papers.Select(p => p.Side));
        rig.New();
        rig.Add(Side.Sell, 20 - 1, 30);
        // The mid is that of the quote in force: of the crossed book.
        Assert.All(rig.Papers, p => Assert.Equal(39, p.Mid2));
        // Crossed: both gone, buy first, after the fill of the bid that the ask met.
        Assert.Equal([(Fill, 0, 20, 30, 20, 100), (Cancel, 0, 20, 20, 0, 100), (Cancel, 1, 30, 50, 0, 100)], rig.New());
        rig.Broken();
        rig.Trading(true);
        Assert.Empty(rig.New());
    }

    [Fact]
    public void A_halt_cancels_at_once_and_the_position_stays()
    {
        ShadowRig rig = new(ShadowRig.Joining);
        ulong bid = rig.Open().Bid;
        ulong later = rig.Add(Side.Buy, 20, 60);
        rig.Execute(bid, 100);
        rig.Execute(later, 10);
        rig.New();
        rig.Trading(false);
        Assert.Equal([(Cancel, 0, 20, 40, 0, 0), (Cancel, 1, 30, 50, 0, 100)], rig.New());
        rig.Execute(later, 10);
        Assert.Empty(rig.New());
        rig.Trading(true);
        // Long: the sell reduces.
        Assert.Equal([(PaperAct.New, 1, 30, 50, 50, 100), (PaperAct.New, 0, 20, 50, 50, 40)], rig.New());
        Assert.Equal(10, rig.Slot.Position);
    }

    [Fact]
    public void What_the_gate_refuses_of_an_order_does_not_rest_and_is_tried_once_a_cause()
    {
        ShadowRig rig = new(ShadowRig.Joining, new SlotControls(1_000, Collar: 4, 10_000));
        rig.Open();
        Assert.All(rig.Papers, p => Assert.Equal((Refused, (ushort)Verdict.Collar, 50u, 0u, 0u), (p.Act, p.Verdict, p.Qty, p.Open, p.Ahead)));
        Assert.Equal(2, rig.New().Count());
        rig.Add(Side.Buy, 10, 1);
        Assert.Equal([(Refused, 0, 20, 50, 0, 0), (Refused, 1, 30, 50, 0, 0)], rig.New());
    }

    [Fact]
    public void A_replace_that_is_refused_leaves_the_order_in_its_place()
    {
        short[] micro = new short[32];
        // Much more is bid than asked: three ticks lower.
        micro[31] = -3 * 256;
        ShadowRig rig = new(ShadowRig.Joining with { Micro = micro }, new SlotControls(1_000, Collar: 6, 10_000));
        rig.Open();
        rig.New();
        rig.Add(Side.Buy, 20, 900);
        Assert.Equal([(Refused, 0, 17, 50, 0, 0), (Replace, 1, 27, 50, 50, 0)], rig.New());
        Assert.Equal((20, 50u, 100u, 900u), (rig.Slot.Order(0).Idx, rig.Slot.Order(0).Open, rig.Slot.Order(0).Ahead, rig.Slot.Order(0).Behind));
    }

    [Fact]
    public void What_stands_in_the_way_today_is_told_and_does_not_keep_it_from_resting()
    {
        ShadowRig rig = new(ShadowRig.Joining);
        rig.Slot.Around = rig.Slot.Around with { Killed = true, SessionUp = false, Mode = SlotMode.Halted, Throttled = true };
        rig.Open();
        Assert.All(rig.Papers, p => Assert.Equal((PaperAct.New, (ushort)(Verdict.Kill | Verdict.Session | Verdict.Mode | Verdict.Throttle)), (p.Act, p.Verdict)));
    }

    [Fact]
    public void Both_sides_at_one_price_would_meet()
    {
        ShadowRig rig = new(ShadowRig.Joining with { HalfBid = 0, HalfAsk = 0 });
        rig.Open();
        Assert.Equal([(PaperAct.New, 0, 25, 50, 50, 0), (Refused, 1, 25, 50, 0, 0)], rig.New());
    }

    [Fact]
    public void The_position_limit_counts_the_paper_position()
    {
        ShadowRig rig = new(ShadowRig.Joining, new SlotControls(1_000, 100, MaxPosition: 60));
        ulong bid = rig.Open().Bid;
        ulong later = rig.Add(Side.Buy, 20, 60);
        rig.Execute(bid, 100);
        rig.New();
        rig.Execute(later, 50);
        Assert.Equal([(Fill, 0, 20, 50, 0, 0), (Refused, 0, 20, 50, 0, 0)], rig.New());
    }

    [Fact]
    public void What_waits_for_refresh_is_tried_when_it_has_passed_and_a_cancel_does_not_wait()
    {
        ShadowRig rig = new(ShadowRig.Joining with { Refresh = 100 });
        (ulong bid, _) = rig.Open();
        rig.New();
        rig.Now += 50 * UnitNs;
        rig.Add(Side.Buy, 22, 10);
        Assert.Empty(rig.New());
        rig.Now += (49 * UnitNs) + 600;
        rig.Add(Side.Buy, 5, 10);
        Assert.Empty(rig.New());
        // A message that changes nothing of ours; its time is enough.
        rig.Now += UnitNs;
        rig.Hidden(25, 1);
        Assert.Equal([(Replace, 0, 21, 50, 50, 0), (Replace, 1, 31, 50, 50, 0)], rig.New());
        rig.Delete(bid);
        rig.Trading(false);
        Assert.Equal([Cancel, Cancel], rig.New().Select(p => p.Act));
        rig.Trading(true);
        Assert.Empty(rig.New());
        rig.Now += 100 * UnitNs;
        rig.Hidden(25, 1);
        Assert.Equal([PaperAct.New, PaperAct.New], rig.New().Select(p => p.Act));
    }

    [Fact]
    public void What_was_refused_is_not_tried_again_when_the_other_side_has_waited()
    {
        ShadowRig rig = new(ShadowRig.Joining with { Refresh = 100, HalfAsk = 8 * 256 }, new SlotControls(1_000, Collar: 6, 10_000));
        rig.Open();
        Assert.Equal([(PaperAct.New, 0, 20, 50, 50, 100), (Refused, 1, 33, 50, 0, 0)], rig.New());
        rig.Add(Side.Buy, 22, 10);
        Assert.Equal([(Refused, 1, 34, 50, 0, 0)], rig.New());
        rig.Now += 100 * UnitNs;
        rig.Hidden(25, 1);
        Assert.Equal([(Replace, 0, 21, 50, 50, 0)], rig.New());
    }

    [Fact]
    public void A_step_is_quoted_and_its_value_is_judged_by_the_whole_quantity()
    {
        // 50 at level 20 are worth 60,000, at level 21 they are worth 60,500.
        SlotParameters p = ShadowRig.Joining with { StepPosition = [10, 0, 0], StepQty = [5, 0, 0], HalfAsk = 30 * 256 };
        ShadowRig rig = new(p, new SlotControls(1_000, 100, 10_000, MaxNotional: 60_400));
        ulong bid = rig.Open().Bid, later = rig.Add(Side.Buy, 20, 60);
        rig.Execute(bid, 100);
        rig.New();
        rig.Execute(later, 50);
        Assert.Equal([(Fill, 0, 20, 50, 0, 0), (Refused, 1, 55, 50, 0, 0), (PaperAct.New, 0, 20, 5, 5, 10)], rig.New());
        rig.Add(Side.Buy, 22, 10);
        Assert.Equal([(Refused, 1, 56, 50, 0, 0), (Refused, 0, 21, 5, 0, 0)], rig.New());
    }

    [Fact]
    public void Gates_count_after_the_message_that_changed_them()
    {
        ShadowRig rig = new(ShadowRig.Joining with { NeedBid = SpreadGate }, signals: new SignalParameters().With(SignalGate.Spread, 11, above: false));
        (ulong bid, _) = rig.Open();
        Assert.Equal([(PaperAct.New, 0, 20, 50, 50, 100), (PaperAct.New, 1, 30, 50, 50, 100)], rig.New());
        rig.Add(Side.Buy, 10, 100);
        // Twenty ticks wide: decided by the gates as they were, then by the new ones, and what acts is the last decision: the bid goes.
        rig.Delete(bid);
        Assert.Equal([(Cancel, 0, 20, 50, 0, 0), (Replace, 1, 25, 50, 50, 0)], rig.New());
        Assert.Equal((SpreadGate, 0u), (rig.Quotes[^2].Gates, rig.Quotes[^1].Gates));
    }

    [Fact]
    public void A_widened_quote_steps_back_whatever_the_hysteresis()
    {
        ShadowRig rig = new(
            ShadowRig.Joining with { NeedTight = SpreadGate, WidenBid = 512, WidenAsk = 256, Hysteresis = 5 }, signals: new SignalParameters().With(SignalGate.Spread, 10, above: true));
        ulong ask = rig.Open().Ask;
        Assert.Equal([(PaperAct.New, 0, 18, 50, 50, 0), (PaperAct.New, 1, 31, 50, 50, 0)], rig.New());
        // The gate says yes with the message that widened the spread: what would be nearer by one or by four is not worth the place.
        rig.Replace(ask, 34, 100);
        Assert.Empty(rig.New());
        rig.Add(Side.Buy, 22, 100);
        Assert.Equal([(Replace, 0, 23, 50, 50, 0)], rig.New());
        // Away by one, but not widened.
        rig.Add(Side.Buy, 23, 100);
        Assert.Empty(rig.New());
        rig.Add(Side.Buy, 24, 100);
        Assert.Equal([(Replace, 0, 22, 50, 50, 100), (Replace, 1, 35, 50, 50, 0)], rig.New());
    }

    /// <summary>Periods of 2,048 ns with k = 1: known after eight.</summary>
    [Fact]
    public void A_variance_opens_both_sides_when_it_comes_to_count_and_its_skew_is_that_of_the_message_before()
    {
        const ulong Period = 2_048;
        ShadowRig rig = new(
            ShadowRig.Joining with { VarHorizon = VarHorizon.Fast, VarSkew = 1 << 26, Skew = 3 }, signals: new SignalParameters { Windows = new SignalWindows { Sample = 1, KFast = 1 } });
        (ulong bid, _) = rig.Open();
        for (int n = 0; n < 8; n++)
        {
            rig.Now += Period;
            rig.Delete(bid);
            bid = rig.Add(Side.Buy, 20 + (n % 2), 100);
            Assert.Empty(rig.New());
        }

        Assert.All(rig.Quotes, q => Assert.Equal((0, 0), (q.BidEn, q.AskEn)));
        rig.Now += Period;
        rig.Quotes.Clear();
        // The first period was a part of one. The message that ends the ninth opens: by the S before and closed, then by its own, again.
        rig.Cancel(bid, 10);
        Assert.Equal([0, 1], rig.Quotes.Select(q => (int)q.BidEn));
        Assert.Equal([0, 1], rig.New().Where(p => p.Act == PaperAct.New).Select(p => (int)p.Side));
        long skew = rig.Quotes[1].Edge;
        Assert.True(skew > 3, $"S is {skew}");
        // Another S decides nothing: the next message is decided once, by the S of this one.
        rig.Now += Period;
        rig.Quotes.Clear();
        rig.Cancel(bid, 10);
        rig.Cancel(bid, 10);
        Assert.Equal([skew, (skew - 3) / 2 + 3], rig.Quotes.Select(q => q.Edge));
        // A halt ends it, and all is to be known anew.
        rig.Trading(false);
        rig.Trading(true);
        Assert.Equal((0, 0), (rig.Quotes[^1].BidEn, rig.Quotes[^1].AskEn));
    }

    /// <summary>The card has told of the empty book before the first message: that one counts, and so its period does.</summary>
    [Fact]
    public void Signals_count_from_the_first_message_on()
    {
        const uint burst = 1u << (int)SignalGate.Burst;
        var signals = new SignalParameters { Windows = new SignalWindows { Burst = 10 } };
        ShadowRig rig = new(ShadowRig.Joining with { NeedBid = burst }, signals: signals.With(SignalGate.Burst, 0, above: true));
        rig.Add(Side.Buy, 20, 100);
        rig.Now += 1 << 20;
        rig.Add(Side.Sell, 30, 100);
        Assert.Equal([(PaperAct.New, 1, 30, 50, 50, 100)], rig.New());
        rig.Now += 1 << 20;
        rig.Add(Side.Sell, 40, 100);
        Assert.Equal([(PaperAct.New, 0, 20, 50, 50, 100)], rig.New());
    }

    [Fact]
    public void A_depth_report_is_judged_with_the_message_after_it()
    {
        const uint depth = 1u << (int)SignalGate.DepthImbalance;
        ShadowRig rig = new(ShadowRig.Joining with { NeedBid = depth }, signals: new SignalParameters().With(SignalGate.DepthImbalance, 40_000, above: true));
        rig.Open();
        // The report was of the bid alone.
        Assert.Equal([(PaperAct.New, 0, 20, 50, 50, 100), (PaperAct.New, 1, 30, 50, 50, 100)], rig.New());
        rig.Add(Side.Buy, 19, 300);
        Assert.Equal([(Cancel, 0, 20, 50, 0, 100)], rig.New());
        rig.Add(Side.Sell, 40, 900);
        Assert.Equal([(PaperAct.New, 0, 20, 50, 50, 100)], rig.New());
        rig.Add(Side.Sell, 41, 10);
        Assert.Equal([(Cancel, 0, 20, 50, 0, 100)], rig.New());
    }

    /// <summary>In a pause of 2^32 units, after which the card's count of them is what it was.</summary>
    [Fact]
    public void A_wait_for_refresh_ends_in_a_pause_of_any_length()
    {
        ShadowRig rig = new(ShadowRig.Joining with { Refresh = 100, Hysteresis = 1 });
        rig.Open();
        rig.New();
        rig.Add(Side.Buy, 22, 100);
        Assert.Empty(rig.New());
        rig.Now += (1ul << 42) + (10 << 10);
        rig.Add(Side.Buy, 5, 100);
        Assert.Contains(rig.New(), p => p is { Act: Replace, Side: 0 });
    }

    [Fact]
    public void A_hidden_trade_moves_nothing_and_a_broken_message_pulls_all()
    {
        ShadowRig rig = new(ShadowRig.Joining);
        rig.Open();
        rig.New();
        rig.Hidden(20, 500);
        Assert.Empty(rig.New());
        rig.Broken();
        Assert.Equal([Cancel, Cancel], rig.New().Select(p => p.Act));
    }

    [Fact]
    public void A_message_costs_no_allocation()
    {
        var rig = new SilentReplay();
        rig.Play();
        long before = GC.GetAllocatedBytesForCurrentThread();
        rig.Play();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(rig.Acts > 1_000, $"only {rig.Acts} acts");
    }
}

namespace Saker.Venue.Tests;

public sealed class BehaviourPlanTests
{
    [Fact]
    public void A_plan_is_read_and_written_and_later_items_overrule_earlier_ones()
    {
        var plans = BehaviourPlans.Parse("*.reject=0.25, bob.reject=1,BOB.reject_reason=0x0013,*.late_ms=5..20,ALICE.silent=on,ALICE.pending_ms=7");
        Assert.Equal("*.reject=0.25,BOB.reject=1,BOB.reject_reason=0x0013,*.late_ms=5..20,ALICE.silent=on,ALICE.pending_ms=7", plans.ToString());
        Assert.Equal(plans.ToString(), BehaviourPlans.Parse(plans.ToString()).ToString());
        var (alice, bob) = (plans.Of("alice"), plans.Of("Bob"));
        Assert.Equal((0.25, 1.0), (alice[BehaviourKind.Reject], bob[BehaviourKind.Reject]));
        Assert.Equal((RejectReason.Other, RejectReason.Quantity), (alice.RejectReason, bob.RejectReason));
        Assert.Equal((5, 20, 7, true, false), (alice.LateLeastMs, alice.LateMostMs, alice.PendingMs, alice.Silent, alice.Stalled));
        Assert.False(bob.Silent);
        Assert.Equal("reject=0.25,reject=1,reject_reason=0x0013,late_ms=5..20", plans.TextOf("BOB"));
        Assert.Equal(["BOB", "ALICE"], plans.Users);
    }

    [Fact]
    public void Every_kind_has_a_key_and_no_plan_is_an_obliging_venue()
    {
        var all = BehaviourPlans.Parse(
            "A.reject=1,A.dead=1,A.duplicate=1,A.break=1,A.cancel_reject=1,A.cancel_pending=1,A.priority=1,A.restate=1,A.aiq=1,A.drop=1,A.cut=1,A.stall=on").Of("A");
        var none = BehaviourPlans.Parse("").Of("A");
        foreach (var kind in Enum.GetValues<BehaviourKind>())
        {
            Assert.Equal((1.0, 0.0), (all[kind], none[kind]));
        }

        Assert.Equal((true, false, 0), (all.Stalled, none.Stalled, none.LateMostMs));
        Assert.Equal(250, BehaviourPlans.Parse("A.late_ms=250").Of("A").LateLeastMs);
        Assert.False(BehaviourPlans.Parse("A.stall=on,A.stall=off").Of("A").Stalled);
        string[] logins = ["login=A", "login=S", "login=held", "login=S,A.login=off", "login=S,A.login=held", "login=held,A.login=A"];
        Assert.Equal(
            [((byte)'A', false), ((byte)'S', false), (0, true), (0, false), (0, true), ((byte)'A', false)],
            logins.Select(text => BehaviourPlans.Parse("A." + text).Of("A")).Select(plan => (plan.LoginReason, plan.HoldsConnection)));
    }

    [Theory]
    [InlineData("reject=1")]
    [InlineData(".reject=1")]
    [InlineData("A.reject")]
    [InlineData("A")]
    [InlineData("A.melt=1")]
    [InlineData("A.reject=1.1")]
    [InlineData("A.reject=-0.1")]
    [InlineData("A.reject=NaN")]
    [InlineData("A.reject=")]
    [InlineData("A.reject_reason=0")]
    [InlineData("A.reject_reason=0x10000")]
    [InlineData("A.reject_reason=Q")]
    [InlineData("A.late_ms=-1")]
    [InlineData("A.late_ms=9..3")]
    [InlineData("A.late_ms=1.5")]
    [InlineData("A.late_ms=86400001")]
    [InlineData("A.pending_ms=1..2")]
    [InlineData("A.silent=1")]
    [InlineData("A.stall=yes")]
    [InlineData("A.login=X")]
    public void What_is_not_understood_is_refused_with_a_sentence(string text) =>
        Assert.StartsWith("behave:", Assert.Throws<FormatException>(() => BehaviourPlans.Parse(text)).Message);

    [Fact]
    public void The_command_line_takes_a_plan_and_refuses_one_for_a_stranger()
    {
        var options = VenueOptions.Parse(["--user", "BOB:B", "--behave", "bob.reject=1,*.late_ms=3", "--behave-seed", "9"]);
        Assert.Equal(("BOB.reject=1,*.late_ms=3", 9UL), (options.Behaviour.ToString(), options.BehaviourSeed!.Value));
        Assert.Equal(("", null), (VenueOptions.Parse([]).Behaviour.ToString(), VenueOptions.Parse([]).BehaviourSeed));
        Assert.Contains("'EVE'", Assert.Throws<UsageException>(() => VenueOptions.Parse(["--behave", "EVE.reject=1"])).Message);
        Assert.Contains("probability", Assert.Throws<UsageException>(() => VenueOptions.Parse(["--behave", "SAKER1.reject=2"])).Message);
        Assert.Contains("--behave", VenueOptions.Help);
    }
}

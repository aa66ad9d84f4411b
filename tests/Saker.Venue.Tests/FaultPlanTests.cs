namespace Saker.Venue.Tests;

public sealed class FaultPlanTests
{
    [Fact]
    public void A_plan_is_read_as_it_is_written()
    {
        const string Text = "a.drop=0.01,a.outage=2s..3s,a.outage=5500ms..,b.dup=0.5@1us..7ns1,b.skew_us=15";
        Assert.Throws<FormatException>(() => FaultPlan.Parse(Text));
        var plan = FaultPlan.Parse("a.drop=0.01, a.outage=2s..3s,a.outage=5500ms..,b.dup=0.5@1us..7ms,b.dup_us=1.5..2,b.skew_us=15,both.drop=0.25");
        Assert.Equal(0.01, plan.A.Drop.Probability);
        Assert.Equal([new TimeWindow(2_000_000_000, 3_000_000_000), new TimeWindow(5_500_000_000, long.MaxValue)], plan.A.Outages);
        Assert.Equal((new Chance(0.5, new TimeWindow(1_000, 7_000_000)), new DelayRange(1_500, 2_000)), (plan.B.Duplicate, plan.B.DuplicateAfter));
        Assert.Equal((15_000, 0.25), (plan.B.SkewNs, plan.DropOnBoth.Probability));
        Assert.Equal("a.drop=0.01,a.outage=2s..3s,a.outage=5500ms..,b.dup=0.5@1us..7ms,b.dup_us=1.5..2,b.skew_us=15,both.drop=0.25", plan.ToString());
        Assert.Equal("", FaultPlan.Parse("").ToString());
        var outage = new TimeWindow(1_000_000_000, 2_000_000_000);
        Assert.Equal((outage, outage), (FaultPlan.Parse("both.outage=1s..2s").A.Outages[0], FaultPlan.Parse("both.outage=1s..2s").B.Outages[0]));
    }

    [Fact]
    public void Mixed_plans_can_be_written_and_read_and_depend_on_the_seed()
    {
        var texts = Enumerable.Range(0, 200).Select(seed => FaultPlan.Mixed((ulong)seed, 1_000_000_000).ToString()).ToList();
        Assert.All(texts, text => Assert.Equal(text, FaultPlan.Parse(text).ToString()));
        Assert.InRange(texts.Distinct().Count(), 190, 200);
        Assert.Equal(texts[7], FaultPlan.Mixed(7, 1_000_000_000).ToString());
        Assert.All(
            (string[])["a.drop", "b.dup", "a.reorder", "b.corrupt", "a.delay", "b.skew_us", "a.outage", "both.drop"],
            kind => Assert.InRange(texts.Count(t => t.Contains(kind + "=", StringComparison.Ordinal)), 30, 170));
    }

    [Theory]
    [InlineData("drop=0.1")]
    [InlineData("c.drop=0.1")]
    [InlineData("a.drop")]
    [InlineData("a.drop=1.1")]
    [InlineData("a.drop=-0.1")]
    [InlineData("a.drop=x")]
    [InlineData("a.drop=NaN")]
    [InlineData("a.drop=0.1@3s..2s")]
    [InlineData("a.drop=0.1@3..4")]
    [InlineData("a.outage=5")]
    [InlineData("a.skew_us=-1")]
    [InlineData("a.delay_us=9..3")]
    [InlineData("a.skew_us=99999999999999999999")]
    [InlineData("a.melt=1")]
    [InlineData("both.dup=1")]
    public void What_is_not_understood_is_refused_with_a_sentence(string text) =>
        Assert.StartsWith("faults:", Assert.Throws<FormatException>(() => FaultPlan.Parse(text)).Message);
}

using Xunit;

namespace Saker.Model.Tests.Signals;

/// <summary>Periods: docs/signals.md section 2.</summary>
public sealed class PeriodClockTests
{
    [Fact]
    public void Known_after_one_whole_period()
    {
        PeriodClock clock = new(4);
        Assert.Equal(PeriodStep.Empty, clock.Step(100));      // period 6, entered in its middle
        Assert.Equal(PeriodStep.Stay, clock.Step(111));
        Assert.Equal(PeriodStep.Roll, clock.Step(112));
        Assert.False(clock.Known);
        Assert.Equal(PeriodStep.Roll, clock.Step(128));
        Assert.True(clock.Known);
        Assert.Equal(PeriodStep.Empty, clock.Step(160));      // a period passed without an update
        Assert.True(clock.Known);
    }

    [Fact]
    public void A_jump_over_a_whole_period_makes_it_known_at_once()
    {
        PeriodClock clock = new(4);
        clock.Step(100);
        Assert.Equal(PeriodStep.Empty, clock.Step(130));
        Assert.True(clock.Known);
    }

    [Fact]
    public void Time_that_went_back_starts_anew()
    {
        PeriodClock clock = new(4);
        clock.Step(100);
        clock.Step(200);
        Assert.True(clock.Known);
        Assert.Equal(PeriodStep.Empty, clock.Step(150));
        Assert.False(clock.Known);
        Assert.Equal(PeriodStep.Roll, clock.Step(160));
        Assert.False(clock.Known);
    }

    [Fact]
    public void Length_zero_is_never_known()
    {
        PeriodClock clock = new(0);
        for (ulong now = 0; now < 100; now++)
        {
            Assert.Equal(PeriodStep.Empty, clock.Step(now));
            Assert.False(clock.Known);
        }
    }

    [Fact]
    public void Numbers_wrap_without_a_seam()
    {
        PeriodClock clock = new(1);
        ulong seam = 1ul << 41;
        clock.Step(seam - 4);
        Assert.Equal(PeriodStep.Roll, clock.Step(seam - 1));
        Assert.Equal(PeriodStep.Roll, clock.Step(seam));
        Assert.True(clock.Known);
    }

    [Fact]
    public void Count_stays_at_its_end()
    {
        PeriodSum count = PeriodSum.Count();
        count.Add(PeriodSum.CountMax);
        count.Add(1);
        Assert.Equal(PeriodSum.CountMax, count.Current);
        count.Step(PeriodStep.Empty);
        Assert.Equal(0, count.Total);
    }
}

using Xunit;

namespace Saker.Model.Tests.Signals;

/// <summary>When the mid is sampled, and what a sample is: docs/signals.md sections 4.5 and 4.7.</summary>
public sealed class MidSamplerTests
{
    private readonly MidSampler _sampler = new(4);

    [Fact]
    public void Part_period_gives_no_sample_and_the_next_one_does()
    {
        Assert.False(_sampler.Step(0, 0, out _));
        _sampler.Book(10, 200);
        Assert.False(_sampler.Step(17, 203, out _));   // the part period ends
        Idle(18, 203);
        _sampler.Trade(70);
        _sampler.Trade(-20);
        Assert.True(_sampler.Step(64, 210, out MidSample sample));
        Assert.Equal(new MidSample(3, 7, 50), sample);
        Idle(65, 210);
        Assert.True(_sampler.Step(80, 205, out sample));
        Assert.Equal(new MidSample(1, -5, 0), sample);
    }

    [Fact]
    public void Updates_of_successive_periods_give_a_sample_each()
    {
        Start();
        for (int n = 0; n < 5; n++)
        {
            Assert.True(_sampler.Step(32 + (16 * (ulong)n), 100 + n, out MidSample sample));
            Assert.Equal(new MidSample(1, n == 0 ? 0 : 1, 0), sample);
        }
    }

    [Fact]
    public void Break_drops_the_open_sample_and_time_that_went_back_too()
    {
        Start();
        _sampler.Break();
        Assert.False(_sampler.Step(100, 500, out _));
        _sampler.Book(101, 500);
        Idle(102, 500);
        Assert.False(_sampler.Step(112, 500, out _));
        Idle(113, 500);
        Assert.False(_sampler.Step(30, 600, out _));   // back
        Idle(31, 600);
        Assert.False(_sampler.Step(33, 610, out _));   // ends a part period
        Idle(34, 610);
        Assert.True(_sampler.Step(49, 611, out MidSample sample));
        Assert.Equal(new MidSample(1, 1, 0), sample);
    }

    [Fact]
    public void Flow_stays_inside_32_bits()
    {
        Start();
        _sampler.Trade(uint.MaxValue);
        Assert.True(_sampler.Step(48, 100, out MidSample sample));
        Assert.Equal(int.MaxValue, sample.Flow);
    }

    private void Start()
    {
        _sampler.Book(10, 100);
        Assert.False(_sampler.Step(17, 100, out _));
        Idle(18, 100);
    }

    private void Idle(ulong now, int mid2)
    {
        for (int n = 0; n < 3; n++)
        {
            Assert.False(_sampler.Step(now, mid2, out _));
        }
    }
}

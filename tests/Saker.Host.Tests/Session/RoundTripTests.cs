using Saker.Host.Session;

namespace Saker.Host.Tests.Session;

/// <summary>RFC 6298 section 2 in figures worked out by hand.</summary>
public sealed class RoundTripTests
{
    private static readonly RetransmissionOptions Fine = new() { LeastTimeout = TimeSpan.FromMilliseconds(1), LookEvery = TimeSpan.FromMilliseconds(1) };

    private static uint Cycles(double milliseconds) => (uint)(milliseconds * 312_500);

    private static double Milliseconds(RoundTrip trip) => trip.Timeout.TotalMilliseconds;

    [Fact]
    public void Before_the_first_measurement_it_is_one_second() => Assert.Equal(1000, Milliseconds(new RoundTrip(new RetransmissionOptions())));

    [Fact]
    public void The_first_measurement_gives_three_times_itself()
    {
        var trip = new RoundTrip(Fine);
        trip.Measured(Cycles(100));
        // SRTT 100, RTTVAR 50: 100 + 4 * 50.
        Assert.Equal(300, Milliseconds(trip));
        Assert.Equal(100_000_000, trip.SmoothedNs);
    }

    [Fact]
    public void The_next_ones_weigh_an_eighth_and_a_quarter_with_the_variation_first()
    {
        var trip = new RoundTrip(Fine);
        trip.Measured(Cycles(100));
        trip.Measured(Cycles(180));
        // RTTVAR = 3/4 * 50 + 1/4 * |100 - 180| = 57.5; SRTT = 7/8 * 100 + 1/8 * 180 = 110.
        Assert.Equal(110_000_000, trip.SmoothedNs);
        Assert.Equal(340, Milliseconds(trip));
    }

    [Fact]
    public void A_variation_below_the_granularity_counts_as_the_granularity()
    {
        var trip = new RoundTrip(Fine with { LookEvery = TimeSpan.FromMilliseconds(15) });
        for (int n = 0; n < 100; n++)
        {
            trip.Measured(Cycles(100));
        }

        Assert.Equal(115, Milliseconds(trip), 0.001);
    }

    [Fact]
    public void It_is_never_below_the_least_nor_above_the_greatest()
    {
        var trip = new RoundTrip(new RetransmissionOptions());
        trip.Measured(Cycles(0.01));
        Assert.Equal(200, Milliseconds(trip));
        for (int n = 0; n < 20; n++)
        {
            trip.BackOff();
        }

        Assert.Equal(60_000, Milliseconds(trip));
    }

    [Fact]
    public void Doubling_lasts_until_the_next_measurement()
    {
        var trip = new RoundTrip(Fine);
        trip.Measured(Cycles(100));
        trip.BackOff();
        trip.BackOff();
        Assert.Equal(1200, Milliseconds(trip));
        trip.Measured(Cycles(100));
        // RTTVAR 37.5.
        Assert.Equal(250, Milliseconds(trip));
    }
}

using Xunit;

namespace Saker.Model.Tests;

/// <summary>The throttle: docs/card.md section 8.</summary>
public sealed class TokenBucketTests
{
    [Fact]
    public void Empty_and_never_filled_until_it_is_told_to()
    {
        TokenBucket bucket = new();
        bucket.Advance(1_000_000_000);
        Assert.Equal(0, bucket.Headroom);
        bucket.Set(0, 10, 1_000_000_000);
        bucket.Advance(2_000_000_000);
        Assert.Equal(0, bucket.Headroom);
        bucket.Set(10, 0, 2_000_000_000);
        bucket.Advance(3_000_000_000);
        Assert.Equal(0, bucket.Headroom);
    }

    [Fact]
    public void Fills_one_by_one_up_to_the_burst()
    {
        TokenBucket bucket = new();
        bucket.Set(100, 3, 1_000);
        foreach ((ulong at, int headroom) in new[] { (1_099ul, 0), (1_100ul, 1), (1_199ul, 1), (1_200ul, 2), (1_300ul, 3), (9_999ul, 3) })
        {
            bucket.Advance(at);
            Assert.Equal(headroom, bucket.Headroom);
        }
    }

    [Fact]
    public void Time_counts_from_when_it_was_last_full()
    {
        TokenBucket bucket = new();
        bucket.Set(100, 2, 0);
        bucket.Take(1_050);
        bucket.Take(1_090);
        Assert.Equal(0, bucket.Headroom);
        bucket.Advance(1_149);
        Assert.Equal(0, bucket.Headroom);
        bucket.Advance(1_150);
        Assert.Equal(1, bucket.Headroom);
    }

    [Fact]
    public void A_cancel_takes_from_an_empty_bucket_what_is_not_there()
    {
        TokenBucket bucket = new();
        bucket.Set(100, 1, 0);
        bucket.Take(500);
        bucket.Take(510);
        bucket.Take(520);
        bucket.Advance(600);
        Assert.Equal(1, bucket.Headroom);
    }

    [Fact]
    public void A_lower_burst_lowers_the_headroom_at_once()
    {
        TokenBucket bucket = new();
        bucket.Set(1, 100, 0);
        bucket.Advance(10_000);
        bucket.Set(1, 7, 10_000);
        Assert.Equal(7, bucket.Headroom);
    }

    [Fact]
    public void A_period_made_shorter_saves_nothing_up()
    {
        TokenBucket bucket = new();
        bucket.Set(1_000_000, 10, 0);
        bucket.Take(900_000);
        bucket.Set(1_000_000, 10, 900_000);
        bucket.Set(100, 10, 950_000);
        Assert.Equal(1, bucket.Headroom);
        bucket.Advance(950_099);
        Assert.Equal(1, bucket.Headroom);
        bucket.Advance(950_100);
        Assert.Equal(2, bucket.Headroom);
        // Less than twice it has passed: the time counts on.
        bucket.Set(60, 10, 950_170);
        bucket.Advance(950_170);
        Assert.Equal(3, bucket.Headroom);
        bucket.Advance(950_220);
        Assert.Equal(4, bucket.Headroom);
    }

    [Fact]
    public void A_short_interval_gives_one_message_a_cycle()
    {
        TokenBucket bucket = new();
        bucket.Set(1, 65_535, 0);
        bucket.Advance(3_200);
        Assert.InRange(bucket.Headroom, 999, 1_000);
    }

    [Fact]
    public void In_any_time_no_more_leave_than_the_burst_and_the_time_allow()
    {
        Random random = new(8);
        for (int run = 0; run < 200; run++)
        {
            uint interval = (uint)random.Next(1, 2_000);
            int burst = random.Next(1, 12);
            TokenBucket bucket = new();
            bucket.Set(interval, (ushort)burst, 0);
            List<ulong> left = [];
            ulong now = 0;
            for (int i = 0; i < 500; i++)
            {
                now += (ulong)random.Next(4, 1_500);
                bucket.Advance(now);
                if (bucket.Headroom != 0)
                {
                    bucket.Take(now);
                    left.Add(now);
                }
            }
            for (int first = 0; first < left.Count; first++)
            {
                for (int last = first; last < left.Count; last++)
                {
                    Assert.True((ulong)(last - first + 1) <= (ulong)burst + ((left[last] - left[first]) / interval) + 1);
                }
            }
        }
    }
}

using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Cli.Tests;

/// <summary>Each message once and in order, whatever lines and resends a capture holds; what never came is a gap.</summary>
public sealed class StreamOrderTests(ITestOutputHelper output)
{
    private static readonly SessionId A = SessionId.Of("A"), B = SessionId.Of("B");
    private readonly List<ulong> _released = [];
    private readonly List<Gap> _gaps = [];

    [Fact]
    public void A_message_ahead_waits_for_those_before_it()
    {
        StreamOrder order = Order();
        foreach (ulong s in (ulong[])[5, 8, 7, 6, 9])
        {
            Give(order, A, s);
        }

        order.End();
        Assert.Equal([5, 6, 7, 8, 9], _released);
        Assert.Empty(_gaps);
        Assert.Equal(0, order.Duplicates);
    }

    [Fact]
    public void What_never_came_is_a_gap_and_the_stream_goes_on_behind_it()
    {
        StreamOrder order = Order();
        foreach (ulong s in (ulong[])[1, 2, 5, 6, 9])
        {
            Give(order, A, s);
        }

        Assert.Equal([1, 2], _released);
        order.End();
        Assert.Equal([1, 2, 5, 6, 9], _released);
        Assert.Equal([new Gap(A, 3, 2), new Gap(A, 7, 2)], _gaps);
    }

    [Fact]
    public void A_message_a_window_ahead_gives_the_missing_ones_up()
    {
        StreamOrder order = Order();
        Give(order, A, 1);
        Give(order, A, 3);
        Give(order, A, 2 + StreamOrder.Window - 1);
        Assert.Equal([1], _released);
        Give(order, A, 2 + StreamOrder.Window);
        Assert.Equal([1, 3], _released);
        Assert.Equal([new Gap(A, 2, 1)], _gaps);
        Give(order, A, 2);
        Assert.Equal(1, order.Duplicates);
    }

    [Fact]
    public void The_other_line_and_resends_are_duplicates()
    {
        StreamOrder order = Order();
        foreach (ulong s in (ulong[])[1, 1, 2, 4, 4, 3, 3])
        {
            Give(order, A, s);
        }

        Assert.Equal([1, 2, 3, 4], _released);
        Assert.Equal(3, order.Duplicates);
    }

    [Fact]
    public void A_heartbeat_tells_of_messages_at_the_end_that_never_came()
    {
        StreamOrder order = Order();
        order.Announced(A, 10);
        Give(order, A, 10);
        order.Announced(A, 14);
        order.End();
        Assert.Equal([new Gap(A, 11, 3)], _gaps);
    }

    [Fact]
    public void Sessions_have_sequences_of_their_own()
    {
        StreamOrder order = Order();
        Give(order, A, 7);
        Give(order, B, 1);
        Give(order, A, 8);
        Give(order, B, 3);
        order.End();
        Assert.Equal([7, 1, 8, 3], _released);
        Assert.Equal([new Gap(B, 2, 1)], _gaps);
        Assert.Equal(2, order.Sessions);
    }

    [Fact]
    public void Any_shuffle_within_the_window_comes_out_in_order_and_with_its_gaps()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        const int Count = 20_000;
        bool[] lost = new bool[Count];
        var arrivals = new List<(double At, ulong Sequence)>();
        for (int n = 0; n < Count; n++)
        {
            lost[n] = n > 0 && n < Count - 1 && random.Next(50) == 0;
            for (int copy = random.Next(1, 3); copy > 0 && !lost[n]; copy--)
            {
                arrivals.Add((n + (n == 0 ? 0 : random.NextDouble() * 400), (ulong)n + 1));
            }
        }

        StreamOrder order = Order();
        foreach ((double _, ulong sequence) in arrivals.OrderBy(a => a.At))
        {
            Give(order, A, sequence);
        }

        order.End();
        Assert.Equal(Enumerable.Range(0, Count).Where(n => !lost[n]).Select(n => (ulong)n + 1), _released);
        Assert.Equal(Enumerable.Range(0, Count).Where(n => lost[n]).Select(n => (ulong)n + 1),
            _gaps.SelectMany(g => Enumerable.Range(0, (int)g.Count).Select(n => g.First + (ulong)n)));
        Assert.True(_gaps.Count > 100, $"only {_gaps.Count} gaps");
    }

    private StreamOrder Order() => new(_gaps.Add, (sequence, data) =>
    {
        Assert.Equal(sequence, BitConverter.ToUInt64(data));
        _released.Add(sequence);
        return true;
    });

    private static void Give(StreamOrder order, SessionId session, ulong sequence) => Assert.True(order.Message(session, sequence, BitConverter.GetBytes(sequence)));
}

namespace Saker.Venue.Tests;

/// <summary>Each fault does what its counter says, to the packets and at the times that the plan allows.</summary>
public sealed class LineFaultsTests
{
    private const int Packets = 20_000;
    private const long GapNs = 10_000;

    [Fact]
    public void Without_faults_every_packet_arrives_at_once_and_unchanged()
    {
        var run = Run(new FaultPlan(), seed: 1);
        Assert.Equal(Enumerable.Range(0, Packets).Select(n => (n, Sent(n))), run.Arrived.Select(p => (Number(p), p.TimeNs)));
        Assert.Equal((Packets, Packets), (run.Counters.Offered, run.Counters.Arrived));
    }

    [Fact]
    public void Dropped_packets_are_missing_and_counted()
    {
        var run = Run(FaultPlan.Parse("a.drop=0.1"), seed: 2);
        Assert.Equal(Packets, run.Arrived.Count + run.Counters.Dropped);
        Assert.InRange(run.Counters.Dropped, Packets * 0.09, Packets * 0.11);
        Assert.Equal(run.Arrived.Select(Number), run.Arrived.Select(Number).Distinct().Order());
    }

    [Fact]
    public void Duplicates_come_after_their_original_by_the_delay()
    {
        var run = Run(FaultPlan.Parse("a.dup=0.1,a.dup_us=3..25"), seed: 3);
        Assert.InRange(run.Counters.Duplicated, Packets * 0.09, Packets * 0.11);
        Assert.Equal(Packets + run.Counters.Duplicated, run.Arrived.Count);
        var copies = run.Arrived.GroupBy(Number).Where(g => g.Count() > 1).ToList();
        Assert.Equal(run.Counters.Duplicated, copies.Count);
        Assert.All(copies, c => Assert.InRange(c.Last().TimeNs - c.First().TimeNs, 3_000, 25_000));
    }

    [Fact]
    public void A_reordered_packet_comes_right_behind_the_one_after_it()
    {
        var run = Run(FaultPlan.Parse("a.reorder=0.1"), seed: 4);
        int[] order = [.. run.Arrived.Select(Number)];
        Assert.Equal(Packets, order.Length);
        Assert.Equal(Enumerable.Range(0, Packets), order.Order());
        int late = order.Zip(order.Skip(1)).Count(p => p.First == p.Second + 1);
        Assert.Equal(run.Counters.Reordered, late);
        Assert.InRange(run.Counters.Reordered, Packets * 0.08, Packets * 0.11);
    }

    [Fact]
    public void A_held_packet_that_nothing_overtakes_arrives_after_the_limit()
    {
        var line = new LineFaults(0, 5);
        line.SetPlan(FaultPlan.Parse("a.reorder=1,a.reorder_us=7"), 0);
        line.Offer(new byte[] { 1 }, 1_000);
        Assert.Equal(8_000, line.NextNs);
        Assert.False(line.TryTake(7_999, out _));
        Assert.True(line.TryTake(8_000, out var packet));
        Assert.Equal((8_000, 1, 0), (packet.TimeNs, line.Counters.HeldInVain, line.Counters.Reordered));
    }

    [Fact]
    public void Corrupt_packets_differ_in_1_to_3_bits_and_say_so()
    {
        var run = Run(FaultPlan.Parse("a.corrupt=0.1"), seed: 6);
        Assert.Equal(Packets, run.Arrived.Count);
        int n = 0;
        foreach (var packet in run.Arrived)
        {
            int bits = packet.Bytes.ToArray().Zip(Payload(n++)).Sum(b => System.Numerics.BitOperations.PopCount((uint)(b.First ^ b.Second)));
            Assert.Equal(packet.Corrupt, bits is >= 1 and <= 3);
            Assert.True(packet.Corrupt || bits == 0);
        }

        Assert.Equal(run.Counters.Corrupted, run.Arrived.Count(p => p.Corrupt));
        Assert.InRange(run.Counters.Corrupted, Packets * 0.09, Packets * 0.11);
    }

    [Fact]
    public void Delay_and_skew_are_added_to_the_time()
    {
        var run = Run(FaultPlan.Parse("a.skew_us=15,a.delay=0.1,a.delay_us=100..200"), seed: 7);
        long[] late = [.. run.Arrived.Select(p => p.TimeNs - Sent(Number(p)))];
        Assert.Equal(Packets - run.Counters.Delayed, late.Count(l => l == 15_000));
        Assert.Equal(run.Counters.Delayed, late.Count(l => l is >= 115_000 and <= 215_000));
        Assert.InRange(run.Counters.Delayed, Packets * 0.09, Packets * 0.11);
        Assert.Equal(run.Arrived.Select(p => p.TimeNs).Order(), run.Arrived.Select(p => p.TimeNs));
    }

    [Fact]
    public void Outages_and_windows_count_from_when_the_plan_took_effect()
    {
        var run = Run(FaultPlan.Parse("a.outage=10ms..20ms,a.outage=30ms..,a.drop=1@1ms..2ms"), seed: 8, originNs: Sent(100));
        bool Lost(int n)
        {
            long since = Sent(n) - Sent(100);
            return since is (>= 10_000_000 and < 20_000_000) or >= 30_000_000 or (>= 1_000_000 and < 2_000_000);
        }

        Assert.Equal(Enumerable.Range(0, Packets).Where(n => !Lost(n)), run.Arrived.Select(Number));
        Assert.Equal(100, run.Counters.Dropped);
        Assert.Equal(Packets - 100 - run.Arrived.Count, run.Counters.Outage);
    }

    [Fact]
    public void Both_lines_lose_the_same_packets_and_drop_others_of_their_own()
    {
        var plan = FaultPlan.Parse("both.drop=0.05,a.drop=0.1,b.drop=0.1,b.outage=10ms..20ms");
        var a = Run(plan, seed: 9, line: 0);
        var b = Run(plan, seed: 9, line: 1);
        var missing = new HashSet<int>(Enumerable.Range(0, Packets).Except(a.Arrived.Select(Number)));
        var common = missing.Except(b.Arrived.Select(Number)).ToList();
        Assert.InRange(a.Counters.DroppedOnBoth, Packets * 0.04, Packets * 0.06);
        Assert.InRange(common.Count, a.Counters.DroppedOnBoth, a.Counters.DroppedOnBoth + (Packets * 0.02));
        Assert.NotEqual(a.Arrived.Select(Number), b.Arrived.Select(Number));
    }

    [Fact]
    public void A_seed_gives_the_same_faults_twice_and_another_seed_others()
    {
        var plan = FaultPlan.Parse("a.drop=0.02,a.dup=0.02,a.reorder=0.02,a.corrupt=0.02,a.delay=0.02,a.skew_us=3");
        Assert.Equal(Text(Run(plan, seed: 10)), Text(Run(plan, seed: 10)));
        Assert.NotEqual(Text(Run(plan, seed: 10)), Text(Run(plan, seed: 11)));

        // One kind does not disturb another: the same packets are dropped without the rest.
        Assert.Equal(Run(plan, seed: 10).Counters.Dropped, Run(FaultPlan.Parse("a.drop=0.02"), seed: 10).Counters.Dropped);
    }

    private static string Text((List<LinePacket> Arrived, FaultCounters) run) =>
        string.Join(' ', run.Arrived.Select(p => $"{p.TimeNs}:{Convert.ToHexString(p.Bytes.Span)}"));

    private static (List<LinePacket> Arrived, FaultCounters Counters) Run(FaultPlan plan, ulong seed, int line = 0, long originNs = 0)
    {
        var faults = new LineFaults(line, seed);
        faults.SetPlan(plan, originNs);
        var arrived = new List<LinePacket>();
        for (int n = 0; n < Packets; n++)
        {
            while (faults.TryTake(Sent(n) - 1, out var packet))
            {
                arrived.Add(packet);
            }

            faults.Offer(Payload(n), Sent(n));
        }

        while (faults.TryTake(long.MaxValue, out var packet))
        {
            arrived.Add(packet);
        }

        Assert.Equal(faults.Counters.Arrived, arrived.Count);
        return (arrived, faults.Counters);
    }

    private static long Sent(int n) => 1_000_000 + (n * GapNs);

    private static byte[] Payload(int n) => [.. BitConverter.GetBytes(n), .. BitConverter.GetBytes(~n)];

    private static int Number(LinePacket packet) => BitConverter.ToInt32(packet.Bytes.Span);
}

using Xunit;
using Xunit.Abstractions;

namespace Saker.Model.Tests;

/// <summary>Buckets, choice of the half and load of the order table: docs/card.md section 5.</summary>
public sealed class OrderTableTests(ITestOutputHelper output)
{
    private const int ShippedLog2 = 14, ShippedWays = 4;
    private const int Promised = 65_536;

    /// <summary>Bit by bit from the contract: bit i of the rotated reference lies in piece i / n at i mod n, which the right half turns by 5·k.</summary>
    private static int Bucket(ulong reference, int n, bool right)
    {
        int bucket = 0;
        for (int i = 0; i < 64; i++)
        {
            ulong bit = (reference >> ((i + 2) % 64)) & 1;
            int k = i / n;
            int at = (i % n + (right ? 5 * k % n : 0)) % n;
            bucket ^= (int)bit << at;
        }
        return bucket;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(14)]
    [InlineData(16)]
    [InlineData(24)]
    public void Buckets_are_those_of_the_contract(int log2)
    {
        Random random = new(3);
        for (int n = 0; n < 2000; n++)
        {
            ulong reference = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            Assert.Equal(Bucket(reference, log2, right: false), OrderTable.LeftBucket(reference, log2));
            Assert.Equal(Bucket(reference, log2, right: true), OrderTable.RightBucket(reference, log2));
        }
    }

    [Fact]
    public void New_order_goes_where_more_ways_are_free_left_when_equal_into_the_lowest()
    {
        const int Log2 = 2, Ways = 2;
        OrderTable table = new(Log2, Ways);
        // References whose buckets are 0 in both halves.
        ulong[] same = [.. Enumerable.Range(0, 4096).Select(n => (ulong)n).Where(r => OrderTable.LeftBucket(r, Log2) == 0 && OrderTable.RightBucket(r, Log2) == 0).Take(5)];
        int[] ways = new int[4];
        for (int n = 0; n < 4; n++)
        {
            ways[n] = table.FreeWay(same[n]);
            table[ways[n]] = new OrderEntry { Valid = true, Ref = same[n] };
        }
        Assert.Equal([0, 8, 1, 9], ways);
        Assert.Equal(-1, table.FreeWay(same[4]));
        for (int n = 0; n < 4; n++)
        {
            Assert.Equal(ways[n], table.Find(same[n]));
        }
        Assert.Equal(-1, table.Find(same[4]));
        table[8] = default;
        Assert.Equal(8, table.FreeWay(same[4]));
    }

    [Theory]
    [InlineData("consecutive", 1)]
    [InlineData("of one symbol", 4)]
    public void Promised_number_of_live_orders_fits_without_overflow(string which, ulong step)
    {
        foreach (ulong first in (ulong[])[1, 0x1234_5678_9ABC_DEF1, (1ul << 32) - 100_001])
        {
            int load = FirstOverflow(first, step);
            output.WriteLine($"{which} from {first}: first overflow at {load} of {2 * ShippedWays << ShippedLog2}");
            Assert.True(load > Promised, $"{which} references from {first}: the table overflowed at {load} live orders");
        }
    }

    [Fact]
    public void Random_references_fit_as_well()
    {
        Random random = new(11);
        OrderTable table = new(ShippedLog2, ShippedWays);
        int load = Fill(table, () => (ulong)random.NextInt64());
        output.WriteLine($"random, seed 11: first overflow at {load}");
        Assert.True(load > Promised, $"seed 11: the table overflowed at {load} live orders");
    }

    /// <summary>Orders that come and go leave the live ones scattered: then fewer fit than of a table filled once.</summary>
    [Theory]
    [InlineData(ShippedLog2, ShippedWays, 32_768, 1)]
    [InlineData(ShippedLog2, ShippedWays, 32_768, 4)]
    [InlineData(ShippedLog2, 6, Promised, 1)]
    [InlineData(ShippedLog2, 6, Promised, 4)]
    public void Live_orders_that_come_and_go_fit(int log2, int ways, int live, ulong step)
    {
        const int Seed = 17, Adds = 500_000;
        Random random = new(Seed);
        OrderTable table = new(log2, ways);
        List<ulong> held = [];
        ulong reference = 1;
        for (int n = 0; n < Adds; n++, reference += step * (ulong)random.Next(1, 4))
        {
            if (held.Count == live)
            {
                int gone = random.Next(live);
                table[table.Find(held[gone])] = default;
                held[gone] = held[^1];
                held.RemoveAt(live - 1);
            }
            int way = table.FreeWay(reference);
            Assert.True(way >= 0, $"seed {Seed}: no free way for add {n} with {held.Count} live orders in 2 x 2^{log2} x {ways}");
            table[way] = new OrderEntry { Valid = true, Ref = reference };
            held.Add(reference);
        }
    }

    private static int FirstOverflow(ulong first, ulong step)
    {
        ulong next = first - step;
        return Fill(new OrderTable(ShippedLog2, ShippedWays), () => next += step);
    }

    private static int Fill(OrderTable table, Func<ulong> next)
    {
        for (int load = 0; ; load++)
        {
            ulong reference = next();
            int way = table.FreeWay(reference);
            if (way < 0)
            {
                return load;
            }
            table[way] = new OrderEntry { Valid = true, Ref = reference };
        }
    }
}

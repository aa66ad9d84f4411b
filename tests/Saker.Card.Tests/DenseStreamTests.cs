using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests;

/// <summary>Book messages at the least spacing the wire allows: full packets, 12 bytes between frames, mostly D on a handful of
/// levels, so that best levels empty all the time and every search meets the next decision.</summary>
public sealed class DenseStreamTests(ITestOutputHelper output)
{
    private const int Messages = 200_000, Batch = 2000, Levels = 7;

    private readonly List<(ulong Reference, uint Quantity)>[] _live = [[], [], [], []];
    private Random _random = new(1);
    private ulong _reference = 4;

    [RtlFact]
    public void TwoHundredThousandMessagesBackToBack_GiveEqualEvents()
    {
        int seed = TestLength.Seed;
        output.WriteLine($"seed {seed}");
        _random = new Random(seed);
        using var twin = new FeedTwin(RandomStreamTests.Symbols, record: false);
        twin.Send([.. new RandomItch(seed, RandomStreamTests.Symbols, twin.Window, 0).Opening()], _random);
        twin.Compare("at the opening");
        byte[] packet = new byte[MoldPacketBuilder.MaxPayload];
        int closest = 0;
        byte[] message = Next();
        for (int sent = 0; sent < Messages;)
        {
            for (int batch = 0; batch < Batch;)
            {
                var builder = new MoldPacketBuilder(packet, SessionId.Of(twin.Bench.Feed.Session), twin.Bench.NextSequence);
                int before = 0;
                while (builder.TryAdd(message))
                {
                    closest += before == ItchOrderDelete.Length && message.Length == before ? 1 : 0;
                    before = message.Length;
                    message = Next();
                    batch++;
                }

                twin.Bench.NextSequence += (ulong)builder.Count;
                twin.Payload(packet.AsSpan(0, builder.Finish()));
            }

            sent += Batch;
            twin.Compare($"after {sent} messages, seed {seed}");
            Assert.False(twin.AnyStale, $"stale after {sent} messages, seed {seed}");
        }

        twin.CompareCounters();
        Assert.True(twin.BookRecords > Messages, $"only {twin.BookRecords} records");
        Assert.True(closest > Messages / 10, $"only {closest} pairs at the least spacing");
        output.WriteLine($"{twin.BookRecords} BOOK records equal");
    }

    /// <summary>Runs of adds, then runs of deletes, replaces and cancels that empty level after level.</summary>
    private byte[] Next()
    {
        int symbol = _random.Next(100) < 70 ? 0 : _random.Next(4);
        List<(ulong Reference, uint Quantity)> live = _live[symbol];
        if (live.Count < 3 || (live.Count < 12 && _random.Next(100) < 30))
        {
            return Add(symbol, live);
        }

        int at = _random.Next(live.Count);
        (ulong reference, uint quantity) = live[at];
        switch (_random.Next(8))
        {
            case 0:
                (ulong replacement, uint more) = (_reference += 4, Quantity());
                live[at] = (replacement, more);
                byte[] u = new byte[ItchOrderReplace.Length];
                ItchOrderReplace.Write(u, LocateOf(symbol), 0, default, new OrderRef(reference), new OrderRef(replacement), new Quantity(more), Price(symbol));
                return u;
            case 1 when quantity > 1:
                live[at] = (reference, quantity - 1);
                byte[] x = new byte[ItchOrderCancel.Length];
                ItchOrderCancel.Write(x, LocateOf(symbol), 0, default, new OrderRef(reference), new Quantity(1));
                return x;
            default:
                live.RemoveAt(at);
                byte[] d = new byte[ItchOrderDelete.Length];
                ItchOrderDelete.Write(d, LocateOf(symbol), 0, default, new OrderRef(reference));
                return d;
        }
    }

    private byte[] Add(int symbol, List<(ulong Reference, uint Quantity)> live)
    {
        (ulong reference, uint quantity) = (_reference += 4, Quantity());
        live.Add((reference, quantity));
        byte[] a = new byte[ItchAddOrder.Length];
        ItchAddOrder.Write(a, LocateOf(symbol), 0, default, new OrderRef(reference), _random.Next(2) == 0 ? Side.Sell : Side.Buy, new Quantity(quantity), Symbol.Of(RandomStreamTests.Symbols[symbol].Symbol), Price(symbol));
        return a;
    }

    /// <summary>A few levels apart by one group of the ladder and more, so that both searches are used.</summary>
    private Price Price(int symbol) => new(RandomStreamTests.Symbols[symbol].Price(64 * 5 + ((_random.Next(Levels) - 3) * (_random.Next(3) == 0 ? 64 : 1))));

    private uint Quantity() => (uint)_random.Next(1, 4);

    private static Locate LocateOf(int symbol) => new((ushort)(symbol + 1));
}

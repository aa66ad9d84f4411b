using Saker.Card.Bench;
using Saker.Model;
using Saker.TestKit;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Signals;

/// <summary>Signals: RTL = model, update for update, gate for gate; and the quotes of slots that go by them, decision for decision.</summary>
public sealed class SignalStreamTests(ITestOutputHelper output)
{
    private const int Batch = 500, ChangeEvery = 4, ShortSeed = 77;
    private const string Aapl = "itch/aapl-20200130-first-5000.bin";
    private const ushort AaplLocate = 13;

    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void RandomMessages_GiveEqualGatesAfterEveryUpdate_AndEqualQuotes()
    {
        int seed = TestLength.IsLong ? TestLength.Seed : ShortSeed, messages = TestLength.Of(1_000_000, 5_000_000);
        output.WriteLine($"seed {seed}, {messages} messages");
        Random random = new(seed);
        using SignalTwin twin = new(RandomStreamTests.Symbols, depthIntervalUs: 3);
        MarketItch stream = new(seed, RandomStreamTests.Symbols, twin.Window);
        twin.Send([.. new RandomItch(seed, RandomStreamTests.Symbols, twin.Window, faults: 0).Opening()]);
        twin.Compare("at the opening");
        int slots = CardBench.ShapeOf(twin.Bench.Card).NumSlots;
        twin.Slots = new QuotingSlots(twin.Bench.Card, slots, RandomStreamTests.Symbols.Length, twin.Window);
        SignalWindows[] windows = [.. RandomStreamTests.Symbols.Select(_ => Windows(random))];
        ulong time = 1ul << 40;
        int clears = 0;
        for (int sent = 0; sent < messages; sent += Batch)
        {
            Between(twin, windows, random, ref time);
            if (sent % (ChangeEvery * Batch) == 0)
            {
                twin.Compare("before other parameters");
                twin.Slots.Change(sent / (ChangeEvery * Batch) % slots, random);
            }

            twin.Send([.. Enumerable.Range(0, Batch).Select(_ => stream.Next())]);
            twin.Compare($"after {sent + Batch} messages, seed {seed}");
            twin.CompareValues(random.Next(windows.Length));
            if (Enumerable.Range(0, windows.Length).Any(twin.IsStale))
            {
                twin.Clear();
                stream.ForgetOrders();
                clears++;
            }
        }

        Tell(twin);
        QuotingSlots q = twin.Slots;
        output.WriteLine($"{q.Compared} decisions equal: {q.Again} again, {q.Bids} bids and {q.Asks} asks wanted, {q.Widened} widened, {q.Stopped} with a side that a gate stopped; {q.Skipped} not told");
        Assert.True(q.Compared > messages * 0.5 && new[] { q.Again, q.Bids, q.Asks, q.Widened, q.Stopped }.Min() > messages / 200, "the slots hardly quoted");
        Assert.True(twin.Shown > messages / Batch && twin.Slopes > messages / Batch / 4, $"{twin.Shown} values and {twin.Slopes} slopes as people read them");
        Assert.True(clears > 0 && twin.Compared > messages * 0.85, $"{clears} clears, {twin.Compared} updates");
        for (int g = 0; g < SignalParameters.Gates; g++)
        {
            Assert.True(twin.Open[g] > 100 && twin.Known[g] - twin.Open[g] > 100, $"{(SignalGate)g}: open {twin.Open[g]}, known {twin.Known[g]}");
        }
    }

    [RtlDataFact(Aapl)]
    public void Aapl_GivesEqualGatesAfterEveryUpdate()
    {
        SymbolWindow window = new("AAPL", 3_200_000 - (2048 * 100), 100);
        using SignalTwin twin = new([window, new("OTHER", 1000, 1)], depthIntervalUs: 3);
        twin.Bench.Card.Write(CardRegisters.SymLocate, new SymLocateValue(0).WithLocate(AaplLocate).WithValid(true).Raw);
        twin.Model.Symbols.SetLocate(0, AaplLocate, true);
        Random random = new(2020);
        SignalWindows windows = new() { Window = 4, Burst = 2, Sample = 1, KFast = 1, KSlow = 3, VpinVolume = 1500, VpinBuckets = 8, RefillTime = 30, FlickerTime = 30, FlickerQty = 100, IcebergTime = 100 };
        using FileStream file = File.OpenRead(Places.Data(Aapl));
        BinaryFileReader reader = new(file);
        List<byte[]> batch = [];
        while (reader.TryRead(out ReadOnlySpan<byte> message))
        {
            batch.Add(message.ToArray());
            if (batch.Count == 125)
            {
                twin.Configure(0, SignalThresholds.Near(twin.Signals(0), windows, random), sideOfP: false);
                twin.Send([.. batch]);
                batch.Clear();
                twin.Compare("AAPL");
                twin.CompareValues(0);
            }
        }

        Tell(twin);
        Assert.Equal(4947, twin.Compared);  // two changes of its state among them
        Assert.True(twin.Slopes > 0, "no slope");
        Assert.True(twin.Trades > 100 && twin.Known.All(k => k > 0), $"{twin.Trades} trades, known {string.Join(' ', twin.Known)}");
    }

    /// <summary>What may happen between two batches: other thresholds, other windows, a restart, time that passes or goes back.</summary>
    private static void Between(SignalTwin twin, SignalWindows[] windows, Random random, ref ulong time)
    {
        int n = random.Next(windows.Length);
        switch (random.Next(40))
        {
            case 0:
                windows[n] = Windows(random);
                break;
            case 1:
                twin.Restart(n);
                break;
            case < 8:
                // Periods without an update: from a few to more than the decay tells apart.
                twin.Jump(time += 1ul << random.Next(10, 34));
                break;
            case 8:
                // So long that every symbol falls silent, and so does one whose time goes back.
                twin.Jump(time += 3ul << 33);
                break;
            case 9:
                twin.Jump(time -= 1ul << 34);
                break;
        }

        time += 1 << 20;
        if (random.Next(3) == 0)
        {
            twin.Configure(n, SignalThresholds.Near(twin.Signals(n), windows[n], random), random.Next(2) == 0);
        }
    }

    private static SignalWindows Windows(Random random) => new()
    {
        Window = (byte)random.Next(1, 4),
        Burst = (byte)random.Next(1, 3),
        Sample = (byte)random.Next(1, 3),
        KFast = (byte)random.Next(1, 4),
        KSlow = (byte)random.Next(2, 5),
        VpinVolume = (uint)random.Next(500, 3000),
        VpinBuckets = (byte)random.Next(8, 65),
        RefillTime = (uint)random.Next(1, 40),
        FlickerTime = (uint)random.Next(1, 40),
        FlickerQty = (uint)random.Next(1, 400),
        IcebergTime = (uint)random.Next(1, 40),
    };

    private void Tell(SignalTwin twin)
    {
        output.WriteLine($"{twin.Compared} updates equal: {twin.Trades} with a trade, {twin.Orders} with an order, {twin.Pulses} without a message, {twin.PassedOver} passed over; {twin.Reports} depth reports");
        output.WriteLine(string.Join(", ", Enumerable.Range(0, SignalParameters.Gates).Select(g => $"{(SignalGate)g} {twin.Open[g]} of {twin.Known[g]}")));
    }
}

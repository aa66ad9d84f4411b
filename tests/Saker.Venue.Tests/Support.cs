using System.Security.Cryptography;
using Saker.TestKit;

namespace Saker.Venue.Tests;

/// <summary>Keeps every message, as a receiver of a loss-free feed would.</summary>
internal sealed class RecordingSink : IMessageSink
{
    public List<byte[]> Messages { get; } = [];

    public void Add(ReadOnlySpan<byte> message) => Messages.Add(message.ToArray());

    public void Flush()
    {
    }

    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var message in Messages)
        {
            hash.AppendData(message);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

/// <summary>Keeps the fills of its orders.</summary>
internal sealed class RecordingOwner : IOrderOwner
{
    public List<(ulong Reference, uint Quantity, long Price, bool Added)> Fills { get; } = [];

    public void OnFill(Order order, uint quantity, long price, ulong match, bool added) => Fills.Add((order.Reference, quantity, price, added));

    public List<(ulong Reference, uint Quantity)> Cancelled { get; } = [];

    public void OnCancelled(Order order, uint quantity) => Cancelled.Add((order.Reference, quantity));
}

internal static class Market
{
    public static readonly Instrument Test = new() { Symbol = "TEST", Locate = 7, Tick = 5, StartPrice = 50_000 };

    public static IReadOnlyList<Instrument> Shipped =>
        InstrumentFile.Load(Path.Combine(Places.RepositoryRoot, "sim", "venue", "instruments.json"));

    public static IReadOnlyList<Instrument> Sixteen =>
        InstrumentFile.Load(Path.Combine(Places.RepositoryRoot, "sim", "venue", "instruments-16.json"));

    /// <summary>A market driven by its own event time, without sockets or wall time.</summary>
    public static (MatchingEngine Engine, BackgroundFlow Flow, EventTime Time) Background(IMessageSink sink, ulong seed, int rate = 200)
    {
        var time = new EventTime(34_200_000_000_000);
        var feed = new ItchFeed(sink, time);
        var engine = new MatchingEngine(Shipped, feed);
        return (engine, new BackgroundFlow(engine, feed, time, seed, _ => rate), time);
    }

    public static void Step(this BackgroundFlow flow, EventTime time)
    {
        time.AdvanceTo(flow.NextNs);
        flow.Step();
    }
}

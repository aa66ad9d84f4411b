namespace Saker.Venue;

/// <summary>The parts of the feed put together, from messages to what arrives on the lines. Belongs to the venue's thread.</summary>
public sealed class MarketDataFeed
{
    /// <summary>A session with sequence 1 and lines without faults.</summary>
    /// <param name="time">Time of the event being processed.</param>
    /// <param name="session">Name of the first session, 1..10 characters.</param>
    /// <param name="keep">Messages kept for re-requests.</param>
    /// <param name="lines">1 or 2.</param>
    /// <param name="faultSeed">Seed of the lines' faults.</param>
    /// <param name="heartbeats">Clock of the heartbeats.</param>
    public MarketDataFeed(EventTime time, string session, int keep, int lines, ulong faultSeed, TimeProvider heartbeats)
    {
        Time = time;
        Lines = new FeedLines(lines, faultSeed);
        Store = new RetransmissionStore(session, keep);
        Publisher = new MoldPublisher(Store, Lines, time, heartbeats);
        Itch = new ItchFeed(Publisher, time);
    }

    /// <summary>Time of the event being processed.</summary>
    public EventTime Time { get; }

    /// <summary>Line A, and B where there is one.</summary>
    public FeedLines Lines { get; }

    /// <summary>Answers re-requests.</summary>
    public RetransmissionStore Store { get; }

    /// <summary>Takes messages.</summary>
    public MoldPublisher Publisher { get; }

    /// <summary>Writes messages.</summary>
    public ItchFeed Itch { get; }

    /// <summary>Changes the lines' faults from now on.</summary>
    public void SetFaults(FaultPlan plan) => Lines.SetPlan(plan, Time.NowNs);
}

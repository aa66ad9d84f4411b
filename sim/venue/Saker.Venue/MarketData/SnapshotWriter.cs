using Saker.Wire;

namespace Saker.Venue;

/// <summary>
/// A GLIMPSE 5.0 snapshot of the present session: system events, directory (R), trading actions (H), short-sale restrictions (Y) and operational
/// halts (h) as last published, then an A for every displayed order, by locate, bids before asks, best price first, oldest first, and the end
/// (<see cref="ItchSnapshotEnd"/>). On the venue's thread between two steps, so it is the state at one sequence number.
/// </summary>
public sealed class SnapshotWriter(MoldPublisher publisher, Func<IEnumerable<OrderBook>> books, EventTime time)
{
    private readonly byte[] _buffer = new byte[64];

    /// <summary>Writes the whole snapshot.</summary>
    /// <returns>The first message of the stream that is not in it: the session's next sequence number.</returns>
    public ulong Write(IMessageSink sink)
    {
        publisher.Flush();
        publisher.Record.Write(sink);
        var feed = new ItchFeed(sink, time);
        foreach (var book in books().OrderBy(b => b.Instrument.Locate))
        {
            feed.Orders(book);
        }

        sink.Add(_buffer.AsSpan(0, ItchSnapshotEnd.Write(_buffer, publisher.NextSequence)));
        sink.Flush();
        return publisher.NextSequence;
    }
}

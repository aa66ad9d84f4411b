using Saker.Card;

namespace Saker.Host;

/// <summary>Takes records off the card's ring and hands each to its reader. No allocation per event.</summary>
/// <param name="ring">The ring; this is its only reader.</param>
/// <param name="sink">Called on the card's thread, in the ring's order.</param>
public sealed class EventPump(EventRing ring, IEventSink sink)
{
    /// <summary>Handles what is there, at most <paramref name="most"/> records. Returns how many.</summary>
    public int Drain(int most)
    {
        int n = 0;
        for (; n < most && ring.TryPeek(out ReadOnlySpan<byte> record); n++)
        {
            Dispatch(record);
            ring.Advance();
        }

        return n;
    }

    private void Dispatch(ReadOnlySpan<byte> record)
    {
        switch ((EventType)record[4])
        {
            case EventType.Book: sink.OnBook(new BookEvent(record)); break;
            case EventType.Quote: sink.OnQuote(new QuoteEvent(record)); break;
            case EventType.Order: sink.OnOrder(new OrderEvent(record)); break;
            case EventType.Venue: sink.OnVenue(new VenueEvent(record)); break;
            case EventType.Kill: sink.OnKill(new KillEvent(record)); break;
            case EventType.Admin: sink.OnAdmin(new AdminEvent(record)); break;
            case EventType.Feed: sink.OnFeed(new FeedEvent(record)); break;
            case EventType.Session: sink.OnSession(new SessionEvent(record)); break;
            case EventType.Message: sink.OnMessage(new MessageEvent(record)); break;
            case EventType.Trade: sink.OnTrade(new TradeEvent(record)); break;
            case EventType.Depth: sink.OnDepth(new DepthEvent(record)); break;
            case EventType.Doubt: sink.OnDoubt(new DoubtEvent(record)); break;
            case EventType.Trip: sink.OnTrip(new TripEvent(record)); break;
            case EventType.Paper: sink.OnPaper(new PaperEvent(record)); break;
            default: sink.OnUnknown(new EventHeader(record)); break;
        }
    }
}

/// <summary>Readers of the card's events. The records are the card's memory: what must last is copied.</summary>
public interface IEventSink
{
    void OnBook(BookEvent e);

    void OnQuote(QuoteEvent e);

    void OnOrder(OrderEvent e);

    void OnVenue(VenueEvent e);

    void OnKill(KillEvent e);

    void OnAdmin(AdminEvent e);

    void OnFeed(FeedEvent e);

    void OnSession(SessionEvent e);

    void OnMessage(MessageEvent e);

    void OnTrade(TradeEvent e);

    void OnDepth(DepthEvent e);

    void OnDoubt(DoubtEvent e);

    void OnTrip(TripEvent e);

    void OnPaper(PaperEvent e);

    /// <summary>A type this driver does not know: the map hash was checked, so this is a fault.</summary>
    void OnUnknown(EventHeader e);
}

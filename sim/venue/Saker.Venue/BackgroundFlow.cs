namespace Saker.Venue;

/// <summary>
/// The other traders of the simulated market: a seed gives the same flow, event for event, as long as nobody else trades.
/// Each instrument has its own stream of events (limit adds, deletes, partial cancels, replaces, marketable orders) around its fair value.
/// </summary>
public sealed class BackgroundFlow : IEventSource
{
    private readonly ItchFeed _feed;
    private readonly EventTime _time;
    private readonly FairValues _fair;
    private readonly SymbolFlow[] _flows;
    private readonly long _startNs;

    /// <summary>Creates the flow of every book of an engine.</summary>
    /// <param name="engine">Where it trades.</param>
    /// <param name="feed">Where the day's opening messages go.</param>
    /// <param name="time">Event time; its present value is the start of the flow.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="ratePerSecond">Mean events per simulated second of an instrument, 1..100000.</param>
    public BackgroundFlow(MatchingEngine engine, ItchFeed feed, EventTime time, ulong seed, Func<Instrument, int> ratePerSecond)
    {
        _feed = feed;
        _time = time;
        _startNs = time.NowNs;
        var master = new SeededRandom(seed);
        _fair = new FairValues([.. engine.Books.Select(b => b.Instrument)], new SeededRandom(master.Next()));
        _flows = [.. engine.Books.Select((book, index) =>
            new SymbolFlow(engine, book, new SeededRandom(master.Next()), ratePerSecond(book.Instrument), () => _fair[index], _startNs))];
    }

    /// <inheritdoc/>
    public long NextNs => Math.Min(_startNs + _fair.NextNs, NextFlow().NextNs);

    /// <inheritdoc/>
    public void Open()
    {
        _feed.OpenDay([.. _flows.Select(f => f.Book)]);
        foreach (var flow in _flows)
        {
            flow.Seed();
        }
    }

    /// <inheritdoc/>
    public void Step()
    {
        var flow = NextFlow();
        if (_startNs + _fair.NextNs <= flow.NextNs)
        {
            _fair.Step();
            return;
        }

        flow.Step(_time.NowNs);
    }

    private SymbolFlow NextFlow()
    {
        var next = _flows[0];
        foreach (var flow in _flows)
        {
            if (flow.NextNs < next.NextNs)
            {
                next = flow;
            }
        }

        return next;
    }
}

namespace Saker.Venue;

/// <summary>
/// The other traders of the simulated market: a seed gives the same flow, event for event, as long as nobody else trades.
/// Each instrument has its own stream of events (limit adds, deletes, partial cancels, replaces, marketable orders) around its fair value.
/// </summary>
public sealed class BackgroundFlow : IEventSource
{
    private readonly MatchingEngine _engine;
    private readonly ItchFeed _feed;
    private readonly EventTime _time;
    private readonly Func<Instrument, int> _ratePerSecond;
    private readonly SeededRandom _master;
    private readonly FairValues _fair;
    private readonly long _startNs;
    private SymbolFlow[] _flows;

    /// <summary>Creates the flow of every book of an engine.</summary>
    /// <param name="engine">Where it trades.</param>
    /// <param name="feed">Where the day's opening messages go.</param>
    /// <param name="time">Event time; its present value is the start of the flow.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="ratePerSecond">Mean events per simulated second of an instrument, 1..100000.</param>
    public BackgroundFlow(MatchingEngine engine, ItchFeed feed, EventTime time, ulong seed, Func<Instrument, int> ratePerSecond)
    {
        _engine = engine;
        _feed = feed;
        _time = time;
        _ratePerSecond = ratePerSecond;
        _startNs = time.NowNs;
        _master = new SeededRandom(seed);
        _fair = new FairValues([.. engine.Books.Select(b => b.Instrument)], new SeededRandom(_master.Next()));
        _flows = [.. engine.Books.Select(NewFlow)];
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

    /// <summary>Moves the price of an instrument at once: its background book goes and comes again around the new price.</summary>
    public void Jump(OrderBook book, long price) => _flows.Single(f => f.Book == book).JumpTo(price);

    /// <summary>Follows the engine's books after their list changed: new ones are seeded, those that are gone are left.</summary>
    public void BooksChanged()
    {
        _fair.SetInstruments([.. _engine.Books.Select(b => b.Instrument)]);
        var before = _flows;
        _flows = [.. _engine.Books.Select((book, index) => Array.Find(before, f => f.Book == book) ?? NewFlow(book, index))];
        foreach (var flow in _flows.Except(before))
        {
            flow.Seed();
        }
    }

    private SymbolFlow NewFlow(OrderBook book, int index) =>
        new(_engine, book, new SeededRandom(_master.Next()), _ratePerSecond(book.Instrument), _fair[index], _time.NowNs);

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

namespace Saker.Venue;

/// <summary>The exchange put together from its options: market, feed, order entry, control. One instance per process or test.</summary>
public sealed class Venue : IDisposable
{
    private readonly VenueOptions _options;
    private readonly MoldPublisher _publisher;
    private readonly ItchFeed _feed;
    private readonly CaptureReplay? _replay;
    private readonly SoupServer _server;
    private readonly ControlServer? _control;

    /// <summary>Opens sockets and files; nothing is published and nobody served before <see cref="Run"/>.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">An address cannot be had.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public Venue(VenueOptions options, TimeProvider wall)
    {
        _options = options;
        long startNs = options.Itch is null ? options.StartNs : CaptureReplay.FirstNs(options.Itch);
        Time = new EventTime(startNs);
        _publisher = new MoldPublisher(options.MarketDataBind, options.MarketDataGroup, options.Session, wall);
        _feed = new ItchFeed(_publisher, Time);

        IEventSource source;
        IMatcher matcher;
        if (options.Itch is null)
        {
            Engine = new MatchingEngine(InstrumentFile.Load(options.Instruments), _feed);
            matcher = Engine;
            source = new BackgroundFlow(Engine, _feed, Time, options.Seed, options.RateOf);
        }
        else
        {
            Shadow = new ShadowMatcher();
            matcher = Shadow;
            (string, ushort)? named = options is { Symbol: { } symbol, Locate: { } locate } ? (symbol, locate) : null;
            source = _replay = new CaptureReplay(options.Itch, named, Shadow, _publisher, _feed);
        }

        Clock = new PacedClock(wall, startNs, options.Speed);
        Loop = new VenueLoop(Clock, Time, source, _publisher.Flush, Timer, wall);
        if (options.DurationNs is { } duration)
        {
            Loop.EndFlowAt(startNs + duration);
        }

        Ports = [.. options.Users.Select(u => new SoupPort(u.Key, u.Value, new OuchSession(u.Key, matcher, Time), options.CancelOnDisconnect))];
        _server = new SoupServer(options.OuchBind, options.Session, Ports, Loop.Post, LoggedIn, wall);
        _control = options.Control is null ? null : new ControlServer(options.Control, Loop.Post, new VenueControl(this).Handle);
    }

    /// <summary>Time of the event being processed.</summary>
    public EventTime Time { get; }

    /// <summary>Simulated time.</summary>
    public ISimulationClock Clock { get; }

    /// <summary>The venue's thread.</summary>
    public VenueLoop Loop { get; }

    /// <summary>The simulated market, or null while a capture is replayed.</summary>
    public MatchingEngine? Engine { get; }

    /// <summary>The shadow of the capture, or null without one.</summary>
    public ShadowMatcher? Shadow { get; }

    /// <summary>Order-entry users.</summary>
    public IReadOnlyList<SoupPort> Ports { get; }

    /// <summary>Where order entry listens.</summary>
    public System.Net.IPEndPoint OuchEndPoint => _server.EndPoint;

    /// <summary>Where control listens, or null.</summary>
    public string? ControlAddress => _control?.Address;

    /// <summary>Where the feed goes.</summary>
    public System.Net.IPEndPoint MarketDataGroup => _options.MarketDataGroup;

    /// <summary>Session id.</summary>
    public string Session => _options.Session;

    /// <summary>Next sequence number of the feed.</summary>
    public ulong NextSequence => _publisher.NextSequence;

    /// <summary>Packets of the feed sent, and refused by the network stack.</summary>
    public (long Sent, long Errors) Packets => (_publisher.Packets, _publisher.SendErrors);

    /// <summary>All books.</summary>
    public IEnumerable<OrderBook> Books => Engine?.Books ?? Shadow!.Books;

    /// <summary>Messages of the capture published; 0 without one.</summary>
    public long Replayed => _replay?.Published ?? 0;

    /// <summary>Serves until <see cref="Stop"/>, then closes the day and every session. On the calling thread.</summary>
    public void Run()
    {
        _server.Start();
        _control?.Start();
        if (!_options.StartOnLogin)
        {
            Loop.Post(Loop.OpenMarket);
        }

        Loop.Run();
        if (_replay is null)
        {
            _feed.CloseDay();
        }

        foreach (var port in Ports)
        {
            port.Session.EndDay();
        }

        _publisher.EndSession();
        _server.EndSession();
    }

    /// <summary>Makes <see cref="Run"/> return. Thread-safe.</summary>
    public void Stop() => Loop.Stop();

    /// <summary>Halts or resumes an instrument of the simulated market.</summary>
    /// <exception cref="InvalidOperationException">A capture is replayed: its own messages say what trades.</exception>
    public void SetTrading(Instrument instrument, bool trading)
    {
        if (Engine is null)
        {
            throw new InvalidOperationException("a capture's trading states are its own");
        }

        Engine.SetTrading(instrument, trading);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _control?.Dispose();
        _server.Dispose();
        _replay?.Dispose();
        _publisher.Dispose();
    }

    private void LoggedIn() => Loop.OpenMarket();

    private void Timer()
    {
        _publisher.Timer();
        _server.Timer();
    }
}

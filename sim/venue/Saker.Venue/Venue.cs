using System.Net;

namespace Saker.Venue;

/// <summary>The exchange put together from its options: market, feed, recovery servers, order entry, control. One instance per process or test.</summary>
public sealed class Venue : IDisposable
{
    private readonly VenueOptions _options;
    private readonly List<MulticastLine> _sockets = [];
    private readonly MulticastOutput _output;
    private readonly CaptureReplay? _replay;
    private readonly SoupServer _orderEntry;
    private readonly SoupServer? _glimpse;
    private readonly RetransmissionServer? _rerequest;
    private readonly ControlServer? _control;
    private readonly LoopDelays _delays;

    /// <summary>Opens sockets and files; nothing is published and nobody served before <see cref="Run"/>.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">An address cannot be had.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public Venue(VenueOptions options, TimeProvider wall)
    {
        _options = options;
        long startNs = options.Itch is null ? options.StartNs : CaptureReplay.FirstNs(options.Itch);
        _sockets.Add(new MulticastLine(options.MarketDataBind, options.MarketDataGroup));
        if (options.LineBBind is { } bindB)
        {
            _sockets.Add(new MulticastLine(bindB, options.LineBGroup));
        }

        Feed = new MarketDataFeed(
            new EventTime(startNs), options.Session, options.RerequestKeep, _sockets.Count, options.FaultSeed ?? options.Seed, wall);
        Feed.SetFaults(options.Faults);
        _output = new MulticastOutput(Feed.Lines, _sockets);

        IEventSource source;
        IMatcher matcher;
        if (options.Itch is null)
        {
            Engine = new MatchingEngine(InstrumentFile.Load(options.Instruments), Feed.Itch);
            matcher = Engine;
            var flow = new BackgroundFlow(Engine, Feed.Itch, Time, options.Seed, options.RateOf);
            source = flow;
            Desk = new MarketDesk(Engine, flow, Feed.Itch, Feed.Publisher, options.Seed);
        }
        else
        {
            Shadow = new ShadowMatcher();
            matcher = Shadow;
            (string, ushort)? named = options is { Symbol: { } symbol, Locate: { } locate } ? (symbol, locate) : null;
            source = _replay = new CaptureReplay(options.Itch, named, Shadow, Feed.Publisher, Feed.Itch);
        }

        Clock = new PacedClock(wall, startNs, options.Speed);
        _delays = new LoopDelays(work => Loop!.Post(work), wall);
        Loop = new VenueLoop(Clock, Time, source, _output, EndOfStep, Timer, wall);
        if (options.DurationNs is { } duration)
        {
            Loop.EndFlowAt(startNs + duration);
        }

        Ports = [.. options.Users.Select(u => Port(u.Key, u.Value, matcher, wall))];
        Breaker = new TradeBreaker([.. Ports.Select(p => p.Session)], Engine is null ? null : Tape);
        SetBehaviour(options.Behaviour);
        _orderEntry = new SoupServer(options.OuchBind, new OuchService(options.Session, Ports, Loop.OpenMarket), Loop.Post, wall);
        _rerequest = options.Rerequest is null ? null : new RetransmissionServer(options.Rerequest, Feed.Store, Loop.Post);
        Snapshots = new GlimpseService(Ports, Feed.Publisher, new SnapshotWriter(Feed.Publisher, () => Books, Time));
        _glimpse = options.Glimpse is null ? null : new SoupServer(options.Glimpse, Snapshots, Loop.Post, wall);
        _control = options.Control is null ? null : new ControlServer(options.Control, Loop.Post, new VenueControl(this).Handle);
    }

    /// <summary>Sessions, packets and lines of the feed.</summary>
    public MarketDataFeed Feed { get; }

    /// <summary>Time of the event being processed.</summary>
    public EventTime Time => Feed.Time;

    /// <summary>Simulated time.</summary>
    public ISimulationClock Clock { get; }

    /// <summary>The venue's thread.</summary>
    public VenueLoop Loop { get; }

    /// <summary>The simulated market, or null while a capture is replayed.</summary>
    public MatchingEngine? Engine { get; }

    /// <summary>What the venue's people can do to the simulated market, or null while a capture is replayed.</summary>
    public MarketDesk? Desk { get; }

    /// <summary>The shadow of the capture, or null without one.</summary>
    public ShadowMatcher? Shadow { get; }

    /// <summary>Order-entry users.</summary>
    public IReadOnlyList<SoupPort> Ports { get; }

    /// <summary>How the venue behaves towards its users.</summary>
    public BehaviourPlans Behaviour { get; private set; } = BehaviourPlans.None;

    /// <summary>Breaks trades.</summary>
    internal TradeBreaker Breaker { get; }

    /// <summary>Snapshots served.</summary>
    public GlimpseService Snapshots { get; }

    /// <summary>The sockets of line A, and of line B where there is one.</summary>
    public IReadOnlyList<MulticastLine> Sockets => _sockets;

    /// <summary>Where order entry listens.</summary>
    public IPEndPoint OuchEndPoint => _orderEntry.EndPoint;

    /// <summary>Where re-requests are answered, or null.</summary>
    public IPEndPoint? RerequestEndPoint => _rerequest?.EndPoint;

    /// <summary>Re-requests lost because too many were waiting.</summary>
    public long RerequestOverrun => _rerequest?.Overrun ?? 0;

    /// <summary>Where snapshots are served, or null.</summary>
    public IPEndPoint? GlimpseEndPoint => _glimpse?.EndPoint;

    /// <summary>Where control listens, or null.</summary>
    public string? ControlAddress => _control?.Address;

    /// <summary>Session of the feed.</summary>
    public string Session => Feed.Publisher.Session;

    /// <summary>Next sequence number of the feed.</summary>
    public ulong NextSequence => Feed.Publisher.NextSequence;

    /// <summary>All books.</summary>
    public IEnumerable<OrderBook> Books => Engine?.Books ?? Shadow!.Books;

    /// <summary>Messages of the capture published; 0 without one.</summary>
    public long Replayed => _replay?.Published ?? 0;

    /// <summary>Puts another plan in force, for every user anew. On the venue's thread.</summary>
    /// <exception cref="FormatException">It names a user who is not there.</exception>
    public void SetBehaviour(BehaviourPlans plans)
    {
        plans.Check(Ports.Select(p => p.User));
        Behaviour = plans;
        foreach (var port in Ports)
        {
            port.Session.Behaviour.Set(plans.Of(port.User));
        }
    }

    /// <summary>Serves until <see cref="Stop"/>, then closes the day and every session. On the calling thread.</summary>
    public void Run()
    {
        _orderEntry.Start();
        _rerequest?.Start();
        _glimpse?.Start();
        _control?.Start();
        if (!_options.StartOnLogin)
        {
            Loop.Post(Loop.OpenMarket);
        }

        Loop.Run();
        if (_replay is null)
        {
            Feed.Itch.CloseDay();
        }

        foreach (var port in Ports)
        {
            port.Session.EndDay();
            port.Flush();
        }

        Feed.Publisher.EndSession();
        _output.Deliver(long.MaxValue);
        _orderEntry.EndSession();
        _glimpse?.EndSession();
    }

    /// <summary>Makes <see cref="Run"/> return. Thread-safe.</summary>
    public void Stop() => Loop.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        _control?.Dispose();
        _delays.Dispose();
        _glimpse?.Dispose();
        _rerequest?.Dispose();
        _orderEntry.Dispose();
        _replay?.Dispose();
        _sockets.ForEach(s => s.Dispose());
    }

    private SoupPort Port(string user, string password, IMatcher matcher, TimeProvider wall)
    {
        var behaviour = new Behaviour(user, _options.BehaviourSeed ?? _options.Seed);
        return new SoupPort(user, password, new OuchSession(user, matcher, Time, behaviour, _delays), _options.CancelOnDisconnect, _delays, wall);
    }

    /// <summary>A broken trade on the tape; one of a symbol that is no longer listed has no place there.</summary>
    private void Tape(string symbol, ulong match)
    {
        if (Engine!.Find(symbol) is not null)
        {
            Desk!.Break(symbol, match);
        }
    }

    private void EndOfStep()
    {
        _delays.EndOfStep();
        Feed.Publisher.Flush();
    }

    private void Timer()
    {
        Feed.Publisher.Timer();
        _orderEntry.Timer();
        _glimpse?.Timer();
    }
}

namespace Saker.Venue;

/// <summary>How an <see cref="InProcessMarket"/> is set up.</summary>
public sealed record MarketSettings
{
    /// <summary>Background events per simulated second and instrument, 1..100000.</summary>
    public int Rate { get; init; } = 200;

    /// <summary>Simulated ns since midnight at the start.</summary>
    public long StartNs { get; init; } = 34_200_000_000_000;

    /// <summary>Name of the first session, 1..10 characters.</summary>
    public string Session { get; init; } = "SAKER00001";

    /// <summary>Messages kept for re-requests.</summary>
    public int Keep { get; init; } = 1_000_000;

    /// <summary>Messages of this many simulated ns share packets; 0: those of one event.</summary>
    public long GatherNs { get; init; }
}

/// <summary>
/// The simulated market with both lines, re-requests and snapshots, without sockets, threads or wall time: the caller moves time and gets the
/// packets that arrive. A seed gives the same run each time. One thread.
/// </summary>
public sealed class InProcessMarket
{
    private readonly MarketSettings _settings;
    private readonly MarketDataFeed _feed;
    private readonly BackgroundFlow _flow;
    private long _gatherUntilNs;
    private bool _opened;

    /// <summary>A market that opens with the first <see cref="Step"/>.</summary>
    /// <param name="seed">Seed of the flow and of the faults.</param>
    /// <param name="instruments">As <see cref="InstrumentFile.Load"/> gives them.</param>
    /// <param name="a">Faults of line A.</param>
    /// <param name="b">Faults of line B.</param>
    /// <param name="settings">Null: the defaults.</param>
    public InProcessMarket(ulong seed, IReadOnlyList<Instrument> instruments, LinePlan a, LinePlan b, MarketSettings? settings = null)
        : this(seed, instruments, new FaultPlan { A = a, B = b }, settings)
    {
    }

    /// <summary>A market that opens with the first <see cref="Step"/>.</summary>
    /// <param name="seed">Seed of the flow and of the faults.</param>
    /// <param name="instruments">As <see cref="InstrumentFile.Load"/> gives them.</param>
    /// <param name="plan">Faults of the lines; its windows count from the opening.</param>
    /// <param name="settings">Null: the defaults.</param>
    public InProcessMarket(ulong seed, IReadOnlyList<Instrument> instruments, FaultPlan plan, MarketSettings? settings = null)
    {
        _settings = settings ?? new MarketSettings();
        var time = new EventTime(_settings.StartNs);
        _feed = new MarketDataFeed(time, _settings.Session, _settings.Keep, lines: 2, seed, new SimulatedTime(time));
        _feed.SetFaults(plan);
        Engine = new MatchingEngine(instruments, _feed.Itch);
        _flow = new BackgroundFlow(Engine, _feed.Itch, time, seed, _ => _settings.Rate);
        Desk = new MarketDesk(Engine, _flow, _feed.Itch, _feed.Publisher, seed);
        Snapshot = new SnapshotWriter(_feed.Publisher, () => Engine.Books, time);
    }

    /// <summary>Simulated ns since midnight of the first day.</summary>
    public long NowNs => _feed.Time.NowNs;

    /// <summary>False: nobody trades any more, and time brings only what is under way, and heartbeats.</summary>
    public bool Flowing { get; set; } = true;

    /// <summary>Where orders of the caller may be submitted.</summary>
    public MatchingEngine Engine { get; }

    /// <summary>Halts, announcements, price jumps and sessions.</summary>
    public MarketDesk Desk { get; }

    /// <summary>The exact books, in the order of the instruments, after all messages before <see cref="NextSequence"/>.</summary>
    public IReadOnlyList<OrderBook> Books => Engine.Books;

    /// <summary>Answers re-requests.</summary>
    public RetransmissionStore Store => _feed.Store;

    /// <summary>Writes snapshots.</summary>
    public SnapshotWriter Snapshot { get; }

    /// <summary>What the lines do to packets.</summary>
    public FeedLines Lines => _feed.Lines;

    /// <summary>Name of the session.</summary>
    public string Session => _feed.Publisher.Session;

    /// <summary>Sequence number of the session's next message.</summary>
    public ulong NextSequence => _feed.Store.NextSequence;

    /// <summary>Packets of the publisher, each sent on both lines.</summary>
    public long Packets => _feed.Publisher.Packets;

    /// <summary>Changes the faults; windows of the plan count from now.</summary>
    public void SetFaults(FaultPlan plan) => _feed.SetFaults(plan);

    /// <summary>Moves time on.</summary>
    /// <param name="ns">Simulated ns, at least 0; the first step also opens the market.</param>
    /// <returns>The packets that arrived by then, on both lines, in the order of arrival.</returns>
    public IReadOnlyList<LinePacket> Step(long ns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ns);
        long end = NowNs + ns;
        Open();
        _feed.Publisher.Flush();
        while (Flowing && _flow.NextNs <= end)
        {
            MoveTo(_flow.NextNs);
            _flow.Step();
            Gather();
        }

        MoveTo(end);
        _feed.Publisher.Flush();
        return Arrived(end);
    }

    /// <summary>Every packet still under way, however late.</summary>
    public IReadOnlyList<LinePacket> Drain()
    {
        _feed.Publisher.Flush();
        return Arrived(long.MaxValue);
    }

    /// <summary>Moves the price of an instrument at once: <see cref="MarketDesk.Jump"/>.</summary>
    public void Jump(string symbol, long price) => Desk.Jump(symbol, price);

    /// <summary>Ends the session and begins another: <see cref="MarketDesk.RollSession"/>.</summary>
    public void RollSession(string name, IReadOnlyList<Instrument>? instruments = null)
    {
        Open();
        Desk.RollSession(name, instruments);
    }

    private void Open()
    {
        if (!_opened)
        {
            _opened = true;
            _flow.Open();
            _feed.Publisher.Flush();
        }
    }

    /// <summary>Advances event time; on the way heartbeats go out, and packets that waited for company.</summary>
    private void MoveTo(long ns)
    {
        if (_gatherUntilNs > 0 && _gatherUntilNs <= ns)
        {
            _feed.Time.AdvanceTo(_gatherUntilNs);
            _feed.Publisher.Flush();
            _gatherUntilNs = 0;
        }

        while (_feed.Publisher.HeartbeatDue <= ns)
        {
            _feed.Time.AdvanceTo(_feed.Publisher.HeartbeatDue);
            _feed.Publisher.Timer();
        }

        _feed.Time.AdvanceTo(ns);
    }

    private void Gather()
    {
        if (_settings.GatherNs == 0)
        {
            _feed.Publisher.Flush();
        }
        else if (_gatherUntilNs == 0)
        {
            _gatherUntilNs = NowNs + _settings.GatherNs;
        }
    }

    private List<LinePacket> Arrived(long ns)
    {
        var packets = new List<LinePacket>();
        while (_feed.Lines.TryTake(ns, out var packet))
        {
            packets.Add(packet);
        }

        return packets;
    }
}

using System.Net;
using Microsoft.Extensions.Logging;
using Saker.Card;
using Saker.Card.Feed;
using Saker.Card.Verilated;
using Saker.Host.Feed;
using Saker.TestKit;
using Saker.V1;
using Saker.Venue;
using Saker.Wire;

namespace Saker.Host.Tests;

/// <summary>The daemon's card side on the Verilated card, fed by the simulated market: no sockets, threads or wall time.</summary>
internal sealed class HostRig : IDisposable
{
    private const long MsNs = 1_000_000;
    private const int MsBetweenLooks = 4;
    private const ulong CyclesAStep = 1_500;
    private const int RingLog2 = 14;
    private const int Rate = 200, SlowRate = 20;

    private static readonly Ipv4Address GroupA = new(0xEF4D_0101), GroupB = new(0xEF4D_0102), Source = new(0x0A4D_0101);
    private static readonly ushort[] Ports = [26477, 26478];

    private readonly VerilatedCard _card = new();
    private readonly FeedSetup _setup;
    private readonly CardTurn _turn;
    private readonly string _instruments = Path.Combine(Places.RepositoryRoot, "sim", "venue", "instruments.json");

    /// <param name="fills">The host may ask the re-request server.</param>
    /// <param name="snapshots">The host may ask the snapshot server.</param>
    /// <param name="record">Messages are recorded and compared.</param>
    /// <param name="seed">Of the market.</param>
    /// <param name="startNs">The market's time at the start, ns since midnight.</param>
    /// <param name="largestFill">Missing messages beyond which the host takes a snapshot.</param>
    /// <param name="slot">Settings of the slot; null: the host's own.</param>
    /// <param name="track">Tracked besides BTCUSD; null: as many of the file as the card holds.</param>
    public HostRig(bool fills = true, bool snapshots = true, bool record = false, ulong seed = 1, long startNs = 34_200_000_000_000, ulong largestFill = 20_000, string? slot = null, params string[] track)
    {
        Market = NewMarket(seed, startNs);
        Server = new VenueRetransmitter(() => Market);
        Snapshots = new VenueSnapshots(() => Market);
        Options = new DaemonOptions
        {
            Card = "none", Listen = new Uri("http://127.0.0.1:1"), Symbol = "BTCUSD", Track = track, Record = record, Instruments = _instruments,
            Venue = new IPEndPoint(IPAddress.Loopback, 1), Local = IPAddress.Loopback, Parameters = slot ?? Path.Combine(Places.RepositoryRoot, "host", "Saker.Host", "slot.json"),
        };
        _setup = new FeedSetup(
            new FeedPair(GroupA, Ports[0], GroupB, Ports[1], Market.Session), HasB: true, fills ? Server : null, snapshots ? Snapshots : null,
            new RecoveryOptions
            {
                AnswerWithin = TimeSpan.FromMilliseconds(4), FillTries = 3, FirstPause = TimeSpan.FromMilliseconds(50), LargestFill = largestFill,
                SessionSilence = TimeSpan.FromMilliseconds(200), HeardWithin = TimeSpan.FromMilliseconds(300),
            });
        var ring = new EventRing(_card, RingLog2);
        _card.SetTime(Time.UnixNs);
        Appliance = BringUp.Prepare(_card, ring, Options, _setup, Time, Log);
        _turn = new CardTurn(ring, Appliance);
    }

    public ICard Card => _card;

    public InProcessMarket Market { get; private set; }

    public VenueRetransmitter Server { get; }

    public VenueSnapshots Snapshots { get; }

    public DaemonOptions Options { get; }

    public ManualTime Time { get; } = new();

    public KeptLog Log { get; } = new();

    public Appliance Appliance { get; }

    /// <summary>Which packets reach the card; null: all.</summary>
    public Func<LinePacket, bool>? Reaches { get; set; }

    /// <summary>Another host's bring-up on this card, with the settings as they are now; the first one is gone.</summary>
    public Appliance StartAgain() => BringUp.Prepare(_card, new EventRing(_card, RingLog2), Options, _setup, Time, Log);

    /// <summary>Lets the market, the card and the host go on.</summary>
    /// <param name="steps">Turns of the host's loop.</param>
    /// <param name="milliseconds">Time of each.</param>
    public HostRig Run(int steps, int milliseconds = 1)
    {
        for (int n = 0; n < steps; n++)
        {
            Time.Advance(milliseconds * MsNs);
            _card.SetTime(Time.UnixNs);
            foreach (LinePacket packet in Market.Step(milliseconds * MsNs))
            {
                if (Reaches is null || Reaches(packet))
                {
                    Send(packet.Line, packet.Bytes.Span);
                }
            }

            _card.RunIdle();
            while (_turn.Run())
            {
                _card.RunIdle();
            }

            // A round of depth reports.
            _card.Run(CyclesAStep);
            _turn.Run();
        }

        return this;
    }

    /// <summary>Runs until it is so.</summary>
    public ApplianceState Until(Func<ApplianceState, bool> so, string what, int milliseconds = 2_000)
    {
        for (int n = 0; n < milliseconds; n += MsBetweenLooks)
        {
            ApplianceState state = Run(MsBetweenLooks).State();
            if (so(state))
            {
                return state;
            }
        }

        Assert.Fail($"{what} did not come within {milliseconds} ms; the feed: {State().Feed}");
        return null!;
    }

    /// <summary>The next packets reach the card on no line.</summary>
    public void Lose()
    {
        ulong next = Market.NextSequence;
        Reaches = _ => false;
        while (Market.NextSequence < next + 3)
        {
            Run(3);
        }

        Reaches = null;
        Run(20);
    }

    /// <summary>The card forgets the tick of a symbol: its book is stale with the next message, and no snapshot heals it.</summary>
    public void SpoilTick(string symbol) =>
        _card.Write(CardRegisters.SymTickAt(State().Books.Select(b => b.Instrument.Symbol).ToList().IndexOf(symbol)), 0);

    /// <summary>Another venue, with little trade, in the place of this one: the session has the same name and begins with message 1.</summary>
    public void RestartVenue(ulong seed) => Market = NewMarket(seed, Market.NowNs, SlowRate);

    /// <summary>A heartbeat of a session on line A.</summary>
    public void Stray(SessionId session)
    {
        byte[] packet = new byte[MoldPacket.HeaderLength];
        MoldPacketBuilder.WriteHeartbeat(packet, session, 1);
        Send(0, packet);
    }

    /// <summary>A packet on line A (0) or B (1).</summary>
    public void Send(int line, ReadOnlySpan<byte> packet)
    {
        Ipv4Address group = line == 0 ? GroupA : GroupB;
        byte[] frame = new byte[1514];
        packet.CopyTo(frame.AsSpan(42));
        EthernetFrame.WriteHeader(frame, MacAddress.OfGroup(group), new MacAddress(2), EtherType.Ipv4);
        int udp = UdpDatagram.WriteHeader(frame.AsSpan(34), Source, group, 1, Ports[line], packet.Length);
        Ipv4Packet.WriteHeader(frame.AsSpan(14), Source, group, IpProtocol.Udp, udp);
        _card.Send(line == 0 ? CardPort.MarketDataA : CardPort.MarketDataB, frame.AsSpan(0, Math.Max(60, 34 + udp)));
    }

    public ApplianceState State() => Appliance.State("test", []);

    /// <summary>The state when both lines have been looked at anew.</summary>
    public ApplianceState Settled()
    {
        Run(1, milliseconds: 300).State();
        return Run(1, milliseconds: 300).State();
    }

    /// <summary>Stops the market, lets everything arrive, and compares each symbol's ten best levels with the venue's book.</summary>
    public ApplianceState AssertBooksAreTheVenues()
    {
        Market.Flowing = false;
        ApplianceState state = Until(s => s.Feed.Phase == "whole" && s.Feed.Expected == Market.NextSequence, "the whole feed");
        Run(20);
        state = Settled();
        foreach (Book book in state.Books)
        {
            Saker.Venue.OrderBook venue = Market.Books.Single(b => b.Instrument.Symbol == book.Instrument.Symbol);
            Assert.Equal("ok", book.State);
            Assert.Equal(Levels(venue.Bids), book.Bids.Select(l => (l.Price, l.Quantity)));
            Assert.Equal(Levels(venue.Asks), book.Asks.Select(l => (l.Price, l.Quantity)));
        }

        Market.Flowing = true;
        return state;
    }

    public void Dispose()
    {
        _setup.Dispose();
        _card.Dispose();
    }

    private static List<(long Price, long Quantity)> Levels(BookSide side) =>
        [.. Enumerable.Range(0, Math.Min(10, side.LevelCount)).Select(n => (side[n].Price, side[n].Quantity))];

    private InProcessMarket NewMarket(ulong seed, long startNs, int rate = Rate) =>
        new(seed, InstrumentFile.Load(_instruments), new LinePlan(), new LinePlan(), new MarketSettings { Rate = rate, GatherNs = MsNs, StartNs = startNs });
}

/// <summary>A log that keeps its lines.</summary>
internal sealed class KeptLog : ILogger
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add($"{logLevel}: {formatter(state, exception)}");
}

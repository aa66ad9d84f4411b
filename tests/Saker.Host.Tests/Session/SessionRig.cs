using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Saker.Card;
using Saker.Card.Feed;
using Saker.Host.Feed;
using Saker.Host.Service;
using Saker.Host.Session;
using Saker.TestKit;
using Saker.V1;
using Saker.Wire;

namespace Saker.Host.Tests.Session;

/// <summary>A host's order session between a scripted card and a scripted venue, on a clock that the test moves.</summary>
internal sealed class SessionRig
{
    private const int RingLog2 = 6;
    private const int BeatMs = 1000;

    private readonly OrderSession _session;
    private int _ms;

    /// <param name="found">Changes the card before the host starts.</param>
    /// <param name="newSession">--new-session.</param>
    /// <param name="settings">The document of settings; null: the host's own.</param>
    public SessionRig(Action<ScriptedCard>? found = null, bool newSession = false, string? settings = null)
    {
        Venue = new ScriptedVenue(Card);
        found?.Invoke(Card);
        Options = new DaemonOptions
        {
            Card = "none", Listen = new Uri("http://127.0.0.1:1"), Symbol = "BTCUSD", NewSession = newSession, ArmOnStart = true,
            Instruments = Path.Combine(Places.RepositoryRoot, "sim", "venue", "instruments.json"),
            Parameters = settings ?? SlotDocument.Default,
            Venue = new IPEndPoint(IPAddress.Parse("10.78.0.1"), 26480), Local = IPAddress.Parse("10.78.0.2"),
        };
        var group = new Ipv4Address(0xEF4D_0101);
        var feed = new FeedSetup(new FeedPair(group, 26477, group, 26478, "FEED"), HasB: true, null, null, new RecoveryOptions());
        Ring = new EventRing(Card, RingLog2);
        Appliance = BringUp.Prepare(Card, Ring, Options, feed, Time, Log);
        _session = new OrderSession(Card, ScriptedVenue.Line, Options, Time, Log);
    }

    public ScriptedCard Card { get; } = new();

    public ScriptedVenue Venue { get; }

    public DaemonOptions Options { get; }

    public ManualTime Time { get; } = new();

    public KeptLog Log { get; } = new();

    public EventRing Ring { get; }

    public Appliance Appliance { get; }

    public OrderSession Session => _session;

    /// <summary>Events stay on their way.</summary>
    public bool HoldEvents { get; set; }

    /// <summary>What people read.</summary>
    public string Note => Appliance.State("test", []).Note;

    /// <summary>A card whose last host was killed while its session ran.</summary>
    public static void Running(ScriptedCard card)
    {
        HandOver.Give(card, new Connection(ScriptedVenue.Line, ScriptedVenue.Mac, 7000, 9000, 7, 64_000), new OrderSessionOptions(), newSession: false);
        card.Status = ScriptedCard.Owned | ScriptedCard.LoggedIn | ScriptedCard.CaughtUp;
        card[CardRegisters.KillCauses] = KillCausesValue.HostHeartbeatMask;
        card[CardRegisters.OeSoupSeq] = 42;
        card[CardRegisters.OeLastUrn] = 17;
        card.Events.Clear();
        card.Writes.Clear();
    }

    public SessionRig Run(int milliseconds)
    {
        for (int n = 0; n < milliseconds; n++)
        {
            Time.Advance(1_000_000);
            if (++_ms % BeatMs == 0 && (Card.Status & ScriptedCard.LoggedIn) != 0)
            {
                Venue.Beat();
            }

            DeliverEvents();
            _session.Turn(Appliance);
            Venue.Turn();
        }

        return this;
    }

    /// <summary>Connected, logged in, caught up.</summary>
    public SessionRig Up()
    {
        Run(200);
        Assert.True(Appliance.SessionUp, Note);
        return this;
    }

    /// <summary>A few turns of the daemon's loop with good books; then it is told to end, and ends.</summary>
    public void RunDaemon()
    {
        byte[] record = new byte[BookEvent.Size];
        foreach (int symbol in Appliance.Slots.Select(s => s.Slot.SymbolIndex))
        {
            _ = new BookEventWriter(record) { Sym = (uint)symbol, Flags = 0, BidQty = 1, AskQty = 1, BidIdx = 10, AskIdx = 12 };
            Appliance.OnBook(new BookEvent(record));
        }

        Assert.True(Appliance.BooksGood);
        using var end = new CancellationTokenSource();
        int reads = 0;
        Card.OnRead = () =>
        {
            if (++reads == 200)
            {
                end.Cancel();
            }

            Time.Advance(1_000_000);
        };
        Loop(end.Token);
        Card.OnRead = null;
    }

    /// <summary>The card's thread, as the daemon runs it.</summary>
    public void Loop(CancellationToken end) =>
        new CardLoop(Card, Ring, Appliance, _session, new CardCommands(), new StateStore(), Options, Time, NullLogger<CardLoop>.Instance).Run(end);

    private void DeliverEvents()
    {
        byte[] record = new byte[SessionEvent.Size];
        while (!HoldEvents && Card.Events.TryDequeue(out (byte Cause, byte[] Text) e))
        {
            _ = new SessionEventWriter(record) { Cause = e.Cause, Text = e.Text };
            Appliance.OnSession(new SessionEvent(record));
        }
    }
}

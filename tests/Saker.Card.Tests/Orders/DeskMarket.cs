using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>What a stretch of a random run is like.</summary>
/// <param name="Crowded">Small orders, a lazy venue: many rest at once.</param>
/// <param name="Throttled">A message limit that bites.</param>
/// <param name="Limit">ORDER_TIMEOUT.LIMIT; 0: none is in doubt.</param>
/// <param name="AutoCancel">ORDER_TIMEOUT.AUTO_CANCEL.</param>
/// <param name="Trips">Limits beyond which the slot trips.</param>
/// <param name="Mood">The venue is slow, or hostile, or rejects everything.</param>
internal readonly record struct Stretch(bool Crowded, (uint IntervalNs, ushort Burst)? Throttled, uint Limit, bool AutoCancel, TripLimits Trips, VenueMood Mood);

/// <summary>How the venue behaves.</summary>
internal enum VenueMood
{
    Usual,
    Slow,

    /// <summary>It executes orders that are dead, and tells executions again.</summary>
    Hostile,
    RejectsAll,
}

/// <summary>A card that trades under a twin: a feed, a slot that quotes, a desk that enters, cancels and mass cancels at random, and a venue that races.</summary>
internal sealed class DeskMarket : IDisposable
{
    private const ulong Start = 1ul << 36;
    private const int MostTurnsToRest = 20_000;
    private const int TurnsOfAStretch = 200;
    private const int QuietTurns = 3;
    private const int MostClears = 50;
    private const ulong CyclesOfAQuietTurn = 300;
    private const ulong DoubtUnitNs = 1_024;
    private const int Around = 20;
    private const uint NoBurst = ushort.MaxValue;

    private static readonly SlotParameters Parameters = new()
    {
        Qty = 120, HalfBid = 300, HalfAsk = 420, Skew = 500, Hysteresis = 1, InventoryCap = 700, MaxDistance = ushort.MaxValue,
        Micro = [.. Enumerable.Range(0, 32).Select(i => (short)(((i % 8) * 60) - 210))],
    };

    private static readonly SlotControls Controls = new(150, 8, 900);

    private readonly Random _random;
    private readonly BookFlow _flow;
    private readonly RacingVenue _venue;
    private readonly CardClock _clock;
    private bool _fault;

    public DeskMarket(int seed)
    {
        _random = new Random(seed);
        Bench = new TradingBench(Parameters, Controls);
        int window = 1 << (int)new CapsValue(Bench.Card.Read(CardRegisters.Caps)).LadderLog2;
        Twin = new OrderTwin(Parameters, Controls, window, Bench.Peer.Line.FirstUrn) { Mode = SlotMode.Active };
        _flow = new BookFlow(Bench.Book, window, _random);
        _venue = new RacingVenue(Bench, _random) { AcceptsAgain = 15 };
        Host = new RecordingHost(Bench);
        _clock = CardClock.Set(Bench, Start);
        Twin.Doubts.Clock = _clock;
        Bench.Heartbeat();
        Bench.Mode(SlotMode.Active);
        Replay();
    }

    public TradingBench Bench { get; }

    public OrderTwin Twin { get; }

    public RecordingHost Host { get; }

    public int Kills { get; private set; }

    public int MassCancels { get; private set; }

    public int ClockFaults { get; private set; }

    /// <summary>Most orders that were open at a quiet moment.</summary>
    public uint MostOpen { get; private set; }

    /// <summary>References used: lives of orders.</summary>
    public long Lives => Twin.Races["day orders"] + Twin.Races["immediate orders"] + Twin.Races["quotes"];

    /// <summary>A stretch of its own kind, played to a quiet moment and compared.</summary>
    public void Play(string when)
    {
        Stretch stretch = Next();
        SetUp(stretch);
        int killAt = _random.Next(8) == 0 ? _random.Next(TurnsOfAStretch) : -1, slotKillAt = _random.Next(6) == 0 ? _random.Next(TurnsOfAStretch) : -1;
        int faultAt = _random.Next(4) == 0 ? _random.Next(TurnsOfAStretch) : -1, goodAt = faultAt < 0 ? -1 : faultAt + _random.Next(1, 20);
        for (int turn = 0; turn < TurnsOfAStretch; turn++)
        {
            for (int n = _random.Next(3); n > 0; n--)
            {
                Bench.Feed.SendMessage(_flow.Next(), (uint)_random.Next(12, 80));
            }

            Bench.Card.Run((ulong)_random.Next(5, 120));
            _venue.Turn(active: true);
            Desk(stretch);
            if (turn == killAt)
            {
                Kill();
            }

            if (turn == slotKillAt)
            {
                Host.KillSlot();
            }

            Clock(turn == faultAt, turn == goodAt);
        }

        // An order that the venue never answers comes into doubt when nothing else moves any more, and may be cancelled then.
        Rest(QuietTurns + (int)(CardClock.Cycles(stretch.Limit * DoubtUnitNs) / CyclesOfAQuietTurn) + 1);
        Replay();
        Twin.NothingLeftToDo(when, (uint)Bench.Card.Cycle);
        Compare($"{when}, {stretch}");
        Mode();
    }

    public void Dispose() => Bench.Dispose();

    /// <summary>A venue that is slower than the limit, and quotes cancelled for it, would enter and cancel without end.</summary>
    private Stretch Next()
    {
        VenueMood mood = _random.Next(10) switch { < 6 => VenueMood.Usual, < 8 => VenueMood.Slow, 8 => VenueMood.Hostile, _ => VenueMood.RejectsAll };
        bool autoCancel = mood != VenueMood.Slow && _random.Next(2) == 0;
        return new Stretch(
            _random.Next(3) == 0,
            _random.Next(4) == 0 ? ((uint)_random.Next(40, 3_000), (ushort)_random.Next(1, 20)) : null,
            _random.Next(2) == 0 ? 0 : (uint)_random.Next(autoCancel ? 4 : 1, 7),
            autoCancel,
            _random.Next(3) == 0 ? new TripLimits((byte)_random.Next(2, 7), (ushort)_random.Next(5, 60), 0) : OpenGuards.Trips,
            mood);
    }

    private void SetUp(in Stretch stretch)
    {
        Adjust();
        Arm();
        Clear();
        Price();
        Guard(stretch);
        bool slow = stretch.Mood == VenueMood.Slow;
        _venue.Slowness = slow ? (3_000, 3_000) : (400, 500);
        _venue.FillsLate = stretch.Mood == VenueMood.Hostile ? 40 : 0;
        _venue.TellsAgain = stretch.Mood == VenueMood.Hostile ? 40 : 0;
        _venue.RejectsAll = stretch.Mood == VenueMood.RejectsAll;
        _venue.Laziness = stretch.Crowded ? 40 : 6;
        Bench.Desk.Timeout(stretch.Limit, stretch.AutoCancel);
        Twin.Doubts.Set(stretch.Limit, stretch.AutoCancel, (uint)Bench.Card.Cycle);
        Limit(stretch);
        Throttle(stretch);
    }

    /// <summary>Now and then the appliance stays REDUCING for a stretch. What latch and clock held back leaves under the limits of before.</summary>
    private void Arm()
    {
        Clock(false, _fault);
        if (Bench.Killed)
        {
            Host.Open();
        }

        if (Bench.ApplianceMode == SlotMode.Reducing && _random.Next(4) != 0)
        {
            Host.Activate();
        }

        Rest();
        Replay();
    }

    /// <summary>The clock is lost, or good again.</summary>
    private void Clock(bool lost, bool good)
    {
        if (lost || good)
        {
            _fault = lost;
            Host.Clock(_fault);
            ClockFaults += lost ? 1 : 0;
        }
    }

    /// <summary>The host moves the position and moves it back, which only a closed latch lets it do.</summary>
    private void Adjust()
    {
        bool taken = Bench.Killed;
        int lots = _random.Next(-500, 500);
        foreach (int move in new[] { lots, -lots })
        {
            var before = new SlotAdjustStatusValue(Bench.Card.Read(CardRegisters.SlotAdjustStatusAt(0)));
            Bench.Card.Write(CardRegisters.SlotPositionAdjustAt(0), unchecked((uint)move));
            Assert.Equal(before.WithTaken((before.Taken + (taken ? 1u : 0)) & 0xFFFF).WithRefused((before.Refused + (taken ? 0 : 1u)) & 0xFFFF),
                new SlotAdjustStatusValue(Bench.Card.Read(CardRegisters.SlotAdjustStatusAt(0))));
            if (taken)
            {
                Twin.Adjusted.Enqueue(move);
            }

            // A quote follows the position.
            Rest();
        }

        Replay();
    }

    /// <summary>Acknowledges the slot's trips, with another value first now and then.</summary>
    private void Clear()
    {
        if (Twin.Trips.Told == TripCauses.None)
        {
            return;
        }

        if (_random.Next(2) == 0)
        {
            Host.ClearSlot((TripCauses)((uint)Twin.Trips.Told ^ (1u << _random.Next(4))));
        }

        // Cleared, it quotes again, and the venue's rejects may trip it anew before all is quiet.
        for (int tries = 0; Twin.Trips.Told != TripCauses.None; tries++)
        {
            Assert.True(tries < MostClears, $"the slot is still tripped by {Twin.Trips.Told}");
            Host.ClearSlot(Twin.Trips.Told);
            Rest();
            Replay();
        }
    }

    /// <summary>Another fee, and another price of what the host moves. Nothing moves meanwhile.</summary>
    private void Price()
    {
        SlotMoney money = Twin.Orders.Money(0);
        (money.Fee, money.AdjustPrice) = ((ushort)_random.Next(1 << 16), (uint)_random.NextInt64(1L << 32));
        Bench.Card.Write(CardRegisters.SlotFeeAt(0), money.Fee);
        Bench.Card.Write(CardRegisters.SlotAdjustPriceAt(0), money.AdjustPrice);
    }

    private void Guard(in Stretch stretch)
    {
        SlotTrips trips = Twin.Orders.Trips(0);
        trips.Advance(_clock.Ns((uint)Bench.Card.Cycle));
        trips.Limits = stretch.Trips;
        Bench.Trip(stretch.Trips);
    }

    /// <summary>Other limits. One of the value is worked out, and is a cause then.</summary>
    private void Limit(in Stretch stretch)
    {
        ulong notional = _random.Next(4) == 0 ? Parameters.Qty * (ulong)TradingBench.Window.Price(_flow.Middle + _random.Next(-3, 9)) : ulong.MaxValue;
        bool changed = notional != Twin.Controls.MaxNotional;
        Twin.Controls = new SlotControls(_random.Next(30) == 0 ? 100u : 150u, (ushort)_random.Next(3, 12), stretch.Crowded ? 2_000u : 900u, notional);
        Bench.Limit(Twin.Controls);
        Twin.Aggregate.Most = _random.Next(3) == 0 ? (uint)_random.Next(100, stretch.Crowded ? 1_500 : 700) : uint.MaxValue;
        Bench.SymbolMost(Twin.Aggregate.Most);
        if (changed)
        {
            Twin.WorksOutValue((uint)(Bench.Card.Cycle + TradingBench.NotionalCycles + Around));
        }

        Bench.Card.Run(TradingBench.NotionalCycles + Around);
        Rest();
        Replay();
    }

    private void Throttle(in Stretch stretch)
    {
        if (stretch.Throttled is not var (interval, burst))
        {
            Twin.Throttle.Ignore();
            Bench.Desk.Throttle(1, NoBurst);
            Bench.Card.Run(200);
            return;
        }

        Bench.Desk.Throttle(interval, burst);
        Bench.Card.Run(CardClock.Cycles((ulong)interval * (burst + 1ul)));
        Twin.Throttle.Full(_clock, interval, burst, (uint)Bench.Card.Cycle);
        Assert.Equal(burst, Bench.Desk.Headroom);
    }

    /// <summary>What the desk does in a turn, if anything.</summary>
    private void Desk(in Stretch stretch)
    {
        int roll = _random.Next(stretch.Crowded ? 130 : 190);
        if (roll < 60)
        {
            Host.New(Offer(stretch.Crowded));
        }
        else if (roll < 75 && Bench.Venue.Highest != 0)
        {
            Host.Cancel(Target());
        }
        else if (roll is > 75 and < 86 && Bench.Venue.Highest != 0)
        {
            Modify();
        }
        else if (roll == 75 && _random.Next(stretch.Crowded ? 4 : 1) == 0)
        {
            MassCancel();
        }
    }

    private void MassCancel()
    {
        (CancelScope scope, int number) = _random.Next(6) switch
        {
            < 2 => (CancelScope.All, _random.Next(3)), 2 => (CancelScope.Slot, 0), 3 => (CancelScope.Symbol, 0), 4 => (CancelScope.Slot, 1), _ => (CancelScope.Symbol, 5),
        };
        Host.MassCancel(scope, number);
        MassCancels++;
    }

    private void Kill()
    {
        Bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualConsole);
        Kills++;
    }

    /// <summary>Mostly to something smaller, now and then to what it has been filled to, to more than it has, or to nothing. What comes while it waits hinders it.</summary>
    private void Modify()
    {
        uint urn = Target();
        uint size = Bench.Venue.Live.TryGetValue(urn, out VenueOrder? order) ? order.Open + order.Executed : 10;
        uint quantity = _random.Next(12) switch { 0 => 0, 1 => size + (uint)_random.Next(3), 2 => Math.Max(order?.Executed ?? 1, 1), _ => (uint)_random.Next(1, (int)Math.Max(size, 2)) };
        Action? meanwhile = _random.Next(30) switch { 0 => MassCancel, 1 when _random.Next(4) == 0 => Kill, _ => null };
        Host.Modify(urn, quantity, meanwhile);
    }

    private DeskOffer Offer(bool small)
    {
        uint quantity = small ? (uint)_random.Next(1, 4) : _random.Next(20) switch { 0 => 0, 1 => 151, 2 => 140, _ => (uint)_random.Next(1, 60) };
        // Mostly beyond the quotes of its own side: one that stands in the way of a quote stops it for as long as it lives.
        byte side = (byte)_random.Next(2);
        int away = _random.Next(8) == 0 ? _random.Next(-9, 10) : _random.Next(2, 10);
        return new DeskOffer(side, quantity, (ushort)(_flow.Middle + (side == 0 ? -away : away)), Ioc: _random.Next(small ? 8 : 3) == 0);
    }

    /// <summary>Mostly an order that may live, now and then any reference.</summary>
    private uint Target()
    {
        uint[] live = [.. Bench.Venue.Live.Values.Where(o => o.AsEntered).Select(o => o.Urn)];
        return _random.Next(8) switch
        {
            0 => Bench.Venue.Highest - (uint)_random.Next((int)Math.Min(Bench.Venue.Highest, 30)),
            < 3 => Bench.Desk.LastUrn,
            _ => live.Length == 0 ? Bench.Venue.Highest : live[_random.Next(live.Length)],
        };
    }

    /// <summary>Feed, desk and venue fall silent; nothing is under way any more.</summary>
    private void Rest(int turns = QuietTurns)
    {
        // A slot whose orders are all rejected tries again with each reject, without end.
        _venue.RejectsAll = false;
        while (_flow.Owed != 0)
        {
            Bench.Feed.SendMessage(_flow.Next());
        }

        int quiet = 0;
        for (int turn = 0; quiet < turns; turn++)
        {
            Assert.True(turn < MostTurnsToRest, "card and venue do not come to rest");
            Bench.Card.Run(CyclesOfAQuietTurn);
            Bench.Card.RunIdle();
            bool moved = Bench.Peer.Poll() || Bench.Peer.Packets.Count != 0;
            _venue.Turn(active: false);
            quiet = moved || _venue.Busy ? 0 : quiet + 1;
            Bench.Peer.Acknowledge();
        }
    }

    private void Replay() => Twin.Replay(Bench.Feed.Records(), Host.Take());

    /// <summary>Now and then another mode, while nothing moves: a cause of its own.</summary>
    private void Mode()
    {
        SlotMode mode = _random.Next(24) switch { 0 => SlotMode.Halted, 1 => SlotMode.Off, < 4 => SlotMode.Reducing, _ => SlotMode.Active };
        if (mode != Twin.Mode)
        {
            Bench.Mode(mode);
            Twin.Mode = mode;
            Rest();
            Replay();
        }

        SlotMode symbol = _random.Next(24) switch { 0 => SlotMode.Halted, 1 => SlotMode.Off, 2 => SlotMode.Reducing, _ => SlotMode.Active };
        if (symbol != Twin.SymbolMode)
        {
            Bench.SymbolMode(symbol);
            Twin.SymbolMode = symbol;
            Rest();
            Replay();
        }
    }

    private void Compare(string when)
    {
        OrderState model = Twin.Orders;
        void Equal(long card, long expected, string what) => Assert.True(card == expected, $"{what} {when}: card {card}, expected {expected}");
        Equal(Bench.Position, model.Position(0), "position, model");
        Equal(Bench.Position, Bench.Venue.Position, "position, venue");
        Equal(Bench.Cash, model.Money(0).ShownCash, "SLOT_CASH");
        Equal(Bench.OpenBuy, model.WorstOpen(0, 0), "open buy, model");
        Equal(Bench.OpenSell, model.WorstOpen(0, 1), "open sell, model");
        Equal(Bench.OpenBuy, Bench.Venue.Open(true), "open buy, venue");
        Equal(Bench.OpenSell, Bench.Venue.Open(false), "open sell, venue");
        Equal(Bench.Orders, model.OpenOrdersOf(0), "SLOT_ORDERS, model");
        Equal(Bench.Orders, Bench.Venue.Live.Count, "SLOT_ORDERS, venue");
        TableStatusValue table = Bench.Desk.Table;
        Equal(table.Open, model.OpenOrders, "TABLE_STATUS.OPEN");
        Equal(table.ToCancel, model.Table.ToCancel(Twin.Killed), "TABLE_STATUS.TO_CANCEL");
        Equal(table.InDoubt, model.InDoubt, "TABLE_STATUS.IN_DOUBT");
        MostOpen = Math.Max(MostOpen, table.Open);
        uint from = (uint)Bench.Card.Cycle, headroom = Bench.Desk.Headroom;
        Twin.Throttle.Compare(headroom, from, (uint)Bench.Card.Cycle, when);
        Equal(Bench.Card.Read(CardRegisters.OeLastUrn), model.LastUrn, "OE_LAST_URN");
        Equal(Bench.Card.Read(CardRegisters.SlotSentAt(0)), Twin.Sent, "SLOT_SENT");
        Equal(Bench.Card.Read(CardRegisters.SlotRefusedAt(0)), Twin.Refused, "SLOT_REFUSED");
        Equal(Bench.Venue.Requests.Values.Sum(), Twin.Sent, "requests");
        Equal(Bench.Desk.Status.Refused, Host.Refused & new DeskStatusValue(uint.MaxValue).Refused, "DESK_STATUS.REFUSED");
        Equal(Bench.Feed.OrderEntryCounter(CntOeIndex.UnknownUrn), model.UnknownUrn, "UNKNOWN_URN");
        Equal(Bench.Card.Read(CardRegisters.OeRcvNxt), Bench.Peer.Next, "OE_RCV_NXT");
        Equal(Bench.Card.Read(CardRegisters.OeSndNxt), Bench.Peer.Expected, "OE_SND_NXT");
        Equal(Bench.Card.Read(CardRegisters.RingLost), 0, "RING_LOST");
        Assert.Equal((Twin.Killed, Twin.Causes, Twin.Appliance.Mode), (Bench.Killed, Bench.Causes, Bench.ApplianceMode));
        Assert.True(Twin.Trips.Told == Bench.Trips, $"SLOT_TRIPS {when}: card {Bench.Trips}, told {Twin.Trips.Told}");
        for (int place = 0; place < ReferenceTable.Places; place++)
        {
            DeskOrder order = model.Table[place];
            Assert.True(!order.Live || (Bench.Venue.Live.TryGetValue(order.Urn, out VenueOrder? lives) && lives.Open == order.Open), $"the venue has no order like {order} {when}");
        }
    }
}

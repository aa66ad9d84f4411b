using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>The Verilated card as a whole trading system: a feed on one side, a venue on the other, a slot that is set up,
/// heartbeats, and an open kill latch when asked. Symbol and slot 0.</summary>
public sealed class TradingBench : IDisposable
{
    /// <summary>The symbol that the slot quotes.</summary>
    public static readonly SymbolWindow Window = new("AAAA", 1_000_000, 100);

    // Far beyond any test: the bench's time runs with its clock.
    private const uint HeartbeatLimitUs = 1_000_000_000;
    private const ushort Locate = 1;
    private const int MostTurns = 10_000;

    /// <summary>Cycles after which the card judges by a new SLOT_MAX_NOTIONAL, quantity or window (docs/card.md section 8.4).</summary>
    public const ulong NotionalCycles = 100;

    /// <summary>Cycles after which an execution, a mark, a limit or a start is in what the card shows of a slot's losses (section 8.5).</summary>
    public const ulong LossCycles = 136;

    /// <param name="symbols">Tracked symbols; the slot quotes the first. Null: <see cref="Window"/> alone.</param>
    /// <param name="throttle">Lift the venue's message limit out of the way. False: unwritten, no order leaves.</param>
    public TradingBench(
        SlotParameters parameters, SlotControls controls, FeedSettings? feed = null, OrderLine? line = null, bool record = false, bool logIn = true,
        IReadOnlyList<SymbolWindow>? symbols = null, bool throttle = true)
    {
        Feed = new CardBench(feed ?? FeedSettings.Default, symbols ?? [Window], record);
        Peer = new OrderPeer(Card, line ?? OrderLine.Default);
        Desk = new DeskPort(Card);
        if (throttle)
        {
            Desk.NoThrottle();
        }

        Configure(parameters, controls);
        Heartbeat();
        if (logIn)
        {
            Peer.LogIn();
        }

        Feed.SendMessages(Book.Opening());
        Feed.Discard();
    }

    public CardBench Feed { get; }

    public VerilatedCard Card => Feed.Card;

    /// <summary>The venue's end of the connection under way.</summary>
    public OrderPeer Peer { get; private set; }

    public VenueOrders Venue { get; } = new();

    /// <summary>Orders of the desk, mass cancel, time-out and throttle.</summary>
    public DeskPort Desk { get; }

    public BookMessages Book { get; } = new(Window, Locate);

    /// <summary>Parameters that suit most tests: one lot size, one tick off the mid each side, no skew, however far from the best and from the micro-price.</summary>
    public static SlotParameters Plain { get; } = new()
    {
        Qty = 100, HalfBid = 256, HalfAsk = 256, InventoryCap = 1_000_000, MaxDistance = ushort.MaxValue, MinEdge = SlotParameters.NoEdge,
    };

    /// <summary>Controls that refuse nothing that <see cref="Plain"/> does.</summary>
    public static SlotControls Wide { get; } = new(1_000, 1_000, 1_000_000);

    /// <summary>The banks of the slot's parameters.</summary>
    public SlotBanks Banks => new(Card, 0);

    /// <summary>Writes and seals the first bank of a slot's parameters, and writes its controls. The slot must not be trading.</summary>
    public void Configure(SlotParameters p, SlotControls c, int slot = 0)
    {
        var banks = new SlotBanks(Card, slot);
        banks.Write(0, p);
        banks.Seal(0);
        OpenGuards.Limit(Card, slot, OpenGuards.Trips);
        Limit(c, slot);
        OpenGuards.Loss(Card, slot, OpenGuards.Losses);
        Card.Run(Math.Max(NotionalCycles, LossCycles));
    }

    /// <summary>Writes a slot's controls.</summary>
    public void Limit(SlotControls c, int slot = 0) => OpenGuards.Controls(Card, slot, c);

    /// <summary>The venue's end of another connection; the card is not told. What it sent on the one before must have been taken.</summary>
    public OrderPeer Connect(OrderLine line) => Peer = new OrderPeer(Card, line, Peer.FrameNumber);

    /// <summary>SYM_MODE of symbol 0.</summary>
    public void SymbolMode(SlotMode mode) => Card.Write(CardRegisters.SymModeAt(0), (uint)mode);

    /// <summary>Writes the limits beyond which the slot trips.</summary>
    public void Trip(in TripLimits limits) => OpenGuards.Limit(Card, 0, limits);

    /// <summary>Writes the limits of the slot's losses.</summary>
    public void Loss(in LossLimits limits) => OpenGuards.Loss(Card, 0, limits);

    /// <summary>SLOT_LOSS.</summary>
    public SlotLossValue Losses => new(Card.Read(CardRegisters.SlotLossAt(0)));

    /// <summary>SLOT_PNL, price units times lots.</summary>
    public long Pnl => (long)Card.ReadSteady(CardRegisters.SlotPnlLoAt(0), CardRegisters.SlotPnlHiAt(0));

    /// <summary>SLOT_CASH, price units times lots.</summary>
    public long Cash => (long)Card.ReadSteady(CardRegisters.SlotCashLoAt(0), CardRegisters.SlotCashHiAt(0));

    /// <summary>SLOT_PNL_START.</summary>
    public void StartPnl() => Card.Write(CardRegisters.SlotPnlStartAt(0), 1);

    /// <summary>SLOT_KILL.</summary>
    public void KillSlot() => Card.Write(CardRegisters.SlotKillAt(0), 1);

    /// <summary>SLOT_CLEAR.</summary>
    public void ClearSlot(TripCauses causes) => Card.Write(CardRegisters.SlotClearAt(0), (uint)causes);

    /// <summary>SLOT_TRIPS.</summary>
    public TripCauses Trips => (TripCauses)Card.Read(CardRegisters.SlotTripsAt(0));

    public void Mode(SlotMode mode, int slot = 0) => Card.Write(CardRegisters.SlotModeAt(slot), (uint)mode);

    public void Heartbeat()
    {
        Card.Write(CardRegisters.HeartbeatLimitUs, HeartbeatLimitUs);
        Card.Write(CardRegisters.Heartbeat, 1);
    }

    /// <summary>STATE.</summary>
    public StateValue State => new(Card.Read(CardRegisters.State));

    public bool Killed => State.Killed;

    /// <summary>STATE.MODE: the mode of the appliance.</summary>
    public SlotMode ApplianceMode => (SlotMode)State.Mode;

    /// <summary>ARM_NONCE: what ARM and ACTIVATE are made for now.</summary>
    public uint Nonce => Card.Read(CardRegisters.ArmNonce);

    public KillCauses Causes => (KillCauses)Card.Read(CardRegisters.KillCauses);

    /// <summary>Both acts of arming: the card may trade as its slots' modes say.</summary>
    /// <exception cref="CardException">The latch stays closed, or the appliance is not ACTIVE.</exception>
    public void Arm()
    {
        Open();
        Activate();
    }

    /// <summary>The first act of arming: acknowledges exactly the causes that stand, for this very state. The appliance is REDUCING then.</summary>
    /// <exception cref="CardException">The latch stays closed: a cause is asserted.</exception>
    public void Open()
    {
        TryArm(Nonce, Causes);
        if (Killed)
        {
            CardException.Throw($"The latch does not open: {Causes}, asserted {(KillCauses)Card.Read(CardRegisters.KillAsserted)}.");
        }
    }

    /// <summary>The second act.</summary>
    /// <exception cref="CardException">The appliance is not ACTIVE: the latch is closed, or the clock is in fault.</exception>
    public void Activate()
    {
        Card.Write(CardRegisters.Activate, Nonce);
        if (Killed || ApplianceMode != SlotMode.Active)
        {
            CardException.Throw($"The appliance is not activated: {State}.");
        }
    }

    /// <summary>Writes ARM_KEY and ARM; whether the card takes it is its own affair.</summary>
    public void TryArm(uint key, KillCauses acknowledged)
    {
        Card.Write(CardRegisters.ArmKey, key);
        Card.Write(CardRegisters.Arm, (uint)acknowledged);
    }

    /// <summary>Sends one message in a packet of its own and lets the card take it; the venue stays silent.</summary>
    public void Tell(byte[] message)
    {
        Feed.SendMessage(message);
        Card.RunIdle();
    }

    /// <summary>Lets card and venue speak until both are silent; the venue accepts everything and fills nothing: what is to be executed at once is
    /// cancelled at once.</summary>
    public void Settle()
    {
        for (int turn = 0; turn < MostTurns; turn++)
        {
            Card.RunIdle();
            if (!Peer.Poll() && Peer.Packets.Count == 0)
            {
                return;
            }

            Answer();
        }

        CardException.Throw("Card and venue do not come to rest.");
    }

    /// <summary>Runs for a number of cycles and answers what came: for a card that never comes to rest.</summary>
    public void Turn(ulong cycles)
    {
        Card.Run(cycles);
        Peer.Poll();
        Answer();
    }

    public int Position => (int)Card.Read(CardRegisters.SlotPositionAt(0));

    public uint OpenBuy => Card.Read(CardRegisters.SlotOpenBuyAt(0));

    public uint OpenSell => Card.Read(CardRegisters.SlotOpenSellAt(0));

    public uint Orders => Card.Read(CardRegisters.SlotOrdersAt(0));

    public void Dispose() => Feed.Dispose();

    private void Answer()
    {
        while (Peer.Packets.TryDequeue(out PeerPacket packet))
        {
            byte[] answer = packet.Type == SoupType.UnsequencedData ? Venue.Take(packet.Payload, VenueAnswer.Accept) : [];
            if (answer.Length != 0)
            {
                Peer.Send(answer);
            }
        }
    }
}

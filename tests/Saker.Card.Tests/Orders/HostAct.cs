using Saker.Card.Bench;
using Saker.Model;

namespace Saker.Card.Tests.Orders;

/// <summary>Something the host did, and the cycles between which it took effect.</summary>
/// <param name="From">Before the register access.</param>
/// <param name="To">After it.</param>
internal abstract record HostAct(uint From, uint To);

/// <summary>DESK_SEND of a new order that was not refused.</summary>
internal sealed record OfferAct(uint From, uint To, DeskOffer Offer) : HostAct(From, To);

/// <summary>DESK_SEND of a cancel.</summary>
/// <param name="Noted">It was not counted in DESK_STATUS.REFUSED.</param>
internal sealed record CancelAct(uint From, uint To, uint Urn, bool Noted) : HostAct(From, To);

/// <summary>DESK_SEND of a modify.</summary>
/// <param name="Offered">DESK_SEND was written.</param>
/// <param name="Quantity">DESK_QTY, lots in all.</param>
/// <param name="Noted">It was not counted in DESK_STATUS.REFUSED: it left.</param>
internal sealed record ModifyAct(uint From, uint Offered, uint To, uint Urn, uint Quantity, bool Noted) : HostAct(From, To);

/// <summary>SLOT_KILL.</summary>
internal sealed record KillSlotAct(uint From, uint To) : HostAct(From, To);

/// <summary>SLOT_CLEAR.</summary>
internal sealed record ClearSlotAct(uint From, uint To, TripCauses Causes) : HostAct(From, To);

/// <summary>MASS_CANCEL.</summary>
internal sealed record MassCancelAct(uint From, uint To, CancelScope Scope, int Number) : HostAct(From, To);

/// <summary>The first act of arming.</summary>
internal sealed record OpenAct(uint From, uint To) : HostAct(From, To);

/// <summary>The second.</summary>
internal sealed record ActivateAct(uint From, uint To) : HostAct(From, To);

/// <summary>Another state of the clock's pins.</summary>
internal sealed record ClockAct(uint From, uint To, bool Fault) : HostAct(From, To);

/// <summary>Does what a host does with the desk's registers, and keeps a record of it for the twin.</summary>
internal sealed class RecordingHost(TradingBench bench)
{
    private const int CyclesToAck = 200;

    private readonly List<HostAct> _acts = [];

    /// <summary>Offers, cancels, modifies and mass cancels, refused ones too.</summary>
    public long Acts { get; private set; }

    /// <summary>DESK_SEND writes that were refused, and cancels and modifies of orders that were not open to them.</summary>
    public long Refused { get; private set; }

    /// <summary>Offers a new order; false when the card refused the write.</summary>
    public bool New(DeskOffer offer, ReadOnlySpan<byte> tags = default)
    {
        uint before = bench.Desk.Status.Refused, from = Now();
        bench.Desk.New(offer, tags);
        uint to = Now();
        bool taken = bench.Desk.Status.Refused == before;
        if (taken)
        {
            _acts.Add(new OfferAct(from, to, offer));
        }

        Count(taken);
        return taken;
    }

    /// <summary>Asks for the cancel of an order; false when the card counted it as refused.</summary>
    public bool Cancel(uint urn)
    {
        // While an order is offered a cancel would be refused for that.
        Judged();
        uint before = bench.Desk.Status.Refused, from = Now();
        bench.Desk.Cancel(urn);
        Judged();
        uint to = Now();
        bool noted = bench.Desk.Status.Refused == before;
        _acts.Add(new CancelAct(from, to, urn, noted));
        Count(noted);
        return noted;
    }

    /// <summary>Asks for an order to be made smaller, and waits until that has left; false when the card counted it as refused.</summary>
    /// <param name="urn">The order.</param>
    /// <param name="quantity">Lots in all.</param>
    /// <param name="meanwhile">Done while it may wait.</param>
    public bool Modify(uint urn, uint quantity, Action? meanwhile = null)
    {
        Judged();
        uint before = bench.Desk.Status.Refused, from = Now();
        bench.Desk.Modify(urn, quantity);
        uint offered = Now();
        meanwhile?.Invoke();
        Judged();
        uint to = Now();
        bool left = bench.Desk.Status.Refused == before;
        _acts.Add(new ModifyAct(from, offered, to, urn, quantity, left));
        Count(left);
        return left;
    }

    public void MassCancel(CancelScope scope, int number)
    {
        uint from = Now();
        bench.Desk.MassCancel(scope, (uint)number);
        _acts.Add(new MassCancelAct(from, Now(), scope, number));
        Count(true);
    }

    public void KillSlot()
    {
        uint from = Now();
        bench.KillSlot();
        _acts.Add(new KillSlotAct(from, Now()));
        Count(true);
    }

    public void ClearSlot(TripCauses causes)
    {
        uint from = Now();
        bench.ClearSlot(causes);
        _acts.Add(new ClearSlotAct(from, Now(), causes));
        Count(true);
    }

    /// <summary>Loads the bank that does not run, seals it and lets it run; false when the card refuses.</summary>
    /// <param name="parameters">What is loaded.</param>
    /// <param name="meanwhile">Done before each write.</param>
    public bool Swap(SlotParameters parameters, Action? meanwhile = null)
    {
        SlotBanks banks = bench.Banks;
        int bank = 1 - banks.Running;
        banks.Write(bank, parameters, meanwhile);
        banks.Seal(bank);
        uint from = Now();
        banks.Swap(bank);
        while (banks.Status.Pending)
        {
            bench.Card.Run(1);
        }

        bool taken = banks.Running == bank;
        if (taken)
        {
            _acts.Add(new SwapAct(from, Now(), bank, parameters));
        }

        Count(taken);
        return taken;
    }

    /// <summary>Both acts of arming.
    public void Arm()
    {
        Open();
        Activate();
    }

    public void Open()
    {
        uint from = Now();
        bench.Open();
        _acts.Add(new OpenAct(from, Now()));
        Count(true);
    }

    public void Activate()
    {
        uint from = Now();
        bench.Activate();
        _acts.Add(new ActivateAct(from, Now()));
        Count(true);
    }

    /// <summary>The clock is lost, or good again. The host has no part in it.</summary>
    public void Clock(bool fault)
    {
        uint from = Now();
        bench.Clock(valid: !fault);
        _acts.Add(new ClockAct(from, Now(), fault));
    }

    /// <summary>What was done since the last call.</summary>
    public IReadOnlyList<HostAct> Take()
    {
        HostAct[] acts = [.. _acts];
        _acts.Clear();
        return acts;
    }

    /// <summary>Waits for the card's judgement. Cancels that wait for room come before it, and room comes with the venue's ACKs.</summary>
    private void Judged()
    {
        for (int cycle = 1; bench.Desk.Status.Busy; cycle++)
        {
            bench.Card.Run(1);
            if (cycle % CyclesToAck == 0)
            {
                bench.Peer.Poll();
                bench.Peer.Acknowledge();
            }
        }
    }

    private uint Now() => (uint)bench.Card.Cycle;

    private void Count(bool taken)
    {
        Acts++;
        Refused += taken ? 0 : 1;
    }
}

using Saker.Card;
using Saker.Host.Service;
using Saker.Host.Session;
using Saker.Host.Slots;

namespace Saker.Host;

/// <summary>The one thread that drives the card: events, commands of people, order session, heartbeat, published state.
/// It sleeps a millisecond when nothing is to be done.</summary>
public sealed class CardLoop(
    ICard card, EventRing ring, Appliance appliance, OrderSession session, CardCommands commands, StateStore store, DaemonOptions options, TimeProvider time, ILogger<CardLoop> log)
{
    private static readonly TimeSpan PublishEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CompareEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PublishAtLeast = TimeSpan.FromSeconds(1);

    private readonly CardTurn _turn = new(ring, appliance);
    private readonly CounterReader _counters = new(card);
    private readonly (TradedSlot Slot, SlotReconciliation Counts)[] _slots = [.. appliance.Slots.Select(s => (s.Slot, new SlotReconciliation(card, s, appliance.FoundInUse)))];
    private long _heartbeatAt;
    private long _publishedAt;
    private long _comparedAt;
    private bool _armed;
    private bool _faultRaised;

    /// <summary>Runs until cancelled. Whatever it throws means that nobody follows the card any more: the latch is closed (HOST_FAULT) and the daemon must end.</summary>
    public void Run(CancellationToken cancel)
    {
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                Turn();
            }
        }
        catch (Exception)
        {
            KillForFault();
            throw;
        }
    }

    private void Turn()
    {
        Heartbeat();
        bool worked = _turn.Run();
        worked |= commands.RunPending();
        worked |= session.Turn(appliance);
        Reconcile();
        appliance.LookAtBanks();
        appliance.Configuration.Turn();
        ArmOnStart();
        Publish();
        if (!worked)
        {
            Thread.Sleep(1);
        }
    }

    /// <summary>A card that cannot be reached any more kills itself when the heartbeat stays away.</summary>
    private void KillForFault()
    {
        try
        {
            card.Write(CardRegisters.Kill, new KillCausesValue(0).WithHostFault(true).Raw);
        }
        catch (CardException e)
        {
            log.NotReached(e.Message);
        }
    }

    private void Heartbeat()
    {
        if (time.GetElapsedTime(_heartbeatAt) >= options.HeartbeatLimit / 8)
        {
            card.Write(CardRegisters.Heartbeat, 1);
            _heartbeatAt = time.GetTimestamp();
        }
    }

    /// <summary>Card and host count the same fills, orders and book; a difference stops trading.</summary>
    private void Reconcile()
    {
        if (_faultRaised)
        {
            return;
        }

        if (appliance.BookMismatches != 0)
        {
            log.BookDiffers(appliance.BookDifference);
            KillForDifference();
            return;
        }

        bool look = time.GetElapsedTime(_comparedAt) >= CompareEvery;
        _comparedAt = look ? time.GetTimestamp() : _comparedAt;
        foreach ((TradedSlot slot, SlotReconciliation counts) in _slots)
        {
            if ((counts.Records() ?? (look ? counts.Registers() : null)) is { } difference)
            {
                log.Reconciliation(slot.Index, slot.Name, difference);
                KillForDifference();
            }
        }
    }

    private void KillForDifference()
    {
        _faultRaised = true;
        card.Write(CardRegisters.Kill, new KillCausesValue(0).WithReconciliation(true).Raw);
    }

    private void ArmOnStart()
    {
        if (!options.ArmOnStart || _armed || !appliance.SessionUp || !appliance.BooksGood)
        {
            return;
        }

        if (appliance.FoundInUse)
        {
            _armed = true;
            // A person may have been faster than the books.
            appliance.Note = appliance.KillState.Killed ? "not armed: an earlier host used this card; check orders and position, then arm" : appliance.Note;
            return;
        }

        uint causes = card.Read(CardRegisters.KillCauses);
        // Only what a start leaves behind is acknowledged without a person.
        if ((causes & ~StartCauses) == 0 && card.Read(CardRegisters.KillAsserted) == 0)
        {
            string? refusal = appliance.Arm(causes, card.Read(CardRegisters.ArmNonce), appliance.Configuration.Hash) ?? appliance.Activate(card.Read(CardRegisters.ArmNonce));
            _armed = refusal is null;
            appliance.Note = _armed ? "quoting" : $"arming refused: {refusal}";
            log.Armed(refusal ?? "armed");
        }
        else if ((causes & ~StartCauses) != 0)
        {
            _armed = true;
            appliance.Note = $"not armed: {KillCauseNames.Join(causes)}";
        }
    }

    private static uint StartCauses => new KillCausesValue(0).WithReset(true).WithHostHeartbeat(true).WithEventRing(true).Raw;

    private void Publish()
    {
        TimeSpan since = time.GetElapsedTime(_publishedAt);
        if (since < PublishEvery || (!appliance.Dirty && since < PublishAtLeast))
        {
            return;
        }

        _publishedAt = time.GetTimestamp();
        appliance.KillState.Holds(card.Read(CardRegisters.KillAsserted));
        store.Publish(appliance.State(options.Name, _counters.Read()));
    }
}

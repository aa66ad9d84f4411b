using Saker.V1;

namespace Saker.Host.Service;

/// <summary>What people may do to the card. Called on the card's thread.</summary>
public interface ICardControl
{
    /// <summary>Closes the kill latch. Returns the sticky causes and the unix time (ns) at which the gate closed.</summary>
    (uint Causes, long GateClosedUnixNs) Kill(KillRequest request);

    /// <summary>Opens the latch for exactly these causes, this state of the latch and this configuration. Null when open, else one sentence why not.</summary>
    string? Arm(uint causesSeen, uint nonce, string configHash);

    /// <summary>Makes a reducing appliance active. Null: it is; else why not.</summary>
    string? Activate(uint nonce);

    /// <summary>Enters an order of the desk; returns when the card has judged it.</summary>
    EnterOrderReply EnterOrder(EnterOrderRequest request);

    /// <summary>Has an order of the desk cancelled.</summary>
    CancelOrderReply CancelOrder(CancelOrderRequest request);

    /// <summary>Has an order of the desk made smaller; returns when that has left.</summary>
    ModifyOrderReply ModifyOrder(ModifyOrderRequest request);

    /// <summary>Has every open order of a scope cancelled.</summary>
    MassCancelReply MassCancel(MassCancelRequest request);

    /// <summary>Halts one slot and has its orders cancelled.</summary>
    KillSlotReply KillSlot(KillSlotRequest request);

    /// <summary>Clears exactly the trips that were seen.</summary>
    ClearSlotReply ClearSlot(ClearSlotRequest request);

    /// <summary>Loads parameters into the bank that does not run.</summary>
    LoadBankReply LoadBank(LoadBankRequest request);

    /// <summary>Has the other bank run; returns when the card has decided.</summary>
    SwapBankReply SwapBank(SwapBankRequest request);

    /// <summary>Reads a bank.</summary>
    ReadBankReply ReadBank(ReadBankRequest request);

    /// <summary>Reads what the card measures of a symbol.</summary>
    ReadSignalsReply ReadSignals(ReadSignalsRequest request);
}

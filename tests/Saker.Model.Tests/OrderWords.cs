namespace Saker.Model.Tests;

/// <summary>Short forms of what leaves a card and of what a venue says, for the tests of orders.</summary>
internal static class OrderWords
{
    private static ulong s_match;

    /// <summary>A quote's NEW, REPLACE or CANCEL that left.</summary>
    public static OrderRecord Quote(OrderAction action, uint urn, uint open = 0, byte side = 0, byte slot = 0) =>
        new() { Slot = slot, Side = side, Action = (byte)action, Sent = 1, Urn = urn, Qty = open, OpenQty = open };

    /// <summary>A NEW of the desk that left.</summary>
    public static OrderRecord Desk(uint urn, uint open, byte side = 0, byte slot = 0) => Quote(OrderAction.New, urn, open, side, slot) with { Desk = 1 };

    /// <summary>A cancel of the desk that left.</summary>
    public static OrderRecord DeskCancel(uint urn) => Quote(OrderAction.Cancel, urn) with { Desk = 1 };

    /// <summary>A modify of the desk that left.</summary>
    public static OrderRecord DeskModified(uint urn, uint quantity) => DeskCancel(urn) with { Qty = quantity };

    /// <summary>Any message; an execution has a match number of its own unless one is given.</summary>
    public static VenueMessage Said(char type, uint urn, uint qty = 0, char code = '\0', ulong? match = null) =>
        new() { Mtype = (byte)type, Urn = urn, Qty = qty, Code = (byte)code, ExtRef = match ?? Interlocked.Increment(ref s_match) };

    public static VenueMessage Accepted(uint urn, uint qty, char state = 'L') => Said('A', urn, qty, state);

    /// <summary>Takes a message that must be about an order held.</summary>
    public static void Knows(this OrderState state, VenueMessage message)
    {
        VenueRecord record = state.Venue(message, out KillCauses causes);
        Xunit.Assert.Equal((1, KillCauses.None), (record.Known, causes));
    }

    /// <summary>Takes a message that must be about no order held; returns the kill cause.</summary>
    public static KillCauses DoesNotKnow(this OrderState state, VenueMessage message)
    {
        VenueRecord record = state.Venue(message, out KillCauses causes);
        Xunit.Assert.Equal(0, record.Known);
        return causes;
    }
}

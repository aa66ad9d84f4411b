namespace Saker.Model;

/// <summary>An OUCH message from the venue, decoded as the card does (`ouch_msg_t`).</summary>
public readonly record struct VenueMessage(
    byte Mtype, ulong Ts, uint Urn, uint OrigUrn, uint Qty, ulong Price, byte Side, byte Code, ushort Reason, ulong ExtRef)
{
    /// <summary>Accepted or Replaced with another order state than 'L': the order is dead.</summary>
    public bool EntersDead => Mtype is (byte)'A' or (byte)'U' && Code != (byte)'L';
}

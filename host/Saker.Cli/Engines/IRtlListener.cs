namespace Saker.Cli;

/// <summary>What of a message outlives its bytes.</summary>
internal readonly record struct SourceMessageHead(long Number, ulong Sequence, byte Type);

/// <summary>Follows a capture through the card.</summary>
internal interface IRtlListener
{
    /// <summary>A message was queued.</summary>
    void Sent(SourceMessageHead head);

    /// <summary>The card must have dealt with this message before the next one is sent.</summary>
    bool EndsTurn(in SourceMessage message);

    /// <summary>A record of the card, in the ring's order.</summary>
    void Read(ReadOnlySpan<byte> record);

    /// <summary>The card has dealt with all messages up to this number; false ends the walk.</summary>
    bool Turn(long last);
}

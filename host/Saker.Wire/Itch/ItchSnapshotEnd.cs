namespace Saker.Wire;

/// <summary>
/// GLIMPSE 5.0 'G', 21 bytes: type@0 sequence@1/20, the last message of a snapshot. The sequence is a decimal ASCII number: the first MoldUDP64
/// message that is not in the snapshot. It has no head as ITCH messages have. docs/protocols/glimpse.md.
/// </summary>
public static class ItchSnapshotEnd
{
    public const byte Type = (byte)'G';
    public const int Length = 21;

    private const int TypeAt = 0, SequenceAt = 1;

    /// <summary>False when type or length is another, or the sequence is no number; padding with spaces or zeros is accepted.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ulong nextSequence)
    {
        nextSequence = 0;
        return message.Length == Length && message[TypeAt] == Type && Ascii.TryNumber(message[SequenceAt..], out nextSequence);
    }

    /// <summary>Writes the message, the number padded with spaces on the left; returns 21.</summary>
    public static int Write(Span<byte> to, ulong nextSequence)
    {
        to[TypeAt] = Type;
        SoupSequence.Write(to[SequenceAt..Length], nextSequence);
        return Length;
    }
}

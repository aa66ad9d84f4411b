namespace Saker.Wire;

/// <summary>A MoldUDP64 request for messages: exactly 20 bytes, unicast to the re-request server.</summary>
public readonly record struct MoldRequest(SessionId Session, ulong Sequence, ushort Count)
{
    public const int Length = 20;

    /// <summary>False unless the payload has exactly 20 bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out MoldRequest request)
    {
        request = default;
        if (b.Length != Length)
        {
            return false;
        }
        request = new MoldRequest(SessionId.Read(b, MoldPacket.SessionAt), Be.U64(b, MoldPacket.SequenceAt), Be.U16(b, MoldPacket.CountAt));
        return true;
    }

    /// <summary>Writes the request; returns 20.</summary>
    public int Write(Span<byte> to)
    {
        Session.Write(to, MoldPacket.SessionAt);
        Be.U64(to, MoldPacket.SequenceAt, Sequence);
        Be.U16(to, MoldPacket.CountAt, Count);
        return Length;
    }
}

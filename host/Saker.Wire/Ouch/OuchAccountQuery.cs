namespace Saker.Wire;

/// <summary>OUCH 5.0 inbound 'Q', 1 bytes. Account Query. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchAccountQuery()
{
    public const byte Type = (byte)'Q';
    public const int Length = 1;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchAccountQuery value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        return true;
    }

    /// <summary>Writes the message; returns 1.</summary>
    public static int Write(Span<byte> to)
    {
        to[0] = Type;
        return Length;
    }
}

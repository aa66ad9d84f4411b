namespace Saker.Wire;

/// <summary>Link types of captures that the readers' users understand.</summary>
public static class LinkType
{
    public const int Ethernet = 1;
}

/// <summary>One captured frame. The data are valid until the next read.</summary>
public readonly ref struct CaptureRecord(ulong timeNs, int linkType, int originalLength, ReadOnlySpan<byte> data)
{
    /// <summary>Nanoseconds since 1970-01-01 UTC; 0 when the capture carries no time.</summary>
    public ulong TimeNs { get; } = timeNs;
    public int LinkType { get; } = linkType;
    /// <summary>Bytes on the wire; more than <see cref="Data"/> when the capture was cut short.</summary>
    public int OriginalLength { get; } = originalLength;
    public ReadOnlySpan<byte> Data { get; } = data;
}

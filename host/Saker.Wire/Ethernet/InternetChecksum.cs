using System.Buffers.Binary;

namespace Saker.Wire;

/// <summary>The ones' complement checksum of RFC 1071, shared by IPv4, UDP and TCP.</summary>
public static class InternetChecksum
{
    /// <summary>Adds 16-bit words to a running sum; an odd last byte counts as the high half of a word.</summary>
    public static ulong Add(ulong sum, ReadOnlySpan<byte> data)
    {
        while (data.Length >= 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(data);
            data = data[2..];
        }
        return data.IsEmpty ? sum : sum + ((uint)data[0] << 8);
    }

    /// <summary>Folds the carries back and inverts: the value for the checksum field, or 0 over data that holds a right one.</summary>
    public static ushort Finish(ulong sum)
    {
        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return (ushort)~sum;
    }

    /// <summary>Checksum of one span.</summary>
    public static ushort Compute(ReadOnlySpan<byte> data) => Finish(Add(0, data));

    /// <summary>Checksum over the pseudo header and a UDP datagram or TCP segment.</summary>
    public static ushort Transport(Ipv4Address source, Ipv4Address destination, byte protocol, ReadOnlySpan<byte> segment)
    {
        ulong pseudo = (source.Value >> 16) + (source.Value & 0xFFFFul) + (destination.Value >> 16) + (destination.Value & 0xFFFFul)
            + protocol + (uint)segment.Length;
        return Finish(Add(pseudo, segment));
    }
}

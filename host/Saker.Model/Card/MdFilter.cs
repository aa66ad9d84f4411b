using System.Buffers.Binary;
using Saker.Wire;

namespace Saker.Model;

/// <summary>The card's Ethernet, IPv4 and UDP filter: docs/card.md section 2.</summary>
internal static class MdFilter
{
    private const int MinIpLength = 28, MinUdpLength = 28, IpLength = 20, UdpLength = 8;

    /// <summary>
    /// True when the headers are those of the feed: then where the UDP payload is. Else the counter of the first failing check, or null when the frame ended
    /// before the check that would decide, which only a bad frame does.
    /// </summary>
    public static bool Accept(ReadOnlySpan<byte> wire, Ipv4Address group, ushort port, out FeedPayload payload, out FeedCounter? failed)
    {
        payload = default;
        failed = null;
        if (!EthernetFrame.TryRead(wire, out EthernetFrame ethernet))
        {
            return false;
        }
        if (ethernet.EtherType != EtherType.Ipv4)
        {
            failed = FeedCounter.NotIpv4;
            return false;
        }
        ReadOnlySpan<byte> ip = ethernet.Payload;
        if (ip.Length < IpLength + UdpLength)
        {
            return false;
        }
        int total = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]);
        bool fragment = (BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & 0x3FFF) != 0;
        ReadOnlySpan<byte> udp = ip[IpLength..];
        int length = BinaryPrimitives.ReadUInt16BigEndian(udp[4..]);
        bool beyond = total + Crc32.Length > ip.Length;
        failed = ip[0] != 0x45 || fragment || total < MinIpLength || InternetChecksum.Compute(ip[..IpLength]) != 0 ? FeedCounter.BadIp
            : ip[9] != IpProtocol.Udp ? FeedCounter.NotUdp
            : BinaryPrimitives.ReadUInt32BigEndian(ip[16..]) != group.Value || BinaryPrimitives.ReadUInt16BigEndian(udp[2..]) != port
                ? FeedCounter.NotOurs
            : length < MinUdpLength || length != total - IpLength ? FeedCounter.BadUdp
            : null;
        if (failed is not null)
        {
            // A total length that the frame does not hold is a fault of the IPv4 header: it comes before protocol, port and UDP length.
            failed = beyond ? FeedCounter.BadIp : failed;
            return false;
        }
        payload = new FeedPayload(ethernet.PayloadOffset + IpLength + UdpLength, length - UdpLength, beyond);
        return true;
    }
}

/// <summary>Where a feed frame's UDP payload is.</summary>
/// <param name="At">Offset in the frame.</param>
/// <param name="Length">Bytes as announced.</param>
/// <param name="Beyond">The IPv4 packet is longer than the frame that carries it.</param>
internal readonly record struct FeedPayload(int At, int Length, bool Beyond);

using System.Buffers.Binary;
using Saker.Wire;

namespace Saker.Model;

/// <summary>The card's Ethernet, IPv4 and UDP filter: docs/card.md section 2.</summary>
internal static class MdFilter
{
    private const int MinIpLength = 28, MinUdpLength = 28, IpLength = 20, UdpLength = 8;

    /// <summary>
    /// True when the frame is for the feed: then the UDP payload's place and announced length. Else the counter of the first failing check, or null when the
    /// frame ended before the check that would decide.
    /// </summary>
    public static bool Accept(ReadOnlySpan<byte> frame, in FeedConfig config, out int payloadAt, out int payloadLength, out FeedCounter? failed)
    {
        payloadAt = payloadLength = 0;
        failed = null;
        if (!EthernetFrame.TryRead(frame, out EthernetFrame ethernet))
        {
            return false;
        }
        if (ethernet.EtherType != EtherType.Ipv4)
        {
            failed = FeedCounter.NotIpv4;
            return false;
        }
        ReadOnlySpan<byte> ip = ethernet.Payload;
        if (ip.Length < IpLength)
        {
            return false;
        }
        int total = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]);
        bool fragment = (BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & 0x3FFF) != 0;
        if (ip[0] != 0x45 || fragment || total < MinIpLength || InternetChecksum.Compute(ip[..IpLength]) != 0)
        {
            failed = FeedCounter.BadIp;
            return false;
        }
        if (ip[9] != IpProtocol.Udp)
        {
            failed = FeedCounter.NotUdp;
            return false;
        }
        ReadOnlySpan<byte> udp = ip[IpLength..];
        if (udp.Length < UdpLength)
        {
            return false;
        }
        if (BinaryPrimitives.ReadUInt32BigEndian(ip[16..]) != config.Group.Value || BinaryPrimitives.ReadUInt16BigEndian(udp[2..]) != config.Port)
        {
            failed = FeedCounter.NotOurs;
            return false;
        }
        int length = BinaryPrimitives.ReadUInt16BigEndian(udp[4..]);
        if (length < MinUdpLength || length != total - IpLength)
        {
            failed = FeedCounter.BadUdp;
            return false;
        }
        payloadAt = ethernet.PayloadOffset + IpLength + UdpLength;
        payloadLength = length - UdpLength;
        return true;
    }
}

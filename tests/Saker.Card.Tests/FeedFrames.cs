using System.Buffers.Binary;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Tests;

/// <summary>Feed frames for tests that spoil them.</summary>
internal static class FeedFrames
{
    /// <summary>A MoldUDP64 packet; the count is what the messages are unless given.</summary>
    public static byte[] Packet(string session, ulong sequence, IEnumerable<byte[]> messages, int? count = null)
    {
        byte[] to = new byte[4096];
        var builder = new MoldPacketBuilder(to, SessionId.Of(session), sequence);
        foreach (byte[] message in messages)
        {
            if (!builder.TryAdd(message))
            {
                throw new ArgumentException("The messages do not fit a packet.", nameof(messages));
            }
        }

        int length = builder.Finish();
        BinaryPrimitives.WriteUInt16BigEndian(to.AsSpan(18), (ushort)(count ?? builder.Count));
        return to[..length];
    }

    /// <summary>The Ethernet frame around a UDP payload, without frame check and without padding.</summary>
    public static byte[] Frame(FeedSettings feed, ReadOnlySpan<byte> payload, int line = FeedLines.A)
    {
        byte[] to = new byte[payload.Length + 64];
        return to[..feed.Frame(to, payload, line)];
    }

    /// <summary>Padded to the least length.</summary>
    public static byte[] Padded(ReadOnlySpan<byte> frame)
    {
        byte[] to = new byte[Math.Max(frame.Length, EthernetFrame.MinLength)];
        frame.CopyTo(to);
        return to;
    }

    /// <summary>The frame with its frame check, XORed with a mask; 0 is a right one.</summary>
    public static byte[] Checked(ReadOnlySpan<byte> frame, uint mask = 0)
    {
        byte[] to = new byte[frame.Length + Crc32.Length];
        frame.CopyTo(to);
        BinaryPrimitives.WriteUInt32LittleEndian(to.AsSpan(frame.Length), Crc32.Compute(frame) ^ mask);
        return to;
    }

    /// <summary>Makes the IPv4 header checksum right again.</summary>
    public static void FixChecksum(Span<byte> frame)
    {
        Span<byte> ip = frame.Slice(IpAt(frame), Ipv4Packet.HeaderLength);
        ip[10] = ip[11] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], InternetChecksum.Compute(ip));
    }

    /// <summary>Offset of the IPv4 header.</summary>
    public static int IpAt(ReadOnlySpan<byte> frame) => frame[12] == 0x81 ? 18 : 14;
}

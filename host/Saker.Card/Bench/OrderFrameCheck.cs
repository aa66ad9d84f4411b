using System.Buffers.Binary;
using Saker.Card.Verilated;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>Takes the card's frames apart and demands every header field that docs/card.md section 9 names. One session.</summary>
public sealed class OrderFrameCheck(OrderLine line)
{
    private const int FcsBytes = 4;
    private const int WordBytes = 4;
    private const int PreambleWords = 2;
    // The word that holds the terminate character, then twelve bytes of idle.
    private const int GapWords = 4;
    private const int UrgentAt = 18;

    private uint _acknowledged = line.VenueSequence;
    private ulong _free;

    /// <summary>Next sequence number expected of the card.</summary>
    public uint Expected { get; private set; } = line.CardSequence;

    /// <summary>The card's last acknowledgment.</summary>
    public uint Acknowledged => _acknowledged;

    /// <summary>The segment's payload.</summary>
    /// <param name="frame">A frame of the card.</param>
    /// <param name="venueSent">Next sequence number that the venue will send: nothing beyond it can be acknowledged.</param>
    /// <exception cref="CardException">A field deviates.</exception>
    public byte[] Payload(in SentFrame frame, uint venueSent)
    {
        ReadOnlySpan<byte> bytes = frame.Bytes;
        Demand(frame.FcsOk, frame, "frame check sequence");
        Demand(frame.StartCycle >= _free, frame, "gap of 12 idle bytes");
        _free = frame.StartCycle + PreambleWords + (ulong)((bytes.Length + FcsBytes) / WordBytes) + GapWords;
        Demand(EthernetFrame.TryRead(bytes, out EthernetFrame ethernet), frame, "Ethernet header");
        Demand(ethernet.Destination == line.VenueMac && ethernet.Source == line.CardMac, frame, "MAC addresses");
        Demand(ethernet.EtherType == EtherType.Ipv4 && !ethernet.HasVlan, frame, "ether type");
        Demand(Ipv4Packet.TryRead(ethernet.Payload, out Ipv4Packet ip), frame, "IPv4 header");
        Demand(ip.HeaderBytes == Ipv4Packet.HeaderLength && ip.Tos == 0 && ip.Id == 0 && ip.Ttl == 64, frame, "IPv4 constants");
        Demand(BinaryPrimitives.ReadUInt16BigEndian(ethernet.Payload[6..]) == Ipv4Packet.DontFragment, frame, "IPv4 fragment field");
        Demand(ip.Protocol == IpProtocol.Tcp && ip.Source == line.CardIp && ip.Destination == line.VenueIp, frame, "IPv4 addresses");
        Demand(ip.ChecksumOk, frame, "IPv4 checksum");
        Demand(bytes.Length == Math.Max(EthernetFrame.MinLength, EthernetFrame.HeaderLength + ip.TotalLength), frame, "frame length");
        Demand(!bytes[(EthernetFrame.HeaderLength + ip.TotalLength)..].ContainsAnyExcept((byte)0), frame, "padding");
        Demand(TcpSegment.TryRead(ip.Payload, out TcpSegment tcp) && tcp.HeaderBytes == TcpSegment.HeaderLength, frame, "TCP header");
        Demand(tcp.SourcePort == line.CardPort && tcp.DestinationPort == line.VenuePort, frame, "TCP ports");
        Demand(tcp.ChecksumOk(ip.Source, ip.Destination), frame, "TCP checksum");
        Demand(tcp.Flags == (tcp.Payload.IsEmpty ? TcpFlags.Ack : TcpFlags.Psh | TcpFlags.Ack), frame, "TCP flags");
        Demand(tcp.Window == line.Window && BinaryPrimitives.ReadUInt16BigEndian(ip.Payload[UrgentAt..]) == 0, frame, "TCP window and urgent pointer");
        Demand(tcp.Sequence == Expected, frame, $"sequence {Expected:X8}");
        Demand((int)(tcp.Acknowledgment - _acknowledged) >= 0 && (int)(venueSent - tcp.Acknowledgment) >= 0, frame, "acknowledgment");
        _acknowledged = tcp.Acknowledgment;
        Expected += (uint)tcp.Payload.Length;
        return tcp.Payload.ToArray();
    }

    private static void Demand(bool holds, in SentFrame frame, string what)
    {
        if (!holds)
        {
            CardException.Throw($"The card's frame of cycle {frame.StartCycle} deviates in: {what}. {Convert.ToHexString(frame.Bytes)}");
        }
    }
}

using System.Buffers.Binary;
using Saker.Card.Verilated;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>What a segment of the card is.</summary>
public enum SegmentKind
{
    /// <summary>Bytes that were never sent before.</summary>
    First,

    /// <summary>A segment sent again.</summary>
    Again,

    /// <summary>No payload, sequence OE_SND_NXT.</summary>
    Acknowledgment,

    /// <summary>No payload, another sequence.</summary>
    Probe,
}

/// <summary>A segment of the card.</summary>
/// <param name="Kind">First, again, or empty.</param>
/// <param name="Sequence">TCP sequence number.</param>
/// <param name="Payload">What it carries.</param>
/// <param name="Acknowledgment">TCP acknowledgment number.</param>
/// <param name="StartCycle">Start character of its frame.</param>
public readonly record struct CardSegment(SegmentKind Kind, uint Sequence, byte[] Payload, uint Acknowledgment, ulong StartCycle)
{
    /// <summary>Sequence number after its last byte.</summary>
    public uint End => Sequence + (uint)Payload.Length;
}

/// <summary>Takes the card's frames apart and demands every header field that docs/card.md section 9 names. One session.
/// A segment sent again, or a probe, deviates unless it was asked for.</summary>
public sealed class OrderFrameCheck(OrderLine line)
{
    /// <summary>Segments that the card keeps at most: none older can be sent again.</summary>
    public const int MostKept = 32;

    private const int FcsBytes = 4;
    private const int WordBytes = 4;
    private const int PreambleWords = 2;
    // The word that holds the terminate character, then twelve bytes of idle.
    private const int GapWords = 4;
    private const int UrgentAt = 18;

    private readonly Queue<CardSegment> _sent = new();
    private uint _acknowledged = line.VenueSequence;
    private ulong _free;

    /// <summary>Next sequence number expected of the card.</summary>
    public uint Expected { get; private set; } = line.CardSequence;

    /// <summary>The card's last acknowledgment.</summary>
    public uint Acknowledged => _acknowledged;

    /// <summary>Window demanded of the card's segments, bytes.</summary>
    public ushort Window { get; set; } = line.Window;

    /// <summary>Segments that may still be sent again.</summary>
    public int MayRepeat { get; set; }

    /// <summary>Probes that may still come.</summary>
    public int MayProbe { get; set; }

    /// <summary>The frame's segment.</summary>
    /// <param name="frame">A frame of the card.</param>
    /// <param name="venueSent">Next sequence number that the venue will send: nothing beyond it can be acknowledged.</param>
    /// <exception cref="CardException">A field deviates.</exception>
    public CardSegment Segment(in SentFrame frame, uint venueSent)
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
        Demand(tcp.Window == Window && BinaryPrimitives.ReadUInt16BigEndian(ip.Payload[UrgentAt..]) == 0, frame, "TCP window and urgent pointer");
        Demand((int)(tcp.Acknowledgment - _acknowledged) >= 0 && (int)(venueSent - tcp.Acknowledgment) >= 0, frame, "acknowledgment");
        _acknowledged = tcp.Acknowledgment;
        var segment = new CardSegment(Kind(tcp), tcp.Sequence, tcp.Payload.ToArray(), tcp.Acknowledgment, frame.StartCycle);
        switch (segment.Kind)
        {
            case SegmentKind.First:
                Keep(segment);
                break;
            case SegmentKind.Again:
                Demand(MayRepeat-- > 0, frame, $"sequence {Expected:X8}: nobody asked for a segment again");
                byte[] first = _sent.FirstOrDefault(s => s.Sequence == segment.Sequence).Payload ?? [];
                Demand(first.Length != 0, frame, "sequence of a segment sent again");
                Demand(first.AsSpan().SequenceEqual(segment.Payload), frame, $"bytes of a segment sent again, at first {Convert.ToHexString(first)}");
                break;
            case SegmentKind.Probe:
                Demand(MayProbe-- > 0, frame, $"sequence {Expected:X8}: nobody asked for a probe");
                break;
        }

        return segment;
    }

    private SegmentKind Kind(in TcpSegment tcp) => (tcp.Payload.IsEmpty, tcp.Sequence == Expected) switch
    {
        (false, true) => SegmentKind.First,
        (false, false) => SegmentKind.Again,
        (true, true) => SegmentKind.Acknowledgment,
        (true, false) => SegmentKind.Probe,
    };

    private void Keep(in CardSegment segment)
    {
        Expected = segment.End;
        _sent.Enqueue(segment);
        if (_sent.Count > MostKept)
        {
            _sent.Dequeue();
        }
    }

    private static void Demand(bool holds, in SentFrame frame, string what)
    {
        if (!holds)
        {
            CardException.Throw($"The card's frame of cycle {frame.StartCycle} deviates in: {what}. {Convert.ToHexString(frame.Bytes)}");
        }
    }
}

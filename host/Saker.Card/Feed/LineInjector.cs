using System.Runtime.InteropServices;
using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>Plays MoldUDP64 payloads as frames of the host's line. Never waits: a busy line refuses, and a line that stays busy is an error.</summary>
public sealed class LineInjector(ICard card, FeedPair lines, TimeProvider time)
{
    private const int FewestPolls = 1_000;
    private static readonly TimeSpan BusyLimit = TimeSpan.FromSeconds(2);
    private static readonly MacAddress Source = new(0x0253_4B48_4F53);
    private static readonly Ipv4Address SourceIp = new(0x7F00_0001);

    private readonly byte[] _frame = new byte[EthernetFrame.MaxLength + 2];
    private long _busySince;
    private int _busyPolls;

    /// <summary>Frames played.</summary>
    public ulong Frames { get; private set; }

    /// <summary>No frame is being played.</summary>
    /// <exception cref="CardException">One has been for too long.</exception>
    public bool Idle()
    {
        if (!new InjectStatusValue(card.Read(CardRegisters.InjectStatus)).Busy)
        {
            _busyPolls = 0;
            return true;
        }

        _busySince = _busyPolls++ == 0 ? time.GetTimestamp() : _busySince;
        if (_busyPolls > FewestPolls && time.GetElapsedTime(_busySince) > BusyLimit)
        {
            CardException.Throw("The card does not finish a frame of the host's feed line: its clock stands or its logic hangs. Restart the card.");
        }

        return false;
    }

    /// <summary>Plays a payload of at most <see cref="MoldPacketBuilder.MaxPayload"/> bytes; false when the line is busy.</summary>
    public bool TrySend(ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, MoldPacketBuilder.MaxPayload);
        if (!Idle())
        {
            return false;
        }

        int length = Frame(payload);
        // The first byte stands in the lowest bits, as on every machine that this runs on.
        card.Write(CardRegisters.InjectData, MemoryMarshal.Cast<byte, uint>(_frame.AsSpan(0, (length + 3) & ~3)));
        card.Write(CardRegisters.InjectSend, (uint)length);
        Frames++;
        return true;
    }

    private int Frame(ReadOnlySpan<byte> payload)
    {
        Span<byte> to = _frame;
        to.Clear();
        int ip = EthernetFrame.WriteHeader(to, MacAddress.OfGroup(lines.GroupA), Source, EtherType.Ipv4);
        int udp = ip + Ipv4Packet.HeaderLength;
        payload.CopyTo(to[(udp + UdpDatagram.HeaderLength)..]);
        int length = UdpDatagram.WriteHeader(to[udp..], SourceIp, lines.GroupA, lines.PortA, lines.PortA, payload.Length);
        Ipv4Packet.WriteHeader(to[ip..], SourceIp, lines.GroupA, IpProtocol.Udp, length, ttl: 1);
        return Math.Max(udp + length, EthernetFrame.MinLength);
    }
}

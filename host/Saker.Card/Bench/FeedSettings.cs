using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>A feed as the bench sends it and the card expects it.</summary>
public sealed record FeedSettings
{
    public static FeedSettings Default { get; } = new();

    public MacAddress SourceMac { get; init; } = new(0x0253_4645_4544);

    public Ipv4Address SourceIp { get; init; } = new(0x0A4D_0101);

    /// <summary>239.77.1.1</summary>
    public Ipv4Address Group { get; init; } = new(0xEF4D_0101);

    public ushort Port { get; init; } = 26477;

    /// <summary>Line B's: 239.77.1.2</summary>
    public Ipv4Address GroupB { get; init; } = new(0xEF4D_0102);

    /// <summary>Line B's.</summary>
    public ushort PortB { get; init; } = 26478;

    public string Session { get; init; } = "SAKER00001";

    /// <summary>802.1Q tag; null: untagged.</summary>
    public ushort? Vlan { get; init; }

    /// <summary>An Ethernet frame around a UDP payload; returns its length. <paramref name="to"/> holds 1518 bytes.</summary>
    /// <param name="to">Takes the frame, without frame check and padding.</param>
    /// <param name="payload">UDP payload.</param>
    /// <param name="line">Line that it is for (<see cref="FeedLines"/>): B has an address of its own.</param>
    public int Frame(Span<byte> to, ReadOnlySpan<byte> payload, int line = FeedLines.A)
    {
        (Ipv4Address address, ushort port) = line == FeedLines.B ? (GroupB, PortB) : (Group, Port);
        MacAddress group = MacAddress.OfGroup(address);
        int ip = Vlan is { } tci
            ? EthernetFrame.WriteTaggedHeader(to, group, SourceMac, tci, EtherType.Ipv4)
            : EthernetFrame.WriteHeader(to, group, SourceMac, EtherType.Ipv4);
        int udp = ip + Ipv4Packet.HeaderLength;
        payload.CopyTo(to[(udp + UdpDatagram.HeaderLength)..]);
        int length = UdpDatagram.WriteHeader(to[udp..], SourceIp, address, port, port, payload.Length);
        Ipv4Packet.WriteHeader(to[ip..], SourceIp, address, IpProtocol.Udp, length, ttl: 1);
        return udp + length;
    }

    /// <summary>What the card is told of this feed.</summary>
    public FeedLine Line => new(Group, Port, Session);
}

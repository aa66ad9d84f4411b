using System.Buffers.Binary;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>The two ends of the order line as the bench plays it, and the numbers that a session starts with.</summary>
public sealed record OrderLine
{
    public static OrderLine Default { get; } = new();

    public MacAddress CardMac { get; init; } = new(0x0253_4B52_0001);

    public MacAddress VenueMac { get; init; } = new(0x0253_564E_0002);

    /// <summary>10.78.0.2</summary>
    public Ipv4Address CardIp { get; init; } = new(0x0A4E_0002);

    /// <summary>10.78.0.1</summary>
    public Ipv4Address VenueIp { get; init; } = new(0x0A4E_0001);

    public ushort CardPort { get; init; } = 40001;

    public ushort VenuePort { get; init; } = 26480;

    /// <summary>First sequence number that the card sends: close to the wrap, so that every long test crosses it.</summary>
    public uint CardSequence { get; init; } = 0xFFFF_F000;

    /// <summary>First sequence number that the venue sends.</summary>
    public uint VenueSequence { get; init; } = 0xFFFF_E123;

    /// <summary>Window that the card advertises, bytes.</summary>
    public ushort Window { get; init; } = 4096;

    /// <summary>Window that the venue advertises at the start, bytes.</summary>
    public ushort PeerWindow { get; init; } = 65_535;

    /// <summary>The venue's window scale.</summary>
    public byte PeerScale { get; init; }

    /// <summary>Bytes that the card's orders may take before the host moves the bound.</summary>
    public uint SequenceRoom { get; init; } = 1 << 30;

    /// <summary>OE_KEEP; by default the card sends nothing by itself.</summary>
    public OeKeepValue Keep { get; init; }

    /// <summary>Another SoupBinTCP session: OE_SOUP_SEQ starts again.</summary>
    public bool NewSession { get; init; }

    /// <summary>Six characters in front of each ClOrdID.</summary>
    public string ClOrdIdPrefix { get; init; } = "SAKR01";

    /// <summary>OE_CAPACITY: capacity, time in force, display, ISO.</summary>
    public string Capacity { get; init; } = "P0YN";

    /// <summary>First user reference.</summary>
    public uint FirstUrn { get; init; } = 1;

    /// <summary>Writes everything into the card and hands the session over to it.</summary>
    public void HandOver(ICard card)
    {
        Mac(card, CardRegisters.OeLocalMacLo, CardRegisters.OeLocalMacHi, CardMac);
        Mac(card, CardRegisters.OePeerMacLo, CardRegisters.OePeerMacHi, VenueMac);
        card.Write(CardRegisters.OeLocalIp, CardIp.Value);
        card.Write(CardRegisters.OePeerIp, VenueIp.Value);
        card.Write(CardRegisters.OePorts, new OePortsValue(0).WithLocal(CardPort).WithPeer(VenuePort).Raw);
        card.Write(CardRegisters.OeSndNxtInit, CardSequence);
        card.Write(CardRegisters.OeRcvNxtInit, VenueSequence);
        card.Write(CardRegisters.OeWindow, new OeWindowValue(0).WithAdvertised(Window).WithPeerScale(PeerScale).Raw);
        card.Write(CardRegisters.OePeerWindowInit, PeerWindow);
        card.Write(CardRegisters.OeMaxSeq, CardSequence + SequenceRoom);
        card.Write(CardRegisters.OeKeep, Keep.Raw);
        ulong prefix = Characters(ClOrdIdPrefix);
        card.Write(CardRegisters.OeClordidPrefixLo, (uint)prefix);
        card.Write(CardRegisters.OeClordidPrefixHi, (uint)(prefix >> 32));
        card.Write(CardRegisters.OeCapacity, (uint)Characters(Capacity));
        card.Write(CardRegisters.OeNextUrn, FirstUrn);
        card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithTakeOver(true).WithNewSession(NewSession).Raw);
    }

    /// <summary>ASCII, first character in the lowest byte.</summary>
    private static ulong Characters(string text)
    {
        ulong bits = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bits |= (ulong)text[i] << (8 * i);
        }

        return bits;
    }

    private static void Mac(ICard card, uint low, uint high, MacAddress mac)
    {
        ulong reversed = BinaryPrimitives.ReverseEndianness(mac.Value) >> 16;
        card.Write(low, (uint)reversed);
        card.Write(high, (uint)(reversed >> 32));
    }
}

namespace Saker.Wire;

/// <summary>ARP for IPv4 over Ethernet (RFC 826), 28 bytes.</summary>
public readonly record struct ArpPacket(
    ushort Operation, MacAddress SenderMac, Ipv4Address SenderIp, MacAddress TargetMac, Ipv4Address TargetIp)
{
    public const int Length = 28;
    public const ushort Request = 1, Reply = 2;

    private const int HardwareAt = 0, ProtocolAt = 2, SizesAt = 4, OperationAt = 6;
    private const int SenderMacAt = 8, SenderIpAt = 14, TargetMacAt = 18, TargetIpAt = 24;

    /// <summary>False when short or not Ethernet and IPv4.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out ArpPacket packet)
    {
        packet = default;
        if (b.Length < Length || Be.U16(b, HardwareAt) != 1 || Be.U16(b, ProtocolAt) != EtherType.Ipv4 || Be.U16(b, SizesAt) != 0x0604)
        {
            return false;
        }
        packet = new ArpPacket(
            Be.U16(b, OperationAt),
            new MacAddress(Be.U48(b, SenderMacAt)), new Ipv4Address(Be.U32(b, SenderIpAt)),
            new MacAddress(Be.U48(b, TargetMacAt)), new Ipv4Address(Be.U32(b, TargetIpAt)));
        return true;
    }

    /// <summary>Writes the packet; returns 28.</summary>
    public int Write(Span<byte> to)
    {
        Be.U16(to, HardwareAt, 1);
        Be.U16(to, ProtocolAt, EtherType.Ipv4);
        Be.U16(to, SizesAt, 0x0604);
        Be.U16(to, OperationAt, Operation);
        Be.U48(to, SenderMacAt, SenderMac.Value);
        Be.U32(to, SenderIpAt, SenderIp.Value);
        Be.U48(to, TargetMacAt, TargetMac.Value);
        Be.U32(to, TargetIpAt, TargetIp.Value);
        return Length;
    }
}

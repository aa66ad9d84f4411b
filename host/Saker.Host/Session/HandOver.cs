using System.Buffers.Binary;
using Saker.Card;
using Saker.Wire;

namespace Saker.Host.Session;

/// <summary>A connection as its handshake left it.</summary>
/// <param name="Line">Its ends.</param>
/// <param name="Peer">The venue's MAC.</param>
/// <param name="SendNext">Sequence number of the first byte that we send.</param>
/// <param name="ReceiveNext">Sequence number of the first byte that the venue sends.</param>
/// <param name="PeerScale">The venue's windows count units of 2^scale bytes.</param>
/// <param name="PeerWindow">Window of the SYN-ACK, bytes; it is never scaled.</param>
public readonly record struct Connection(OrderLine Line, MacAddress Peer, uint SendNext, uint ReceiveNext, byte PeerScale, ushort PeerWindow);

/// <summary>The session in the card's registers: hands a connection over, gives it up, reads one that an earlier host handed over.</summary>
internal static class HandOver
{
    /// <summary>Tells the card who we are: only then does it hand raw frames to us up.</summary>
    public static void Announce(ICard card, OrderLine line)
    {
        Write(card, CardRegisters.OeLocalMacLo, CardRegisters.OeLocalMacHi, line.LocalMac);
        card.Write(CardRegisters.OeLocalIp, line.LocalIp.Value);
    }

    /// <summary>Writes ends and numbers, then hands over.</summary>
    /// <param name="card">The card.</param>
    /// <param name="connection">What the handshake made.</param>
    /// <param name="options">Our window, what the card sends when we are late, how far orders may go on.</param>
    /// <param name="newSession">OE_SOUP_SEQ starts at 1 again.</param>
    public static void Give(ICard card, Connection connection, OrderSessionOptions options, bool newSession)
    {
        Announce(card, connection.Line);
        Write(card, CardRegisters.OePeerMacLo, CardRegisters.OePeerMacHi, connection.Peer);
        card.Write(CardRegisters.OePeerIp, connection.Line.PeerIp.Value);
        card.Write(CardRegisters.OePorts, new OePortsValue(0).WithLocal(connection.Line.LocalPort).WithPeer(connection.Line.PeerPort).Raw);
        card.Write(CardRegisters.OeSndNxtInit, connection.SendNext);
        card.Write(CardRegisters.OeRcvNxtInit, connection.ReceiveNext);
        card.Write(CardRegisters.OeWindow, new OeWindowValue(0).WithAdvertised(options.Window).WithPeerScale(connection.PeerScale).Raw);
        card.Write(CardRegisters.OePeerWindowInit, (uint)connection.PeerWindow >> connection.PeerScale);
        Keep(card, options);
        AllowUpTo(card, connection.SendNext + options.OrderBytesAhead);
        card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithTakeOver(true).WithNewSession(newSession).Raw);
    }

    /// <summary>The session counts as lost from now on: the gate refuses orders and cancels.</summary>
    public static void Release(ICard card) => card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithRelease(true).Raw);

    /// <summary>What the card sends when the host is late.</summary>
    public static void Keep(ICard card, OrderSessionOptions options) => card.Write(CardRegisters.OeKeep,
        new OeKeepValue(0).WithHeartbeatMs((uint)options.CardHeartbeatAfter.TotalMilliseconds).WithAckUs((uint)options.CardAckAfter.TotalMicroseconds).Raw);

    /// <summary>No order's segment may pass this number. Zero would mean that none may be sent at all: one byte more is as good.</summary>
    public static void AllowUpTo(ICard card, uint sequence) => card.Write(CardRegisters.OeMaxSeq, Math.Max(1, sequence));

    /// <summary>The ends of the session that the card holds.</summary>
    public static (OrderLine Line, MacAddress Peer) Held(ICard card)
    {
        var ports = new OePortsValue(card.Read(CardRegisters.OePorts));
        var line = new OrderLine(
            Read(card, CardRegisters.OeLocalMacLo, CardRegisters.OeLocalMacHi), new Ipv4Address(card.Read(CardRegisters.OeLocalIp)), (ushort)ports.Local,
            new Ipv4Address(card.Read(CardRegisters.OePeerIp)), (ushort)ports.Peer);
        return (line, Read(card, CardRegisters.OePeerMacLo, CardRegisters.OePeerMacHi));
    }

    /// <summary>The card wants the first octet in the lowest byte.</summary>
    private static void Write(ICard card, uint low, uint high, MacAddress mac)
    {
        ulong reversed = BinaryPrimitives.ReverseEndianness(mac.Value) >> 16;
        card.Write(low, (uint)reversed);
        card.Write(high, (uint)(reversed >> 32));
    }

    private static MacAddress Read(ICard card, uint low, uint high)
    {
        ulong reversed = ((ulong)(card.Read(high) & 0xFFFF) << 32) | card.Read(low);
        return new MacAddress(BinaryPrimitives.ReverseEndianness(reversed << 16));
    }
}

using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>What a segment of the card may hold: one SoupBinTCP packet, or the orders of both sides of a slot (docs/card.md section 9.3).</summary>
public static class OrderPair
{
    /// <summary>Room that a pair asks for, bytes.</summary>
    public const uint Room = 128;

    private const int MostPackets = 2;

    /// <summary>The packets of a segment's payload, each with its header.</summary>
    /// <exception cref="CardException">They do not end where the payload ends.</exception>
    public static IReadOnlyList<byte[]> Packets(ReadOnlySpan<byte> payload)
    {
        var packets = new List<byte[]>(MostPackets);
        while (!payload.IsEmpty)
        {
            if (SoupPacket.Read(payload, out _, out int length) != SoupRead.Packet)
            {
                CardException.Throw($"A segment does not hold whole SoupBinTCP packets: {Convert.ToHexString(payload)}");
            }

            packets.Add(payload[..length].ToArray());
            payload = payload[length..];
        }

        return packets;
    }

    /// <summary>True when the payload is a pair, false when it is one packet.</summary>
    /// <exception cref="CardException">It is neither.</exception>
    public static bool Check(ReadOnlySpan<byte> payload)
    {
        IReadOnlyList<byte[]> packets = Packets(payload);
        if (packets.Count <= 1)
        {
            return false;
        }

        if (packets.Count > MostPackets
            || !TryRead(packets[0], out char side, out uint original, out uint urn) || !TryRead(packets[1], out char otherSide, out uint otherOriginal, out uint next)
            || next != urn + 1 || (side == otherSide && original == otherOriginal))
        {
            CardException.Throw($"The packets of a segment are no pair of orders: {Convert.ToHexString(payload)}");
        }

        return true;
    }

    /// <summary>An Enter Order has a side, a Replace the order that it replaces.</summary>
    private static bool TryRead(ReadOnlySpan<byte> packet, out char side, out uint original, out uint urn)
    {
        (side, original, urn) = (default, 0, 0);
        ReadOnlySpan<byte> message = packet[SoupPacket.HeaderLength..];
        if (packet[SoupPacket.HeaderLength - 1] != SoupType.UnsequencedData)
        {
            return false;
        }

        if (OuchEnterOrder.TryRead(message, out OuchEnterOrder enter))
        {
            (side, urn) = (enter.Side, enter.Urn.Value);
            return true;
        }

        if (OuchReplaceRequest.TryRead(message, out OuchReplaceRequest replace))
        {
            (original, urn) = (replace.OriginalUrn.Value, replace.Urn.Value);
            return true;
        }

        return false;
    }
}

using Saker.Wire;

namespace Saker.Card.Tests.Lines;

/// <summary>A packet of a line: so many messages from that index of the stream on.</summary>
internal readonly record struct MessageRange(int At, int Count)
{
    public int End => At + Count;

    /// <summary>The MoldUDP64 packet; index 0 of the stream has that sequence.</summary>
    public byte[] Packet(string session, ulong first, IReadOnlyList<byte[]> messages)
    {
        byte[] to = new byte[MoldPacketBuilder.MaxPayload];
        var builder = new MoldPacketBuilder(to, SessionId.Of(session), first + (ulong)At);
        for (int i = At; i < End; i++)
        {
            if (!builder.TryAdd(messages[i]))
            {
                throw new InvalidOperationException($"{Count} messages do not fit a packet.");
            }
        }

        return to[..builder.Finish()];
    }

    /// <summary>As many messages from an index on as fit a packet, at most <paramref name="most"/>, none at or after <paramref name="end"/>.</summary>
    public static MessageRange Fitting(IReadOnlyList<byte[]> messages, int at, int end, int most = int.MaxValue)
    {
        int room = MoldPacketBuilder.MaxPayload - MoldPacket.HeaderLength, n = 0;
        while (at + n < end && n < most && room >= messages[at + n].Length + MoldPacket.BlockHeaderLength)
        {
            room -= messages[at + n].Length + MoldPacket.BlockHeaderLength;
            n++;
        }

        return new MessageRange(at, n);
    }

    /// <summary>Cuts a part of the stream into packets of random sizes. Now and then a packet repeats the end of the one before it, or
    /// is sent again whole.</summary>
    public static List<MessageRange> Cut(IReadOnlyList<byte[]> messages, int from, int end, Random random)
    {
        var packets = new List<MessageRange>();
        int longest = random.Next(3) == 0 ? 4 : 60;
        for (int at = from; at < end;)
        {
            int back = packets.Count > 0 && random.Next(6) == 0 ? random.Next(1, packets[^1].Count + 1) : 0;
            MessageRange packet = Fitting(messages, at - back, end, back + random.Next(1, longest));
            packets.Add(packet);
            at = Math.Max(at, packet.End);
        }

        return packets;
    }
}

using Saker.Wire;

namespace Saker.Model;

/// <summary>One line: filter and block walk of its frames, and what its own packets lost. docs/card.md sections 2, 3.1 and 3.6.</summary>
internal sealed class LineModel(int line, Arbiter arbiter, GapWatch gap, LineCounters counters)
{
    private const int MinBlock = 2;
    private ulong? _next;

    public FeedConfig Config { get; set; }

    /// <summary>FEED_SET: the count of lost sequence numbers starts anew.</summary>
    public void Restart() => _next = null;

    /// <summary>Filters a frame and gives the arbiter the blocks of its packet. Nothing else changes.</summary>
    public PacketWalk Walk(ReadOnlySpan<byte> bytes, out FeedPayload place, out FeedCounter? refused)
    {
        if (!MdFilter.Accept(bytes, Config.GroupOf(line), Config.PortOf(line), out place, out refused))
        {
            return default;
        }
        // The blocks take effect while the frame arrives: whether it is good is known only at its end. Only whole words give data.
        ReadOnlySpan<byte> whole = bytes[..(bytes.Length & ~3)];
        ReadOnlySpan<byte> payload = whole[Math.Min(place.At, whole.Length)..];
        return Packet(payload[..Math.Min(payload.Length, place.Length)]);
    }

    /// <summary>A good packet: what the line's own sequence jumped over is lost.</summary>
    public void Good(in PacketWalk walk)
    {
        ulong next = _next ?? walk.Seq;
        counters.Good++;
        counters.Lost += walk.Seq > next ? (uint)(walk.Seq - next) : 0;
        _next = Math.Max(next, walk.Next);
    }

    private PacketWalk Packet(ReadOnlySpan<byte> payload)
    {
        if (!MoldPacket.TryRead(payload, out MoldPacket packet))
        {
            return default;
        }
        PacketWalk walk = new()
        {
            Session = packet.Session,
            Seq = packet.Sequence,
            Blocks = packet.Blocks,
            Ours = Config.AnySession || packet.Session == Config.Session,
            Heartbeat = packet.IsHeartbeat,
            EndOfSession = packet.IsEndOfSession,
            Ahead = !Config.AnySequence && packet.Sequence > arbiter.Expected,
        };
        if (walk.Ours && walk.Blocks > 0)
        {
            if (line != FeedLines.Host)
            {
                gap.Enter(line, walk.Seq);
                gap.Look(arbiter.Expected);
            }
            Blocks(payload[MoldPacket.HeaderLength..], ref walk);
        }
        return walk;
    }

    private void Blocks(ReadOnlySpan<byte> rest, ref PacketWalk walk)
    {
        while (walk.Ended < walk.Blocks)
        {
            int size = rest.Length < MoldPacket.BlockHeaderLength ? 0 : (rest[0] << 8) | rest[1];
            if (size < MinBlock || size > rest.Length - MoldPacket.BlockHeaderLength)
            {
                return;
            }
            ulong seq = walk.Seq + (ulong)walk.Ended++;
            BlockFate fate = arbiter.Block(line, seq, rest.Slice(MoldPacket.BlockHeaderLength, size));
            walk.Released += fate == BlockFate.Released ? 1 : 0;
            walk.Held += fate == BlockFate.Held ? 1 : 0;
            rest = rest[(MoldPacket.BlockHeaderLength + size)..];
        }
    }
}

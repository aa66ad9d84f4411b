using Saker.Wire;

namespace Saker.Model;

/// <summary>What a frame's packet was and what became of its blocks, before the frame's verdict.</summary>
internal struct PacketWalk
{
    public SessionId Session;
    /// <summary>Sequence of the header.</summary>
    public ulong Seq;
    /// <summary>Blocks that the header announces.</summary>
    public int Blocks;
    /// <summary>Blocks that ended before the frame did.</summary>
    public int Ended;
    public int Released, Held;
    /// <summary>The session is ours.</summary>
    public bool Ours;
    public bool Heartbeat, EndOfSession;
    /// <summary>The sequence was beyond the expected one at the header.</summary>
    public bool Ahead;

    /// <summary>Next sequence that the packet announces.</summary>
    public readonly ulong Next => Seq + (ulong)Blocks;
    public readonly bool Complete => Ended == Blocks;
}

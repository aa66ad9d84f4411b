namespace Saker.Model;

/// <summary>The LINE registers of one line, wrapping, without those of time. docs/card.md section 3.6.</summary>
public sealed class LineCounters
{
    /// <summary>Frames with a start, good or bad.</summary>
    public uint Frames { get; internal set; }
    /// <summary>Frames whose wire, filter, session and framing are good.</summary>
    public uint Good { get; internal set; }
    /// <summary>Frames broken on the wire.</summary>
    public uint Bad { get; internal set; }
    /// <summary>Blocks of this line released, direct or from its window.</summary>
    public uint First { get; internal set; }
    /// <summary>Blocks whose sequence was below the expected one.</summary>
    public uint Late { get; internal set; }
    /// <summary>Blocks put into its window.</summary>
    public uint Held { get; internal set; }
    /// <summary>Blocks dropped beyond its window.</summary>
    public uint Beyond { get; internal set; }
    /// <summary>Sequence numbers that its own good packets jumped over.</summary>
    public uint Lost { get; internal set; }
}

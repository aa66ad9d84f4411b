namespace Saker.Cli;

/// <summary>What a walk over a capture found missing.</summary>
public sealed class SourceGaps
{
    /// <summary>Gaps of which each is kept; more are only counted.</summary>
    public const int Kept = 1000;

    private readonly List<Gap> _gaps = [];

    /// <summary>The first <see cref="Kept"/> gaps, in the order in which they were given up.</summary>
    public IReadOnlyList<Gap> First => _gaps;

    /// <summary>Gaps in all.</summary>
    public long Count { get; private set; }

    /// <summary>Messages missing in all.</summary>
    public ulong Missing { get; private set; }

    /// <summary>Whether the capture has sequence numbers. A BinaryFILE has none: nothing can be seen to be missing.</summary>
    public bool Sequenced => Order is not null;

    /// <summary>MoldUDP64 sessions seen.</summary>
    public int Sessions => Order?.Sessions ?? 0;

    /// <summary>Messages that came once more: from the other line, or resent.</summary>
    public long Duplicates => Order?.Duplicates ?? 0;

    internal StreamOrder? Order { get; set; }

    internal void Add(Gap gap)
    {
        Count++;
        Missing += gap.Count;
        if (_gaps.Count < Kept)
        {
            _gaps.Add(gap);
        }
    }
}

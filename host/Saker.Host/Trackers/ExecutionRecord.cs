namespace Saker.Host.Trackers;

/// <summary>An execution of a slot. Price in price units, quantity in lots.</summary>
public readonly record struct Execution(int Slot, uint Urn, ulong Match, bool Sell, long Price, uint Quantity);

/// <summary>The executions since this host started, by reference and match number, so that one that the venue breaks can be taken back.
/// Fixed memory: the last <see cref="Capacity"/>; an older one is not found any more, like one of an earlier host.</summary>
public sealed class ExecutionRecord
{
    /// <summary>How many are kept: at ten executions a second the last 109 minutes.</summary>
    public const int Capacity = 65_536;

    private readonly Dictionary<(uint Urn, ulong Match), Execution> _executions = new(Capacity);
    private readonly Queue<(uint Urn, ulong Match)> _oldest = new(Capacity);

    public void Add(Execution e)
    {
        while (_oldest.Count >= Capacity)
        {
            _executions.Remove(_oldest.Dequeue());
        }

        if (_executions.TryAdd((e.Urn, e.Match), e))
        {
            _oldest.Enqueue((e.Urn, e.Match));
        }
    }

    /// <summary>Takes one out: a trade is broken once.</summary>
    public bool TryTake(uint urn, ulong match, out Execution execution) => _executions.Remove((urn, match), out execution);
}

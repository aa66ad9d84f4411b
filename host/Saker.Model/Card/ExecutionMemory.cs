namespace Saker.Model;

/// <summary>The last executions that moved a position, by reference and match number: docs/card.md section 7. Not thread-safe.</summary>
internal sealed class ExecutionMemory
{
    /// <summary>How many are known.</summary>
    public const int Places = 16;

    private readonly Queue<(uint Urn, ulong Match, byte Slot, byte Side)> _last = new(Places);

    /// <summary>Whose it was, when it is told again.</summary>
    public (byte Slot, byte Side)? Find(uint urn, ulong match)
    {
        foreach ((uint Urn, ulong Match, byte Slot, byte Side) e in _last)
        {
            if (e.Urn == urn && e.Match == match)
            {
                return (e.Slot, e.Side);
            }
        }

        return null;
    }

    /// <summary>It moved a position.</summary>
    public void Add(uint urn, ulong match, byte slot, byte side)
    {
        if (_last.Count == Places)
        {
            _last.Dequeue();
        }

        _last.Enqueue((urn, match, slot, side));
    }
}

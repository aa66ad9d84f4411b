using Saker.V1;

namespace Saker.Host.Trackers;

/// <summary>The last fills.</summary>
public sealed class FillTape(int capacity)
{
    private readonly Queue<Fill> _fills = new(capacity);

    /// <summary>Fills so far, those no longer kept included.</summary>
    public ulong Count { get; private set; }

    public void Add(Fill fill)
    {
        Count++;
        if (_fills.Count == capacity)
        {
            _fills.Dequeue();
        }

        _fills.Enqueue(fill);
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<Fill> Newest() => _fills.Reverse();
}

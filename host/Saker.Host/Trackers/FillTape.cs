using Saker.V1;

namespace Saker.Host.Trackers;

/// <summary>The last fills.</summary>
public sealed class FillTape(int capacity)
{
    private readonly Queue<Fill> _fills = new(capacity);

    public void Add(Fill fill)
    {
        if (_fills.Count == capacity)
        {
            _fills.Dequeue();
        }

        _fills.Enqueue(fill);
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<Fill> Newest() => _fills.Reverse();
}

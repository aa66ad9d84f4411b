namespace Saker.Host;

/// <summary>The last thousand requests with their replies: one that is repeated is done once. Card thread only.</summary>
internal sealed class AnsweredRequests<TReply>
{
    private const int Remembered = 1_000;

    private readonly Dictionary<string, TReply> _replies = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Does it, or gives the reply of the first time.</summary>
    /// <param name="id">The request's.</param>
    /// <param name="act">Does it.</param>
    public TReply Once(string id, Func<TReply> act)
    {
        if (_replies.TryGetValue(id, out TReply? known))
        {
            return known;
        }

        TReply reply = act();
        _replies.Add(id, reply);
        _order.Enqueue(id);
        if (_order.Count > Remembered)
        {
            _replies.Remove(_order.Dequeue());
        }

        return reply;
    }
}

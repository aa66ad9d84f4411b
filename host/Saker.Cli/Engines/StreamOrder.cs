using Saker.Wire;

namespace Saker.Cli;

/// <summary>Takes a message whose turn it is. False ends the walk.</summary>
internal delegate bool OrderedSink(ulong sequence, ReadOnlySpan<byte> data);

/// <summary>
/// Puts the messages of MoldUDP64 sessions in the order of their sequence, each once, whatever lines and resends a capture holds. A session begins with
/// the first sequence seen of it. A message ahead is held until those before it have come; once a message is <see cref="Window"/> or more ahead, or
/// nothing more comes, what is missing is a gap and the stream goes on behind it. The card's hold window is as wide.
/// </summary>
/// <param name="gap">Takes each gap when it is given up.</param>
/// <param name="release">Takes each message in its turn; null: nobody wants them.</param>
internal sealed class StreamOrder(Action<Gap> gap, OrderedSink? release = null)
{
    /// <summary>Sequences that a message may be ahead.</summary>
    public const ulong Window = 1024;

    private readonly Dictionary<SessionId, Session> _sessions = [];
    private Session? _last;

    /// <summary>Sessions seen.</summary>
    public int Sessions => _sessions.Count;

    /// <summary>Messages released.</summary>
    public long Released { get; private set; }

    /// <summary>Messages that had been released, held or given up before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Takes a message; false when the sink wants no more.</summary>
    public bool Message(SessionId session, ulong sequence, ReadOnlySpan<byte> data)
    {
        Session s = Of(session, sequence);
        if (sequence < s.Next)
        {
            Duplicates++;
            return true;
        }

        while (sequence - s.Next >= Window)
        {
            if (!GiveUp(s, s.Held.Count > 0 ? Math.Min(s.Held.GetKeyAtIndex(0), sequence) : sequence))
            {
                return false;
            }
        }

        if (sequence != s.Next)
        {
            bool added = s.Held.TryAdd(sequence, release is null ? [] : data.ToArray());
            Duplicates += added ? 0 : 1;
            return true;
        }

        return Release(s, data) && Drain(s);
    }

    /// <summary>A heartbeat or an end of session with the next sequence.</summary>
    public void Announced(SessionId session, ulong next)
    {
        Session s = Of(session, next);
        s.Top = Math.Max(s.Top, next);
    }

    /// <summary>Nothing more comes: what is missing is a gap, what is held is released.</summary>
    public void End()
    {
        foreach (Session s in _sessions.Values)
        {
            bool go = true;
            while (go && s.Held.Count > 0)
            {
                go = GiveUp(s, s.Held.GetKeyAtIndex(0));
            }

            if (go && s.Top > s.Next)
            {
                GiveUp(s, s.Top);
            }
        }
    }

    private bool GiveUp(Session s, ulong next)
    {
        gap(new Gap(s.Id, s.Next, next - s.Next));
        s.Next = next;
        return Drain(s);
    }

    private bool Drain(Session s)
    {
        bool go = true;
        while (go && s.Held.Count > 0 && s.Held.GetKeyAtIndex(0) == s.Next)
        {
            byte[] data = s.Held.GetValueAtIndex(0);
            s.Held.RemoveAt(0);
            go = Release(s, data);
        }

        return go;
    }

    private bool Release(Session s, ReadOnlySpan<byte> data)
    {
        Released++;
        ulong sequence = s.Next++;
        return release is null || release(sequence, data);
    }

    private Session Of(SessionId id, ulong next)
    {
        if (_last?.Id == id)
        {
            return _last;
        }

        if (!_sessions.TryGetValue(id, out _last))
        {
            _last = new Session(id) { Next = next };
            _sessions.Add(id, _last);
        }

        return _last;
    }

    private sealed class Session(SessionId id)
    {
        public SessionId Id { get; } = id;
        public ulong Next { get; set; }
        public ulong Top { get; set; }
        public SortedList<ulong, byte[]> Held { get; } = [];
    }
}

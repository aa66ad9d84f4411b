using Saker.Card.Feed;
using Saker.Venue;
using Saker.Wire;

namespace Saker.Host.Tests;

/// <summary>The venue's re-request server without sockets; it may refuse to answer.</summary>
internal sealed class VenueRetransmitter(Func<InProcessMarket> market) : IRetransmitter
{
    private const long SlowNs = 2_000_000;

    private readonly Queue<byte[]> _answers = new();
    private long _dueNs;
    private readonly byte[] _request = new byte[MoldRequest.Length];

    /// <summary>Requests get no answer, as those for what is no longer kept.</summary>
    public bool Refuses { get; set; }

    /// <summary>Answers have one message and take some time.</summary>
    public bool Slow { get; set; }

    public int Requests { get; private set; }

    public SessionId Session { get; set; }

    public void Request(ulong first, ushort count)
    {
        Requests++;
        if (Refuses)
        {
            return;
        }

        _dueNs = Slow ? market().NowNs + SlowNs : 0;
        new MoldRequest(Session, first, Slow ? (ushort)1 : count).Write(_request);
        byte[] answer = new byte[RetransmissionStore.MaxAnswer];
        int length = market().Store.Answer(_request, answer);
        if (length != 0)
        {
            _answers.Enqueue(answer[..length]);
        }
    }

    public bool TryReceive(Span<byte> packet, out int length)
    {
        length = 0;
        if (market().NowNs < _dueNs || !_answers.TryDequeue(out byte[]? answer))
        {
            return false;
        }

        answer.CopyTo(packet);
        length = answer.Length;
        return true;
    }
}

/// <summary>The venue's snapshots without sockets; it may be down.</summary>
internal sealed class VenueSnapshots(Func<InProcessMarket> market) : ISnapshotSource, IMessageSink
{
    private SnapshotMessages? _into;
    private bool _asked;
    private long _dueNs;

    /// <summary>Time from the snapshot to its end, market ns: the host has it when it is as old.</summary>
    public long TakesNs { get; set; }

    /// <summary>Snapshots say that they end so many messages later than they do.</summary>
    public ulong Ahead { get; set; }

    /// <summary>No connection can be had.</summary>
    public bool Down { get; set; }

    public SessionId Session { get; set; }

    public ulong NextSequence { get; private set; }

    public string Failure { get; private set; } = string.Empty;

    public void Start(SnapshotMessages into)
    {
        (_into, _asked, _dueNs) = (into, true, market().NowNs + TakesNs);
        NextSequence = Down ? 0 : market().Snapshot.Write(this) + Ahead;
    }

    public SnapshotState Poll()
    {
        if (!_asked)
        {
            return SnapshotState.Idle;
        }

        if (market().NowNs < _dueNs)
        {
            return SnapshotState.Fetching;
        }

        _asked = false;
        if (Down)
        {
            Failure = "the snapshot server does not listen";
            return SnapshotState.Failed;
        }

        return SnapshotState.Complete;
    }

    public void Abort() => _asked = false;

    public void Add(ReadOnlySpan<byte> message)
    {
        if (!ItchSnapshotEnd.TryRead(message, out _))
        {
            _into!.Add(message);
        }
    }

    public void Flush()
    {
    }
}

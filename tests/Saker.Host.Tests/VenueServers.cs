using Saker.Card.Feed;
using Saker.Venue;
using Saker.Wire;

namespace Saker.Host.Tests;

/// <summary>The venue's re-request server without sockets; it may refuse to answer.</summary>
internal sealed class VenueRetransmitter(Func<InProcessMarket> market) : IRetransmitter
{
    private readonly Queue<byte[]> _answers = new();
    private readonly byte[] _request = new byte[MoldRequest.Length];

    /// <summary>Requests get no answer, as those for what is no longer kept.</summary>
    public bool Refuses { get; set; }

    public int Requests { get; private set; }

    public SessionId Session { get; set; }

    public void Request(ulong first, ushort count)
    {
        Requests++;
        if (Refuses)
        {
            return;
        }

        new MoldRequest(Session, first, count).Write(_request);
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
        if (!_answers.TryDequeue(out byte[]? answer))
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

    /// <summary>No connection can be had.</summary>
    public bool Down { get; set; }

    public SessionId Session { get; set; }

    public ulong NextSequence { get; private set; }

    public string Failure { get; private set; } = string.Empty;

    public void Start(SnapshotMessages into) => (_into, _asked) = (into, true);

    public SnapshotState Poll()
    {
        if (!_asked)
        {
            return SnapshotState.Idle;
        }

        _asked = false;
        if (Down)
        {
            Failure = "the snapshot server does not listen";
            return SnapshotState.Failed;
        }

        NextSequence = market().Snapshot.Write(this);
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

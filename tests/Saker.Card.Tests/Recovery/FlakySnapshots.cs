using Saker.Card.Feed;
using Saker.Venue;
using Saker.Wire;

namespace Saker.Card.Tests.Recovery;

/// <summary>The venue's snapshot service behind a bad connection: it may not answer, break in the middle, or bring a snapshot that is old when it is there.</summary>
internal sealed class FlakySnapshots(InProcessMarket market, AnswerPlan plan, Random random, Func<ulong> cycle) : ISnapshotSource
{
    private const int LateTimes = 4, MostOfAPoll = 200;

    private readonly List<byte[]> _messages = [];
    private SnapshotMessages? _into;
    private SnapshotState _state;
    private ulong _begins;
    private int _end;
    private int _at;
    private bool _written;

    public SessionId Session { get; set; }

    public ulong NextSequence { get; private set; }

    public string Failure { get; private set; } = string.Empty;

    public void Start(SnapshotMessages into)
    {
        Abort();
        (_into, _state, _at, _written, NextSequence, Failure) = (into, SnapshotState.Fetching, 0, false, 0, string.Empty);
        int delay = random.Next(plan.LongestDelay);
        _begins = cycle() + (ulong)delay;
        if (Hit(plan.Late))
        {
            // Written now, and long under way.
            Write();
            _begins += (ulong)(delay * LateTimes);
        }
    }

    public SnapshotState Poll()
    {
        if (_state != SnapshotState.Fetching || cycle() < _begins)
        {
            return _state;
        }

        if (Hit(plan.Lost) && _at == 0)
        {
            return Fail("the server does not answer");
        }

        Write();
        for (int n = 0; n < MostOfAPoll && _state == SnapshotState.Fetching; n++)
        {
            Deliver();
        }

        return _state;
    }

    public void Abort() => _state = SnapshotState.Idle;

    private void Deliver()
    {
        if (_at == _end)
        {
            Fail("the connection broke in the middle");
            return;
        }

        byte[] message = _messages[_at++];
        if (ItchSnapshotEnd.TryRead(message, out ulong next))
        {
            (NextSequence, _state) = (next, SnapshotState.Complete);
            return;
        }

        _into!.Add(message);
    }

    private void Write()
    {
        if (_written)
        {
            return;
        }

        _written = true;
        if (market.Session != Session.ToString().TrimEnd())
        {
            Fail($"the server is in session {market.Session}");
            return;
        }

        _messages.Clear();
        market.Snapshot.Write(new Sink(_messages));
        _end = Hit(plan.Partial) ? random.Next(_messages.Count) : _messages.Count;
    }

    private SnapshotState Fail(string why)
    {
        Failure = why;
        return _state = SnapshotState.Failed;
    }

    private bool Hit(int percent) => random.Next(100) < percent;

    private sealed class Sink(List<byte[]> to) : IMessageSink
    {
        public void Add(ReadOnlySpan<byte> message) => to.Add(message.ToArray());

        public void Flush()
        {
            // Every message is there as it is added.
        }
    }
}

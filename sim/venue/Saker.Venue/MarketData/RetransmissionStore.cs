using System.Buffers.Binary;
using Saker.Wire;

namespace Saker.Venue;

/// <summary>What became of the requests to a <see cref="RetransmissionStore"/>.</summary>
public sealed class RetransmissionCounters
{
    /// <summary>Requests answered with a packet.</summary>
    public long Answered { get; internal set; }

    /// <summary>Messages in those packets.</summary>
    public long Messages { get; internal set; }

    /// <summary>Requests that have not 20 bytes, ask for no message, or from sequence 0. Not answered.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Requests for another session than the present one. Not answered.</summary>
    public long OtherSession { get; internal set; }

    /// <summary>Requests from a message that is no longer kept: the client must take a snapshot. Not answered.</summary>
    public long TooOld { get; internal set; }

    /// <summary>Requests from a message that does not exist yet. Not answered.</summary>
    public long BeyondEnd { get; internal set; }
}

/// <summary>
/// The messages of the present MoldUDP64 session, as they stand in packets (length and data), and the answers to re-requests from them.
/// Belongs to the venue's thread.
/// </summary>
public sealed class RetransmissionStore
{
    /// <summary>Largest answer, bytes of UDP payload.</summary>
    public const int MaxAnswer = 1400;

    private const int SegmentMessages = 4096;

    private readonly List<Segment> _segments = [];
    private readonly int _keep;
    private SessionId _session;
    private ulong _firstSegment;

    /// <summary>An empty session.</summary>
    /// <param name="session">1..10 characters.</param>
    /// <param name="keep">Messages that can be asked for again, the latest ones; at least 1.</param>
    public RetransmissionStore(string session, int keep)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        _keep = keep;
        Session = session;
        _session = SessionId.Of(session);
    }

    /// <summary>Name of the session.</summary>
    public string Session { get; private set; }

    /// <summary>Sequence number that the next message gets, from 1.</summary>
    public ulong NextSequence { get; private set; } = 1;

    /// <summary>The oldest message that is answered; <see cref="NextSequence"/> when there is none.</summary>
    public ulong FirstKept => NextSequence > (ulong)_keep ? NextSequence - (ulong)_keep : 1;

    /// <summary>Requests by what became of them, over all sessions.</summary>
    public RetransmissionCounters Counters { get; } = new();

    /// <summary>Bytes of memory held for messages.</summary>
    public long Bytes => _segments.Sum(s => (long)s.Data.Length);

    /// <summary>Begins another session with sequence 1; the messages of the one before are forgotten.</summary>
    public void Begin(string session)
    {
        _session = SessionId.Of(session);
        Session = session;
        NextSequence = 1;
        _segments.Clear();
        _firstSegment = 0;
    }

    /// <summary>Keeps the next message of the session.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        if (_segments.Count == 0 || _segments[^1].Count == SegmentMessages)
        {
            _segments.Add(new Segment());
        }

        _segments[^1].Add(message);
        NextSequence++;
        while ((_firstSegment + 1) * SegmentMessages < FirstKept)
        {
            _segments.RemoveAt(0);
            _firstSegment++;
        }
    }

    /// <summary>
    /// Answers one request with an ordinary downstream packet of as many whole messages as were asked for, exist and fit.
    /// </summary>
    /// <param name="request">UDP payload of the request.</param>
    /// <param name="answer">Where the packet goes; at most <see cref="MaxAnswer"/> bytes of it are used.</param>
    /// <returns>Length of the packet; 0 when the request gets no answer, and a counter says why.</returns>
    public int Answer(ReadOnlySpan<byte> request, Span<byte> answer)
    {
        if (!MoldRequest.TryRead(request, out var wanted) || wanted.Count == 0 || wanted.Sequence == 0)
        {
            Counters.Malformed++;
            return 0;
        }

        if (wanted.Session != _session)
        {
            Counters.OtherSession++;
            return 0;
        }

        if (wanted.Sequence >= NextSequence)
        {
            Counters.BeyondEnd++;
            return 0;
        }

        if (wanted.Sequence < FirstKept)
        {
            Counters.TooOld++;
            return 0;
        }

        var builder = new MoldPacketBuilder(answer[..Math.Min(answer.Length, MaxAnswer)], _session, wanted.Sequence);
        ulong end = Math.Min(NextSequence, wanted.Sequence + wanted.Count);
        for (ulong sequence = wanted.Sequence; sequence < end && builder.TryAdd(Message(sequence)); sequence++)
        {
        }

        Counters.Answered++;
        Counters.Messages += builder.Count;
        return builder.Finish();
    }

    /// <summary>A kept message, without its length prefix; valid until the next <see cref="Add"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not kept any more, or not there yet.</exception>
    public ReadOnlySpan<byte> Message(ulong sequence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, FirstKept);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sequence, NextSequence);
        ulong index = sequence - 1;
        return _segments[(int)((index / SegmentMessages) - _firstSegment)].Message((int)(index % SegmentMessages));
    }

    /// <summary>Up to <see cref="SegmentMessages"/> messages in one array.</summary>
    private sealed class Segment
    {
        private readonly int[] _at = new int[SegmentMessages];
        private int _end;

        public byte[] Data { get; private set; } = new byte[SegmentMessages * 32];

        public int Count { get; private set; }

        public void Add(ReadOnlySpan<byte> message)
        {
            int size = sizeof(ushort) + message.Length;
            if (Data.Length - _end < size)
            {
                byte[] wider = new byte[Data.Length + Math.Max(size, Data.Length / 2)];
                Data.AsSpan(0, _end).CopyTo(wider);
                Data = wider;
            }

            BinaryPrimitives.WriteUInt16BigEndian(Data.AsSpan(_end), (ushort)message.Length);
            message.CopyTo(Data.AsSpan(_end + sizeof(ushort)));
            _at[Count++] = _end;
            _end += size;
        }

        public ReadOnlySpan<byte> Message(int index)
        {
            int at = _at[index];
            return Data.AsSpan(at + sizeof(ushort), BinaryPrimitives.ReadUInt16BigEndian(Data.AsSpan(at)));
        }
    }
}

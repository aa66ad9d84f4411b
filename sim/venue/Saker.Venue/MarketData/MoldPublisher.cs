using Saker.Wire;

namespace Saker.Venue;

/// <summary>
/// Numbers the messages of a MoldUDP64 session and puts them into packets: messages between two flushes share packets of at most
/// <see cref="MaxPacket"/> bytes; a heartbeat goes out after a second without a packet. Every message is kept for re-requests. Belongs to
/// the venue's thread.
/// </summary>
public sealed class MoldPublisher : IMessageSink
{
    /// <summary>Largest UDP payload sent, bytes.</summary>
    public const int MaxPacket = 1400;

    private const int EndOfSessionPackets = 3;

    private readonly FeedLines _lines;
    private readonly EventTime _time;
    private readonly TimeProvider _heartbeats;
    private readonly byte[] _packet = new byte[MaxPacket];
    private readonly byte[] _pending = new byte[MaxPacket];
    private readonly List<int> _lengths = [];
    private SessionId _session;
    private int _pendingBytes;
    private long _lastSent;

    /// <summary>Begins with the session of <paramref name="store"/>.</summary>
    /// <param name="store">Where messages are kept for re-requests.</param>
    /// <param name="lines">Where packets go.</param>
    /// <param name="time">When they go.</param>
    /// <param name="heartbeats">Clock of the heartbeats.</param>
    public MoldPublisher(RetransmissionStore store, FeedLines lines, EventTime time, TimeProvider heartbeats)
    {
        Store = store;
        _lines = lines;
        _time = time;
        _heartbeats = heartbeats;
        _session = SessionId.Of(store.Session);
        _lastSent = heartbeats.GetTimestamp();
    }

    /// <summary>The session's messages.</summary>
    public RetransmissionStore Store { get; }

    /// <summary>What a snapshot repeats of the session.</summary>
    public SessionRecord Record { get; } = new();

    /// <summary>Name of the session.</summary>
    public string Session => Store.Session;

    /// <summary>Sequence number of the next message to be sent, from 1.</summary>
    public ulong NextSequence { get; private set; } = 1;

    /// <summary>Packets made, heartbeats included; each goes out on every line.</summary>
    public long Packets { get; private set; }

    /// <summary>When a heartbeat is due if no packet goes out before, in timestamps of the heartbeats' clock.</summary>
    internal long HeartbeatDue => _lastSent + _heartbeats.TimestampFrequency;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> message)
    {
        int size = MoldPacket.BlockHeaderLength + message.Length;
        if (MoldPacket.HeaderLength + _pendingBytes + (_lengths.Count * MoldPacket.BlockHeaderLength) + size > MaxPacket)
        {
            Flush();
        }

        Record.Note(message);
        Store.Add(message);
        message.CopyTo(_pending.AsSpan(_pendingBytes));
        _pendingBytes += message.Length;
        _lengths.Add(message.Length);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (_lengths.Count == 0)
        {
            return;
        }

        var builder = new MoldPacketBuilder(_packet, _session, NextSequence);
        int at = 0;
        foreach (int length in _lengths)
        {
            if (!builder.TryAdd(_pending.AsSpan(at, length)))
            {
                throw new InvalidOperationException("a packet was filled beyond its size");
            }

            at += length;
        }

        NextSequence += (ulong)_lengths.Count;
        _lengths.Clear();
        _pendingBytes = 0;
        Send(builder.Finish());
    }

    /// <summary>Sends a heartbeat when one is due. Called at least every 200 ms.</summary>
    public void Timer()
    {
        if (_heartbeats.GetTimestamp() >= HeartbeatDue)
        {
            Send(MoldPacketBuilder.WriteHeartbeat(_packet, _session, NextSequence));
        }
    }

    /// <summary>Announces the end of the session, three times.</summary>
    public void EndSession()
    {
        Flush();
        for (int i = 0; i < EndOfSessionPackets; i++)
        {
            Send(MoldPacketBuilder.WriteEndOfSession(_packet, _session, NextSequence));
        }
    }

    /// <summary>Begins another session with sequence 1. What was sent before is neither kept nor in a snapshot any more.</summary>
    /// <param name="session">1..10 characters.</param>
    public void BeginSession(string session)
    {
        Flush();
        _session = SessionId.Of(session);
        NextSequence = 1;
        Store.Begin(session);
        Record.Clear();
    }

    private void Send(int length)
    {
        _lastSent = _heartbeats.GetTimestamp();
        Packets++;
        _lines.Send(_packet.AsSpan(0, length), _time.NowNs);
    }
}

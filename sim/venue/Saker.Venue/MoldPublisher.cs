using System.Net;
using System.Net.Sockets;
using Saker.Wire;

namespace Saker.Venue;

/// <summary>
/// Publishes messages over MoldUDP64 multicast, TTL 1. Messages between two flushes share packets of at most <see cref="MaxPacket"/> bytes;
/// a heartbeat goes out after one wall second without a packet. Belongs to the venue's thread.
/// </summary>
public sealed class MoldPublisher : IMessageSink, IDisposable
{
    /// <summary>Largest UDP payload sent, bytes.</summary>
    public const int MaxPacket = 1400;

    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private readonly EndPoint _group;
    private readonly SessionId _session;
    private readonly TimeProvider _wall;
    private readonly byte[] _packet = new byte[MaxPacket];
    private readonly byte[] _pending = new byte[MaxPacket];
    private readonly List<int> _lengths = [];
    private int _pendingBytes;
    private long _lastSent;

    /// <summary>Opens the socket.</summary>
    /// <param name="bind">Local address; its interface carries the multicast.</param>
    /// <param name="group">Group and port.</param>
    /// <param name="session">1..10 characters.</param>
    /// <param name="wall">Clock of the heartbeats.</param>
    /// <exception cref="SocketException">The address is not of this machine, or the group is no multicast group.</exception>
    public MoldPublisher(IPAddress bind, IPEndPoint group, string session, TimeProvider wall)
    {
        _group = group;
        _session = SessionId.Of(session);
        _wall = wall;
        _lastSent = wall.GetTimestamp();
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(bind, 0));
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, bind.GetAddressBytes());
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 1);
        _socket.SendBufferSize = 1 << 20;
    }

    /// <summary>Sequence number of the next message, from 1.</summary>
    public ulong NextSequence { get; private set; } = 1;

    /// <summary>Packets sent, heartbeats included.</summary>
    public long Packets { get; private set; }

    /// <summary>Packets that the network stack refused; their messages are lost as on a wire.</summary>
    public long SendErrors { get; private set; }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> message)
    {
        int size = MoldPacket.BlockHeaderLength + message.Length;
        if (MoldPacket.HeaderLength + _pendingBytes + (_lengths.Count * MoldPacket.BlockHeaderLength) + size > MaxPacket)
        {
            Flush();
        }

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
        if (_wall.GetElapsedTime(_lastSent) >= HeartbeatPeriod)
        {
            Send(MoldPacketBuilder.WriteHeartbeat(_packet, _session, NextSequence));
        }
    }

    /// <summary>Announces the end of the session, three times.</summary>
    public void EndSession()
    {
        Flush();
        for (int i = 0; i < 3; i++)
        {
            Send(MoldPacketBuilder.WriteEndOfSession(_packet, _session, NextSequence));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Send(int length)
    {
        _lastSent = _wall.GetTimestamp();
        try
        {
            _socket.SendTo(_packet.AsSpan(0, length), SocketFlags.None, _group);
            Packets++;
        }
        catch (SocketException)
        {
            // A link that is down loses packets; receivers see the gap by the sequence.
            SendErrors++;
        }
    }
}

using System.Net.Sockets;
using System.Threading.Channels;
using Saker.Wire;

namespace Saker.Venue;

/// <summary>
/// One TCP connection of a SoupBinTCP client. Packets that arrive are posted to the venue's thread; packets to send are queued and written by
/// a task of its own, so a slow client never holds the venue up. What is not said to be thread-safe belongs to the venue's thread.
/// </summary>
public sealed class SoupConnection
{
    /// <summary>Packets that may wait for a client that does not read; one more and it is dropped.</summary>
    public const int MaxQueued = 200_000;

    /// <summary>Most bytes that <see cref="SendPackets"/> takes at a time.</summary>
    internal const int MaxBatch = 16384;

    /// <summary>Greatest packet sent: the answer to the longest message that is taken, which repeats its appendage.</summary>
    internal const int MaxOutbound = 2 * MaxInboundLength;

    private const int MaxInboundLength = 1024;

    private readonly Socket _socket;
    private readonly TimeProvider _wall;
    private readonly Channel<byte[]> _out = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(MaxQueued) { SingleReader = true, SingleWriter = true });

    private readonly byte[] _buffer = new byte[MaxOutbound];
    private volatile TaskCompletionSource? _stalled;

    internal SoupConnection(Socket socket, TimeProvider wall)
    {
        _socket = socket;
        _wall = wall;
        socket.NoDelay = true;
        LastSent = LastReceived = Opened = wall.GetTimestamp();
    }

    internal long Opened { get; }

    internal long LastSent { get; private set; }

    internal long LastReceived { get; set; }

    /// <summary>Who it logged in as, or null.</summary>
    internal ISoupClient? Client { get; set; }

    /// <summary>Set when nothing more is taken or queued; our side closes once the queue is written, the socket when the client's has closed too:
    /// a socket closed earlier answers the client's next packet with a reset, and what it has not read yet is lost.</summary>
    internal bool Closing { get; private set; }

    /// <summary>When <see cref="Closing"/> was set.</summary>
    internal long ClosingSince { get; private set; }

    /// <summary>Whether it gets no heartbeats.</summary>
    internal bool Silent { get; set; }

    /// <summary>Whether nothing is taken from it: what it sends fills the kernel's buffer, and then its window closes.</summary>
    internal bool Stalled
    {
        get => _stalled is not null;
        set
        {
            if (!value || Closing)
            {
                Interlocked.Exchange(ref _stalled, null)?.SetResult();
            }
            else
            {
                _stalled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    internal void Start(Action<Action> post, Action<SoupConnection, byte, byte[]> packet, Action<SoupConnection> closed)
    {
        _ = Task.Run(async () =>
        {
            await Task.WhenAll(ReadAsync(post, packet, closed), WriteAsync());
            _socket.Close();
        });
    }

    internal void LoginAccepted(string session, ulong sequence) => Queue(SoupLoginAccepted.Write(_buffer, session, sequence));

    internal void Reject(byte reason)
    {
        Queue(SoupLoginRejected.Write(_buffer, reason));
        Close();
    }

    internal void Send(byte type, ReadOnlySpan<byte> payload) => Queue(SoupPacket.Write(_buffer, type, payload));

    /// <summary>Closes after what is queued has been written.</summary>
    internal void Close()
    {
        ClosingSince = Closing ? ClosingSince : _wall.GetTimestamp();
        Closing = true;
        Stalled = false;
        _out.Writer.TryComplete();
    }

    /// <summary>Closes now; what is queued is lost.</summary>
    internal void Abort()
    {
        Close();
        _socket.Close();
    }

    /// <summary>Closes now with a reset: what is queued, and what the client has not read, is lost.</summary>
    internal void Reset()
    {
        try
        {
            _socket.LingerState = new LingerOption(enable: true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already: there is nobody to reset.
            Close();
            return;
        }

        // The socket first: the writing task shuts a closing connection down in order, and the client would see that.
        _socket.Close(0);
        Close();
    }

    /// <summary>Sends the first half of a packet and closes.</summary>
    internal void SendHalf(byte type, ReadOnlySpan<byte> payload)
    {
        Queue(SoupPacket.Write(_buffer, type, payload) / 2);
        Close();
    }

    /// <summary>Sends whole packets one after another.</summary>
    internal void SendPackets(byte[] packets)
    {
        if (Closing)
        {
            return;
        }

        LastSent = _wall.GetTimestamp();
        if (!_out.Writer.TryWrite(packets))
        {
            Abort();
        }
    }

    private void Queue(int length) => SendPackets(_buffer[..length]);

    private async Task ReadAsync(Action<Action> post, Action<SoupConnection, byte, byte[]> packet, Action<SoupConnection> closed)
    {
        var buffer = new byte[4096];
        var reader = new SoupStreamReader(MaxInboundLength);
        try
        {
            while (await _socket.ReceiveAsync(buffer) is > 0 and var received)
            {
                await (_stalled?.Task ?? Task.CompletedTask);
                if (!Forward(buffer.AsSpan(0, received), reader, post, packet))
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Reset by the peer or closed by us: the end of the connection, reported below.
        }
        finally
        {
            post(() => closed(this));
        }
    }

    /// <summary>Posts the whole packets of what has arrived; false when the stream cannot be followed any further.</summary>
    private bool Forward(ReadOnlySpan<byte> bytes, SoupStreamReader reader, Action<Action> post, Action<SoupConnection, byte, byte[]> packet)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[reader.Append(bytes)..];
            SoupRead result;
            while ((result = reader.Read(out var next)) == SoupRead.Packet)
            {
                byte type = next.Type;
                byte[] payload = next.Payload.ToArray();
                post(() => packet(this, type, payload));
            }

            if (result == SoupRead.Broken)
            {
                return false;
            }
        }

        return true;
    }

    private async Task WriteAsync()
    {
        var batch = new byte[MaxBatch];
        try
        {
            while (await _out.Reader.WaitToReadAsync())
            {
                int length = 0;
                while (_out.Reader.TryPeek(out var packet) && length + packet.Length <= batch.Length && _out.Reader.TryRead(out _))
                {
                    packet.CopyTo(batch, length);
                    length += packet.Length;
                }

                for (int sent = 0; sent < length;)
                {
                    sent += await _socket.SendAsync(batch.AsMemory(sent, length - sent));
                }
            }

            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer is gone; the reading side reports it.
            _socket.Close();
        }
    }
}

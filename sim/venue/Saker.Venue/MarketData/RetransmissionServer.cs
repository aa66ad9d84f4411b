using System.Net;
using System.Net.Sockets;

namespace Saker.Venue;

/// <summary>
/// The re-request server: MoldUDP64 requests by UDP, each answered to the port it came from by the store, on the venue's thread. Requests
/// beyond <see cref="MaxWaiting"/> at a time are lost, as UDP may.
/// </summary>
public sealed class RetransmissionServer : IDisposable
{
    /// <summary>Requests that may wait for the venue's thread.</summary>
    public const int MaxWaiting = 1024;

    // Longer than any request, so that a long datagram is seen to be long.
    private const int ReceiveBytes = 64;

    private readonly Socket _socket;
    private readonly RetransmissionStore _store;
    private readonly Action<Action> _post;
    private readonly byte[] _answer = new byte[RetransmissionStore.MaxAnswer];
    private volatile bool _stopped;
    private int _waiting;
    private long _overrun;

    /// <summary>Opens the socket; requests are taken from <see cref="Start"/> on.</summary>
    /// <param name="bind">Address and port; port 0 picks a free one.</param>
    /// <param name="store">Answers.</param>
    /// <param name="post">Runs work on the venue's thread.</param>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    public RetransmissionServer(IPEndPoint bind, RetransmissionStore store, Action<Action> post)
    {
        _store = store;
        _post = post;
        _socket = new Socket(bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(bind);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Requests lost because too many were waiting.</summary>
    public long Overrun => Interlocked.Read(ref _overrun);

    /// <summary>Begins to take requests.</summary>
    public void Start() => _ = ReceiveAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopped = true;
        _socket.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[ReceiveBytes];
        while (!_stopped)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                Take(buffer.AsSpan(0, received.ReceivedBytes), received.RemoteEndPoint);
            }
            catch (Exception e) when (_stopped && e is SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // An answer that bounced off a closed port: no request.
                continue;
            }
        }
    }

    private void Take(ReadOnlySpan<byte> request, EndPoint from)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            Interlocked.Increment(ref _overrun);
            return;
        }

        byte[] copy = request.ToArray();
        _post(() => Answer(copy, from));
    }

    private void Answer(byte[] request, EndPoint to)
    {
        Interlocked.Decrement(ref _waiting);
        int length = _store.Answer(request, _answer);
        if (length == 0)
        {
            return;
        }

        try
        {
            _socket.SendTo(_answer.AsSpan(0, length), SocketFlags.None, to);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The answer is lost as any datagram may be: the client asks again.
            return;
        }
    }
}

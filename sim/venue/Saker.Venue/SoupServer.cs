using System.Net;
using System.Net.Sockets;
using Saker.Wire;

namespace Saker.Venue;

/// <summary>Who a connection has logged in as. On the venue's thread.</summary>
public interface ISoupClient
{
    /// <summary>One unsequenced message of the client.</summary>
    void Receive(ReadOnlySpan<byte> message);

    /// <summary>The connection is gone.</summary>
    void Detach(SoupConnection connection);
}

/// <summary>What a SoupBinTCP port serves. On the venue's thread.</summary>
public interface ISoupService
{
    /// <summary>Session that a login gets.</summary>
    string Session { get; }

    /// <summary>Whether there is a user of this name and password.</summary>
    bool Knows(in SoupLoginRequest login);

    /// <summary>Accepts a login that is known and for this session: sets <see cref="SoupConnection.Client"/> and answers. Or rejects it, if it has
    /// reasons of its own.</summary>
    void Attach(SoupConnection connection, in SoupLoginRequest login);
}

/// <summary>
/// SoupBinTCP 3.00 server of one of the venue's ports, on the kernel's TCP. Only accepting and the sockets' reads and writes happen on other
/// threads; everything else on the venue's.
/// </summary>
public sealed class SoupServer : IDisposable
{
    /// <summary>A login must come within this wall time.</summary>
    public static readonly TimeSpan LoginLimit = TimeSpan.FromSeconds(30);

    /// <summary>A client silent for this wall time is dropped.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(15);

    /// <summary>A client that was told everything may take this wall time to read it and close.</summary>
    public static readonly TimeSpan CloseLimit = TimeSpan.FromMinutes(2);

    /// <summary>Connections at a time; one more is closed at once.</summary>
    public const int MaxConnections = 64;

    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(1);

    private readonly TcpListener _listener;
    private readonly Action<Action> _post;
    private readonly ISoupService _service;
    private readonly TimeProvider _wall;
    private readonly List<SoupConnection> _connections = [];
    private volatile bool _stopped;

    /// <summary>Starts to listen; connections are taken from <see cref="Start"/> on.</summary>
    /// <param name="bind">Address and port; port 0 picks a free one.</param>
    /// <param name="service">What is served.</param>
    /// <param name="post">Runs work on the venue's thread.</param>
    /// <param name="wall">Clock of heartbeats and limits.</param>
    public SoupServer(IPEndPoint bind, ISoupService service, Action<Action> post, TimeProvider wall)
    {
        _service = service;
        _post = post;
        _wall = wall;
        _listener = new TcpListener(bind);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Begins to take connections.</summary>
    public void Start() => _ = AcceptAsync();

    /// <summary>Heartbeats and time limits. Called at least every 200 ms on the venue's thread.</summary>
    public void Timer()
    {
        foreach (var connection in _connections.ToArray())
        {
            bool late = connection.Client is null
                ? _wall.GetElapsedTime(connection.Opened) > LoginLimit
                : !connection.Stalled && _wall.GetElapsedTime(connection.LastReceived) > SilenceLimit;
            if (connection.Closing && (late || _wall.GetElapsedTime(connection.ClosingSince) > CloseLimit))
            {
                // It does not read what is queued for it, or does not close.
                connection.Abort();
            }
            else if (late)
            {
                Drop(connection);
            }
            else if (connection is { Client: not null, Silent: false } && _wall.GetElapsedTime(connection.LastSent) >= HeartbeatPeriod)
            {
                connection.Send(SoupType.ServerHeartbeat, []);
            }
        }
    }

    /// <summary>Ends the session: every client gets End of Session and is closed.</summary>
    public void EndSession()
    {
        foreach (var connection in _connections.ToArray())
        {
            connection.Send(SoupType.EndOfSession, []);
            connection.Close();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopped = true;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopped)
        {
            try
            {
                var connection = new SoupConnection(await _listener.AcceptSocketAsync(), _wall);
                _post(() => Opened(connection));
                connection.Start(_post, Packet, Closed);
            }
            catch (Exception e) when (_stopped && e is SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client gave up between its SYN and our accept: there is no connection to speak of.
                continue;
            }
        }
    }

    private void Opened(SoupConnection connection)
    {
        _connections.Add(connection);
        if (_connections.Count > MaxConnections)
        {
            connection.Abort();
        }
    }

    private void Packet(SoupConnection connection, byte type, byte[] payload)
    {
        connection.LastReceived = _wall.GetTimestamp();
        if (connection.Closing)
        {
            return;
        }

        switch (type)
        {
            case SoupType.LoginRequest when connection.Client is null:
                Login(connection, payload);
                break;
            case SoupType.UnsequencedData when connection.Client is { } client:
                client.Receive(payload);
                break;
            case SoupType.ClientHeartbeat or SoupType.Debug:
                break;
            default:
                // Logout, or what no client may send now.
                Drop(connection);
                break;
        }
    }

    private void Login(SoupConnection connection, byte[] payload)
    {
        if (!SoupLoginRequest.TryRead(payload, out var login) || !_service.Knows(login))
        {
            connection.Reject(SoupLoginRejected.NotAuthorised);
            return;
        }

        string wanted = login.RequestedSession.ToString();
        if (wanted.Length > 0 && !wanted.Equals(_service.Session, StringComparison.OrdinalIgnoreCase))
        {
            connection.Reject(SoupLoginRejected.SessionNotAvailable);
            return;
        }

        _service.Attach(connection, login);
    }

    private void Drop(SoupConnection connection)
    {
        connection.Client?.Detach(connection);
        connection.Close();
    }

    private void Closed(SoupConnection connection)
    {
        connection.Client?.Detach(connection);
        connection.Close();
        _connections.Remove(connection);
    }
}

using System.Net;
using System.Net.Sockets;
using Saker.Wire;

namespace Saker.Venue;

/// <summary>
/// SoupBinTCP 3.00 server of the venue's OUCH ports, on the kernel's TCP. Only accepting and the sockets' reads and writes happen on other
/// threads; everything else on the venue's.
/// </summary>
public sealed class SoupServer : IDisposable
{
    /// <summary>A login must come within this wall time.</summary>
    public static readonly TimeSpan LoginLimit = TimeSpan.FromSeconds(30);

    /// <summary>A client silent for this wall time is dropped.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(1);

    private readonly TcpListener _listener;
    private readonly Action<Action> _post;
    private readonly string _session;
    private readonly IReadOnlyList<SoupPort> _ports;
    private readonly TimeProvider _wall;
    private readonly Action _loggedIn;
    private readonly List<SoupConnection> _connections = [];
    private volatile bool _stopped;

    /// <summary>Starts to listen; connections are taken from <see cref="Start"/> on.</summary>
    /// <param name="bind">Address and port; port 0 picks a free one.</param>
    /// <param name="session">Session id, 1..10 characters.</param>
    /// <param name="ports">The users.</param>
    /// <param name="post">Runs work on the venue's thread.</param>
    /// <param name="loggedIn">Called after each successful login.</param>
    /// <param name="wall">Clock of heartbeats and limits.</param>
    public SoupServer(
        IPEndPoint bind, string session, IReadOnlyList<SoupPort> ports, Action<Action> post, Action loggedIn, TimeProvider wall)
    {
        _session = session;
        _ports = ports;
        _post = post;
        _loggedIn = loggedIn;
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
            bool late = connection.Port is null
                ? _wall.GetElapsedTime(connection.Opened) > LoginLimit
                : _wall.GetElapsedTime(connection.LastReceived) > SilenceLimit;
            if (late)
            {
                Drop(connection);
            }
            else if (connection.Port is not null && _wall.GetElapsedTime(connection.LastSent) >= HeartbeatPeriod)
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
                _post(() => _connections.Add(connection));
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

    private void Packet(SoupConnection connection, byte type, byte[] payload)
    {
        if (connection.Closing)
        {
            return;
        }

        connection.LastReceived = _wall.GetTimestamp();
        switch (type)
        {
            case SoupType.LoginRequest when connection.Port is null:
                Login(connection, payload);
                break;
            case SoupType.UnsequencedData when connection.Port is { } port:
                port.Session.Receive(payload);
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
        if (!SoupLoginRequest.TryRead(payload, out var login))
        {
            connection.Reject(SoupLoginRejected.NotAuthorised);
            return;
        }

        SoupPort? port = null;
        foreach (var candidate in _ports)
        {
            port = candidate.Accepts(login) ? candidate : port;
        }

        if (port is null)
        {
            connection.Reject(SoupLoginRejected.NotAuthorised);
            return;
        }

        string wanted = login.RequestedSession.ToString();
        if (wanted.Length > 0 && !wanted.Equals(_session, StringComparison.OrdinalIgnoreCase))
        {
            connection.Reject(SoupLoginRejected.SessionNotAvailable);
            return;
        }

        port.Attach(connection, _session, login.RequestedSequence);
        _loggedIn();
    }

    private void Drop(SoupConnection connection)
    {
        connection.Port?.Detach(connection);
        connection.Close();
    }

    private void Closed(SoupConnection connection)
    {
        connection.Port?.Detach(connection);
        connection.Close();
        _connections.Remove(connection);
    }
}

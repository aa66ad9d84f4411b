using System.Net;
using System.Net.Sockets;
using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>Fetches a GLIMPSE 5.0 snapshot over SoupBinTCP: login, sequenced messages, the end of the snapshot ('G'). A stream that breaks, ends
/// early, falls silent or is of another session is a failure with its reason; a new <see cref="Start"/> begins from nothing.</summary>
public sealed class GlimpseClient(IPEndPoint server, GlimpseOptions options, TimeProvider time) : ISnapshotSource, IDisposable
{
    private const int MostLength = 4096, ReceiveBytes = 16 << 10, MostReceives = 4;

    private readonly SoupStreamReader _stream = new(MostLength);
    private readonly byte[] _buffer = new byte[ReceiveBytes];
    private readonly byte[] _out = new byte[64];
    private Socket? _socket;
    private SnapshotMessages? _into;
    private SnapshotState _state;
    private bool _loginSent;
    private bool _loggedIn;
    private long _startedAt;
    private long _heardAt;
    private long _spokeAt;

    /// <inheritdoc/>
    public SessionId Session { get; set; }

    /// <inheritdoc/>
    public ulong NextSequence { get; private set; }

    /// <inheritdoc/>
    public string Failure { get; private set; } = string.Empty;

    /// <inheritdoc/>
    public void Start(SnapshotMessages into)
    {
        Abort();
        (_into, _loginSent, _loggedIn, NextSequence, Failure) = (into, false, false, 0, string.Empty);
        _stream.Reset();
        _startedAt = _heardAt = time.GetTimestamp();
        _state = SnapshotState.Fetching;
        _socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
        try
        {
            _socket.Connect(server);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // The connection is being made; the polls see its end.
            return;
        }
        catch (SocketException e)
        {
            Fail($"the snapshot server at {server} cannot be reached: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public SnapshotState Poll()
    {
        if (_state == SnapshotState.Fetching)
        {
            if (_loginSent || Connected())
            {
                Receive();
            }

            Watch();
        }

        return _state;
    }

    /// <inheritdoc/>
    public void Abort()
    {
        _socket?.Dispose();
        _socket = null;
        _state = SnapshotState.Idle;
    }

    /// <inheritdoc/>
    public void Dispose() => Abort();

    private bool Connected()
    {
        if (!_socket!.Poll(0, SelectMode.SelectWrite) && !_socket.Poll(0, SelectMode.SelectError))
        {
            return false;
        }

        int error = (int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        if (error != 0)
        {
            Fail($"the snapshot server at {server} refused the connection ({(SocketError)error}): is it running?");
            return false;
        }

        _loginSent = true;
        // The session is named, so that a snapshot of another one is refused by the server already.
        return Send(_out.AsSpan(0, SoupLoginRequest.Write(_out, options.User, options.Password, Session.ToString(), 1)));
    }

    private void Receive()
    {
        for (int n = 0; n < MostReceives && _state == SnapshotState.Fetching; n++)
        {
            int length = _socket!.Receive(_buffer, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                return;
            }

            if (error != SocketError.Success || length == 0)
            {
                Fail(error == SocketError.Success
                    ? $"the snapshot server at {server} closed the connection before the snapshot ended"
                    : $"the connection to the snapshot server at {server} broke ({error})");
                return;
            }

            _heardAt = time.GetTimestamp();
            Take(_buffer.AsSpan(0, length));
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && _state == SnapshotState.Fetching)
        {
            bytes = bytes[_stream.Append(bytes)..];
            SoupRead read;
            while ((read = _stream.Read(out SoupPacket packet)) == SoupRead.Packet && _state == SnapshotState.Fetching)
            {
                Take(packet);
            }

            if (read == SoupRead.Broken && _state == SnapshotState.Fetching)
            {
                Fail($"the stream of the snapshot server at {server} is not SoupBinTCP");
            }
        }
    }

    private void Take(SoupPacket packet)
    {
        switch (packet.Type)
        {
            case SoupType.LoginAccepted when !_loggedIn && SoupLoginAccepted.TryRead(packet.Payload, out SoupLoginAccepted login):
                _loggedIn = true;
                if (login.Session.ToString() != Session.ToString())
                {
                    Fail($"the snapshot server at {server} is in session '{login.Session}', the feed in '{Session}'");
                }

                break;
            case SoupType.LoginRejected when !_loggedIn:
                Fail($"the snapshot server at {server} rejected the login of '{options.User}': {Reason(packet.Payload)}");
                break;
            case SoupType.SequencedData when _loggedIn && ItchSnapshotEnd.TryRead(packet.Payload, out ulong next):
                Complete(next);
                break;
            case SoupType.SequencedData when _loggedIn:
                _into!.Add(packet.Payload);
                break;
            case SoupType.EndOfSession:
                Fail($"the snapshot server at {server} ended the session before the snapshot's end");
                break;
            case SoupType.ServerHeartbeat or SoupType.Debug:
                break;
            default:
                Fail($"the snapshot server at {server} sent a packet of type 0x{packet.Type:X2}, which has no place there");
                break;
        }
    }

    private string Reason(ReadOnlySpan<byte> payload) => payload.Length == 0 ? "no reason" : payload[0] switch
    {
        SoupLoginRejected.NotAuthorised => "not authorised",
        SoupLoginRejected.SessionNotAvailable => $"session '{Session}' is not available",
        byte other => $"reason 0x{other:X2}",
    };

    private void Complete(ulong next)
    {
        if (next == 0)
        {
            Fail($"the snapshot of the server at {server} ends with sequence 0");
            return;
        }

        Abort();
        NextSequence = next;
        _state = SnapshotState.Complete;
    }

    private void Watch()
    {
        if (_state != SnapshotState.Fetching)
        {
            return;
        }

        if (time.GetElapsedTime(_heardAt) > options.Silence)
        {
            Fail($"the snapshot server at {server} has said nothing for {options.Silence.TotalSeconds:0.#} s");
        }
        else if (time.GetElapsedTime(_startedAt) > options.Limit)
        {
            Fail($"the snapshot of the server at {server} did not end within {options.Limit.TotalSeconds:0.#} s");
        }
        else if (_loginSent && time.GetElapsedTime(_spokeAt) > options.HeartbeatEvery)
        {
            Send(_out.AsSpan(0, SoupPacket.WriteHeader(_out, SoupType.ClientHeartbeat, 0)));
        }
    }

    private bool Send(ReadOnlySpan<byte> bytes)
    {
        int sent = _socket!.Send(bytes, SocketFlags.None, out SocketError error);
        if (error != SocketError.Success || sent != bytes.Length)
        {
            Fail($"the connection to the snapshot server at {server} broke ({error})");
            return false;
        }

        _spokeAt = time.GetTimestamp();
        return true;
    }

    private void Fail(string why)
    {
        Abort();
        Failure = why;
        _state = SnapshotState.Failed;
    }
}

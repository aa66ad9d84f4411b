using System.Net;
using System.Net.Sockets;
using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>The venue closed the connection before it had sent what was waited for.</summary>
internal sealed class LineClosedException() : Exception("the venue has closed the connection");

/// <summary>A blocking SoupBinTCP client that keeps the sequenced messages it is sent.</summary>
internal sealed class TinyClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TcpClient _tcp = new() { ReceiveTimeout = (int)Limit.TotalMilliseconds };
    private readonly SoupStreamReader _reader = new(4096);
    private readonly byte[] _buffer = new byte[512];

    /// <param name="to">Server.</param>
    /// <param name="receiveBuffer">Bytes that the kernel keeps for a client that reads slowly; 0: its own choice.</param>
    public TinyClient(IPEndPoint to, int receiveBuffer = 0)
    {
        if (receiveBuffer != 0)
        {
            _tcp.ReceiveBufferSize = receiveBuffer;
        }

        _tcp.Connect(to);
    }

    public List<byte[]> Sequenced { get; } = [];

    /// <summary>Logs in; returns the packet that answered.</summary>
    public (byte Type, byte[] Payload) Login(string user, string password, string session = "", ulong sequence = 1)
    {
        Send(SoupLoginRequest.Write(_buffer, user, password, session, sequence));
        return Next();
    }

    public void Enter(uint urn, char side, uint quantity, string symbol, long price) => Unsequenced(new OuchEnterOrder(
        new UserRef(urn), side, new Quantity(quantity), Symbol.Of(symbol), new Price(price), '0', 'Y', 'P', 'N', 'N', ClOrdId.Of($"C{urn}")).Write(Payload));

    public void Replace(uint original, uint urn, uint quantity, long price) => Unsequenced(new OuchReplaceRequest(
        new UserRef(original), new UserRef(urn), new Quantity(quantity), new Price(price), '0', 'Y', 'N', ClOrdId.Of($"C{urn}")).Write(Payload));

    public void Cancel(uint urn, uint quantity) =>
        Unsequenced(new OuchCancelRequest(new UserRef(urn), new Quantity(quantity)).Write(Payload));

    public void Modify(uint urn, char side, uint quantity) =>
        Unsequenced(new OuchModifyRequest(new UserRef(urn), side, new Quantity(quantity)).Write(Payload));

    public void Query() => Unsequenced(OuchAccountQuery.Write(Payload));

    /// <summary>Sends bytes as they are.</summary>
    public Task SendAsync(byte[] bytes) => _tcp.GetStream().WriteAsync(bytes).AsTask();

    /// <summary>Bytes of a packet that has not come whole.</summary>
    public int Pending => _reader.Pending;

    /// <summary>Reads to the end of the connection, keeps the sequenced messages, and tells how it ended.</summary>
    public string End()
    {
        try
        {
            while (true)
            {
                var (type, payload) = Next();
                switch (type)
                {
                    case 0: return "closed";
                    case SoupType.EndOfSession: return "ended";
                    case SoupType.SequencedData: Sequenced.Add(payload); break;
                    default: break;
                }
            }
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return "reset";
        }
    }

    public void Heartbeat() => Send(SoupPacket.Write(_buffer, SoupType.ClientHeartbeat, []));

    public void Logout() => Send(SoupPacket.Write(_buffer, SoupType.LogoutRequest, []));

    /// <summary>Reads on until a sequenced message, shortened, equals the expected one; returns all up to it.</summary>
    public string Until(string expected)
    {
        var seen = new List<string>();
        while (true)
        {
            var (type, payload) = Next();
            if (type == 0)
            {
                throw new LineClosedException();
            }

            if (type == SoupType.SequencedData)
            {
                Sequenced.Add(payload);
                seen.Add(OuchText.Of(payload));
                if (seen[^1] == expected)
                {
                    return string.Join(' ', seen);
                }
            }
        }
    }

    /// <summary>The next packet of any kind; type 0 when the venue has closed the connection.</summary>
    public (byte Type, byte[] Payload) Next()
    {
        while (true)
        {
            if (_reader.Read(out var packet) == SoupRead.Packet)
            {
                return (packet.Type, packet.Payload.ToArray());
            }

            var bytes = new byte[1024];
            int received = _tcp.GetStream().Read(bytes);
            if (received == 0)
            {
                return (0, []);
            }

            Assert.Equal(received, _reader.Append(bytes.AsSpan(0, received)));
        }
    }

    public void Dispose() => _tcp.Dispose();

    private Span<byte> Payload => _buffer.AsSpan(SoupPacket.HeaderLength);

    private void Unsequenced(int length) => Send(SoupPacket.WriteHeader(_buffer, SoupType.UnsequencedData, length));

    private void Send(int length) => _tcp.GetStream().Write(_buffer, 0, length);
}

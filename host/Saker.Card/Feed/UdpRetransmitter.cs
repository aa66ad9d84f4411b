using System.Net;
using System.Net.Sockets;
using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>A MoldUDP64 re-request server by UDP, through the kernel. The socket is connected, so datagrams of other sources never
/// arrive; those of another session, or that are no MoldUDP64, are counted and dropped.</summary>
public sealed class UdpRetransmitter : IRetransmitter, IDisposable
{
    private const int KernelBuffer = 1 << 20;

    private readonly Socket _socket;
    private readonly byte[] _request = new byte[MoldRequest.Length];

    /// <exception cref="SocketException">No socket can be had, or there is no way to the server's network.</exception>
    public UdpRetransmitter(IPEndPoint server)
    {
        _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false, ReceiveBufferSize = KernelBuffer };
        _socket.Connect(server);
    }

    /// <inheritdoc/>
    public SessionId Session { get; set; }

    /// <summary>Requests sent.</summary>
    public ulong Requests { get; private set; }

    /// <summary>Answers of the session.</summary>
    public ulong Answers { get; private set; }

    /// <summary>Datagrams that were no answer of the session.</summary>
    public ulong Strange { get; private set; }

    /// <summary>Times that the kernel refused to send or said that nobody listens.</summary>
    public ulong Refused { get; private set; }

    /// <inheritdoc/>
    public void Request(ulong first, ushort count)
    {
        new MoldRequest(Session, first, count).Write(_request);
        _socket.Send(_request, SocketFlags.None, out SocketError error);
        if (error == SocketError.Success)
        {
            Requests++;
        }
        else
        {
            // Lost like any datagram; the next try asks again.
            Refused++;
        }
    }

    /// <inheritdoc/>
    public bool TryReceive(Span<byte> packet, out int length)
    {
        while (true)
        {
            length = _socket.Receive(packet, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                length = 0;
                return false;
            }

            if (error == SocketError.Success && MoldPacket.TryRead(packet[..length], out MoldPacket answer) && answer.Session == Session)
            {
                Answers++;
                return true;
            }

            bool heard = error is SocketError.Success or SocketError.MessageSize;
            Strange += heard ? 1ul : 0ul;
            Refused += heard ? 0ul : 1ul;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}

using System.Net;
using System.Net.Sockets;

namespace Saker.Venue;

/// <summary>A UDP multicast socket that sends one line of the feed, TTL 1. Belongs to the venue's thread.</summary>
public sealed class MulticastLine : IDisposable
{
    private readonly Socket _socket;

    /// <summary>Opens the socket.</summary>
    /// <param name="bind">Local address; its interface carries the multicast.</param>
    /// <param name="group">Group and port.</param>
    /// <exception cref="SocketException">The address is not of this machine, or the group is no multicast group.</exception>
    public MulticastLine(IPAddress bind, IPEndPoint group)
    {
        Group = group;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(bind, 0));
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, bind.GetAddressBytes());
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 1);
        _socket.SendBufferSize = 1 << 20;
    }

    /// <summary>Where the line goes.</summary>
    public IPEndPoint Group { get; }

    /// <summary>Packets sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Packets that the network stack refused; their messages are lost as on a wire.</summary>
    public long Errors { get; private set; }

    /// <summary>Corrupt packets, not sent: a receiver's frame check would drop them, and a socket cannot send a bad one.</summary>
    public long CorruptDropped { get; private set; }

    /// <summary>Sends what has arrived at the far end of the line.</summary>
    public void Send(in LinePacket packet)
    {
        if (packet.Corrupt)
        {
            CorruptDropped++;
            return;
        }

        try
        {
            _socket.SendTo(packet.Bytes.Span, SocketFlags.None, Group);
            Sent++;
        }
        catch (SocketException)
        {
            // A link that is down loses packets; receivers see the gap by the sequence.
            Errors++;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}

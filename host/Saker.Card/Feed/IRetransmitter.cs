using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>The venue's re-request server. Nothing blocks; answers may be lost, late, partial or twice.</summary>
public interface IRetransmitter
{
    /// <summary>Session that requests name and answers must carry.</summary>
    SessionId Session { get; set; }

    /// <summary>Asks for <paramref name="count"/> messages from <paramref name="first"/> on.</summary>
    void Request(ulong first, ushort count);

    /// <summary>The next answer, a MoldUDP64 packet of the session; false when none is there.</summary>
    /// <param name="packet">Takes it; at least <see cref="MoldPacketBuilder.MaxPayload"/> bytes.</param>
    /// <param name="length">Its bytes.</param>
    bool TryReceive(Span<byte> packet, out int length);
}

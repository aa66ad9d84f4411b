using System.Text;
using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>A feed as it comes on two lines: their addresses and the session that both carry.</summary>
/// <param name="GroupA">Multicast group of line A, and of the host's line.</param>
/// <param name="PortA">UDP destination port of line A, and of the host's line.</param>
/// <param name="GroupB">Multicast group of line B.</param>
/// <param name="PortB">UDP destination port of line B.</param>
/// <param name="Session">MoldUDP64 session, at most 10 ASCII characters.</param>
public readonly record struct FeedPair(Ipv4Address GroupA, ushort PortA, Ipv4Address GroupB, ushort PortB, string Session)
{
    private const int SessionWords = CardRegisters.FeedSessionCount;

    /// <summary>The market we trade on: its operational halts stop a symbol, those of others do not.</summary>
    public char Market { get; init; } = 'Q';

    /// <summary>Writes addresses and session, then <paramref name="control"/>, and expects a sequence next.</summary>
    public void Load(ICard card, ulong nextSequence, FeedCtrlValue control)
    {
        LoadSession(card, Session);
        card.Write(CardRegisters.FeedGroup, GroupA.Value);
        card.Write(CardRegisters.FeedPort, PortA);
        card.Write(CardRegisters.FeedBGroup, GroupB.Value);
        card.Write(CardRegisters.FeedBPort, PortB);
        card.Write(CardRegisters.FeedMarket, Market);
        FeedRegisters.Expect(card, nextSequence);
        card.Write(CardRegisters.FeedCtrl, control.Raw);
    }

    /// <summary>Writes the session alone.</summary>
    internal static void LoadSession(ICard card, string session)
    {
        Span<byte> name = stackalloc byte[sizeof(uint) * SessionWords];
        name.Clear();
        name[..SessionId.Length].Fill((byte)' ');
        Encoding.ASCII.GetBytes(session, name[..SessionId.Length]);
        for (int i = 0; i < SessionWords; i++)
        {
            card.Write(CardRegisters.FeedSessionAt(i), BitConverter.ToUInt32(name[(sizeof(uint) * i)..]));
        }
    }
}

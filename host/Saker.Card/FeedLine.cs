using System.Text;
using Saker.Wire;

namespace Saker.Card;

/// <summary>The feed that the card listens to.</summary>
/// <param name="Group">Multicast group.</param>
/// <param name="Port">UDP destination port.</param>
/// <param name="Session">MoldUDP64 session, at most 10 ASCII characters, padded with spaces.</param>
public readonly record struct FeedLine(Ipv4Address Group, ushort Port, string Session)
{
    private const int SessionLength = 10;

    /// <summary>Tells the card to accept this feed from a sequence on; an open gap is closed.</summary>
    public void Load(ICard card, ulong nextSequence, FeedCtrlValue control)
    {
        Span<byte> name = stackalloc byte[sizeof(uint) * CardRegisters.FeedSessionCount];
        name.Clear();
        name[..SessionLength].Fill((byte)' ');
        Encoding.ASCII.GetBytes(Session, name[..SessionLength]);
        for (int i = 0; i < CardRegisters.FeedSessionCount; i++)
        {
            card.Write(CardRegisters.FeedSessionAt(i), BitConverter.ToUInt32(name[(sizeof(uint) * i)..]));
        }

        card.Write(CardRegisters.FeedGroup, Group.Value);
        card.Write(CardRegisters.FeedPort, Port);
        card.Write(CardRegisters.FeedNextLo, (uint)nextSequence);
        card.Write(CardRegisters.FeedNextHi, (uint)(nextSequence >> 32));
        card.Write(CardRegisters.FeedSet, 1);
        card.Write(CardRegisters.FeedCtrl, control.Raw);
    }
}

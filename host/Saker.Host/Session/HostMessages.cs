using System.Buffers.Binary;
using Saker.Card;

namespace Saker.Host.Session;

/// <summary>Messages that the host sends inside the card's TCP session: login, heartbeats, pure acknowledgements.</summary>
public sealed class HostMessages(ICard card)
{
    /// <summary>Longest payload of one.</summary>
    public const int LongestPayload = 64;

    /// <summary>Sends a payload as one segment; empty: a pure ACK. False when one is still waiting: try again.</summary>
    public bool TrySend(ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, LongestPayload);
        if (new OeStatusValue(card.Read(CardRegisters.OeStatus)).MsgBusy)
        {
            return false;
        }

        Span<byte> word = stackalloc byte[4];
        for (int at = 0; at < payload.Length; at += 4)
        {
            word.Clear();
            payload[at..Math.Min(at + 4, payload.Length)].CopyTo(word);
            card.Write(CardRegisters.MsgDataAt(at / 4), BinaryPrimitives.ReadUInt32LittleEndian(word));
        }

        card.Write(CardRegisters.MsgSend, (uint)payload.Length);
        return true;
    }
}

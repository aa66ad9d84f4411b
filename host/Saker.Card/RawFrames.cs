using System.Buffers.Binary;

namespace Saker.Card;

/// <summary>Whole Ethernet frames to and from the order port, past the order path: ARP, and the TCP handshake before
/// the session is handed to the card. One thread.</summary>
public sealed class RawFrames(ICard card)
{
    /// <summary>Longest frame, without FCS.</summary>
    public const int LongestFrame = 1514;

    private const int ShortestFrame = 14;
    private const int BusyPolls = 10_000;

    /// <summary>Sends a frame (no FCS). The card pads it to 60 bytes and refuses IPv4 once it owns the session.</summary>
    /// <exception cref="CardException">The transmitter stayed busy.</exception>
    public void Send(ReadOnlySpan<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frame.Length, ShortestFrame);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frame.Length, LongestFrame);
        for (int i = 0; (card.Read(CardRegisters.RawtxStatus) & 1) != 0; i++)
        {
            if (i == BusyPolls)
            {
                CardException.Throw("The card's raw transmit buffer stays busy: the order port does not send.");
            }
        }

        card.Write(CardRegisters.RawtxSend, 0);
        Span<byte> word = stackalloc byte[4];
        for (int at = 0; at < frame.Length; at += 4)
        {
            word.Clear();
            frame[at..Math.Min(at + 4, frame.Length)].CopyTo(word);
            card.Write(CardRegisters.RawtxData, BinaryPrimitives.ReadUInt32LittleEndian(word));
        }

        card.Write(CardRegisters.RawtxSend, (uint)frame.Length);
    }

    /// <summary>The oldest received frame, if any: its length, else 0. <paramref name="buffer"/> must hold
    /// <see cref="LongestFrame"/> rounded up to 4.</summary>
    public int Receive(Span<byte> buffer)
    {
        int length = (int)(card.Read(CardRegisters.RawrxStatus) & 0x7FF);
        for (int at = 0; at < length; at += 4)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(buffer[at..], card.Read(CardRegisters.RawrxData));
        }

        return length;
    }
}

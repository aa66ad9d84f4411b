using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>A packet whose last message is measured: where its last byte lies, and when that stands on the pins.</summary>
internal readonly struct TickPacket
{
    private const int UdpPayloadAt = EthernetFrame.HeaderLength + Ipv4Packet.HeaderLength + UdpDatagram.HeaderLength;
    private const int WordBytes = 4;

    private readonly CardBench _feed;
    private readonly int _line;
    private readonly ulong _frame;
    private readonly int _length;

    private TickPacket(CardBench feed, int line, int length) => (_feed, _line, _frame, _length) = (feed, line, feed.FrameNumber(line), length);

    /// <summary>Lane of the last byte in its word, 0..3.</summary>
    public int Lane => (_length - 1) % WordBytes;

    /// <summary>Queues the message behind others that leave the books alone and whose blocks add up to <paramref name="shift"/> modulo 4.</summary>
    public static TickPacket Send(CardBench feed, BookMessages book, byte[] message, int shift, int line = FeedLines.A)
    {
        byte[][] packet = [.. Before(book, shift), message];
        int tag = feed.Feed.Vlan is null ? 0 : EthernetFrame.TagLength;
        var sent = new TickPacket(feed, line, UdpPayloadAt + tag + MoldPacket.HeaderLength + packet.Sum(m => MoldPacket.BlockHeaderLength + m.Length));
        feed.SendMessages(packet, line: line);
        return sent;
    }

    /// <summary>Cycle of the last byte on the pins, from the frame's layout and the cycle of its last FCS byte.</summary>
    /// <exception cref="CardException">The frame was not sent yet.</exception>
    public ulong LastByte()
    {
        ulong end = _feed.Card.SentAt(CardBench.PortOf(_line), _frame) ?? throw new CardException("The frame was not sent.");
        int withFcs = Math.Max(_length, EthernetFrame.MinLength) + Crc32.Length;
        return end - (ulong)((withFcs - 1) / WordBytes) + (ulong)((_length - 1) / WordBytes);
    }

    private static byte[][] Before(BookMessages book, int shift) => shift switch
    {
        0 => [],
        1 => [book.Directory("OTHER", 77)],
        2 => [book.SystemEvent()],
        _ => [book.Directory("OTHER", 77), book.SystemEvent()],
    };
}

using Saker.Card.Bench;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>Sends a capture's messages through the Verilated card, in packets and under sequence numbers of its own: a message's number in the walk.</summary>
internal sealed class RtlFeed(CardBench bench, IRtlListener listener)
{
    /// <summary>Bytes that a packet holds, block headers included.</summary>
    public const int MostBytes = MoldPacketBuilder.MaxPayload - MoldPacket.HeaderLength;

    private const int PacketsPerTurn = 32, ShortestBlock = 2;

    private readonly List<byte[]> _pending = [];
    private int _bytes, _packets;
    private long _last;
    private bool _go = true;

    /// <summary>Bytes of a message's block. The card takes one of less than two for a broken packet: such a message is filled up with zeros, and skipped for its length all the same.</summary>
    /// <exception cref="CliException">No packet holds it.</exception>
    public static int BlockLength(in SourceMessage message) => MoldPacket.BlockHeaderLength + message.Data.Length <= MostBytes
        ? Math.Max(message.Data.Length, ShortestBlock)
        : throw new CliException($"Message {message.Number} has {message.Data.Length} bytes, more than a packet holds: it is no ITCH message. Is the file a BinaryFILE?");

    /// <summary>Sends every message; after each turn, a few packets at most, the card's records are taken.</summary>
    public void Run(ItchSource source, bool ordered)
    {
        SourceMessageSink sink = Take;
        var walk = new Walk("through the card", Summary: true);
        try
        {
            if (ordered)
            {
                source.InOrder(sink, walk);
            }
            else
            {
                source.ForEach(sink, walk);
            }
        }
        catch (CaptureFormatException)
        {
            Turn();
            throw;
        }

        Turn();
    }

    private bool Take(in SourceMessage message)
    {
        int length = MoldPacket.BlockHeaderLength + BlockLength(message);
        if (_bytes + length > MostBytes)
        {
            Send();
        }

        byte[] block = new byte[length - MoldPacket.BlockHeaderLength];
        message.Data.CopyTo(block);
        _pending.Add(block);
        _bytes += length;
        _last = message.Number;
        listener.Sent(new SourceMessageHead(message.Number, message.Sequence, message.Data.IsEmpty ? (byte)0 : message.Data[0]));
        if (_packets == PacketsPerTurn || listener.EndsTurn(message))
        {
            Turn();
        }

        return _go;
    }

    private void Send()
    {
        bench.SendMessages([.. _pending]);
        _pending.Clear();
        _bytes = 0;
        _packets++;
    }

    private void Turn()
    {
        if (_pending.Count > 0)
        {
            Send();
        }

        _packets = 0;
        bench.Drain(listener.Read);
        _go = listener.Turn(_last);
    }
}

using Saker.Card.Bench;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>Messages that go to the card in one packet, under sequence numbers of their own. No allocation per message.</summary>
internal sealed class MessagePacket(CardBench bench)
{
    private readonly byte[] _payload = new byte[MoldPacketBuilder.MaxPayload], _bytes = new byte[RtlFeed.MostBytes];
    private readonly int[] _ends = new int[RtlFeed.MostBytes / MoldPacket.BlockHeaderLength];
    private readonly SessionId _session = SessionId.Of(bench.Feed.Session);
    private int _count, _length;

    /// <summary>Takes a message; false: the packet is full, send it first.</summary>
    /// <exception cref="CliException">No packet holds it.</exception>
    public bool TryAdd(in SourceMessage message)
    {
        int length = RtlFeed.BlockLength(message);
        int begin = _count == 0 ? 0 : _ends[_count - 1];
        if (_length + MoldPacket.BlockHeaderLength + length > RtlFeed.MostBytes)
        {
            return false;
        }

        Span<byte> block = _bytes.AsSpan(begin, length);
        block.Clear();
        message.Data.CopyTo(block);
        _ends[_count++] = begin + length;
        _length += MoldPacket.BlockHeaderLength + length;
        return true;
    }

    /// <summary>Queues the packet for the card and begins the next one. Nothing when it is empty.</summary>
    public void Send()
    {
        if (_count == 0)
        {
            return;
        }

        var builder = new MoldPacketBuilder(_payload, _session, bench.NextSequence);
        for (int n = 0, begin = 0; n < _count; begin = _ends[n++])
        {
            builder.TryAdd(_bytes.AsSpan(begin, _ends[n] - begin));
        }

        bench.SendPayload(_payload.AsSpan(0, builder.Finish()));
        bench.NextSequence += (ulong)_count;
        (_count, _length) = (0, 0);
    }
}

using Saker.Wire;

namespace Saker.Cli;

/// <summary>One message of a capture. Number counts from 1 in the walk; the sequence is MoldUDP64's, or the number in a BinaryFILE.</summary>
public readonly ref struct SourceMessage(long number, ulong sequence, ReadOnlySpan<byte> data)
{
    public long Number { get; } = number;
    public ulong Sequence { get; } = sequence;
    public ReadOnlySpan<byte> Data { get; } = data;
}

/// <summary>Takes messages; false ends the walk.</summary>
public delegate bool SourceMessageSink(in SourceMessage message);

/// <summary>A capture file of ITCH messages: BinaryFILE, or MoldUDP64 packets in pcap or pcapng.</summary>
/// <param name="path">The file.</param>
/// <param name="progress">Follows the walks; null: nobody does.</param>
public sealed class ItchSource(string path, IWalkProgress? progress = null)
{
    private const long StepMessages = 256;
    private readonly IWalkProgress _progress = progress ?? NoProgress.Instance;

    public string Path { get; } = path;

    /// <summary>What the last walk found missing.</summary>
    public SourceGaps Gaps { get; private set; } = new();

    /// <summary>True when the file is a packet capture.</summary>
    public bool IsPacketCapture() => CaptureFrames.IsPacketCapture(Path);

    /// <summary>Walks every message in the file's order, those that come twice included.</summary>
    /// <exception cref="CaptureFormatException">The file is broken; messages before the fault were given.</exception>
    /// <exception cref="CliException">The file does not exist.</exception>
    public void ForEach(SourceMessageSink sink, Walk walk) => Go(sink, walk, ordered: false);

    /// <summary>Walks the messages in the order of their sequence, each once (<see cref="StreamOrder"/>): what a book is made from. Numbers count these.</summary>
    /// <exception cref="CaptureFormatException">The file is broken; messages before the fault were given.</exception>
    /// <exception cref="CliException">The file does not exist.</exception>
    public void InOrder(SourceMessageSink sink, Walk walk) => Go(sink, walk, ordered: true);

    private void Go(SourceMessageSink sink, Walk walk, bool ordered)
    {
        using FileStream file = CaptureFrames.Open(Path);
        long number = 0;
        bool Give(ulong sequence, ReadOnlySpan<byte> data)
        {
            if (++number % StepMessages == 0)
            {
                _progress.Step(number, file.Position);
            }

            return sink(new SourceMessage(number, sequence, data));
        }

        _progress.Begin(walk, file.Length);
        try
        {
            if (!IsPacketCapture())
            {
                Gaps = new SourceGaps();
                BinaryFile(file, Give);
                return;
            }

            var gaps = new SourceGaps();
            var order = new StreamOrder(gaps.Add, ordered ? Give : null);
            gaps.Order = order;
            Gaps = gaps;
            Packets(file, order, ordered ? null : Give);
        }
        finally
        {
            _progress.End(number);
        }
    }

    private static void BinaryFile(FileStream file, OrderedSink sink)
    {
        using BufferedStream stream = new(file, 1 << 16);
        BinaryFileReader reader = new(stream);
        while (reader.TryRead(out ReadOnlySpan<byte> message) && sink((ulong)reader.Count, message))
        {
        }
    }

    /// <summary>Gives every message to <paramref name="order"/>, and in the file's order to <paramref name="also"/>.</summary>
    private static void Packets(FileStream file, StreamOrder order, OrderedSink? also)
    {
        using BufferedStream stream = new(file, 1 << 16);
        PcapReader reader = new(stream);
        try
        {
            while (reader.TryRead(out CaptureRecord record))
            {
                if (CaptureFrames.TryMold(record, out MoldPacket packet, out _) && !Packet(packet, reader.Count, order, also))
                {
                    return;
                }
            }
        }
        catch (CaptureFormatException)
        {
            order.End();
            throw;
        }

        order.End();
    }

    private static bool Packet(in MoldPacket packet, long frame, StreamOrder order, OrderedSink? also)
    {
        if (packet.Blocks == 0)
        {
            order.Announced(packet.Session, packet.Sequence);
            return true;
        }

        SessionId session = packet.Session;
        MoldPacket.Enumerator blocks = packet.GetEnumerator();
        while (blocks.MoveNext())
        {
            MoldMessage message = blocks.Current;
            if ((also is not null && !also(message.Sequence, message.Data)) || !order.Message(session, message.Sequence, message.Data))
            {
                return false;
            }
        }

        return blocks.Truncated ? throw new CaptureFormatException($"Frame {frame} ends inside its MoldUDP64 blocks.") : true;
    }
}

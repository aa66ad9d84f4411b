using Saker.Wire;

namespace Saker.Cli;

/// <summary>One message of a capture. Number counts from 1 in the file; the sequence is MoldUDP64's, or the number in a BinaryFILE.</summary>
public readonly ref struct SourceMessage(long number, ulong sequence, ReadOnlySpan<byte> data)
{
    public long Number { get; } = number;
    public ulong Sequence { get; } = sequence;
    public ReadOnlySpan<byte> Data { get; } = data;
}

/// <summary>Takes messages; false ends the walk.</summary>
public delegate bool SourceMessageSink(in SourceMessage message);

/// <summary>A capture file of ITCH messages: BinaryFILE, or MoldUDP64 packets in pcap or pcapng.</summary>
public sealed class ItchSource(string path)
{
    public string Path { get; } = path;

    /// <summary>True when the file is a packet capture.</summary>
    public bool IsPacketCapture()
    {
        using FileStream file = Open();
        Span<byte> head = stackalloc byte[4];
        int got = file.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        return PcapReader.IsCapture(head[..got]);
    }

    /// <summary>Walks the messages in file order.</summary>
    /// <exception cref="CaptureFormatException">The file is broken; messages before the fault were given.</exception>
    /// <exception cref="CliException">The file does not exist.</exception>
    public void ForEach(SourceMessageSink sink)
    {
        if (IsPacketCapture())
        {
            Packets(sink);
        }
        else
        {
            BinaryFile(sink);
        }
    }

    private void BinaryFile(SourceMessageSink sink)
    {
        using BufferedStream stream = new(Open(), 1 << 16);
        BinaryFileReader reader = new(stream);
        while (reader.TryRead(out ReadOnlySpan<byte> message))
        {
            if (!sink(new SourceMessage(reader.Count, (ulong)reader.Count, message)))
            {
                return;
            }
        }
    }

    private void Packets(SourceMessageSink sink)
    {
        using BufferedStream stream = new(Open(), 1 << 16);
        PcapReader reader = new(stream);
        long number = 0;
        while (reader.TryRead(out CaptureRecord record))
        {
            if (!TryMold(record, out MoldPacket packet))
            {
                continue;
            }
            MoldPacket.Enumerator blocks = packet.GetEnumerator();
            while (blocks.MoveNext())
            {
                if (!sink(new SourceMessage(++number, blocks.Current.Sequence, blocks.Current.Data)))
                {
                    return;
                }
            }
            if (blocks.Truncated)
            {
                throw new CaptureFormatException($"Frame {reader.Count} ends inside its MoldUDP64 blocks.");
            }
        }
    }

    private static bool TryMold(in CaptureRecord record, out MoldPacket packet)
    {
        packet = default;
        return record.LinkType == LinkType.Ethernet
            && EthernetFrame.TryRead(record.Data, out EthernetFrame frame) && frame.EtherType == EtherType.Ipv4
            && Ipv4Packet.TryRead(frame.Payload, out Ipv4Packet ip) && ip.Protocol == IpProtocol.Udp
            && UdpDatagram.TryRead(ip.Payload, out UdpDatagram udp) && MoldPacket.TryRead(udp.Payload, out packet);
    }

    private FileStream Open()
    {
        if (!File.Exists(Path))
        {
            throw new CliException($"There is no file '{Path}'.");
        }
        return new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
    }
}

using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>Takes a frame (destination MAC first, no frame check) with its 1-based number in the file; false ends the walk.</summary>
internal delegate bool FrameSink(long number, ReadOnlySpan<byte> frame, int line);

/// <summary>The frames of a capture as they go to model and card: those of a packet capture as they are, those of a BinaryFILE built around its
/// messages, as many in each as fit.</summary>
/// <param name="path">The file.</param>
/// <param name="feed">The feed that both sides expect.</param>
/// <param name="progress">Follows the walk.</param>
internal sealed class CompareFrames(string path, FeedSettings feed, IWalkProgress progress)
{
    private const int LongestFrame = 1518;

    /// <exception cref="CaptureFormatException">The file is broken; frames before the fault were given.</exception>
    public void ForEach(FrameSink sink)
    {
        using FileStream file = CaptureFrames.Open(path);
        progress.Begin(new Walk("model and card", Summary: true), file.Length);
        long messages = 0;
        try
        {
            if (CaptureFrames.IsPacketCapture(path))
            {
                Packets(file, sink, ref messages);
            }
            else
            {
                BinaryFile(file, sink, ref messages);
            }
        }
        finally
        {
            progress.End(messages);
        }
    }

    private void Packets(FileStream file, FrameSink sink, ref long messages)
    {
        using BufferedStream stream = new(file, 1 << 16);
        PcapReader reader = new(stream);
        bool go = true;
        while (go && reader.TryRead(out CaptureRecord record))
        {
            bool mold = CaptureFrames.TryMold(record, out MoldPacket packet, out FeedAddress address);
            bool lineB = mold && address == new FeedAddress(feed.GroupB, feed.PortB) && address != new FeedAddress(feed.Group, feed.Port);
            go = record.LinkType != LinkType.Ethernet || sink(reader.Count, record.Data, lineB ? FeedLines.B : FeedLines.A);
            messages += mold ? packet.Blocks : 0;
            progress.Step(messages, file.Position);
        }
    }

    private void BinaryFile(FileStream file, FrameSink sink, ref long messages)
    {
        using BufferedStream stream = new(file, 1 << 16);
        BinaryFileReader reader = new(stream);
        byte[] frame = new byte[LongestFrame], packet = new byte[MoldPacketBuilder.MaxPayload];
        SessionId session = SessionId.Of(feed.Session);
        var builder = new MoldPacketBuilder(packet, session, 1);
        long frames = 0;
        while (reader.TryRead(out ReadOnlySpan<byte> message))
        {
            if (!builder.TryAdd(message))
            {
                if (builder.Count == 0 || !sink(++frames, frame.AsSpan(0, feed.Frame(frame, packet.AsSpan(0, builder.Finish()))), FeedLines.A))
                {
                    return;
                }

                builder = new MoldPacketBuilder(packet, session, (ulong)reader.Count);
                if (!builder.TryAdd(message))
                {
                    throw new CaptureFormatException($"Message {reader.Count} has {message.Length} bytes, more than a packet holds: it is no ITCH message.");
                }
            }

            messages = reader.Count;
            progress.Step(messages, file.Position);
        }

        if (builder.Count > 0)
        {
            sink(++frames, frame.AsSpan(0, feed.Frame(frame, packet.AsSpan(0, builder.Finish()))), FeedLines.A);
        }
    }
}

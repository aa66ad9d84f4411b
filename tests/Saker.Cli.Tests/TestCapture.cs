using Saker.Card.Bench;
using Saker.Wire;

namespace Saker.Cli.Tests;

/// <summary>A capture file of a test; deleted with it.</summary>
internal sealed class TestCapture : IDisposable
{
    private TestCapture(string extension) => File = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"saker-{Guid.NewGuid():N}.{extension}");

    public string File { get; }

    /// <summary>A BinaryFILE of these messages.</summary>
    public static TestCapture Binary(IEnumerable<byte[]> messages)
    {
        var capture = new TestCapture("bin");
        using FileStream to = System.IO.File.Create(capture.File);
        foreach (byte[] message in messages)
        {
            BinaryFileReader.Write(to, message);
        }

        return capture;
    }

    /// <summary>A pcap of these packets; a packet without messages is a heartbeat.</summary>
    public static TestCapture Pcap(FeedSettings feed, IEnumerable<TestPacket> packets)
    {
        var capture = new TestCapture("pcap");
        using FileStream to = System.IO.File.Create(capture.File);
        var writer = new PcapWriter(to);
        byte[] frame = new byte[1518], payload = new byte[MoldPacketBuilder.MaxPayload];
        ulong time = 0;
        foreach (TestPacket packet in packets)
        {
            var builder = new MoldPacketBuilder(payload, SessionId.Of(packet.Session ?? feed.Session), packet.First);
            foreach (byte[] message in packet.Messages)
            {
                if (!builder.TryAdd(message))
                {
                    throw new ArgumentException("The messages do not fit a packet.", nameof(packets));
                }
            }

            int length = feed.Frame(frame, payload.AsSpan(0, builder.Finish()), packet.Line);
            writer.Write(time += 1000, frame.AsSpan(0, length));
        }

        return capture;
    }

    public void Dispose() => System.IO.File.Delete(File);
}

/// <summary>A MoldUDP64 packet.</summary>
/// <param name="First">Sequence of its first message.</param>
/// <param name="Messages">ITCH messages.</param>
/// <param name="Line">0: A, 1: B.</param>
/// <param name="Session">Another session than the feed's.</param>
internal sealed record TestPacket(ulong First, byte[][] Messages, int Line = 0, string? Session = null)
{
    /// <summary>The messages in packets of a few each, sequence 1 first.</summary>
    public static IEnumerable<TestPacket> Of(IReadOnlyList<byte[]> messages, int each) =>
        messages.Chunk(each).Select((m, n) => new TestPacket((ulong)(n * each) + 1, m));
}

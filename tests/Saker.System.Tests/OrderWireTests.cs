using Saker.TestKit;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Saker.System.Tests;

/// <summary>The checks of a capture find what they are there for.</summary>
public sealed class OrderWireTests(ITestOutputHelper output)
{
    private const int HeaderBytes = 54, IpChecksumAt = 24, TcpChecksumAt = 50;

    private static readonly Ipv4Address Card = new(0x0A4D_0202), Venue = new(0x0A4D_0201);
    private static readonly byte[] Accepted = Packet(to => SoupLoginAccepted.Write(to, "SAKER00001", 1));
    private static readonly byte[] First = Packet(to => SoupPacket.Write(to, SoupType.SequencedData, "one"u8));
    private static readonly byte[] Second = Packet(to => SoupPacket.Write(to, SoupType.SequencedData, "two"u8));

    [LoopFact]
    public async Task AGoodCapture_IsNotComplainedOf_AndItsMessagesAreRead()
    {
        string pcap = Write("good", Segment(-1, [], TcpFlags.Syn | TcpFlags.Ack), Segment(0, Accepted), Segment(Accepted.Length, [.. First, .. Second]));
        Assert.Equal(3, await OrderWire.CheckSegmentsAsync(pcap, output));
        OrderWire wire = await OrderWire.ReadAsync(pcap);
        Assert.Equal(["one"u8.ToArray(), "two"u8.ToArray()], wire.Told);
        Assert.Empty(wire.Sent);
    }

    [LoopFact]
    public async Task ALineThatReordersAndRepeats_IsNotComplainedOf_AndEachMessageIsReadOnce()
    {
        int second = Accepted.Length + First.Length;
        string pcap = Write(
            "reordered", Segment(-1, [], TcpFlags.Syn | TcpFlags.Ack), Segment(0, Accepted), Segment(second, Second), Segment(Accepted.Length, First), Segment(Accepted.Length, First), Segment(second, Second));
        Assert.Equal(6, await OrderWire.CheckSegmentsAsync(pcap, output));
        Assert.NotEmpty(await Tshark.ComplaintsAsync(pcap));
        Assert.Equal(["one"u8.ToArray(), "two"u8.ToArray()], (await OrderWire.ReadAsync(pcap)).Told);
    }

    [LoopFact]
    public async Task WrongChecksums_AnInvalidPacket_AndACutSegment_AreComplainedOf()
    {
        const int NextSequenceAt = 13;
        byte[] tcp = Segment(0, Accepted), ip = Segment(0, Accepted);
        tcp[TcpChecksumAt] ^= 1;
        ip[IpChecksumAt] ^= 1;
        byte[] number = [.. Accepted];
        "what"u8.CopyTo(number.AsSpan(NextSequenceAt));
        await AssertComplaintAsync("tcp-checksum", tcp, "TCP Checksum");
        await AssertComplaintAsync("ip-checksum", ip, "IPv4 Checksum");
        await AssertComplaintAsync("soup-number", Segment(0, number), "SoupBinTCP Malformed");
        await AssertComplaintAsync("cut", Segment(0, Accepted)[..^5], "IPv4 Protocol");
    }

    private async Task AssertComplaintAsync(string name, byte[] frame, string whose)
    {
        string pcap = Write(name, frame);
        Assert.Contains(whose, (await Tshark.ComplaintsAsync(pcap)).Select(c => $"{c.Protocol} {c.Group}"));
        await Assert.ThrowsAnyAsync<XunitException>(() => OrderWire.CheckSegmentsAsync(pcap, output));
    }

    private static byte[] Packet(Func<byte[], int> write)
    {
        byte[] to = new byte[64];
        return to[..write(to)];
    }

    private static byte[] Segment(int offset, byte[] payload, TcpFlags flags = TcpFlags.Psh | TcpFlags.Ack)
    {
        byte[] frame = new byte[HeaderBytes + payload.Length];
        payload.CopyTo(frame, HeaderBytes);
        int ip = EthernetFrame.WriteHeader(frame, new MacAddress(0x0253_4B52_0001), new MacAddress(0x0253_564E_0002), EtherType.Ipv4);
        int tcp = ip + Ipv4Packet.HeaderLength;
        int length = TcpSegment.WriteHeader(frame.AsSpan(tcp), Venue, Card, 26480, 50_000, (uint)(1000 + offset), 1, flags, 4096, payload.Length);
        Ipv4Packet.WriteHeader(frame.AsSpan(ip), Venue, Card, IpProtocol.Tcp, length);
        return frame;
    }

    private static string Write(string name, params byte[][] frames)
    {
        string folder = Path.Combine(Places.RepositoryRoot, "build", "system-tests", "wire");
        Directory.CreateDirectory(folder);
        string pcap = Path.Combine(folder, name + ".pcap");
        using FileStream file = File.Create(pcap);
        var writer = new PcapWriter(file);
        for (int n = 0; n < frames.Length; n++)
        {
            writer.Write((ulong)n * 1_000_000, frames[n]);
        }

        return pcap;
    }
}

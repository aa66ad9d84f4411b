using System.Diagnostics;
using System.Globalization;
using Saker.TestKit;
using Xunit;

namespace Saker.Wire.Tests;

/// <summary>Live multicast packets: our fields against those of tshark, an unrelated decoder.</summary>
public sealed class TsharkTests
{
    private const string Folder = "pcap/nasdaq-itch50";
    private static readonly string[] Fields =
    [
        "eth.dst", "eth.src", "vlan.id", "ip.src", "ip.dst", "ip.len", "ip.ttl", "ip.checksum", "udp.srcport", "udp.dstport", "udp.length",
        "udp.checksum", "moldudp64.session", "moldudp64.sequence", "moldudp64.count", "moldudp64.msglen", "moldudp64.msgseq", "frame.time_epoch",
    ];

    [DataFact(Folder, tool: "tshark")]
    public void Ethernet_to_moldudp64_fields_equal_tshark()
    {
        string[] captures = Directory.GetFiles(Places.Data(Folder), "*.pcap");
        Assert.NotEmpty(captures);
        foreach (string capture in captures)
        {
            string[] theirs = Tshark(capture);
            List<string> ours = Ours(capture);
            Assert.Equal(theirs, ours);
        }
    }

    private static string[] Tshark(string capture)
    {
        ProcessStartInfo start = new(Places.Tool("tshark")!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-r", capture, "-n", "-d", "udp.port==26477,moldudp64", "-T", "fields", "-E", "separator=|", .. Fields.SelectMany(f => (string[])["-e", f])])
        {
            start.ArgumentList.Add(argument);
        }
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static List<string> Ours(string capture)
    {
        using FileStream file = File.OpenRead(capture);
        PcapReader reader = new(file);
        List<string> rows = [];
        while (reader.TryRead(out CaptureRecord record))
        {
            Assert.True(EthernetFrame.TryRead(record.Data, out EthernetFrame frame));
            Assert.True(Ipv4Packet.TryRead(frame.Payload, out Ipv4Packet ip) && ip.ChecksumOk);
            Assert.True(UdpDatagram.TryRead(ip.Payload, out UdpDatagram udp) && udp.ChecksumOk(ip.Source, ip.Destination));
            Assert.True(MoldPacket.TryRead(udp.Payload, out MoldPacket mold));
            List<string> lengths = [];
            List<string> sequences = [];
            foreach (MoldMessage message in mold)
            {
                Assert.True(ItchHead.IsWellFormed(message.Data));
                lengths.Add(message.Data.Length.ToString(CultureInfo.InvariantCulture));
                sequences.Add(message.Sequence.ToString(CultureInfo.InvariantCulture));
            }
            rows.Add(string.Create(CultureInfo.InvariantCulture,
                $"{frame.Destination}|{frame.Source}|{frame.VlanId}|{ip.Source}|{ip.Destination}|{ip.TotalLength}|{ip.Ttl}|0x{ip.Checksum:x4}|{udp.SourcePort}|{udp.DestinationPort}|{udp.Length}|0x{udp.Checksum:x4}|{mold.Session}|{mold.Sequence}|{mold.Count}|{string.Join(',', lengths)}|{string.Join(',', sequences)}|{record.TimeNs / 1_000_000_000}.{record.TimeNs % 1_000_000_000:d9}"));
        }
        return rows;
    }
}

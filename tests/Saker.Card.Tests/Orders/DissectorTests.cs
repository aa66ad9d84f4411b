using System.Diagnostics;
using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.TestKit;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A decoder that nobody of us wrote reads the card's frames.</summary>
public sealed class DissectorTests
{
    private const int Bid = 2_000, Ask = 2_010, Better = 2_002;

    [RtlToolFact("tshark")]
    public async Task Tshark_FindsNothingWrongWithTheCardsFrames()
    {
        string pcap = Path.Combine(Path.GetTempPath(), $"saker-orders-{Environment.ProcessId}.pcap");
        try
        {
            (int frames, int orders, int pairs) = Record(pcap);
            Assert.Equal(frames, (await Lines(pcap, "tcp")).Length);
            Assert.Empty(await Lines(pcap, "ip.checksum.status == \"Bad\" || tcp.checksum.status == \"Bad\" || _ws.malformed || tcp.analysis.lost_segment || tcp.analysis.retransmission"));
            Assert.Equal(frames, (await Lines(pcap, "ip.checksum.status == \"Good\" && tcp.checksum.status == \"Good\"")).Length);
            string[] unsequenced = [.. (await Lines(pcap, "soupbintcp.packet_type == 85", "soupbintcp.packet_type")).Select(l => l.Trim())];
            Assert.Equal(orders, unsequenced.Sum(l => l.Split(',').Length));
            // The segments of two orders: both packets are seen, and whole.
            Assert.Equal(pairs, unsequenced.Count(l => l.Split(',').Length == 2));
            Assert.True(pairs > 10, $"{pairs} pairs");
        }
        finally
        {
            File.Delete(pcap);
        }
    }

    /// <summary>New orders, replaces, cancels and a modify of a short session; returns frames, unsequenced packets (orders and the account query) and segments of two orders.</summary>
    private static (int Frames, int Orders, int Pairs) Record(string path)
    {
        using var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide, logIn: false);
        bench.Peer.Log = [];
        bench.Peer.LogIn();
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Feed.SendMessages([bench.Book.Add(Side.Buy, Bid, 500), bench.Book.Add(Side.Sell, Ask, 500)]);
        bench.Settle();
        for (int i = 0; i < 20; i++)
        {
            bench.Tell(i % 2 == 0 ? bench.Book.Add(Side.Buy, Better, 10) : bench.Book.Delete(bench.Book.Last));
            bench.Settle();
            OrderPeer.HostMessage(bench.Card, []);
            bench.Settle();
        }

        bench.Desk.New(new DeskOffer(0, 100, Bid));
        bench.Settle();
        bench.Desk.Modify(bench.Desk.LastUrn, 40);
        bench.Settle();
        bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
        bench.Settle();
        using FileStream file = File.Create(path);
        var writer = new PcapWriter(file);
        foreach (SentFrame frame in bench.Peer.Log)
        {
            writer.Write(frame.StartCycle * 16 / 5, frame.Bytes);
        }

        Assert.All(bench.Venue.Requests.Values, n => Assert.True(n > 0));
        return (bench.Peer.Log.Count, (int)bench.Venue.Requests.Values.Sum() + 1, (int)bench.Peer.Pairs);
    }

    private static async Task<string[]> Lines(string pcap, string filter, string? field = null)
    {
        string[] arguments =
        [
            "-r", pcap, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-d", $"tcp.port=={OrderLine.Default.VenuePort},soupbintcp", "-Y", filter,
        ];
        arguments = field is null ? arguments : [.. arguments, "-T", "fields", "-e", field, "-E", "aggregator=,"];
        using Process process = Process.Start(new ProcessStartInfo("tshark", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        string complaint = await errors;
        Assert.True(process.ExitCode == 0, complaint);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

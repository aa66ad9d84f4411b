using System.Globalization;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>What passed on the order line, from its capture: OUCH messages one by one, whatever was lost and came again, and what the independent
/// dissector says of the segments.</summary>
/// <param name="Sent">Of the card.</param>
/// <param name="Told">Of the venue.</param>
public sealed record OrderWire(IReadOnlyList<byte[]> Sent, IReadOnlyList<byte[]> Told)
{
    private const string Card = "10.77.2.2";

    /// <summary>Reads the messages of the one connection of a capture.</summary>
    public static async Task<OrderWire> ReadAsync(string pcap)
    {
        string[][] segments = [.. (await Tshark.SegmentsAsync(pcap)).Select(line => line.Split('\t'))];
        return new OrderWire(
            Messages(Stream([.. segments.Where(s => s[0] == Card)]), SoupType.UnsequencedData),
            Messages(Stream([.. segments.Where(s => s[0] != Card)]), SoupType.SequencedData));
    }

    /// <summary>Holds every segment of a capture to what no bad line excuses: IP and TCP checksums, which are all verified, and SoupBinTCP. A line that loses
    /// and reorders makes the dissector speak of TCP's sequence, and of nothing else.</summary>
    /// <returns>Segments looked at.</returns>
    public static async Task<int> CheckSegmentsAsync(string pcap, ITestOutputHelper output)
    {
        int segments = (await Tshark.LinesAsync(pcap, "tcp", "-T", "fields", "-e", "frame.number")).Count;
        int good = (await Tshark.LinesAsync(pcap, "tcp.checksum.status == \"Good\" && ip.checksum.status == \"Good\"", "-T", "fields", "-e", "frame.number")).Count;
        IReadOnlyList<ExpertLine> complaints = await Tshark.ComplaintsAsync(pcap);
        output.WriteLine($"{segments} segments, {good} with both checksums verified and right; {string.Join(", ", complaints)}");
        Assert.Equal(segments, good);
        Assert.DoesNotContain(complaints, c => c.Protocol != "TCP" || c.Group != "Sequence");
        Assert.Empty(await Tshark.LinesAsync(pcap, "_ws.malformed"));
        return segments;
    }

    /// <summary>The executions that the venue told on the line, without what an OUCH Executed does not say.</summary>
    public IEnumerable<(ulong Match, uint Urn, long Quantity, long Price)> Executions()
    {
        foreach (byte[] message in Told)
        {
            if (OuchExecuted.TryRead(message, out OuchExecuted e))
            {
                yield return (e.Match, e.Urn.Value, e.Quantity.Lots, e.Price.Units);
            }
        }
    }

    /// <summary>Every order that left the card left once and was answered once, and no answer is to an order that did not leave.</summary>
    /// <returns>New orders, replaces, and replaces that the venue ignored because their order was gone.</returns>
    public (int Entered, int Replaced, int Ignored) CheckOrders()
    {
        var entered = new List<uint>();
        var replaces = new List<uint>();
        uint last = 0;
        foreach (byte[] message in Sent)
        {
            uint urn = 0;
            if (OuchEnterOrder.TryRead(message, out OuchEnterOrder enter))
            {
                entered.Add(urn = enter.Urn.Value);
            }
            else if (OuchReplaceRequest.TryRead(message, out OuchReplaceRequest replace))
            {
                replaces.Add(urn = replace.Urn.Value);
            }

            Assert.True(urn == 0 || urn > last, $"user reference {urn} left behind {last}");
            last = Math.Max(last, urn);
        }

        List<uint> answered = [.. Told.Select(Answered).OfType<uint>()];
        Assert.Equal(answered.Count, answered.Distinct().Count());
        Assert.Empty(answered.Except(entered.Concat(replaces)));
        Assert.Empty(entered.Except(answered));
        return (entered.Count, replaces.Count, replaces.Except(answered).Count());
    }

    /// <summary>The bytes that one side sent, from its SYN on. Whoever captures sees lost segments when they come again.</summary>
    private static byte[] Stream(string[][] segments)
    {
        uint[] first = [.. segments.Where(s => s[1] == "1").Select(s => Number(s) + 1).Distinct()];
        Assert.True(first.Length == 1 || segments.Length == 0, $"{first.Length} connections in the capture");
        var bytes = new List<byte>();
        foreach ((uint offset, byte[] payload) in segments.Where(s => s[3].Length != 0).Select(s => (Number(s) - first[0], Convert.FromHexString(s[3]))).OrderBy(s => s.Item1))
        {
            Assert.True(offset <= bytes.Count, $"bytes {bytes.Count} to {offset} of a stream are not in the capture");
            bytes.AddRange(payload.Skip(bytes.Count - (int)offset));
        }

        return [.. bytes];
    }

    private static uint Number(string[] segment) => uint.Parse(segment[2], CultureInfo.InvariantCulture);

    private static List<byte[]> Messages(ReadOnlySpan<byte> stream, byte type)
    {
        var messages = new List<byte[]>();
        while (SoupPacket.Read(stream, out SoupPacket packet, out int consumed) == SoupRead.Packet)
        {
            if (packet.Type == type)
            {
                messages.Add(packet.Payload.ToArray());
            }

            stream = stream[consumed..];
        }

        Assert.True(stream.IsEmpty, $"{stream.Length} bytes at the end of a stream are no whole packet");
        return messages;
    }

    /// <summary>The user reference that a message accepts, puts in another's place, or rejects.</summary>
    private static uint? Answered(byte[] message) =>
        OuchAccepted.TryRead(message, out OuchAccepted accepted) ? accepted.Urn.Value
        : OuchReplaced.TryRead(message, out OuchReplaced replaced) ? replaced.Urn.Value
        : OuchRejected.TryRead(message, out OuchRejected rejected) ? rejected.Urn.Value
        : null;
}

using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Saker.Card.Bench;
using Saker.TestKit;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Streams of OUCH messages that somebody else cut into fragments, with somebody else's counts: one TCP segment a fragment.</summary>
public sealed partial class OuchStreamTests
{
    private const string Folder = "ouch-stream";

    private static readonly (string Name, char Type)[] Kinds = [("Accepted", 'A'), ("System Event", 'S'), ("Replaced", 'U'), ("Canceled", 'C'), ("Executed", 'E')];

    [RtlDataTheory(Folder)]
    [InlineData("all-complete")]
    [InlineData("1stream-2msgs-4partials")]
    [InlineData("2-consec-partials")]
    [InlineData("3-consec-partials")]
    [InlineData("msg-end-and-start-in-partial")]
    [InlineData("partials-ladder")]
    public void EveryMessageIsTakenOnce_HoweverItWasCut(string name)
    {
        Dictionary<int, Dictionary<string, (int Messages, long Shares)>> expected = Expected(name);
        foreach (IGrouping<int, byte[]> stream in Fragments(name).GroupBy(f => f.Stream, f => f.Bytes))
        {
            using TradingBench bench = new(TradingBench.Plain, TradingBench.Wide);
            foreach (byte[] fragment in stream.Where(f => f.Length != 0))
            {
                bench.Peer.Send(fragment);
            }

            bench.Settle();
            List<(char Type, uint Qty)> got = [.. bench.Feed.Records(EventType.Venue).Select(r => ((char)new VenueEvent(r).Mtype, new VenueEvent(r).Qty))];
            foreach ((string kind, char type) in Kinds)
            {
                List<(char Type, uint Qty)> these = [.. got.Where(v => v.Type == type)];
                (int messages, long shares) = expected[stream.Key][kind];
                Assert.Equal((stream.Key, kind, messages), (stream.Key, kind, these.Count));
                if (type == 'E')
                {
                    Assert.Equal(shares, these.Sum(v => (long)v.Qty));
                }
            }
        }
    }

    /// <summary>A file is a row of {stream u16, length u32, bytes}, big-endian.</summary>
    private static IEnumerable<(int Stream, byte[] Bytes)> Fragments(string name)
    {
        byte[] file = File.ReadAllBytes(Places.Data($"{Folder}/{name}.packets"));
        for (int at = 0; at < file.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 2));
            yield return (BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at)), file[(at + 6)..(at + 6 + length)]);
            at += 6 + length;
        }
    }

    private static Dictionary<int, Dictionary<string, (int Messages, long Shares)>> Expected(string name)
    {
        var streams = new Dictionary<int, Dictionary<string, (int, long)>>();
        Dictionary<string, (int, long)>? counts = null;
        foreach (string line in File.ReadLines(Places.Data($"{Folder}/{name}.expected")))
        {
            if (StreamLine().Match(line) is { Success: true } stream)
            {
                counts = streams[int.Parse(stream.Groups[1].ValueSpan, null)] = [];
            }
            else if (line.StartsWith("Totals", StringComparison.Ordinal))
            {
                counts = null;
            }
            else if (counts is not null && CountLine().Match(line) is { Success: true } count)
            {
                counts[count.Groups[1].Value] = (int.Parse(count.Groups[2].ValueSpan, null), count.Groups[3].Success ? long.Parse(count.Groups[3].ValueSpan, null) : 0);
            }
        }

        return streams;
    }

    [GeneratedRegex(@"^Stream (\d+):")]
    private static partial Regex StreamLine();

    [GeneratedRegex(@"^\s+(.+?): (\d+) messages(?:, (\d+) shares)?")]
    private static partial Regex CountLine();
}

using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Saker.Card.Bench;
using Saker.TestKit;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Streams of OUCH messages that somebody else cut into fragments, with somebody else's counts: one TCP segment a fragment. They are of
/// OUCH 4.1, whose messages are as long as those of 5.0 or longer: types and numbers of messages can be compared, fields cannot.</summary>
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
        Dictionary<int, Dictionary<string, int>> expected = Expected(name);
        foreach (IGrouping<int, byte[]> stream in Fragments(name).GroupBy(f => f.Stream, f => f.Bytes))
        {
            using TradingBench bench = new(TradingBench.Plain, TradingBench.Wide);
            foreach (byte[] fragment in stream.Where(f => f.Length != 0))
            {
                bench.Peer.Send(fragment);
            }

            bench.Settle();
            List<char> got = [.. bench.Feed.Records(EventType.Venue).Select(r => (char)new VenueEvent(r).Mtype)];
            foreach ((string kind, char type) in Kinds)
            {
                int messages = expected[stream.Key][kind];
                Assert.Equal((stream.Key, kind, messages), (stream.Key, kind, got.Count(t => t == type)));
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

    private static Dictionary<int, Dictionary<string, int>> Expected(string name)
    {
        var streams = new Dictionary<int, Dictionary<string, int>>();
        Dictionary<string, int>? counts = null;
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
                counts[count.Groups[1].Value] = int.Parse(count.Groups[2].ValueSpan, null);
            }
        }

        return streams;
    }

    [GeneratedRegex(@"^Stream (\d+):")]
    private static partial Regex StreamLine();

    [GeneratedRegex(@"^\s+(.+?): (\d+) messages")]
    private static partial Regex CountLine();
}

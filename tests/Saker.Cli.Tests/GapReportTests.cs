using Saker.Card;
using Saker.Card.Bench;
using Saker.Wire;
using Xunit;

namespace Saker.Cli.Tests;

/// <summary>What a capture does not hold is said on standard error; the rows are not touched by it.</summary>
public sealed class GapReportTests
{
    private static readonly FeedSettings Tagged = FeedSettings.Default with { Vlan = 100 };
    private static readonly BookMessages Book = new(new SymbolWindow("TEST", 1_000_000, 100), 7);

    [Fact]
    public void A_gap_is_told_with_session_first_sequence_and_count()
    {
        byte[][] m = Messages(10);
        using TestCapture capture = TestCapture.Pcap(Tagged, [new(100, m[..3]), new(105, m[3..6]), new(110, m[6..7], Session: "OTHER"), new(120, m[7..], Session: "OTHER")]);
        foreach (string verb in (string[])["decode", "book"])
        {
            SakerOutput run = Run(verb, capture);
            Assert.Equal(0, run.Code);
            Assert.Contains("gap: session SAKER00001, first missing sequence 103, 2 missing\n", run.Error, StringComparison.Ordinal);
            Assert.Contains("gap: session OTHER, first missing sequence 111, 9 missing\n", run.Error, StringComparison.Ordinal);
            Assert.Contains("2 gaps, 11 messages missing, 0 came twice, 2 sessions\n", run.Error, StringComparison.Ordinal);
            Assert.Equal(verb == "decode" ? 11 : 9, run.Lines.Length);
        }
    }

    [Fact]
    public void Two_lines_with_losses_of_their_own_make_one_whole_stream()
    {
        byte[][] m = Messages(40);
        TestPacket[] all = [.. TestPacket.Of(m, 4)];
        TestPacket[] both = [.. all.SelectMany((p, n) => new[] { p, p with { Line = 1 } }.Where(q => n == 0 || n % 3 != (q.Line == 0 ? 1 : 2)))];
        using TestCapture lines = TestCapture.Pcap(Tagged, both), single = TestCapture.Pcap(Tagged, all);
        SakerOutput of = Run("book", lines), whole = Run("book", single);
        Assert.Equal(whole.Out, of.Out);
        Assert.Contains("0 gaps, 0 messages missing, 16 came twice, 1 sessions", of.Error, StringComparison.Ordinal);
        Assert.Contains("0 gaps, 0 messages missing, 0 came twice, 1 sessions", whole.Error, StringComparison.Ordinal);
        // Decoding shows the file as it is.
        Assert.Equal(1 + 56, Run("decode", lines).Lines.Length);
    }

    [Fact]
    public void A_heartbeat_tells_of_what_the_end_lacks()
    {
        byte[][] m = Messages(3);
        using TestCapture capture = TestCapture.Pcap(Tagged, [new(1, m), new(9, [])]);
        Assert.Contains("first missing sequence 4, 5 missing", Run("decode", capture).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_BinaryFILE_says_that_it_has_no_sequence()
    {
        using TestCapture capture = TestCapture.Binary(Messages(5));
        SakerOutput run = Run("book", capture);
        Assert.Equal(0, run.Code);
        Assert.Contains("carries no sequence numbers", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("gap", run.Error, StringComparison.Ordinal);
    }

    private static byte[][] Messages(int count) => [.. Book.Opening(), .. Enumerable.Range(0, count - 2).Select(n => Book.Add(Side.Buy, 2000 + n, 100))];

    private static SakerOutput Run(string verb, TestCapture capture) =>
        verb == "book" ? SakerProgram.Run(verb, capture.File, "--symbol", "TEST") : SakerProgram.Run(verb, capture.File);
}

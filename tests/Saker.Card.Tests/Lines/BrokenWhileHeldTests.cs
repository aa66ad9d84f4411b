using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Lines;

/// <summary>A broken frame of one line whose messages are held for a message that the other line brings, at every skew: what of it is
/// released is either told as FEED BAD_FRAME or not released at all.</summary>
public sealed class BrokenWhileHeldTests(ITestOutputHelper output)
{
    /// <summary>A time of day that no message of the market has: the broken frame's messages carry it.</summary>
    private const byte WrongTime = 0x7F;

    private const int TimeAt = 5, FirstSkew = -60, LastSkew = 60;

    [RtlFact]
    public void WhatABrokenFrameBrought_IsNeverUsedSilently()
    {
        SymbolWindow[] symbols = SixteenSymbols.Windows;
        using var bench = new CardBench(FeedSettings.Default, symbols, record: true);
        var book = new BookMessages(symbols[0], 1);
        LineClock[] lines = [new(bench, FeedLines.A), new(bench, FeedLines.B)];
        var messages = new List<byte[]>();
        (int used, int told, int unused) = (0, 0, 0);
        for (int skew = FirstSkew; skew <= LastSkew; skew++)
        {
            for (int kind = 0; kind < 4; kind++)
            {
                for (int behind = 1; behind <= 2; behind++)
                {
                    // Line A: one message, and much later all of them. Line B: a broken frame with the message behind it, or two.
                    int first = messages.Count;
                    messages.AddRange([book.SystemEvent(), Of(kind, book), Of(kind, book)]);
                    byte[][] wrong = [.. messages.Skip(first).Select(m => (byte[])m.Clone())];
                    Array.ForEach(wrong, m => m[TimeAt] = WrongTime);
                    byte[] broken = new MessageRange(1, behind).Packet(bench.Feed.Session, (ulong)first + 1, wrong);
                    ulong start = bench.Card.Cycle + 400;
                    lines[0].Send(new MessageRange(first, 1).Packet(bench.Feed.Session, 1, messages), start);
                    lines[1].SendBad(broken, (ulong)((long)start + skew), 1);
                    lines[0].Send(new MessageRange(first, 3).Packet(bench.Feed.Session, 1, messages), start + 400);
                    (int wrongReleased, int badFrames, int released) = (0, 0, 0);
                    bench.Card.Run(start + 800 - bench.Card.Cycle);
                    bench.Drain(record =>
                    {
                        switch ((EventType)record[4])
                        {
                            case EventType.Message:
                                Assert.Equal((ulong)(first + released + 1), CardRecords.Message(record).Seq);
                                wrongReleased += CardRecords.Message(record).Ts >> 40 == WrongTime ? 1 : 0;
                                released++;
                                break;
                            case EventType.Feed:
                                badFrames += new FeedEvent(record).Cause == (byte)FeedCause.BadFrame ? 1 : 0;
                                break;
                        }
                    });
                    Assert.True((wrongReleased > 0 ? 1 : 0) == badFrames,
                        $"skew {skew}, kind {kind}, {behind} behind: {wrongReleased} messages of a broken frame were used, {badFrames} BAD_FRAME told");
                    Assert.Equal(3, released);
                    (used, told, unused) = (used + wrongReleased, told + badFrames, unused + (wrongReleased == 0 ? 1 : 0));
                    // Emptying the window takes its time; nothing of this round may be left for the next.
                    bench.Card.Run(1_100);
                }
            }
        }

        uint held = bench.Card.Read(CardRegisters.LineHeldAt(FeedLines.B));
        output.WriteLine($"{messages.Count} messages; {used} of broken frames used, {told} times told; {unused} frames left no trace; {held} messages were held");
        Assert.True(told > 50 && unused > 50 && held > 50, "the sweep missed one of the outcomes");
    }

    private static byte[] Of(int kind, BookMessages book) => kind switch
    {
        0 => book.Add(Side.Buy, 2_000, 100),
        1 => book.Delete(book.Last),
        2 => book.Replace(book.Last, 2_001, 50),
        _ => book.SystemEvent(),
    };
}

using Saker.Card.Bench;
using Saker.Wire;

namespace Saker.Card.Tests.Lines;

/// <summary>One feed line of the bench, frame by frame in card time: knows in which cycle its next frame can start.</summary>
internal sealed class LineClock(CardBench bench, int line)
{
    private const int WordBytes = 4, PreambleWords = 2, TerminateWords = 1, IdleWords = 3;

    private readonly byte[] _frame = new byte[1518];

    public int Line => line;

    /// <summary>First cycle in which the next frame may start.</summary>
    public ulong Free { get; private set; }

    public long Frames { get; private set; }

    /// <summary>Cycles of a frame from its start character to the first possible start of the next.</summary>
    public static ulong Cycles(int frameBytes) =>
        (ulong)(PreambleWords + ((Math.Max(frameBytes, EthernetFrame.MinLength) + Crc32.Length) / WordBytes) + TerminateWords + IdleWords);

    /// <summary>Sends a UDP payload in a frame that starts in that cycle, or as soon after it as the line is free. Returns the start.</summary>
    public ulong Send(ReadOnlySpan<byte> payload, ulong start)
    {
        int length = bench.Feed.Frame(_frame, payload, line);
        ulong at = Math.Max(Math.Max(start, Free), bench.Card.Cycle + IdleWords);
        if (!bench.SendFrameAt(_frame.AsSpan(0, length), at, line))
        {
            throw new InvalidOperationException($"Line {line} is not free in cycle {at}: the test counts its frames wrong.");
        }

        Free = at + Cycles(length);
        Frames++;
        return at;
    }

    /// <summary>The same with a frame check that is wrong.</summary>
    public ulong SendBad(ReadOnlySpan<byte> payload, ulong start, uint fcsMask)
    {
        int length = bench.Feed.Frame(_frame, payload, line);
        XgmiiFrame words = XgmiiFrame.Of(_frame.AsSpan(0, length), fcsMask);
        ulong queued = Math.Max(bench.Card.Cycle, Free - Math.Min(Free, IdleWords));
        ulong at = Math.Max(start, queued + IdleWords);
        // The words bring their least idle along.
        int idle = (int)(at - queued) - IdleWords;
        uint[] data = [.. Enumerable.Repeat(0x0707_0707u, idle), .. words.Data];
        byte[] control = [.. Enumerable.Repeat((byte)0xF, idle), .. words.Control];
        bench.Card.SendWords(CardBench.PortOf(line), data, control);
        Free = at + Cycles(length);
        Frames++;
        return at;
    }
}

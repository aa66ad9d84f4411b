using Saker.Card.Bench;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The frames of a turn: which of them a difference belongs to.</summary>
internal sealed class FrameLog(CardBench bench)
{
    // From a frame's last byte to what its end changes.
    private const ulong AfterLastByte = 24;

    private readonly List<Sent> _turn = [];
    private readonly Dictionary<ulong, long> _frameOf = [];

    /// <summary>Frames since <see cref="Clear"/>.</summary>
    public int Count => _turn.Count;

    /// <summary>A frame is about to be sent.</summary>
    public void Add(long number, int line, in MoldPacket packet, bool mold)
    {
        _turn.Add(new Sent(number, line, bench.FrameNumber(line)));
        if (!mold)
        {
            return;
        }

        foreach (MoldMessage message in packet)
        {
            _frameOf.TryAdd(message.Sequence, number);
        }
    }

    public void Clear()
    {
        _turn.Clear();
        _frameOf.Clear();
    }

    /// <summary>The frame that brought the difference's message first, else the one in whose time its record falls, else the last.</summary>
    public (long Frame, ulong Cycle) Place(Difference difference)
    {
        ulong now = bench.Card.Cycle;
        ulong? cycle = difference.Cycle is { } low ? now - ((uint)now - low) : null;
        Sent last = _turn.LastOrDefault();
        Sent at = difference.Sequence is { } s && _frameOf.TryGetValue(s, out long number) ? _turn.Find(f => f.Number == number)
            : cycle is { } c ? _turn.Find(f => End(f) + AfterLastByte >= c)
            : last;
        at = at.Number == 0 ? last : at;
        return (at.Number, cycle ?? End(at));
    }

    private ulong End(Sent frame) => frame.Number == 0 ? bench.Card.Cycle : bench.Card.SentAt(CardBench.PortOf(frame.Line), frame.OfLine) ?? bench.Card.Cycle;

    /// <param name="Number">1-based in the file.</param>
    /// <param name="OfLine">0-based of its line's.</param>
    private readonly record struct Sent(long Number, int Line, ulong OfLine);
}

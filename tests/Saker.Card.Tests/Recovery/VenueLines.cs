using Saker.Card.Bench;
using Saker.Card.Tests.Lines;
using Saker.Venue;
using Saker.Wire;

namespace Saker.Card.Tests.Recovery;

/// <summary>A packet as it stood on a line's pins.</summary>
/// <param name="Start">Cycle of the start character.</param>
/// <param name="Packet">Session, first sequence, blocks and fault.</param>
internal readonly record struct WirePacket(ulong Start, SessionId Session, ulong First, int Blocks, bool Corrupt);

/// <summary>Brings what the market's lines deliver, and when, to the card's lines A and B: market time runs with the card's cycles. A packet with flipped bits
/// comes in a frame with a wrong frame check.</summary>
internal sealed class VenueLines
{
    private readonly InProcessMarket _market;
    private readonly CardBench _feed;
    private readonly LineClock[] _lines;
    private readonly double _nsPerCycle;
    private readonly Random _random;
    private ulong _cycle;
    private double _rest;

    public VenueLines(InProcessMarket market, CardBench feed, double nsPerCycle, Random random)
    {
        (_market, _feed, _nsPerCycle, _random, _cycle) = (market, feed, nsPerCycle, random, feed.Card.Cycle);
        _lines = [new(feed, Model.FeedLines.A), new(feed, Model.FeedLines.B)];
    }

    /// <summary>Packets of both lines, oldest first.</summary>
    public event Action<WirePacket>? Sent;

    /// <summary>Nothing is under way to the card.</summary>
    public bool Silent => _market.Lines.NextNs == long.MaxValue && _lines.All(l => l.Free <= _feed.Card.Cycle);

    /// <summary>Lets market time run until a cycle of the card.</summary>
    public void UpTo(ulong cycle)
    {
        if (cycle <= _cycle)
        {
            return;
        }

        double ns = ((cycle - _cycle) * _nsPerCycle) + _rest;
        long whole = (long)ns;
        _rest = ns - whole;
        long from = _market.NowNs;
        ulong begin = _cycle;
        _cycle = cycle;
        foreach (LinePacket packet in _market.Step(whole))
        {
            Send(packet, begin + (ulong)(Math.Max(0, packet.TimeNs - from) / _nsPerCycle));
        }
    }

    /// <summary>More than a simulated second without trading passes at once: a heartbeat, and everything that was late.</summary>
    public void Idle()
    {
        const long Second = 1_000_000_000;
        foreach (LinePacket packet in _market.Step(Second + (Second / 10)))
        {
            Send(packet, _cycle);
        }
    }

    private void Send(LinePacket packet, ulong cycle)
    {
        LineClock line = _lines[packet.Line];
        ReadOnlySpan<byte> bytes = packet.Bytes.Span;
        ulong start = packet.Corrupt ? line.SendBad(bytes, cycle, 1u << _random.Next(32)) : line.Send(bytes, cycle);
        if (MoldPacket.TryRead(bytes, out MoldPacket read))
        {
            Sent?.Invoke(new WirePacket(start, read.Session, read.Sequence, read.Blocks, packet.Corrupt));
        }
    }
}

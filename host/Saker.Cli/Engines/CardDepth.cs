using Saker.Card;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The ten best levels of a symbol from the card's DEPTH records, after each message; levels beyond the card's window follow from
/// <see cref="FarOrders"/>.</summary>
internal sealed class CardDepth(SymbolWindow window, FarOrders far)
{
    /// <summary>Most levels of a side.</summary>
    public const int Most = 10;

    private const int InRecord = 5;
    private const uint IntervalUs = 1;
    private const ulong PollCycles = 64;
    private const int Polls = 1_000;

    private readonly DepthLevel[] _levels = new DepthLevel[2 * Most];
    private readonly int[] _count = new int[2];
    private int _records;

    /// <summary>Sequence of the message that the last whole report has applied.</summary>
    public ulong Sequence { get; private set; }

    /// <summary>Asks the card for reports, as often as it gives them.</summary>
    public static void Enable(CardBench bench) => bench.Card.Write(CardRegisters.DepthIntervalUs, IntervalUs);

    /// <summary>Takes one of the four records of a report.</summary>
    public void Take(DepthEvent e)
    {
        if (e is { Side: 0, Part: 0 })
        {
            _records = 0;
            _count.AsSpan().Clear();
        }

        ReadOnlySpan<ushort> indices = [e.Idx0, e.Idx1, e.Idx2, e.Idx3, e.Idx4];
        ReadOnlySpan<uint> quantities = [e.Qty0, e.Qty1, e.Qty2, e.Qty3, e.Qty4];
        for (int n = 0; n < e.Levels; n++)
        {
            _levels[(2 * ((int)e.Part * InRecord + n)) + (int)e.Side] = new DepthLevel(window.Price(indices[n]), quantities[n]);
        }

        _count[e.Side] += (int)e.Levels;
        if (++_records == DepthReport.Records)
        {
            Sequence = e.Seq;
        }
    }

    /// <summary>Runs the card until it has reported the book of a message.</summary>
    /// <exception cref="CardException">It does not.</exception>
    public void Await(CardBench bench, ulong sequence, CardBench.RecordReader read)
    {
        for (int n = 0; Sequence != sequence; n++)
        {
            if (n == Polls)
            {
                throw new CardException($"The card reports no depth of message {sequence}: its depth reporter hangs or lost the message.");
            }

            bench.Card.Run(PollCycles);
            bench.Take(read);
        }
    }

    /// <summary>Bid and ask of each level, best first, as far as <paramref name="to"/> reaches.</summary>
    public void Write(Span<DepthLevel> to)
    {
        for (int at = 0; at < to.Length; at++)
        {
            int n = at / 2, side = at % 2;
            to[at] = n < _count[side] ? _levels[at] : far.Level((Side)side, n - _count[side]);
        }
    }
}

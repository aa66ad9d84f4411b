using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests;

/// <summary>The ten best levels of each side: docs/card.md section 5, Depth.</summary>
public sealed class DepthTests
{
    private readonly CardBook _book = new(new CardShape(2, 1, 6, 6, 4), new RecordingSink());

    public DepthTests()
    {
        _book.SetWindow(0, new PriceWindow(1000, 10));
        _book.Clear();
    }

    private DepthRecord[] Report()
    {
        DepthRecord[] records = new DepthRecord[DepthReport.Records];
        DepthReport.Write(_book, 0, records);
        return records;
    }

    private void Add(ulong reference, Side side, uint qty, int level, ulong seq) => Assert.Equal(BookOutcome.Applied, _book.Apply(
        0, new ItchMsg { Mtype = ItchType.AddOrder, OrderRef = reference, Side = (byte)side, Qty = qty, Price = (uint)(1000 + level * 10) }, seq));

    [Fact]
    public void Twelve_levels_show_the_ten_best_in_two_parts()
    {
        for (int n = 0; n < 12; n++)
        {
            Add((ulong)n + 1, Side.Buy, (uint)n + 1, n * 2, (ulong)n + 100);
        }
        Add(90, Side.Sell, 7, 50, 200);
        Add(91, Side.Sell, 8, 40, 201);
        Add(92, Side.Sell, 5, 40, 202);
        Add(93, Side.Sell, 5, 4000, 203); // far: no level
        Assert.Equal(
            [
                new DepthRecord(0, 0, 0, 5, 203, 22, 20, 18, 16, 14, 12, 11, 10, 9, 8),
                new DepthRecord(0, 0, 1, 5, 203, 12, 10, 8, 6, 4, 7, 6, 5, 4, 3),
                new DepthRecord(0, 1, 0, 2, 203, 40, 50, 0, 0, 0, 13, 7, 0, 0, 0),
                new DepthRecord(0, 1, 1, 0, 203, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            ],
            Report());
    }

    [Fact]
    public void Sequence_is_that_of_the_last_applied_message()
    {
        Add(1, Side.Buy, 5, 3, 11);
        _book.Apply(0, new ItchMsg { Mtype = ItchType.AddOrder, OrderRef = 2, Qty = 0, Price = 1000 }, 12);
        _book.Apply(0, new ItchMsg { Mtype = ItchType.OrderDelete, OrderRef = 99 }, 13);
        _book.Apply(0, new ItchMsg { Mtype = ItchType.OrderDelete, OrderRef = 1 }, 14);
        Assert.Equal((11ul, 1), (_book.LastSeq(0), Report()[0].Levels));
        _book.Clear();
        Assert.Equal((11ul, 0), (_book.LastSeq(0), Report()[0].Levels));
        Assert.Equal(0ul, _book.LastSeq(1));
    }

    [Fact]
    public void Emptied_level_leaves_and_the_next_moves_up()
    {
        for (int n = 1; n <= 7; n++)
        {
            Add((ulong)n, Side.Sell, (uint)n, n, (ulong)n);
        }
        _book.Apply(0, new ItchMsg { Mtype = ItchType.OrderDelete, OrderRef = 2 }, 9);
        Assert.Equal([new DepthRecord(0, 1, 0, 5, 9, 1, 3, 4, 5, 6, 1, 3, 4, 5, 6), new DepthRecord(0, 1, 1, 1, 9, 7, 0, 0, 0, 0, 7, 0, 0, 0, 0)], Report()[2..]);
    }
}

using Saker.Wire;
using Xunit;

namespace Saker.Model.Tests;

/// <summary>Random streams: the card's book against the exact book, with every fault that freezes it predicted by the exact one.</summary>
public sealed class CardBookPropertyTests
{
    private static readonly CardShape Shape = new(2, 1, LadderLog2: 6, OrderBucketsLog2: 6, OrderWays: 4);
    private static readonly PriceWindow Window = new(10_000, 25);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Card_book_equals_exact_book_until_it_goes_stale_and_then_is_frozen(int seed)
    {
        Random random = new(seed);
        int applied = 0;
        int stale = 0;
        for (int run = 0; run < 60; run++)
        {
            RecordingSink sink = new();
            CardBook card = new(Shape, sink);
            card.SetWindow(0, Window);
            card.SetTrading(0, true);
            card.Clear();
            OrderBook exact = new();
            List<ulong> live = [];
            ulong next = 1;
            for (int step = 0; step < 500 && card.Stale(0) == StaleReason.None; step++)
            {
                ItchMsg m = Next(random, live, ref next);
                sink.Clear();
                BookOutcome outcome = card.Apply(0, m, (ulong)step);
                if (outcome == BookOutcome.MadeStale)
                {
                    stale++;
                    break;
                }
                bool ok = ApplyExact(exact, live, m);
                Assert.True(ok, $"seed {seed}: the card applied {m}, the exact book refused it");
                BookRecord record = Assert.Single(sink.Books);
                AssertSame(exact, Side.Buy, record.BidIdx, record.BidQty);
                AssertSame(exact, Side.Sell, record.AskIdx, record.AskQty);
                AssertFlags(exact, (BookFlags)record.Flags);
                applied++;
            }
            if (card.Stale(0) != StaleReason.None)
            {
                BookRecord before = card.Top(0);
                Assert.Equal(BookOutcome.IgnoredStale, card.Apply(0, Next(random, live, ref next), 0));
                Assert.Equal(before, card.Top(0));
            }
        }
        Assert.True(applied > 5000 && stale > 5, $"seed {seed}: {applied} applied, {stale} went stale");
    }

    private static ItchMsg Next(Random random, List<ulong> live, ref ulong next)
    {
        byte side = (byte)random.Next(2);
        int level = side == 0 ? random.Next(-3, 40) : random.Next(24, 67);
        uint price = (uint)(Window.Base + level * (int)Window.Tick + (random.Next(400) == 0 ? 1 : 0));
        uint qty = (uint)random.Next(1, 500);
        if (live.Count < 20 || (random.Next(2) == 0 && live.Count < 90))
        {
            return new ItchMsg { Mtype = ItchType.AddOrder, OrderRef = next++, Side = side, Qty = qty, Price = price };
        }
        ulong reference = random.Next(2000) == 0 ? 1ul << 60 : live[random.Next(live.Count)];
        return random.Next(4) switch
        {
            0 => new ItchMsg { Mtype = ItchType.OrderExecuted, OrderRef = reference, Qty = 1 },
            1 => new ItchMsg { Mtype = ItchType.OrderDelete, OrderRef = reference },
            2 => new ItchMsg { Mtype = ItchType.OrderCancel, OrderRef = reference, Qty = 1 },
            _ => new ItchMsg { Mtype = ItchType.OrderReplace, OrderRef = reference, NewRef = next++, Qty = qty, Price = (uint)(Window.Base + random.Next(24, 40) * (int)Window.Tick) },
        };
    }

    private static bool ApplyExact(OrderBook book, List<ulong> live, in ItchMsg m)
    {
        switch (m.Mtype)
        {
            case ItchType.AddOrder:
                live.Add(m.OrderRef);
                return book.Add(m.OrderRef, (Side)m.Side, m.Qty, m.Price);
            case ItchType.OrderReplace:
                live.Remove(m.OrderRef);
                live.Add(m.NewRef);
                return book.Replace(m.OrderRef, m.NewRef, m.Qty, m.Price);
            case ItchType.OrderDelete:
                live.Remove(m.OrderRef);
                return book.Delete(m.OrderRef);
            default:
                bool ok = book.Reduce(m.OrderRef, m.Qty);
                if (!book.TryFind(m.OrderRef, out _))
                {
                    live.Remove(m.OrderRef);
                }
                return ok;
        }
    }

    private static bool Inside(long price) => price >= Window.Base && price < Window.Base + 64L * Window.Tick;

    // Far orders are worse than every order inside, so the exact best inside the window is the card's.
    private static void AssertSame(OrderBook book, Side side, ushort idx, uint qty)
    {
        BookLevel best = book.Best(side);
        if (best.Quantity > 0 && Inside(best.Price))
        {
            Assert.Equal((best.Price, best.Quantity), (Window.Base + idx * (long)Window.Tick, qty));
        }
        else
        {
            Assert.Equal(0u, qty);
        }
    }

    private static void AssertFlags(OrderBook book, BookFlags flags)
    {
        BookLevel bid = book.Best(Side.Buy);
        BookLevel ask = book.Best(Side.Sell);
        Assert.Equal(bid.Quantity == 0 || ask.Quantity == 0, flags.HasFlag(BookFlags.Empty));
        Assert.Equal((bid.Quantity > 0 && !Inside(bid.Price)) || (ask.Quantity > 0 && !Inside(ask.Price)), flags.HasFlag(BookFlags.Outside));
        Assert.Equal(book.IsCrossed && Inside(bid.Price) && Inside(ask.Price), flags.HasFlag(BookFlags.Crossed));
    }
}

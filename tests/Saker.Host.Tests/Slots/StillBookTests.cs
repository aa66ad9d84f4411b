using Saker.Model;
using Saker.TestKit;

namespace Saker.Host.Tests.Slots;

/// <summary>A slot sees its own orders in the book. In a book whose other orders stand still the default slot comes to rest, whatever the venue's answers take.</summary>
public sealed class StillBookTests
{
    private const int Books = 3_000, Steps = 600, Window = 128, Best = 60;

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void TheDefaultSlotComesToRest_OneThatMovesAtEveryTickNotAlways(int seed)
    {
        SlotParameters slot = Default();
        Assert.Equal(2, slot.Hysteresis);
        Assert.Equal(0, Restless(slot, seed));
        int restless = Restless(slot with { Hysteresis = 1 }, seed);
        Assert.True(restless is > Books / 200 and < Books / 10, $"seed {seed}: {restless} of {Books} books");
    }

    private static int Restless(SlotParameters slot, int seed)
    {
        Random random = new(seed);
        int[] positions = [0, -3, 5, 20, -40, 100, -250, 350];
        return Enumerable.Range(0, Books).Count(_ => !new StillBook(random).Rests(slot, positions[random.Next(positions.Length)]));
    }

    private static SlotParameters Default()
    {
        SlotSettings s = SettingsDocument.Load(SlotDocument.Default, "BTCUSD").Slots[0];
        return new SlotParameters
        {
            Qty = (uint)s.Qty, HalfBid = (int)s.HalfBid, HalfAsk = (int)s.HalfAsk, Skew = (int)s.Skew, Hysteresis = (ushort)s.Hysteresis,
            InventoryCap = (uint)s.InventoryCap, MinEdge = (int)s.MinEdge, MaxDistance = (ushort)s.MaxDistance, Refresh = (uint)s.Refresh,
            StepPosition = [.. s.StepPosition.Select(v => (uint)v)], StepQty = [.. s.StepQty.Select(v => (uint)v)], Micro = [.. s.Micro.Select(v => (short)v)],
        };
    }

    /// <summary>Other people's orders, that do not move, and one order a side of ours, that arrives in the book and is acknowledged some time after it was sent.</summary>
    private sealed class StillBook
    {
        private readonly Random _random;
        private readonly uint[][] _others = [new uint[Window], new uint[Window]];
        private readonly WorkingOrder[] _own = new WorkingOrder[2];
        private readonly (int Level, uint Qty)?[] _shown = new (int, uint)?[2];
        private readonly List<(int At, int Side, bool InBook)> _due = [];

        public StillBook(Random random)
        {
            _random = random;
            int spread = random.Next(1, 13);
            for (int side = 0; side < 2; side++)
            {
                int best = side == 0 ? Best : Best + spread;
                for (int left = random.Next(1, 7), behind = 0; left > 0; left--, behind = random.Next(7))
                {
                    _others[side][best + (side == 0 ? -behind : behind)] = (uint)random.Next(1, 121);
                }
            }
        }

        /// <summary>Nothing is sent any more in the last tenth of the steps.</summary>
        public bool Rests(SlotParameters slot, int position)
        {
            int last = 0;
            for (int now = 0; now < Steps; now++)
            {
                Arrive(now);
                QuoteRecord quote = Quoter.Decide(0, Book(), slot, position, Window);
                for (int side = 0; side < 2; side++)
                {
                    WantedSide want = side == 0 ? new(0, quote.BidEn == 1, quote.BidIdx, quote.BidQty, true) : new(1, quote.AskEn == 1, quote.AskIdx, quote.AskQty, true);
                    WantedAction action = ActionPlanner.Choose(_own[side], want, killed: false, SlotMode.Active, slot.Hysteresis);
                    if (action.Action != OrderAction.None)
                    {
                        Send(side, action, now);
                        last = now;
                    }
                }
            }

            return last < Steps * 9 / 10;
        }

        private void Send(int side, WantedAction action, int now)
        {
            Assert.NotEqual(OrderAction.Cancel, action.Action);
            _own[side] = new WorkingOrder { Active = true, Idx = action.Idx, Open = action.OpenQty };
            int inBook = now + _random.Next(1, 7);
            _due.Add((inBook, side, true));
            _due.Add((inBook + _random.Next(5), side, false));
        }

        private void Arrive(int now)
        {
            foreach ((_, int side, bool inBook) in _due.Where(d => d.At == now))
            {
                if (inBook)
                {
                    _shown[side] = (_own[side].Idx, _own[side].Open);
                }
                else
                {
                    _own[side].Acked = true;
                }
            }

            _due.RemoveAll(d => d.At <= now);
        }

        private BookRecord Book()
        {
            (int bid, uint bidQty) = BestOf(0);
            (int ask, uint askQty) = BestOf(1);
            return new BookRecord(0, 0, 1, 0, 0, 0, (ushort)bid, (ushort)ask, bidQty, askQty);
        }

        private (int Level, uint Qty) BestOf(int side)
        {
            int level = side == 0 ? Array.FindLastIndex(_others[0], q => q != 0) : Array.FindIndex(_others[1], q => q != 0);
            if (_shown[side] is not (int own, uint quantity))
            {
                return (level, _others[side][level]);
            }

            int best = side == 0 ? Math.Max(level, own) : Math.Min(level, own);
            return (best, _others[side][best] + (own == best ? quantity : 0));
        }
    }
}

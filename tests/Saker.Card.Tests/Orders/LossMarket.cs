using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A card whose slot wins and loses at random, with its model beside it: docs/card.md section 8.5. One thing happens at a time, and the rounds find it before the
/// next: which round finds what, and which equity is a highest, is then certain. Time goes in jumps that leave no doubt which period has ended.</summary>
internal sealed class LossMarket : IDisposable
{
    // No step of a market takes so long that a period could end which was not to; units.
    private const ulong Margin = 100;
    private const uint Lots = 1_000_000;
    private const int Most = 1 << 20;
    private const ushort BuyIdx = DeskRig.Bid - 100, SellIdx = DeskRig.Ask + 100;

    private static readonly SlotControls Controls = new(Lots, 2_000, uint.MaxValue);
    private static readonly int[] Twentieths = [10, 15, 17, 18, 19, 20];

    private readonly Random _random;
    private readonly SlotMoney _money = new();
    private readonly LossBreakers _breakers;
    private readonly SlotTrips _trips = new() { Limits = OpenGuards.Trips };
    private readonly LossBook _book;
    private readonly uint[] _urns = new uint[2];
    private SlotMode _mode = SlotMode.Active;
    private LossRow _told;

    public LossMarket(int seed)
    {
        _random = new Random(seed);
        _breakers = new LossBreakers(_money) { Limits = OpenGuards.Losses };
        Bench = DeskRig.Ready(Controls);
        _book = new LossBook(Bench, _money, _random);
        Bench.Found();
        Bench.Feed.Discard();
        Settle("at the beginning");
        Enter(0);
        Enter(1);
        // The first period began with reset, which is some time ago.
        Mode(SlotMode.Halted);
        Start();
        Settle("after the start");
        Mode(SlotMode.Active);
    }

    public TradingBench Bench { get; }

    /// <summary>What happened so often.</summary>
    public SortedDictionary<string, int> Met { get; } = [];

    /// <summary>One thing happens, and card and model agree.</summary>
    public void Play(string when)
    {
        EndPeriodInTime();
        string what = Act();
        Settle($"{when}, after {what}");
        Count(what);
    }

    /// <summary>The money is no longer known, and nothing makes it so again.</summary>
    public void LoseCount(string when)
    {
        Execute(_random.Next(2), 1, (1L << 32) + _random.Next(1_000));
        Settle($"{when}, unknown");
        Assert.True(_breakers.Unknown, when);
        foreach (Action hopeless in new Action[] { Start, Clear, Jump })
        {
            hopeless();
            Settle($"{when}, unknown, after {hopeless.Method.Name}");
        }

        Count("unknown");
    }

    public void Dispose() => Bench.Dispose();

    private string Act()
    {
        switch (_random.Next(100))
        {
            case < 24:
                return Execute();
            case < 40:
                return _book.Change();
            case < 54:
                Aim();
                return "limit";
            case < 68:
                Jump();
                return "period";
            case < 72:
                Start();
                return "start";
            case < 76:
                _money.Fee = (ushort)(_random.Next(3) == 0 ? _random.Next(1 << 16) : _random.Next(100));
                Bench.Card.Write(CardRegisters.SlotFee, _money.Fee);
                return "fee";
            case < 80:
                return Adjust();
            case < 82:
                Bench.Close();
                return "kill";
            case < 84:
                Bench.KillSlot();
                _trips.Kill();
                return "slot kill";
            case < 86:
                Mode((SlotMode)_random.Next(5));
                return "mode";
            default:
                return GoOn();
        }
    }

    /// <summary>An execution of an order that lives, or of one that is dead, which closes the latch.</summary>
    private string Execute()
    {
        int side = _random.Next(2);
        uint most = Bench.Venue.Live.TryGetValue(_urns[side], out VenueOrder? live) ? live.Open : Lots;
        uint quantity = (uint)Math.Min(1 + _random.Next(1 << _random.Next(1, 21)), most);
        long price = _random.Next(6) == 0 ? _random.NextInt64(1L << 32) : Math.Clamp(_book.Mid + _random.Next(-2_000, 2_000), 0, uint.MaxValue);
        Execute(side, quantity, price);
        return live is null ? "late execution" : "execution";
    }

    private void Execute(int side, uint quantity, long price)
    {
        Bench.Execute(_urns[side], quantity, price);
        _money.Execute((byte)side, quantity, (ulong)price);
    }

    /// <summary>A limit is put a hair's breadth below, at or above a step that the loss has come to.</summary>
    private void Aim()
    {
        int breaker = _random.Next(3);
        Int128 twice = breaker switch { 0 => _breakers.Twice.Loss, 1 => _breakers.Twice.Drawdown, _ => _breakers.Twice.Rolling };
        Int128 share = (10 * twice / Twentieths[_random.Next(Twentieths.Length)]) + _random.Next(-1, 2);
        ulong limit = _random.Next(5) switch
        {
            0 => ulong.MaxValue,
            1 => (ulong)_random.NextInt64(long.MaxValue) >> _random.Next(63),
            // Above it the first word of OpenGuards.Loss would not be the greatest.
            _ => (ulong)Int128.Clamp(share, 0, ulong.MaxValue - uint.MaxValue),
        };
        LossLimits limits = _breakers.Limits;
        Limit(breaker switch { 0 => limits with { MaxLoss = limit }, 1 => limits with { MaxDrawdown = limit }, _ => limits with { MaxRolling = limit } });
    }

    private void Limit(in LossLimits limits)
    {
        Bench.Loss(limits);
        _breakers.Limits = limits;
    }

    /// <summary>Now and then another length of periods; else the current one ends, or half of it passes. Never to about an end.</summary>
    private void Jump()
    {
        ulong period = _breakers.Limits.Period, age = Age();
        if (period == 0 || _random.Next(12) == 0)
        {
            ulong next = _random.Next(5) == 0 ? 0 : (ulong)_random.Next(20, 40) * Margin;
            Limit(_breakers.Limits with { Period = (uint)(Doubtful(age, next) ? next + (2 * Margin) : next) });
            return;
        }

        ulong units = _random.Next(4) == 0 ? period / 2 : period + Margin;
        Pass(Doubtful(age + units, period) ? units + (2 * Margin) : units);
    }

    private static bool Doubtful(ulong age, ulong period) => age + Margin > period && age < period + Margin;

    /// <summary>A period that a step might end by chance is ended on purpose.</summary>
    private void EndPeriodInTime()
    {
        uint period = _breakers.Limits.Period;
        if (period != 0 && Doubtful(Age(), period))
        {
            Pass(2 * Margin);
            Settle("the end of a period");
        }
    }

    private ulong Age() => (Bench.Now() / LossWindow.UnitNs) - _breakers.Window.Began;

    private void Pass(ulong units) => Bench.Card.SetTime(Bench.Now() + (units * LossWindow.UnitNs));

    private void Mode(SlotMode mode)
    {
        _mode = mode;
        Bench.Mode(mode);
    }

    private void Start()
    {
        Bench.StartPnl();
        _breakers.Start(Effective, Bench.Killed);
    }

    /// <summary>Taken while the latch is closed, else refused.</summary>
    private string Adjust()
    {
        int lots = _random.Next(-Most, Most);
        _money.AdjustPrice = (uint)Math.Clamp(_book.Mid + _random.Next(-2_000, 2_000), 0, uint.MaxValue);
        bool taken = Bench.Killed;
        Bench.Adjust(lots, _money.AdjustPrice);
        return taken && _money.Adjust(lots) ? "adjustment" : "adjustment refused";
    }

    /// <summary>A person opens what is closed, clears what may be cleared, and orders rest again where the gate lets them.</summary>
    private string GoOn()
    {
        Mode(SlotMode.Active);
        if (Bench.Killed)
        {
            Bench.Arm();
        }

        Clear();
        _book.Restore();
        Settle("the window restored");
        Enter(0);
        Enter(1);
        return _trips.Causes == TripCauses.None ? "order" : "order of a tripped slot";
    }

    private void Clear()
    {
        bool cleared = _trips.Clear((uint)Bench.Trips);
        Bench.ClearSlot(Bench.Trips);
        Count(cleared ? "clear" : "clear refused");
    }

    /// <summary>An order of the desk, of a side that has none, is judged as the model says.</summary>
    private void Enter(int side)
    {
        if (Bench.Venue.Live.ContainsKey(_urns[side]))
        {
            return;
        }

        var offer = new DeskOffer((byte)side, Lots, side == 0 ? BuyIdx : SellIdx);
        var state = new GateState(Bench.Killed, Effective, true, true, _book.Mid2, Controls, Bench.Position, 0, side == 0 ? Bench.OpenBuy : Bench.OpenSell, 0,
            Price: (ulong)TradingBench.Window.Price(offer.Idx), Together: Together(side));
        Verdict expected = RiskGate.Evaluate(new GateOrder(OrderAction.New, offer.Side, 1, offer.Quantity, offer.Idx), state);
        Verdict verdict = Bench.Judge(offer);
        Assert.True(expected == verdict, $"side {side} in mode {Effective}: card {verdict}, expected {expected}");
        Count(verdict == Verdict.Pass ? "pass" : $"refused {verdict}");
        if (verdict == Verdict.Pass)
        {
            Bench.AnswerAll();
            _urns[side] = Bench.Desk.LastUrn;
        }
    }

    /// <summary>The slots together are bounded by nothing, but what is held or open needs a mark.</summary>
    private SlotsTogether Together(int side)
    {
        (long position, long buys, long sells) = (Bench.Position, Bench.OpenBuy, Bench.OpenSell);
        bool known = _money.Mark is not null || (position + buys == 0 && position - sells == 0);
        return new SlotsTogether(side == 0 ? position + buys : sells - position, 0, uint.MaxValue, known ? 0 : null, ulong.MaxValue);
    }

    private SlotMode Effective => SlotModes.Effective(_mode, SlotMode.Active, SlotMode.Active, _trips.Causes, _breakers.Reduce);

    /// <summary>The rounds find what happened; the venue cancels what it is asked to; card and model agree.</summary>
    private void Settle(string when)
    {
        Bench.Found();
        Bench.AnswerAll();
        _breakers.Round(Bench.Now());
        _trips.Round(_breakers.Stands);
        Compare(when);
    }

    private void Compare(string when)
    {
        string model = $"position {_money.Position}, cash {_money.Cash}, twice the mark {_money.Mark}, twice the losses {_breakers.Twice}, {_breakers.Limits}";
        void Equal<T>(T card, T expected, string what) => Assert.True(Equals(card, expected), $"{what} {when}: card {card}, expected {expected}; {model}");
        Equal(Bench.Position, _money.Position, "SLOT_POSITION");
        Equal(Bench.Trips, _trips.Causes, "SLOT_TRIPS");
        var loss = new SlotLossValue(_breakers.Raw);
        if (_money.Unknown)
        {
            Equal((Bench.Losses.Unknown, Bench.Losses.Unmarked, Bench.Losses.Reduce), (true, loss.Unmarked, true), "SLOT_LOSS");
            return;
        }

        Equal(Bench.Losses, loss, "SLOT_LOSS");
        Equal(Bench.Cash, _money.ShownCash, "SLOT_CASH");
        Equal(Bench.Pnl, _breakers.Pnl, "SLOT_PNL");
        List<LossRow> rows = Bench.LossRows();
        foreach (LossRow row in rows)
        {
            Assert.True((row.Trips, row.Loss) != (_told.Trips, _told.Loss), $"TRIP {when}: nothing changed from {_told} to {row}");
            _told = row;
        }

        Equal((_told.Trips, _told.Loss), (_trips.Causes, loss), "the last TRIP");
        Assert.True(rows.Count == 0 || rows[^1].Pnl == _breakers.Pnl, $"TRIP {when}: {_told}, SLOT_PNL {_breakers.Pnl}");
        Count($"level {Math.Max(loss.Loss, Math.Max(loss.Drawdown, loss.Rolling))}");
        Count(loss.Unmarked ? "unmarked" : "marked");
    }

    private void Count(string what) => Met[what] = Met.GetValueOrDefault(what) + 1;
}

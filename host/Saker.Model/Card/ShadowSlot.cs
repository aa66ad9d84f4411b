using Saker.Wire;

namespace Saker.Model;

/// <summary>
/// A slot in SHADOW, exactly as docs/card.md section 12 has it: decisions, paper orders, their fills and the paper position. It is on from its construction.
/// Without cycles: all that a message causes is done before the next one, in the order of section 12. No allocation per message. Not thread-safe.
/// </summary>
public sealed class ShadowSlot
{
    /// <summary>With one of these an order does not rest; the others say what stands in its way today.</summary>
    public const Verdict AboutTheOrder = Verdict.Book | Verdict.Qty | Verdict.Collar | Verdict.Position | Verdict.Self | Verdict.Notional;

    private readonly byte _slot;
    private readonly SlotParameters _p;
    private readonly SlotControls _controls;
    private readonly CardBook _book;
    private readonly int _window;
    private readonly IShadowSink _sink;
    private readonly PaperQueue[] _orders = new PaperQueue[2];
    private readonly RefreshClock[] _refresh;
    private readonly bool[] _due = new bool[2];
    private BookRecord _top = new() { Flags = (byte)BookFlags.Stale };
    private QuoteRecord _quote;
    private uint _gates;
    private SlotSkew _skew;

    /// <param name="slot">Its number.</param>
    /// <param name="p">The bank that runs, bank 0.</param>
    /// <param name="controls">Its limits.</param>
    /// <param name="book">The book of its symbol, as it is after each message.</param>
    /// <param name="window">Ticks in the window.</param>
    /// <param name="sink">Takes decisions and PAPER records.</param>
    public ShadowSlot(byte slot, SlotParameters p, SlotControls controls, CardBook book, int window, IShadowSink sink)
    {
        (_slot, _p, _controls, _book, _window, _sink) = (slot, p, controls, book, window, sink);
        _refresh = [new RefreshClock(p.Refresh), new RefreshClock(p.Refresh)];
        _skew = SlotSkew.Of(p, default);
    }

    /// <summary>What the gate sees besides the slot's own paper: latch, session, throttle and so on, and the mode as if SLOT_MODE were ACTIVE. In the way is
    /// nothing unless set.</summary>
    public GateState Around { get; set; } = new() { Mode = SlotMode.Active, SessionUp = true };

    /// <summary>Lots.</summary>
    public int Position { get; private set; }

    /// <summary>The paper order of a side: 0 buy, 1 sell.</summary>
    public PaperQueue Order(int side) => _orders[side];

    /// <summary>Lets time pass: what waited for REFRESH is tried.</summary>
    public void Advance(ulong nowNs)
    {
        bool waited = _refresh[0].Advance(nowNs) | _refresh[1].Advance(nowNs);
        if (waited)
        {
            Act();
        }
    }

    /// <summary>Takes an update of the symbol, the book being as it is after it.</summary>
    /// <param name="order">Its order part.</param>
    /// <param name="top">Its top of book.</param>
    /// <param name="gates">The gate word of the symbol after it.</param>
    /// <param name="variances">Its variances after it.</param>
    public void Take(in OrderPart? order, in BookRecord? top, uint gates = 0, in Variances variances = default)
    {
        if (top is { } now)
        {
            _top = now;
            Decide();
        }
        // Again for each of the two, as the card does.
        bool moved = order is { } message && Serve(message);
        if (moved && _top.Ok)
        {
            Decide();
        }
        bool other = Quoter.Answer(gates, _p, _skew.Counts) != Quoter.Answer(_gates, _p, _skew.Counts);
        _gates = gates;
        if (other && _top.Ok)
        {
            Decide();
        }
        other |= Skew(SlotSkew.Of(_p, variances));
        if (moved || other || top is not null)
        {
            Cause();
        }
    }

    /// <summary>Another skew counts with the next book; one that comes to count, or ends, is decided by at once: then true.</summary>
    private bool Skew(in SlotSkew now)
    {
        bool other = now.Counts != _skew.Counts;
        _skew = now;
        if (other && _top.Ok)
        {
            Decide();
        }
        return other;
    }

    private void Decide()
    {
        _quote = Quoter.Decide(_slot, _top, _p, Position, _window, _gates, _skew);
        _sink.Quote(_quote);
    }

    /// <summary>Moves the queues; true when something was filled.</summary>
    private bool Serve(in OrderPart message)
    {
        bool moved = false;
        for (byte side = 0; side < 2; side++)
        {
            uint filled = _orders[side].Take(message);
            if (filled != 0)
            {
                long position = (long)Position + (side == 0 ? filled : -(long)filled);
                Position = (int)Math.Clamp(position, int.MinValue, int.MaxValue);
                Tell(PaperAct.Fill, _orders[side], _orders[side].Open, filled);
                moved = true;
            }
        }
        return moved;
    }

    private void Cause()
    {
        _due[0] = _due[1] = true;
        Act();
    }

    /// <summary>Cancels first, then the side that reduces the position, then buy.</summary>
    private void Act()
    {
        for (byte side = 0; side < 2; side++)
        {
            if (_orders[side].Active && !_quote.Side(side).Wanted)
            {
                PaperQueue gone = _orders[side];
                _orders[side] = default;
                Tell(PaperAct.Cancel, gone, 0, gone.Open);
            }
        }
        byte first = Position > 0 ? (byte)1 : (byte)0;
        Try(first);
        Try((byte)(1 - first));
    }

    private void Try(byte side)
    {
        WantedSide want = _quote.Side(side);
        PaperQueue resting = _orders[side];
        bool moves = want.Wanted && (!resting.Active || want.IsFarFrom(resting.Idx, _p.Hysteresis));
        if (!_due[side] || !moves || _refresh[side].Waits)
        {
            return;
        }
        _due[side] = false;
        PaperAct act = resting.Active ? PaperAct.Replace : PaperAct.New;
        Verdict verdict = Judge(act, want, resting);
        if ((verdict & AboutTheOrder) != 0)
        {
            Tell(PaperAct.Refused, PaperQueue.Rest((Side)side, want.Idx, 0, 0), 0, want.Qty, verdict);
            return;
        }
        _orders[side] = PaperQueue.Rest((Side)side, want.Idx, want.Qty, _book.LevelQty(_p.Symbol, (Side)side, want.Idx));
        _refresh[side].Restart();
        Tell(act, _orders[side], want.Qty, want.Qty, verdict);
    }

    private Verdict Judge(PaperAct act, in WantedSide want, in PaperQueue resting)
    {
        PaperQueue other = _orders[1 - want.Side];
        bool meets = other.Active && (want.Side == 0 ? other.Idx <= want.Idx : other.Idx >= want.Idx);
        GateState state = Around with
        {
            SymbolOk = _top.Ok, Mid2 = _quote.Mid2, Controls = _controls, Position = Position, OwnOpen = resting.Open,
            MeetsOwn = Around.MeetsOwn || meets, Price = Price(want.Idx),
        };
        OrderAction action = act == PaperAct.New ? OrderAction.New : OrderAction.Replace;
        return RiskGate.Evaluate(new GateOrder(action, want.Side, Around.LastUrn + 1, want.Qty, want.Idx, Valued: _p.Qty), state);
    }

    private ulong Price(ushort idx)
    {
        PriceWindow window = _book.Window(_p.Symbol);
        return window.Base + (ulong)idx * window.Tick;
    }

    private void Tell(PaperAct act, in PaperQueue order, uint open, uint qty, Verdict verdict = Verdict.Pass) => _sink.Paper(new PaperRecord(
        _slot, (byte)order.Side, act, 0, _book.LastSeq(_p.Symbol), qty, open, order.Ahead, (uint)Price(order.Idx), order.Idx, (ushort)verdict, Position, _quote.Mid2));
}

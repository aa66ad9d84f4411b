using Saker.Wire;

namespace Saker.Model;

/// <summary>The state of a symbol's signals that a change of <see cref="SignalWindows"/> restarts: docs/signals.md sections 4 and 5. Not thread-safe.</summary>
public sealed class SignalState(SignalWindows windows)
{
    private readonly PeriodClock _burstClock = new(windows.Burst);
    private readonly MidSampler _sampler = new(windows.Sample);
    private readonly RefillMarks _refills = new(windows.RefillTime);
    private readonly FlickerTable _flickers = new(windows.FlickerQty, windows.FlickerTime);

    public WindowSums Window { get; } = new(windows.Window);
    /// <summary>Updates with a trade or order part.</summary>
    public PeriodSum Burst { get; } = PeriodSum.Count();
    /// <summary>Cumulative volume delta, lots.</summary>
    public long VolumeDelta { get; private set; }
    public EwmaVariance Fast { get; } = new(windows.KFast);
    public EwmaVariance Slow { get; } = new(windows.KSlow);
    public KyleSums Kyle { get; } = new();
    public Vpin Vpin { get; } = new(windows.VpinVolume, windows.VpinBuckets);
    public IcebergTrack BidIceberg { get; } = new(windows.IcebergTime);
    public IcebergTrack AskIceberg { get; } = new(windows.IcebergTime);
    public MoveEntropy Entropy { get; } = new();
    public DepthImbalance Depth { get; } = new();

    public bool BurstKnown => _burstClock.Known;
    public bool RefillKnown => Window.Known && _refills.IsSet;
    public bool FlickerKnown => Window.Known && _flickers.IsSet;

    /// <summary>Clocks: periods end. The mid is the one before the update.</summary>
    public void Clocks(ulong now, int mid2)
    {
        Window.Step(now);
        Burst.Step(_burstClock.Step(now));
        if (_sampler.Step(now, mid2, out MidSample sample))
        {
            Fast.Sample(sample.Move, sample.Ended);
            Slow.Sample(sample.Move, sample.Ended);
            Kyle.Add(sample);
        }
    }

    /// <summary>What counts of a trade even while the symbol is broken.</summary>
    public void TradeAlways(in TradePart trade)
    {
        VolumeDelta = TradeFlow.AddTo(VolumeDelta, TradeFlow.Signed(trade));
        Vpin.Trade(trade);
    }

    /// <summary>The rest of a trade.</summary>
    /// <param name="order">The message's order part, if it has one.</param>
    /// <param name="before">The book before the message, when it is ok.</param>
    public void Trade(in TradePart trade, OrderPart? order, BookPart? before, ulong now)
    {
        long signed = TradeFlow.Signed(trade);
        Window.Flow.Add(signed);
        Window.Trades.Add(1);
        _sampler.Trade(signed);
        if (order is { Kind: OrderKind.Execute, Inside: true } executed && before is { } book)
        {
            (ushort idx, uint qty) = book.Best(executed.Side);
            if (executed.Idx == idx)
            {
                (executed.Side == Side.Buy ? BidIceberg : AskIceberg).Trade(idx, qty, trade.Qty, now);
            }
        }
    }

    public void Order(in OrderPart order, ulong now)
    {
        Window.Cancels.Add(order.Kind is OrderKind.Cancel or OrderKind.Replace ? 1 : 0);
        Window.Refills.Add(_refills.Take(order, now) ? 1 : 0);
        Window.Flickers.Add(_flickers.Take(order, now) ? 1 : 0);
    }

    /// <summary>An ok top of book.</summary>
    /// <param name="before">The book before, when it was ok.</param>
    /// <param name="mid2">The mid before; null: none.</param>
    public void Book(in BookPart after, BookPart? before, int? mid2, ulong now)
    {
        if (before is { } book)
        {
            Window.Ofi.Add(OrderFlowImbalance.Of(book, after));
        }
        if (mid2 is { } mid && mid != after.Mid2)
        {
            Entropy.Move(after.Mid2 > mid);
        }
        _sampler.Book(now, after.Mid2);
        BidIceberg.Best(after.BidIdx, after.BidQty);
        AskIceberg.Best(after.AskIdx, after.AskQty);
    }

    /// <summary>STALE or HALTED.</summary>
    public void Break(bool halted)
    {
        Window.Break();
        _burstClock.Stop();
        Burst.Step(PeriodStep.Empty);
        _sampler.Break();
        _refills.Break();
        _flickers.Break();
        BidIceberg.Break();
        AskIceberg.Break();
        Depth.Forget();
        if (halted)
        {
            Fast.Restart();
            Slow.Restart();
            Entropy.Restart();
        }
    }
}

using Saker.Wire;

namespace Saker.Model.Tests.Signals;

/// <summary>
/// The signals from their published formulas in decimal and double precision, without windows in fixed point: every event is kept, every period is walked.
/// For streams whose book is never broken.
/// </summary>
internal sealed class ReferenceSignals(SignalWindows windows)
{
    private readonly List<(ulong Period, decimal Ofi, decimal Flow, int Cancel, int Trade)> _events = [];
    private readonly List<int> _directions = [];
    private readonly List<(double X, double Y)> _samples = [];
    private readonly Dictionary<ulong, ulong> _large = [];
    private readonly SplitVpin _byAggressor = new(windows.VpinVolume, windows.VpinBuckets), _byRule = new(windows.VpinVolume, windows.VpinBuckets);
    private readonly List<uint> _prices = [];
    private BookPart? _before;
    private int? _mid;
    private ulong? _period;
    private int _sampled;
    private bool _whole;
    private double _flow;
    private ulong _now;

    public decimal Ofi => Recent().Sum(e => e.Ofi);
    public decimal Flow => Recent().Sum(e => e.Flow);
    public int Cancels => Recent().Sum(e => e.Cancel);
    public int Trades => Recent().Sum(e => e.Trade);
    public decimal VolumeDelta { get; private set; }
    public double Fast { get; private set; }
    public double Slow { get; private set; }
    /// <summary>Null: not known, or no move in all of the slow horizon.</summary>
    public double? Regime => _samples.Count >= 4 << Math.Max(windows.KFast, windows.KSlow) && Slow > 0 ? Fast / Slow : null;
    public double? VpinByAggressor => _byAggressor.Value;
    public double? VpinByRule => _byRule.Value;
    public int Flickers { get; private set; }
    public double Entropy => Bits(_directions.TakeLast(64).Count(d => d > 0) / 64.0);
    public int Samples => _samples.Count;

    /// <summary>Half ticks a lot.</summary>
    public double Lambda
    {
        get
        {
            double x = _samples.Average(s => s.X), y = _samples.Average(s => s.Y);
            return _samples.Sum(s => (s.X - x) * (s.Y - y)) / _samples.Sum(s => (s.X - x) * (s.X - x));
        }
    }

    public void Update(in SignalUpdate u)
    {
        _now = u.Now;
        Sample(u.Now >> windows.Sample);
        decimal flow = 0, ofi = 0;
        if (u.Trade is { } trade)
        {
            flow = Trade(trade);
        }
        if (u.Order is { } order)
        {
            Order(order, u.Now);
        }
        if (u.Book is { Ok: true } book)
        {
            ofi = Book(book);
        }
        _before = u.Book is { } top ? (top.Ok ? top : null) : _before;
        int cancel = u.Order is { Kind: OrderKind.Cancel or OrderKind.Replace } ? 1 : 0;
        _events.Add((u.Now >> windows.Window, ofi, flow, cancel, u.Trade is null ? 0 : 1));
    }

    private IEnumerable<(ulong Period, decimal Ofi, decimal Flow, int Cancel, int Trade)> Recent()
    {
        ulong period = _now >> windows.Window;
        for (int at = _events.Count - 1; at >= 0 && _events[at].Period + 1 >= period; at--)
        {
            yield return _events[at];
        }
    }

    private decimal Trade(in TradePart trade)
    {
        bool known = trade.Known;
        decimal signed = !known ? 0 : trade.Buy ? trade.Qty : -(decimal)trade.Qty;
        VolumeDelta += signed;
        _flow += (double)signed;
        if (trade.Priced && (_prices.Count == 0 || _prices[^1] != trade.Price))
        {
            _prices.Add(trade.Price);
        }
        bool byRule = _prices.Count < 2 ? !known || trade.Buy : _prices[^1] > _prices[^2];
        _byAggressor.Trade(trade.Qty, known ? trade.Buy : byRule);
        _byRule.Trade(trade.Qty, byRule);
        return signed;
    }

    private void Order(in OrderPart order, ulong now)
    {
        bool soon = _large.TryGetValue(order.Ref, out ulong since) && now - since <= windows.FlickerTime;
        Flickers += soon && order.Gone && order.Kind != OrderKind.Execute ? 1 : 0;
        if (order.Gone || order.Kind == OrderKind.Execute)
        {
            _large.Remove(order.Ref);
        }
        if (order.NewQty >= windows.FlickerQty)
        {
            _large[order.Kind == OrderKind.Add ? order.Ref : order.NewRef] = now;
        }
    }

    private decimal Book(in BookPart a)
    {
        if (_mid is { } mid && mid != a.Mid2)
        {
            _directions.Add(Math.Sign(a.Mid2 - mid));
        }
        _mid = a.Mid2;
        if (_period is null)
        {
            (_period, _sampled, _flow) = (_now >> windows.Sample, a.Mid2, 0);
        }
        return _before is not { } b ? 0
            : (a.BidIdx >= b.BidIdx ? a.BidQty : 0m) - (a.BidIdx <= b.BidIdx ? b.BidQty : 0m)
                - (a.AskIdx <= b.AskIdx ? a.AskQty : 0m) + (a.AskIdx >= b.AskIdx ? b.AskQty : 0m);
    }

    // Every period that ended, one by one: the first with what moved, the others without.
    private void Sample(ulong period)
    {
        for (bool first = true; _period is { } at && at < period; first = false)
        {
            double move = first ? _mid!.Value - _sampled : 0;
            if (_whole)
            {
                Fast += (move * move - Fast) / (1 << windows.KFast);
                Slow += (move * move - Slow) / (1 << windows.KSlow);
                _samples.Add((first ? _flow : 0, move));
            }
            (_period, _sampled, _flow) = (at + 1, _mid!.Value, 0);
            // The period in which the first book came counts only as a start: those after it are whole.
            if (!_whole)
            {
                _period = period;
                _whole = true;
            }
        }
    }

    private static double Bits(double p) => p is 0 or 1 ? 0 : -(p * Math.Log2(p)) - ((1 - p) * Math.Log2(1 - p));
}

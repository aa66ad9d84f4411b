namespace Saker.Model.Tests.Signals;

/// <summary>VPIN as published: a trade that is more than a bucket needs is split over the next ones; Σ|V_B − V_S| / (nV) in double precision.</summary>
internal sealed class SplitVpin(double volume, int buckets)
{
    private readonly Queue<double> _excess = new();
    private double _bought, _sold;

    public double? Value => _excess.Count == buckets ? _excess.Sum() / (buckets * volume) : null;

    public void Trade(double qty, bool buy)
    {
        while (qty > 0)
        {
            double part = Math.Min(qty, volume - _bought - _sold);
            _bought += buy ? part : 0;
            _sold += buy ? 0 : part;
            qty -= part;
            if (_bought + _sold >= volume)
            {
                _excess.Enqueue(Math.Abs(_bought - _sold));
                _bought = _sold = 0;
            }
            if (_excess.Count > buckets)
            {
                _excess.Dequeue();
            }
        }
    }
}

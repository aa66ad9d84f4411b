using System.Globalization;

namespace Saker.Cli.Tests.Simulate;

/// <summary>A capture as `saker decode` tells it, with every order by its reference; and of paper orders what would have been filled of them, were it known of each
/// order of their level whether it was there first.</summary>
internal sealed class CaptureTruth
{
    private readonly Dictionary<ulong, (bool Buy, long Price, long Qty)> _live = [];
    private readonly Queue<string[]> _messages;
    private readonly Paper?[] _papers = new Paper?[2];

    public CaptureTruth(string capture)
    {
        SakerOutput decoded = SakerProgram.Run("decode", capture);
        _messages = new(decoded.Lines.Skip(1).Select(l => l.Split(',')));
    }

    /// <summary>Lots filled of the paper order of a side, by name.</summary>
    public long Filled(bool buy) => _papers[buy ? 0 : 1]?.Filled ?? 0;

    /// <summary>Plays on up to and with this message.</summary>
    public void PlayTo(long message)
    {
        while (_messages.TryPeek(out string[]? f) && long.Parse(f[0], CultureInfo.InvariantCulture) <= message)
        {
            Play(_messages.Dequeue());
        }
    }

    /// <summary>A paper order comes to rest behind all that is at its price.</summary>
    public void Rest(bool buy, long price, long qty) =>
        _papers[buy ? 0 : 1] = new Paper(price, qty, [.. _live.Where(o => o.Value.Buy == buy && o.Value.Price == price).Select(o => o.Key)]);

    public void Cancel(bool buy) => _papers[buy ? 0 : 1] = null;

    /// <summary>Quantity at a price now.</summary>
    public long Level(bool buy, long price) => _live.Values.Where(o => o.Buy == buy && o.Price == price).Sum(o => o.Qty);

    private void Play(string[] f)
    {
        ulong reference = ulong.Parse(f[5], CultureInfo.InvariantCulture);
        long qty = long.Parse(f[8], CultureInfo.InvariantCulture), price = long.Parse(f[9], CultureInfo.InvariantCulture);
        switch (f[2])
        {
            case "A" or "F":
                Enter(reference, f[7] == "B", price, qty);
                break;
            case "E" or "C":
                (bool buy, long at, _) = _live[reference];
                _papers[buy ? 0 : 1]?.Traded(buy, at, qty, reference);
                Take(reference, qty);
                break;
            case "X":
                Take(reference, qty);
                break;
            case "D":
                _live.Remove(reference);
                break;
            case "U":
                _live.Remove(reference, out (bool Buy, long Price, long Qty) old);
                Enter(ulong.Parse(f[6], CultureInfo.InvariantCulture), old.Buy, price, qty);
                break;
        }
    }

    private void Enter(ulong reference, bool buy, long price, long qty)
    {
        _live[reference] = (buy, price, qty);
        _papers[buy ? 1 : 0]?.Met(buy, price, qty);
    }

    private void Take(ulong reference, long qty)
    {
        (bool buy, long price, long left) = _live[reference];
        _live[reference] = (buy, price, left - qty);
        if (left == qty)
        {
            _live.Remove(reference);
        }
    }

    private sealed class Paper(long price, long qty, HashSet<ulong> before)
    {
        public long Filled { get; private set; }

        /// <summary>An order of our side traded: ours was before it by price, or by time.</summary>
        public void Traded(bool buy, long at, long lots, ulong reference)
        {
            bool worse = buy ? at < price : at > price;
            Fill(worse || (at == price && !before.Contains(reference)) ? lots : 0);
        }

        /// <summary>An order of the other side came to our price or beyond.</summary>
        public void Met(bool buy, long at, long lots) => Fill((buy ? at >= price : at <= price) ? lots : 0);

        private void Fill(long lots) => Filled += Math.Min(qty - Filled, lots);
    }
}

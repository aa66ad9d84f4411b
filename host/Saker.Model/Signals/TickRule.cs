namespace Saker.Model;

/// <summary>The side of a trade from the trade price before it: docs/signals.md section 4.6; C. Lee, M. Ready, Inferring Trade Direction from Intraday Data, 1991.</summary>
public sealed class TickRule
{
    private bool _hasPrice, _hasSide, _buy;
    private uint _price;

    /// <summary>True when the trade counts as bought. Before the first change of price: as the aggressor, bought when that is not known.</summary>
    public bool Buys(in TradePart trade)
    {
        if (trade.Priced)
        {
            if (_hasPrice && trade.Price != _price)
            {
                _buy = trade.Price > _price;
                _hasSide = true;
            }
            _price = trade.Price;
            _hasPrice = true;
        }
        return _hasSide ? _buy : !trade.Known || trade.Buy;
    }
}

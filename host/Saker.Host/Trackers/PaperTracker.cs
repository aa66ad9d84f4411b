using Saker.Card;
using Saker.Host.Books;
using Saker.Model;
using Saker.V1;

namespace Saker.Host.Trackers;

/// <summary>What a slot in SHADOW would have done, from its PAPER events (docs/card.md section 12). On the card's thread.</summary>
/// <param name="symbol">What it quotes.</param>
public sealed class PaperTracker(TrackedSymbol symbol)
{
    private readonly PositionKeeper _position = new();
    private uint _orders;
    private uint _fills;
    private uint _refused;
    private uint _lost;
    private int _cardPosition;

    public void OnPaper(PaperEvent e)
    {
        _cardPosition = e.Position;
        _lost += e.Lost;
        switch ((PaperAct)e.Act)
        {
            case PaperAct.New or PaperAct.Replace:
                _orders++;
                break;
            case PaperAct.Refused:
                _refused++;
                break;
            case PaperAct.Fill:
                _fills++;
                _position.Fill(e.Side != 0, e.Price, e.Qty);
                break;
        }
    }

    /// <summary>As the contract wants it.</summary>
    public SlotPaper State() => new()
    {
        Position = _cardPosition,
        Bought = _position.Bought,
        Sold = _position.Sold,
        Orders = _orders,
        Fills = _fills,
        Refused = _refused,
        Lost = _lost,
        Pnl = symbol.Instrument.Money(_position.ProfitTwice(symbol.Mid2)) / 2,
    };
}

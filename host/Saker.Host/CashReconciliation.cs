using System.Globalization;
using Saker.Card;

namespace Saker.Host;

/// <summary>Compares the card's cash of slot 0 with the host's, counted from the same executions. The card's register runs ahead of its records, so it looks only where
/// nothing moved from one look to the next, and says so only when it finds the same twice more. Of a card in use the first such look says what an earlier host left.</summary>
/// <param name="card">The card.</param>
/// <param name="carried">What the card held before the host's count began; null: it is to be found out.</param>
public sealed class CashReconciliation(ICard card, Int128? carried)
{
    private const int Looks = 3;

    private Int128? _carried = carried;
    private Int128 _host;
    private long _card;
    private int _same;
    private int _found;

    /// <summary>SLOT_CASH of slot 0, price units times lots.</summary>
    public static long Read(ICard card)
    {
        while (true)
        {
            uint high = card.Read(CardRegisters.SlotCashHiAt(0));
            uint low = card.Read(CardRegisters.SlotCashLoAt(0));
            if (card.Read(CardRegisters.SlotCashHiAt(0)) == high)
            {
                return (long)(((ulong)high << 32) | low);
            }
        }
    }

    /// <summary>Looks; a tenth of a second should lie between two looks. Null: nothing differs, or it cannot be said now.</summary>
    /// <param name="host">The host's count of all executions since it began.</param>
    public string? Look(Int128 host)
    {
        long card1 = Read(card);
        bool moved = host != _host || card1 != _card;
        (_host, _card) = (host, card1);
        _same = moved ? 0 : _same + 1;
        if (_same < Looks)
        {
            _found = 0;
            return null;
        }

        _carried ??= card1 - host;
        _found = card1 != Saturated(_carried.Value + host) ? _found + 1 : 0;
        return _found == Looks ? string.Create(CultureInfo.InvariantCulture, $"{card1} (card), {_carried + host} (host) price units x lots") : null;
    }

    private static long Saturated(Int128 value) => (long)Int128.Clamp(value, long.MinValue, long.MaxValue);
}

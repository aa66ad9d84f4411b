using System.Globalization;
using Saker.Card;

namespace Saker.Host;

/// <summary>Compares the card's cash of a slot with the host's, counted from the same executions. Of a card in use the first comparison says what an earlier host left.</summary>
/// <param name="card">The card.</param>
/// <param name="slot">The slot.</param>
/// <param name="carried">What the card held before the host's count began; null: it is to be found out.</param>
public sealed class CashReconciliation(ICard card, int slot, Int128? carried)
{
    private readonly QuietLooks<long> _looks = new();
    private Int128? _carried = carried;
    private Int128? _host;

    /// <summary>Looks; a tenth of a second should lie between two looks. Null: nothing differs, or it cannot be said now.</summary>
    /// <param name="host">The host's count of all executions since it began.</param>
    public string? Look(Int128 host)
    {
        if (_host != host)
        {
            // While money moves the registers, slow to read on a virtual card, are left alone.
            _host = host;
            _looks.Moved();
            return null;
        }

        _carried ??= _looks.Card is { } first ? first - host : null;
        Int128 expected = host + (_carried ?? 0);
        string? difference = _looks.Differ((long)Int128.Clamp(expected, long.MinValue, long.MaxValue))
            ? string.Create(CultureInfo.InvariantCulture, $"{_looks.Card} (card), {expected} (host) price units x lots")
            : null;
        _looks.Seen((long)card.ReadSteady(CardRegisters.SlotCashLoAt(slot), CardRegisters.SlotCashHiAt(slot)));
        return difference;
    }
}

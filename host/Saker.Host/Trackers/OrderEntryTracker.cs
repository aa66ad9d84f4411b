using System.Globalization;
using Saker.Card;
using Saker.Host.Slots;
using Saker.V1;

namespace Saker.Host.Trackers;

/// <summary>The card's order table and the venue's message limit, and the alarms of orders and executions. On the card's thread.</summary>
/// <param name="card">Where the figures are read.</param>
/// <param name="slots">The host's own orders, for their references.</param>
/// <param name="corrections">What the venue takes back or tells again.</param>
public sealed class OrderEntryTracker(ICard card, SlotBoard slots, TradeCorrections corrections)
{
    private const double UnitMs = 1_024 / 1e6;
    private const int MostNamed = 5;

    // Written once, at bring-up: before this.
    private readonly uint _burst = card.Read(CardRegisters.ThrottleBurst);
    private readonly uint _periodNs = card.Read(CardRegisters.ThrottleNs);
    private ulong _doubts;

    /// <summary>Takes a DOUBT event.</summary>
    public void OnDoubt() => _doubts++;

    /// <summary>Adds what the contract wants of order entry. Reads two registers.</summary>
    public void AddTo(ApplianceState state)
    {
        var table = new TableStatusValue(card.Read(CardRegisters.TableStatus));
        state.OrderEntry = new OrderEntryState
        {
            Open = table.Open,
            ToCancel = table.ToCancel,
            InDoubt = table.InDoubt,
            ThrottleHeadroom = card.Read(CardRegisters.ThrottleHeadroom),
            ThrottleBurst = _burst,
            ThrottleNs = _periodNs,
            Problem = $"{corrections.Problem} {(table.InDoubt == 0 ? string.Empty : Problem(table.InDoubt))}".Trim(),
        };
        state.Counters.Add(new Counter { Name = "orders_came_in_doubt", Value = _doubts });
        state.Counters.Add(new Counter { Name = "broken_trades", Value = corrections.Broken });
        state.Counters.Add(new Counter { Name = "executions_told_again", Value = corrections.ToldAgain });
    }

    private string Problem(uint count)
    {
        double ms = new OrderTimeoutValue(card.Read(CardRegisters.OrderTimeout)).Limit * UnitMs;
        string[] named = [.. slots.All.SelectMany(s => s.Orders.Working()).Where(o => o.Unanswered).OrderBy(o => o.Urn).Take(MostNamed).Select(o => o.Urn.ToString(CultureInfo.InvariantCulture))];
        string which = named.Length == 0 ? string.Empty : $" (reference {string.Join(", ", named)}{(named.Length < count ? ", ..." : string.Empty)})";
        return string.Create(CultureInfo.InvariantCulture,
            $"{count} order{(count == 1 ? " is" : "s are")} in doubt{which}: the venue has not answered within {ms:0} ms. They may stand and fill, and count in full against the limits. Compare with the venue's own list; cancel them, or kill.");
    }
}

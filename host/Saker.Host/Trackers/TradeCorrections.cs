using Saker.Card;

namespace Saker.Host.Trackers;

/// <summary>What the venue takes back or tells again of our executions. The card kills over each; here the position is moved back, once, and people
/// are told what happened and what to do. On the card's thread.</summary>
/// <param name="card">Whose position is moved back.</param>
/// <param name="log">For people.</param>
public sealed class TradeCorrections(ICard card, ILogger log)
{
    private const int MostTries = 3;
    private const int MostAlarms = 3;

    private readonly ExecutionRecord _executions = new();
    private readonly List<Execution> _moving = [];
    private readonly List<(string Text, bool Settled)> _alarms = [];

    /// <summary>Trades that the venue broke.</summary>
    public ulong Broken { get; private set; }

    /// <summary>Executions that it told again.</summary>
    public ulong ToldAgain { get; private set; }

    /// <summary>The newest alarms, in words; empty: none.</summary>
    public string Problem => string.Join(' ', _alarms.TakeLast(MostAlarms).Select(a => a.Text));

    /// <summary>An execution that card and host counted.</summary>
    public void Executed(VenueEvent e) => _executions.Add(new Execution((int)e.Slot, e.Urn, e.ExtRef, e.Side != 0, (long)e.Price, e.Qty));

    /// <summary>One that neither counted a second time.</summary>
    public void Again(VenueEvent e)
    {
        ToldAgain++;
        string what = FormattableString.Invariant($"The venue told an execution again (match number {e.ExtRef}, order {e.Urn}, {e.Qty} lots, slot {e.Slot}): card and host counted it once, and the card is killed.");
        log.ToldAgain(what);
        Raise($"{what} Compare the position with the venue's list of executions, then arm.", settled: true);
    }

    /// <summary>The venue broke a trade: its message says which, and we know what it was.</summary>
    public void Break(VenueEvent e)
    {
        Broken++;
        if (!_executions.TryTake(e.Urn, e.ExtRef, out Execution x))
        {
            string unknown = FormattableString.Invariant($"The venue broke a trade that this host has no record of (match number {e.ExtRef}, order {e.Urn}): nothing was moved, so the position is wrong if the trade was in it, and the card is killed.");
            log.BrokenTrade(unknown);
            Raise($"{unknown} Do not arm before the position was compared with the venue's.", settled: false);
            return;
        }

        bool moved = Move(x.Slot, x.Sell ? x.Quantity : unchecked((uint)-(int)x.Quantity), (uint)x.Price);
        if (moved)
        {
            // The host's own count moves when the card's record says that its has.
            _moving.Add(x);
        }

        string what = FormattableString.Invariant($"The venue broke a trade (match number {x.Match}, order {x.Urn}, slot {x.Slot}: {(x.Sell ? "sold" : "bought")} {x.Quantity} lots at {x.Price} price units), and the card is killed. {(moved ? "Position and profit were moved back on card and host." : "The card refused to move its position back: card and host still count the trade.")}");
        log.BrokenTrade(what);
        Raise($"{what} {(moved ? "Compare the position with the venue's, then arm." : "Do not arm before the position was compared with the venue's.")}", moved);
    }

    /// <summary>The card's position of a slot was moved back; the execution that is no more. Null: nobody here asked for it.</summary>
    public Execution? Moved(int slot)
    {
        int at = _moving.FindIndex(x => x.Slot == slot);
        if (at < 0)
        {
            return null;
        }

        Execution first = _moving[at];
        _moving.RemoveAt(at);
        return first;
    }

    /// <summary>A person has acknowledged what was settled.</summary>
    public void Armed() => _alarms.RemoveAll(a => a.Settled);

    /// <summary>Writes until one is taken. A write that is counted as refused moved nothing: a person had armed meanwhile, or a message of the venue
    /// took effect in the same cycle.</summary>
    private bool Move(int slot, uint lots, uint price)
    {
        card.Write(CardRegisters.SlotAdjustPriceAt(slot), price);
        for (int n = 0; n < MostTries; n++)
        {
            var before = new SlotAdjustStatusValue(card.Read(CardRegisters.SlotAdjustStatusAt(slot)));
            card.Write(CardRegisters.SlotPositionAdjustAt(slot), lots);
            var after = new SlotAdjustStatusValue(card.Read(CardRegisters.SlotAdjustStatusAt(slot)));
            if (after.Taken != before.Taken || after.Refused == before.Refused)
            {
                return after.Taken != before.Taken;
            }

            card.Write(CardRegisters.Kill, new KillCausesValue(0).WithReconciliation(true).Raw);
        }

        return false;
    }

    private void Raise(string text, bool settled) => _alarms.Add((text, settled));
}

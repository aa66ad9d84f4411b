using Saker.V1;

namespace Saker.Host.Trackers;

/// <summary>Follows a kill from the act to the last confirmed order: click, gate closed, last cancel on the wire, confirmed.
/// Times are unix ns; the gate's and the cancels' are the card's own.</summary>
public sealed class KillTracker
{
    /// <summary>From here on the difference of two cycle counts says nothing about their order: half of 2^32 cycles of 3.2 ns are 6.9 s.</summary>
    private const long CyclesWrapNs = 5_000_000_000;

    public bool Killed { get; private set; } = true;

    public uint Causes { get; private set; }

    public uint Asserted { get; private set; }

    public string Reason { get; private set; } = "power-on";

    public long ClickedNs { get; private set; }

    public long GateClosedNs { get; private set; }

    public long LastCancelNs { get; private set; }

    public long ConfirmedNs { get; private set; }

    /// <summary>Orders and replaces whose frame started once the gate was closed, since it last closed: not 0 is a fault of the card.</summary>
    public uint OrdersAfterGate { get; private set; }

    private (uint Cycle, long Ns)? _closed;

    /// <summary>A person, or the host itself, asked for a kill.</summary>
    public void Asked(string reason, long clickedNs)
    {
        if (!Killed)
        {
            Reason = reason;
            ClickedNs = clickedNs;
        }
    }

    /// <summary>The card's KILL event.</summary>
    /// <param name="killed">The latch is closed.</param>
    /// <param name="causes">KILL_CAUSES.</param>
    /// <param name="asserted">KILL_ASSERTED.</param>
    /// <param name="cardNs">Card time of the event.</param>
    /// <param name="openOrders">Orders not confirmed dead, by the card.</param>
    /// <param name="cycle">The event's: when the latch closes, the first in which no frame of an order may start.</param>
    public void Changed(bool killed, uint causes, uint asserted, long cardNs, int openOrders, uint cycle)
    {
        bool closes = killed && !Killed;
        Killed = killed;
        Causes = causes;
        Asserted = asserted;
        if (closes)
        {
            GateClosedNs = cardNs;
            LastCancelNs = 0;
            OrdersAfterGate = 0;
            _closed = (cycle, cardNs);
            ConfirmedNs = openOrders == 0 ? cardNs : 0;
        }

        if (!killed)
        {
            Reason = string.Empty;
            ClickedNs = GateClosedNs = LastCancelNs = ConfirmedNs = 0;
            _closed = null;
        }
    }

    /// <summary>Which causes hold now. The card tells no event when one ends, and a person may arm only when none is left.</summary>
    public void Holds(uint asserted) => Asserted = asserted;

    /// <summary>A cancel left. Its record may be read after the kill's although it left before it: then it is none of the kill's.</summary>
    public void CancelSent(long cardNs)
    {
        if (Killed && cardNs >= GateClosedNs)
        {
            LastCancelNs = cardNs;
        }
    }

    /// <summary>An order or a replace left. True when that was after the gate had closed. Its record may be read after the kill's although it left before it.</summary>
    /// <param name="cycle">Start of its frame, wrapping.</param>
    /// <param name="cardNs">Card time of the event.</param>
    /// <param name="openOrders">Orders open now.</param>
    public bool OrderSent(uint cycle, long cardNs, int openOrders)
    {
        if (!Killed || _closed is not { } closed)
        {
            return false;
        }

        // It was open when the gate closed, whatever had ended by then; its own end may have been read before.
        ConfirmedNs = openOrders != 0 ? 0 : ConfirmedNs != 0 ? ConfirmedNs : cardNs;
        bool after = cardNs - closed.Ns > CyclesWrapNs || (int)(cycle - closed.Cycle) >= 0;
        OrdersAfterGate += after ? 1u : 0u;
        return after;
    }

    /// <summary>An order ended, <paramref name="openOrders"/> remain.</summary>
    public void OrderEnded(int openOrders, long cardNs)
    {
        if (Killed && openOrders == 0 && ConfirmedNs == 0 && GateClosedNs != 0)
        {
            ConfirmedNs = cardNs;
        }
    }

    /// <summary>As the contract wants it.</summary>
    /// <param name="openOrders">Orders that are not confirmed dead.</param>
    public KillProgress Progress(int openOrders)
    {
        var progress = new KillProgress
        {
            Killed = Killed,
            Causes = Causes,
            Asserted = Asserted,
            Open = openOrders,
            Confirmed = Killed && openOrders == 0,
            Reason = Reason,
            ClickedUnixNs = ClickedNs,
            GateClosedUnixNs = GateClosedNs,
            LastCancelUnixNs = LastCancelNs,
            ConfirmedUnixNs = ConfirmedNs,
            OrdersAfterGate = OrdersAfterGate,
        };
        progress.CauseNames.Add(KillCauseNames.Of(Causes));
        return progress;
    }
}

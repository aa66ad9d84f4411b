using Saker.V1;

namespace Saker.Host.Trackers;

/// <summary>Follows a kill from the act to the last confirmed order: click, gate closed, last cancel on the wire, confirmed.
/// Times are unix ns; the gate's and the cancels' are the card's own.</summary>
public sealed class KillTracker
{
    public bool Killed { get; private set; } = true;

    public uint Causes { get; private set; }

    public uint Asserted { get; private set; }

    public string Reason { get; private set; } = "power-on";

    public long ClickedNs { get; private set; }

    public long GateClosedNs { get; private set; }

    public long LastCancelNs { get; private set; }

    public long ConfirmedNs { get; private set; }

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
    public void Changed(bool killed, uint causes, uint asserted, long cardNs, int openOrders)
    {
        bool closes = killed && !Killed;
        Killed = killed;
        Causes = causes;
        Asserted = asserted;
        if (closes)
        {
            GateClosedNs = cardNs;
            LastCancelNs = 0;
            ConfirmedNs = openOrders == 0 ? cardNs : 0;
        }

        if (!killed)
        {
            Reason = string.Empty;
            ClickedNs = GateClosedNs = LastCancelNs = ConfirmedNs = 0;
        }
    }

    /// <summary>Which causes hold now. The card tells no event when one ends, and a person may arm only when none is left.</summary>
    public void Holds(uint asserted) => Asserted = asserted;

    public void CancelSent(long cardNs)
    {
        if (Killed)
        {
            LastCancelNs = cardNs;
        }
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
        };
        progress.CauseNames.Add(KillCauseNames.Of(Causes));
        return progress;
    }
}

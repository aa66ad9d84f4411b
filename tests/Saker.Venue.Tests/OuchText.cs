using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>An outbound OUCH message in a few characters: type, user reference, quantity or reason, state.</summary>
internal static class OuchText
{
    public static string Of(byte[] message)
    {
        if (OuchAccepted.TryRead(message, out var a))
        {
            return $"A{a.Urn}{a.State}";
        }

        if (OuchReplaced.TryRead(message, out var u))
        {
            return $"U{u.Urn}:{u.Quantity}{u.State}";
        }

        if (OuchExecuted.TryRead(message, out var e))
        {
            return $"E{e.Urn}:{e.Quantity}";
        }

        if (OuchCanceled.TryRead(message, out var c))
        {
            return $"C{c.Urn}:{c.Quantity}{c.Reason}";
        }

        if (OuchRejected.TryRead(message, out var j))
        {
            return $"J{j.Urn}:{j.Reason}";
        }

        if (OuchModified.TryRead(message, out var m))
        {
            return $"M{m.Urn}:{m.Quantity}{m.Side}";
        }

        if (OuchAiqCanceled.TryRead(message, out var d))
        {
            return $"D{d.Urn}:{d.Decrement}{d.Reason}";
        }

        if (OuchBrokenTrade.TryRead(message, out var b))
        {
            return $"B{b.Urn}:{b.Match}{b.Reason}";
        }

        if (OuchCancelPending.TryRead(message, out var p))
        {
            return $"P{p.Urn}";
        }

        if (OuchCancelReject.TryRead(message, out var i))
        {
            return $"I{i.Urn}";
        }

        if (OuchPriorityUpdate.TryRead(message, out var t))
        {
            return $"T{t.Urn}";
        }

        if (OuchRestated.TryRead(message, out var r))
        {
            return $"R{r.Urn}{r.Reason}";
        }

        if (OuchAccountQueryResponse.TryRead(message, out var q))
        {
            return $"Q{q.NextUrn}";
        }

        return OuchSystemEvent.TryRead(message, out var s) ? $"S{s.Code}" : "?";
    }
}

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

        return OuchSystemEvent.TryRead(message, out var s) ? $"S{s.Code}" : "?";
    }
}

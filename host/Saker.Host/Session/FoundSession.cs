using Saker.Card;

namespace Saker.Host.Session;

/// <summary>The TCP session that a starting host finds on its card.</summary>
/// <param name="Runs">Owned, logged in, nothing ended, between the ends that we want: it can go on.</param>
/// <param name="Loss">Owned, but it cannot go on, and why; null: nothing is owned, or it runs.</param>
internal readonly record struct FoundSession(bool Runs, SessionLoss? Loss)
{
    /// <param name="card">The card.</param>
    /// <param name="line">The ends that we want; the local port may be any.</param>
    public static FoundSession Of(ICard card, OrderLine line)
    {
        uint asserted = card.Read(CardRegisters.KillAsserted);
        var status = new OeStatusValue(card.Read(CardRegisters.OeStatus));
        if (!status.Owned)
        {
            return default;
        }

        OrderLine held = HandOver.Held(card).Line;
        SessionLoss? loss = SessionLoss.Of(status, asserted)
            ?? (!status.LoggedIn ? SessionLoss.GivenUp("it was never logged in") : null)
            ?? (held with { LocalPort = line.LocalPort } != line ? SessionLoss.GivenUp($"it is with {held.PeerIp}:{held.PeerPort}, from {held.LocalIp}") : null);
        return new FoundSession(loss is null, loss);
    }

    /// <summary>The next SoupBinTCP session is another than the one whose messages the card has counted: a person says so, or that one ended.</summary>
    public static bool StartsAnew(ICard card, DaemonOptions options) =>
        options.NewSession || new OeStatusValue(card.Read(CardRegisters.OeStatus)).Ended;
}

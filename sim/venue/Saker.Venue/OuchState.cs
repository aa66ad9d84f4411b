namespace Saker.Venue;

/// <summary>What the parts of one session share.</summary>
/// <param name="Owner">The session, which is told of fills.</param>
/// <param name="Matcher">The market.</param>
/// <param name="Answers">Messages to the participant.</param>
/// <param name="Account">Holdings.</param>
/// <param name="Behaviour">What the venue does that it should not.</param>
/// <param name="Delays">Puts work off.</param>
internal sealed record OuchState(
    IOrderOwner Owner, IMatcher Matcher, OuchAnswers Answers, Account Account, Behaviour Behaviour, IDelays Delays)
{
    /// <summary>Live orders.</summary>
    public OuchOpenOrders Open { get; } = new();

    /// <summary>Trades of the day.</summary>
    public OuchTrades Trades { get; } = new();

    /// <summary>Inbound messages by what became of them.</summary>
    public OuchCounters Counters { get; } = new();

    /// <summary>Highest user reference seen.</summary>
    public uint LastUserReference { get; set; }

    /// <summary>Tells that so much of an order is open no longer.</summary>
    public void Canceled(OuchOrder open, uint by, char reason)
    {
        Counters.Canceled++;
        Answers.Canceled(open.UserReference, by, reason);
    }

    /// <summary>Lowers what is open of an order to <paramref name="left"/>, which is less than now, and tells it.</summary>
    public void Cut(OuchOrder open, uint left, char reason)
    {
        uint by = open.Order.Open - left;
        Reduce(open, left);
        Canceled(open, by, reason);
    }

    /// <summary>Lowers what is open of an order without a word.</summary>
    public void Reduce(OuchOrder open, uint left)
    {
        if (left == 0)
        {
            Open.Remove(open);
        }

        Matcher.Reduce(open.Order, left);
    }
}

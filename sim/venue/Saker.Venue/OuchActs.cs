using Saker.Wire;

namespace Saker.Venue;

/// <summary>What the venue does to a participant's orders and trades unasked.</summary>
internal sealed class OuchActs(OuchState state)
{
    /// <summary>Cancels an order by self-match prevention, as if an order of its owner had come to trade with it at its price.</summary>
    /// <param name="open">Which.</param>
    /// <param name="by">How much of it, whole lots, up to all.</param>
    /// <param name="strategy">Letter of the strategy that the participant is supposed to have chosen.</param>
    public void AiqCancel(OuchOrder open, uint by, char strategy)
    {
        state.Reduce(open, open.Order.Open - by);
        state.Counters.Canceled++;
        state.Answers.AiqCanceled(open.UserReference, by, open.Order.Price, strategy);
    }

    /// <summary>Puts an order at the end of its price's queue, with a new order reference.</summary>
    public void LosePriority(OuchOrder open)
    {
        var old = open.Order;
        var order = new Order(state.Matcher.NextReference(), state.Owner, old.Instrument, old.Side, old.Price, old.Open);
        state.Open.Exchange(open, order);
        state.Answers.PriorityUpdate(open, order);
        state.Matcher.Replace(old, order, immediateOrCancel: false);
    }

    /// <summary>Restates an order: R tells its displayed quantity, P its displayed price, both its order reference. Nothing of it changes.</summary>
    public void Restate(OuchOrder open, char reason)
    {
        var tags = new OuchAppendageWriter(stackalloc byte[32]);
        tags.Number(OuchTag.SecondaryOrderReference, open.Order.Reference);
        if (reason == 'R')
        {
            tags.Number(OuchTag.DisplayQuantity, open.Order.Open);
        }
        else
        {
            tags.Price(OuchTag.DisplayPrice, new Price(open.Order.Price));
        }

        state.Answers.Restated(open.UserReference, reason, tags.TagValues);
    }

    /// <summary>Takes a trade back from the account; its order stays as it is. True when this session had a side of it that stood.</summary>
    public bool Break(ulong match, char reason)
    {
        bool any = false;
        foreach (var trade in state.Trades.Of(match))
        {
            if (!trade.Broken)
            {
                any = trade.Broken = true;
                state.Account.Break(trade.Order.Instrument, trade.Order.Side, trade.Quantity, trade.Price);
                state.Answers.BrokenTrade(trade, reason);
            }
        }

        return any;
    }

    /// <summary>What the plan has for an order that came to rest.</summary>
    public void AfterArrival(OuchOrder open)
    {
        if (open.Order.Resting && state.Behaviour.Happens(BehaviourKind.Priority))
        {
            LosePriority(open);
        }

        if (open.Order.Resting && state.Behaviour.Happens(BehaviourKind.Restate))
        {
            Restate(open, 'R');
        }

        if (open.Order.Resting && state.Behaviour.Happens(BehaviourKind.Aiq))
        {
            AiqCancel(open, open.Order.Open, 'O');
        }
    }
}

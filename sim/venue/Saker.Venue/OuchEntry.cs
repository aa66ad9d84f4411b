using Saker.Wire;

namespace Saker.Venue;

/// <summary>Enter and replace: what brings an order into the market.</summary>
internal sealed class OuchEntry(OuchState state, OuchActs acts)
{
    private IMatcher Matcher => state.Matcher;

    public void Enter(in OuchEnterOrder request, OuchAppendage appendage)
    {
        uint reference = request.Urn.Value;
        if (!Fresh(reference))
        {
            return;
        }

        var terms = new OuchTerms(request.Side, request.TimeInForce, request.Display, request.Capacity, request.Iso, request.ClOrdId);
        var options = OuchOptions.Of(appendage);
        var instrument = Matcher.Find(request.Symbol.ToString());
        var reason = Unearned(OuchRules.Check(terms, options, request.Quantity.Lots, request.Price.Units, instrument, request.Cross, Matcher));
        if (reason != RejectReason.None)
        {
            Reject(reference, reason, request.ClOrdId);
            return;
        }

        long limit = OuchRules.Limit(request.Price.Units, terms.Side);
        var order = new Order(Matcher.NextReference(), state.Owner, instrument!, terms.Side, limit, (uint)request.Quantity.Lots);
        bool dead = state.Behaviour.Happens(BehaviourKind.Dead) | options.DiesOnArrival(Matcher, instrument!, terms.Side, limit);
        state.Counters.Accepted++;
        state.Answers.Accepted(request, order.Reference, dead ? 'D' : 'L', appendage.TagValues);
        if (dead)
        {
            return;
        }

        var open = state.Open.Add(new OuchOrder(reference, order, terms, executedBefore: 0));
        if (options.CanFill(Matcher, instrument!, terms.Side, limit))
        {
            Matcher.Submit(order, terms.ImmediateOrCancel);
        }

        Arrived(open);
    }

    public void Replace(in OuchReplaceRequest request, OuchAppendage appendage)
    {
        uint reference = request.Urn.Value;
        if (!Fresh(reference))
        {
            return;
        }

        if (state.Open.Find(request.OriginalUrn.Value) is not { } original)
        {
            state.Counters.Superfluous++;
            return;
        }

        var old = original.Order;
        var options = OuchOptions.Of(appendage);
        var terms = original.Terms with
        {
            TimeInForce = request.TimeInForce,
            Display = request.Display,
            Iso = request.Iso,
            ClientOrderId = request.ClOrdId,
        };
        var reason = Unearned(
            original.CancelPending
                ? RejectReason.CancelPending
                : OuchRules.Check(terms, options, request.Quantity.Lots, request.Price.Units, old.Instrument, 'N', Matcher));
        if (reason != RejectReason.None)
        {
            Reject(reference, reason, request.ClOrdId);
            return;
        }

        uint quantity = (uint)Math.Max(0, request.Quantity.Lots - original.Executed);
        long limit = OuchRules.Limit(request.Price.Units, old.Side);
        var order = new Order(Matcher.NextReference(), state.Owner, old.Instrument, old.Side, limit, quantity);
        bool dead = quantity == 0 || options.DiesOnArrival(Matcher, old.Instrument, old.Side, limit);
        state.Counters.Replaced++;
        state.Open.Remove(original);
        state.Answers.Replaced(request, terms, order, dead ? 'D' : 'L', appendage.TagValues);
        if (dead)
        {
            Matcher.Reduce(old, 0);
            return;
        }

        var open = state.Open.Add(new OuchOrder(reference, order, terms, original.Executed));
        if (options.CanFill(Matcher, old.Instrument, old.Side, limit))
        {
            Matcher.Replace(old, order, terms.ImmediateOrCancel);
        }
        else
        {
            Matcher.Reduce(old, 0);
        }

        Arrived(open);
    }

    /// <summary>The reason to reject for, which may be one that the request did not earn.</summary>
    private RejectReason Unearned(RejectReason earned) =>
        state.Behaviour.Happens(BehaviourKind.Reject) ? state.Behaviour.Plan.RejectReason : earned;

    private void Arrived(OuchOrder open)
    {
        acts.AfterArrival(open);
        uint left = open.Order.Open;
        if (left > 0 && !open.Order.Resting)
        {
            state.Open.Remove(open);
            state.Canceled(open, left, 'I');
        }
    }

    private void Reject(uint reference, RejectReason reason, ClOrdId clientOrderId)
    {
        state.Counters.Rejected++;
        state.Answers.Rejected(reference, reason, clientOrderId);
    }

    private bool Fresh(uint reference)
    {
        if (reference <= state.LastUserReference)
        {
            state.Counters.Repeated++;
            return false;
        }

        state.LastUserReference = reference;
        return true;
    }
}

using Saker.Wire;

namespace Saker.Venue;

/// <summary>Cancel and modify: what lowers an order and keeps its place. A request that would change nothing is superfluous and ignored.</summary>
internal sealed class OuchChanges(OuchState state)
{
    /// <summary>Cancel to an intended size, executed quantity included.</summary>
    public void Cancel(uint reference, uint intended)
    {
        if (state.Open.Find(reference) is not { CancelPending: false } open || !Lowers(open, intended, out uint left))
        {
            state.Counters.Superfluous++;
            return;
        }

        bool refused = state.Behaviour.Happens(BehaviourKind.CancelReject);
        bool later = state.Behaviour.Happens(BehaviourKind.CancelPending);
        if (refused)
        {
            state.Counters.CancelRejected++;
            state.Answers.CancelPending(reference);
            state.Answers.CancelReject(reference);
        }
        else if (later)
        {
            open.CancelPending = true;
            state.Answers.CancelPending(reference);
            state.Delays.After(TimeSpan.FromMilliseconds(state.Behaviour.Plan.PendingMs), () => Finish(open, intended));
        }
        else
        {
            state.Cut(open, left, 'U');
        }
    }

    /// <summary>
    /// Modify: the side may change among the kinds of selling, the quantity is an intended size as in a cancel. One that leaves nothing open is a
    /// cancel; one that names more than now leaves the size as it is.
    /// </summary>
    public void Modify(in OuchModifyRequest request)
    {
        uint intended = (uint)request.Quantity.Lots;
        if (state.Open.Find(request.Urn.Value) is not { CancelPending: false } open || !MaySwitch(open.Terms.SideCode, request.Side))
        {
            state.Counters.Superfluous++;
            return;
        }

        bool lowers = Lowers(open, intended, out uint left);
        if (!lowers && (request.Side == open.Terms.SideCode || left < open.Order.Open))
        {
            state.Counters.Superfluous++;
            return;
        }

        if (lowers && left == 0)
        {
            state.Cut(open, 0, 'U');
            return;
        }

        open.Terms = open.Terms with { SideCode = request.Side };
        if (lowers)
        {
            state.Reduce(open, left);
        }

        state.Counters.Modified++;
        state.Answers.Modified(open.UserReference, request.Side, open.Order.Open);
    }

    /// <summary>A pending cancel comes to its end: whatever of the order is still open by then, which is nothing of one that has left.</summary>
    private void Finish(OuchOrder open, uint intended)
    {
        open.CancelPending = false;
        if (Lowers(open, intended, out uint left))
        {
            state.Cut(open, left, 'U');
        }
    }

    private static bool MaySwitch(char from, char to) => from == to || (from is 'S' or 'T' or 'E' && to is 'S' or 'T' or 'E');

    /// <summary>Whether an intended size lowers what is open, in whole lots.</summary>
    private static bool Lowers(OuchOrder open, uint intended, out uint left)
    {
        left = intended > open.Executed ? intended - open.Executed : 0;
        return left < open.Order.Open && left % open.Order.Instrument.Lot == 0;
    }
}

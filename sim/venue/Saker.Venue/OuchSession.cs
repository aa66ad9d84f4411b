using Saker.Wire;

namespace Saker.Venue;

/// <summary>
/// One participant's order entry, which outlives its connections: open orders, the last user reference, and every sequenced message of the
/// day for replay. Belongs to the venue's thread. The rules that OUCH leaves open are in sim/venue/README.md.
/// </summary>
public sealed class OuchSession : IOrderOwner
{
    private readonly IMatcher _matcher;
    private readonly EventTime _time;
    private readonly SortedDictionary<uint, OuchOrder> _open = [];
    private readonly Dictionary<Order, OuchOrder> _byOrder = [];
    private readonly List<byte[]> _sequenced = [];
    private readonly byte[] _buffer = new byte[256];

    /// <summary>Opens the session; its first sequenced message is the start-of-day system event.</summary>
    public OuchSession(string user, IMatcher matcher, EventTime time)
    {
        _matcher = matcher;
        _time = time;
        Account = new Account(user);
        Send(new OuchSystemEvent(Stamp, 'S').Write(_buffer));
    }

    /// <summary>Raised for every sequenced message, on the venue's thread.</summary>
    public event Action<byte[]>? Sequenced;

    /// <summary>Holdings.</summary>
    public Account Account { get; }

    /// <summary>Highest user reference seen.</summary>
    public uint LastUserReference { get; private set; }

    /// <summary>Inbound messages by what became of them.</summary>
    public OuchCounters Counters { get; } = new();

    /// <summary>Sequenced messages so far; message n (from 1) is element n - 1.</summary>
    public IReadOnlyList<byte[]> Messages => _sequenced;

    /// <summary>Open orders by user reference.</summary>
    public IEnumerable<(uint UserReference, Order Order)> OpenOrders => _open.Values.Select(o => (o.UserReference, o.Order));

    private Timestamp Stamp => new(_time.Timestamp);

    /// <summary>Acts on one OUCH message; one that is malformed or of an unknown type is counted and ignored.</summary>
    public void Receive(ReadOnlySpan<byte> message)
    {
        Counters.Received++;
        if (OuchEnterOrder.TryRead(message, out var enter, out var appendage))
        {
            Enter(enter, appendage.TryGet(OuchTag.PostOnly, out var postOnly) && postOnly.SequenceEqual("P"u8));
        }
        else if (OuchReplaceRequest.TryRead(message, out var replace))
        {
            Replace(replace);
        }
        else if (OuchCancelRequest.TryRead(message, out var cancel))
        {
            Cancel(cancel.Urn.Value, (uint)cancel.Quantity.Lots);
        }
        else if (OuchAccountQuery.TryRead(message, out _))
        {
            Send(new OuchAccountQueryResponse(Stamp, new UserRef(LastUserReference + 1)).Write(_buffer));
        }
        else
        {
            Counters.Malformed++;
        }
    }

    /// <summary>Cancels every open order, with reason Z (system) for each.</summary>
    public void CancelAll()
    {
        foreach (var open in _open.Values.ToArray())
        {
            Cut(open, 0, 'Z');
        }
    }

    /// <summary>Ends the day: the end-of-day system event.</summary>
    public void EndDay() => Send(new OuchSystemEvent(Stamp, 'E').Write(_buffer));

    /// <inheritdoc/>
    public void OnFill(Order order, uint quantity, long price, ulong match, bool added)
    {
        var open = _byOrder[order];
        open.Executed += quantity;
        Account.Add(order.Instrument, order.Side, quantity, price);
        if (order.Open == 0)
        {
            Forget(open);
        }

        Send(new OuchExecuted(
            Stamp, new UserRef(open.UserReference), new Quantity(quantity), new Price(price), added ? 'A' : 'R', match).Write(_buffer));
    }

    /// <inheritdoc/>
    public void OnCancelled(Order order, uint quantity)
    {
        var open = _byOrder[order];
        Forget(open);
        Canceled(open, quantity, 'Z');
    }

    private void Enter(in OuchEnterOrder request, bool postOnly)
    {
        uint reference = request.Urn.Value;
        if (!Fresh(reference))
        {
            return;
        }

        var terms = new OuchTerms(request.Side, request.TimeInForce, request.Display, request.Capacity, request.Iso, request.ClOrdId);
        var instrument = _matcher.Find(request.Symbol.ToString());
        var reason = OuchRules.Check(terms, request.Quantity.Lots, request.Price.Units, instrument, request.Cross, _matcher);
        if (reason != RejectReason.None)
        {
            Reject(reference, reason, request.ClOrdId);
            return;
        }

        long limit = OuchRules.Limit(request.Price.Units, terms.Side);
        var order = new Order(_matcher.NextReference(), this, instrument!, terms.Side, limit, (uint)request.Quantity.Lots);
        bool dead = postOnly && _matcher.WouldMatch(instrument!, terms.Side, limit);
        Counters.Accepted++;
        Send(new OuchAccepted(
            Stamp, request.Urn, request.Side, request.Quantity, request.Symbol, request.Price, request.TimeInForce, request.Display,
            new OrderRef(order.Reference), request.Capacity, request.Iso, request.Cross, dead ? 'D' : 'L', request.ClOrdId).Write(_buffer));
        if (!dead)
        {
            var open = Remember(new OuchOrder(reference, order, terms, executedBefore: 0));
            _matcher.Submit(order, terms.ImmediateOrCancel);
            CancelRemainder(open);
        }
    }

    private void Replace(in OuchReplaceRequest request)
    {
        uint reference = request.Urn.Value;
        if (!Fresh(reference))
        {
            return;
        }

        if (!_open.TryGetValue(request.OriginalUrn.Value, out var original))
        {
            Counters.Superfluous++;
            return;
        }

        var old = original.Order;
        var terms = original.Terms with
        {
            TimeInForce = request.TimeInForce,
            Display = request.Display,
            Iso = request.Iso,
            ClientOrderId = request.ClOrdId,
        };
        var reason = OuchRules.Check(terms, request.Quantity.Lots, request.Price.Units, old.Instrument, 'N', _matcher);
        if (reason != RejectReason.None)
        {
            Reject(reference, reason, request.ClOrdId);
            return;
        }

        Counters.Replaced++;
        uint quantity = (uint)Math.Max(0, request.Quantity.Lots - original.Executed);
        long limit = OuchRules.Limit(request.Price.Units, old.Side);
        var order = new Order(_matcher.NextReference(), this, old.Instrument, old.Side, limit, quantity);
        Forget(original);
        Send(new OuchReplaced(
            Stamp, request.OriginalUrn, request.Urn, terms.SideCode, new Quantity(quantity), Symbol.Of(old.Instrument.Symbol), request.Price,
            terms.TimeInForce, terms.Display, new OrderRef(order.Reference), terms.Capacity, terms.Iso, 'N', quantity == 0 ? 'D' : 'L',
            request.ClOrdId).Write(_buffer));
        if (quantity == 0)
        {
            _matcher.Reduce(old, 0);
            return;
        }

        var open = Remember(new OuchOrder(reference, order, terms, original.Executed));
        _matcher.Replace(old, order, terms.ImmediateOrCancel);
        CancelRemainder(open);
    }

    /// <summary>Cancel to an intended size, executed quantity included; one that would change nothing is superfluous and ignored.</summary>
    private void Cancel(uint reference, uint intended)
    {
        if (!_open.TryGetValue(reference, out var open))
        {
            Counters.Superfluous++;
            return;
        }

        uint left = intended > open.Executed ? intended - open.Executed : 0;
        if (left >= open.Order.Open || left % open.Order.Instrument.Lot != 0)
        {
            Counters.Superfluous++;
            return;
        }

        Cut(open, left, 'U');
    }

    private void Cut(OuchOrder open, uint left, char reason)
    {
        uint by = open.Order.Open - left;
        if (left == 0)
        {
            Forget(open);
        }

        _matcher.Reduce(open.Order, left);
        Canceled(open, by, reason);
    }

    private void CancelRemainder(OuchOrder open)
    {
        uint left = open.Order.Open;
        if (left > 0 && !open.Order.Resting)
        {
            Forget(open);
            Canceled(open, left, 'I');
        }
    }

    private void Canceled(OuchOrder open, uint by, char reason)
    {
        Counters.Canceled++;
        Send(new OuchCanceled(Stamp, new UserRef(open.UserReference), new Quantity(by), reason).Write(_buffer));
    }

    private void Reject(uint reference, RejectReason reason, ClOrdId clientOrderId)
    {
        Counters.Rejected++;
        Send(new OuchRejected(Stamp, new UserRef(reference), (ushort)reason, clientOrderId).Write(_buffer));
    }

    private bool Fresh(uint reference)
    {
        if (reference <= LastUserReference)
        {
            Counters.Repeated++;
            return false;
        }

        LastUserReference = reference;
        return true;
    }

    private OuchOrder Remember(OuchOrder open)
    {
        _open.Add(open.UserReference, open);
        _byOrder.Add(open.Order, open);
        return open;
    }

    private void Forget(OuchOrder open)
    {
        _open.Remove(open.UserReference);
        _byOrder.Remove(open.Order);
    }

    private void Send(int length)
    {
        byte[] copy = _buffer[..length];
        _sequenced.Add(copy);
        Sequenced?.Invoke(copy);
    }
}

using Saker.Wire;

namespace Saker.Venue;

/// <summary>
/// One participant's order entry, which outlives its connections: open orders, the last user reference, and every sequenced message of the
/// day for replay. Belongs to the venue's thread. The rules that OUCH leaves open are in sim/venue/README.md.
/// </summary>
public sealed class OuchSession : IOrderOwner
{
    private readonly OuchState _state;
    private readonly OuchEntry _entry;
    private readonly OuchChanges _changes;

    /// <summary>Opens the session; its first sequenced message is the start-of-day system event.</summary>
    /// <param name="user">User name.</param>
    /// <param name="matcher">The market.</param>
    /// <param name="time">Stamps messages.</param>
    /// <param name="behaviour">What the venue does to this user that it should not.</param>
    /// <param name="delays">Puts work off.</param>
    public OuchSession(string user, IMatcher matcher, EventTime time, Behaviour behaviour, IDelays delays)
    {
        _state = new OuchState(this, matcher, new OuchAnswers(time), new Account(user), behaviour, delays);
        Acts = new OuchActs(_state);
        _entry = new OuchEntry(_state, Acts);
        _changes = new OuchChanges(_state);
        _state.Answers.SystemEvent('S');
    }

    /// <summary>Raised for every sequenced message, on the venue's thread.</summary>
    public event Action<byte[]>? Sequenced
    {
        add => _state.Answers.Sequenced += value;
        remove => _state.Answers.Sequenced -= value;
    }

    /// <summary>Raised after a step with a match number that the plan wants broken.</summary>
    public event Action<ulong>? BreakDue;

    /// <summary>Holdings.</summary>
    public Account Account => _state.Account;

    /// <summary>What the venue does to this user that it should not.</summary>
    public Behaviour Behaviour => _state.Behaviour;

    /// <summary>Highest user reference seen.</summary>
    public uint LastUserReference => _state.LastUserReference;

    /// <summary>Inbound messages by what became of them.</summary>
    public OuchCounters Counters => _state.Counters;

    /// <summary>Sequenced messages so far; message n (from 1) is element n - 1.</summary>
    public IReadOnlyList<byte[]> Messages => _state.Answers.Sent;

    /// <summary>Open orders by user reference.</summary>
    public IEnumerable<(uint UserReference, Order Order)> OpenOrders => _state.Open.All.Select(o => (o.UserReference, o.Order));

    /// <summary>Open orders by user reference, with their terms.</summary>
    internal IEnumerable<OuchOrder> Orders => _state.Open.All;

    /// <summary>What the venue can do to orders unasked.</summary>
    internal OuchActs Acts { get; }

    /// <summary>Sides of trades that this session had, in the order in which they were told.</summary>
    internal IReadOnlyList<OuchTrade> Trades => _state.Trades.All;

    /// <summary>Match number of the latest trade that stands, or null.</summary>
    internal ulong? LastMatch => _state.Trades.Last;

    /// <summary>Whether this session had a side of a trade.</summary>
    internal bool HasTrade(ulong match) => _state.Trades.Of(match).Count > 0;

    /// <summary>An open order, or null.</summary>
    internal OuchOrder? Find(uint reference) => _state.Open.Find(reference);

    /// <summary>Breaks a trade; its symbol, or null when this session has no side of it that stands.</summary>
    internal string? Break(ulong match, char reason) =>
        Acts.Break(match, reason) ? _state.Trades.Of(match)[0].Order.Instrument.Symbol : null;

    /// <summary>Acts on one OUCH message; one that is malformed or of an unknown type is counted and ignored.</summary>
    public void Receive(ReadOnlySpan<byte> message)
    {
        Counters.Received++;
        if (OuchEnterOrder.TryRead(message, out var enter, out var appendage))
        {
            _entry.Enter(enter, appendage);
        }
        else if (OuchReplaceRequest.TryRead(message, out var replace, out appendage))
        {
            _entry.Replace(replace, appendage);
        }
        else if (OuchCancelRequest.TryRead(message, out var cancel))
        {
            _changes.Cancel(cancel.Urn.Value, (uint)cancel.Quantity.Lots);
        }
        else if (OuchModifyRequest.TryRead(message, out var modify))
        {
            _changes.Modify(modify);
        }
        else if (OuchAccountQuery.TryRead(message, out _))
        {
            _state.Answers.NextReference(LastUserReference + 1);
        }
        else
        {
            Counters.Malformed++;
        }
    }

    /// <summary>Cancels every open order, with reason Z (system) for each.</summary>
    public void CancelAll()
    {
        foreach (var open in _state.Open.All.ToArray())
        {
            _state.Cut(open, 0, 'Z');
        }
    }

    /// <summary>Ends the day: the end-of-day system event.</summary>
    public void EndDay() => _state.Answers.SystemEvent('E');

    /// <inheritdoc/>
    public void OnFill(Order order, uint quantity, long price, ulong match, bool added)
    {
        var open = _state.Open[order];
        open.Executed += quantity;
        Account.Add(order.Instrument, order.Side, quantity, price);
        if (order.Open == 0)
        {
            _state.Open.Remove(open);
        }

        _state.Trades.Add(new OuchTrade(match, open.UserReference, open.Terms.ClientOrderId, order, quantity, price));
        _state.Answers.Executed(open.UserReference, quantity, price, added, match);
        if (Behaviour.Happens(BehaviourKind.Duplicate))
        {
            _state.Answers.Repeat();
        }

        if (Behaviour.Happens(BehaviourKind.Break))
        {
            _state.Delays.AfterStep(() => BreakDue?.Invoke(match));
        }
    }

    /// <inheritdoc/>
    public void OnCancelled(Order order, uint quantity)
    {
        var open = _state.Open[order];
        _state.Open.Remove(open);
        _state.Canceled(open, quantity, 'Z');
    }
}

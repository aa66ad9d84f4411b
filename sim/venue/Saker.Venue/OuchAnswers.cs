using Saker.Wire;

namespace Saker.Venue;

/// <summary>Writes a session's sequenced messages, stamps them with the event's time, and keeps each for replay. Belongs to the venue's thread.</summary>
internal sealed class OuchAnswers(EventTime time)
{
    private readonly List<byte[]> _sent = [];
    private readonly byte[] _buffer = new byte[SoupConnection.MaxOutbound];

    /// <summary>Raised for every message.</summary>
    public event Action<byte[]>? Sequenced;

    /// <summary>Messages so far; message n (from 1) is element n - 1.</summary>
    public IReadOnlyList<byte[]> Sent => _sent;

    private Timestamp Stamp => new(time.Timestamp);

    public void SystemEvent(char code) => Send(new OuchSystemEvent(Stamp, code).Write(_buffer));

    public void NextReference(uint reference) => Send(new OuchAccountQueryResponse(Stamp, new UserRef(reference)).Write(_buffer));

    /// <param name="request">What is accepted; the answer repeats its fields.</param>
    /// <param name="order">Order reference number.</param>
    /// <param name="state">L or D.</param>
    /// <param name="tagValues">Of the request's appendage, which the answer repeats.</param>
    public void Accepted(in OuchEnterOrder request, ulong order, char state, ReadOnlySpan<byte> tagValues) => Send(new OuchAccepted(
        Stamp, request.Urn, request.Side, request.Quantity, request.Symbol, request.Price, request.TimeInForce, request.Display, new OrderRef(order),
        request.Capacity, request.Iso, request.Cross, state, request.ClOrdId).Write(_buffer, tagValues));

    /// <param name="request">What is carried out.</param>
    /// <param name="terms">Of the new order.</param>
    /// <param name="order">The new order.</param>
    /// <param name="state">L or D.</param>
    /// <param name="tagValues">Of the request's appendage, which the answer repeats.</param>
    public void Replaced(in OuchReplaceRequest request, in OuchTerms terms, Order order, char state, ReadOnlySpan<byte> tagValues) => Send(new OuchReplaced(
        Stamp, request.OriginalUrn, request.Urn, terms.SideCode, new Quantity(order.Open), Symbol.Of(order.Instrument.Symbol), request.Price, terms.TimeInForce,
        terms.Display, new OrderRef(order.Reference), terms.Capacity, terms.Iso, 'N', state, request.ClOrdId).Write(_buffer, tagValues));

    public void Rejected(uint reference, RejectReason reason, ClOrdId clientOrderId) =>
        Send(new OuchRejected(Stamp, new UserRef(reference), (ushort)reason, clientOrderId).Write(_buffer));

    /// <param name="reference">User reference.</param>
    /// <param name="by">What is open no longer.</param>
    /// <param name="reason">Reason letter.</param>
    public void Canceled(uint reference, uint by, char reason) =>
        Send(new OuchCanceled(Stamp, new UserRef(reference), new Quantity(by), reason).Write(_buffer));

    /// <param name="reference">User reference.</param>
    /// <param name="side">Side letter from now on.</param>
    /// <param name="open">What is still open.</param>
    public void Modified(uint reference, char side, uint open) =>
        Send(new OuchModified(Stamp, new UserRef(reference), side, new Quantity(open)).Write(_buffer));

    public void Executed(uint reference, uint quantity, long price, bool added, ulong match) => Send(new OuchExecuted(
        Stamp, new UserRef(reference), new Quantity(quantity), new Price(price), added ? 'A' : 'R', match).Write(_buffer));

    /// <param name="reference">User reference.</param>
    /// <param name="by">What is open no longer, all of which would have traded.</param>
    /// <param name="price">Price of the trade that was prevented.</param>
    /// <param name="strategy">Strategy letter.</param>
    public void AiqCanceled(uint reference, uint by, long price, char strategy) => Send(new OuchAiqCanceled(
        Stamp, new UserRef(reference), new Quantity(by), 'Q', new Quantity(by), new Price(price), 'A', strategy).Write(_buffer));

    public void BrokenTrade(OuchTrade trade, char reason) =>
        Send(new OuchBrokenTrade(Stamp, new UserRef(trade.UserReference), trade.Match, reason, trade.ClientOrderId).Write(_buffer));

    public void CancelPending(uint reference) => Send(new OuchCancelPending(Stamp, new UserRef(reference)).Write(_buffer));

    public void CancelReject(uint reference) => Send(new OuchCancelReject(Stamp, new UserRef(reference)).Write(_buffer));

    public void PriorityUpdate(OuchOrder open, Order order) => Send(new OuchPriorityUpdate(
        Stamp, new UserRef(open.UserReference), new Price(order.Price), open.Terms.Display, new OrderRef(order.Reference)).Write(_buffer));

    public void Restated(uint reference, char reason, ReadOnlySpan<byte> tagValues) =>
        Send(new OuchRestated(Stamp, new UserRef(reference), reason).Write(_buffer, tagValues));

    /// <summary>Sends the latest message once more, as another message of the same words.</summary>
    public void Repeat()
    {
        byte[] again = _sent[^1];
        _sent.Add(again);
        Sequenced?.Invoke(again);
    }

    private void Send(int length)
    {
        byte[] copy = _buffer[..length];
        _sent.Add(copy);
        Sequenced?.Invoke(copy);
    }
}

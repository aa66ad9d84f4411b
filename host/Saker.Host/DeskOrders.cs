using System.Globalization;
using Saker.Card;
using Saker.Host.Books;
using Saker.Host.Slots;
using Saker.Host.Trackers;
using Saker.V1;

namespace Saker.Host;

/// <summary>Orders that people and programs enter, make smaller and cancel: through DESK_* and MASS_CANCEL to the card's gate (docs/card.md 7.1, 7.4). What the card
/// cannot say no to is looked at here: price, options and whether a modify makes less. On the card's thread.</summary>
/// <param name="card">The card.</param>
/// <param name="symbols">Tracked symbols, by the card's index.</param>
/// <param name="slots">What each slot trades, how large an order is, and why a cancel or modify found none.</param>
/// <param name="log">Told of each request.</param>
public sealed class DeskOrders(ICard card, IReadOnlyList<TrackedSymbol> symbols, SlotBoard slots, ILogger log)
{
    private const uint MostLots = 999_999;
    private const uint ActionNew = 1, ActionModify = 2, ActionCancel = 3;
    private const uint ScopeAll = 0, ScopeSlot = 1, ScopeSymbol = 2;
    private const int MostLooks = 1_000;

    private const string Busy = "the card has not judged the order of the desk before: try again";
    private const string Unjudged = "the card has not said what became of it: it may still leave. Look at the open orders before anything else";

    private readonly AnsweredRequests<EnterOrderReply> _entered = new();
    private readonly CapsValue _caps = new(card.Read(CardRegisters.Caps));

    /// <summary>Enters an order; the same request id again gets the first one's reply, and no second order.</summary>
    public EnterOrderReply Enter(EnterOrderRequest request) => _entered.Once(request.RequestId, () =>
    {
        EnterOrderReply reply;
        try
        {
            reply = Send(request);
        }
        catch (HostException e)
        {
            reply = new EnterOrderReply { Refusal = e.Message };
        }

        log.DeskOrder(request.RequestId, request.Source, request.Sell ? "sell" : "buy", request.Quantity, request.Price, request.Slot, reply.Sent ? $"sent, reference {reply.Urn}" : reply.Refusal);
        return reply;
    });

    /// <summary>Has an order of the desk cancelled.</summary>
    public CancelOrderReply Cancel(CancelOrderRequest request)
    {
        card.Write(CardRegisters.DeskUrn, request.Urn);
        DeskStatusValue? status = Offer(new DeskOrderValue(0).WithAction(ActionCancel), out string refusal);
        bool marked = status is { Sent: true };
        var reply = new CancelOrderReply { Marked = marked, Refusal = marked ? string.Empty : status is null ? refusal : NotOpen(request.Urn, "cancel") };
        if (slots.HolderOf(request.Urn) is { } holder)
        {
            reply.Slot = (uint)holder.Slot.Index;
        }

        log.DeskCancel(request.RequestId, request.Source, request.Urn, Of(request.Urn), marked ? "marked" : reply.Refusal);
        return reply;
    }

    /// <summary>Has an order of the desk made smaller; it keeps its place in the venue's queue.</summary>
    public ModifyOrderReply Modify(ModifyOrderRequest request)
    {
        string refusal = WhyNot(request);
        if (refusal.Length == 0)
        {
            card.Write(CardRegisters.DeskUrn, request.Urn);
            card.Write(CardRegisters.DeskQty, request.Quantity);
            DeskStatusValue? status = Offer(new DeskOrderValue(0).WithAction(ActionModify), out refusal);
            refusal = status is null ? refusal : status is { Sent: true } ? string.Empty : NotOpen(request.Urn, "modify");
        }

        log.DeskModify(request.RequestId, request.Source, request.Urn, Of(request.Urn), request.Quantity, refusal.Length == 0 ? "sent" : refusal);
        var reply = new ModifyOrderReply { Sent = refusal.Length == 0, Refusal = refusal };
        if (slots.HolderOf(request.Urn) is { } holder)
        {
            reply.Slot = (uint)holder.Slot.Index;
        }

        return reply;
    }

    /// <summary>Has every open order of a scope cancelled.</summary>
    public MassCancelReply Cancel(MassCancelRequest request)
    {
        (MassCancelValue? value, string refusal) = Scope(request);
        var reply = new MassCancelReply { Open = new TableStatusValue(card.Read(CardRegisters.TableStatus)).Open, Refusal = refusal };
        if (value is { } scope)
        {
            card.Write(CardRegisters.MassCancel, scope.Raw);
        }

        log.MassCancel(request.RequestId, request.Source, request.Scope.ToString(), request.Scope == CancelScope.Symbol ? request.Symbol : request.Slot.ToString(CultureInfo.InvariantCulture), refusal.Length == 0 ? $"{reply.Open} orders were open" : refusal);
        return reply;
    }

    private EnterOrderReply Send(EnterOrderRequest request)
    {
        TradedSlot slot = slots.At(request.Slot)?.Slot ?? throw new HostException(slots.NoSlot(request.Slot));
        if (request.Quantity is 0 or > MostLots)
        {
            throw new HostException($"The quantity is {request.Quantity} lots, outside 1..{MostLots}.");
        }

        uint index = IndexOf(request.Price, slot);
        int tagBytes = DeskTags.Write(card, request);
        card.Write(CardRegisters.DeskQty, request.Quantity);
        card.Write(CardRegisters.DeskIdx, index);
        var order = new DeskOrderValue(0).WithSlot(request.Slot).WithSide(request.Sell).WithIoc(request.Ioc).WithAction(ActionNew).WithTagBytes((uint)tagBytes);
        DeskStatusValue status = Offer(order, out string refusal) ?? throw new HostException(refusal);
        if (status.Sent)
        {
            return new EnterOrderReply { Sent = true, Urn = card.Read(CardRegisters.DeskLastUrn) };
        }

        int[] bits = [.. VerdictNames.In(status.Verdict)];
        var reply = new EnterOrderReply { Refusal = $"refused by the card's gate: {string.Join("; ", bits.Select(VerdictNames.Meaning))}" };
        reply.RefusedBy.Add(bits.Select(VerdictNames.Of));
        return reply;
    }

    /// <summary>What the card does not look at, or would keep waiting for; empty: nothing.</summary>
    private string WhyNot(ModifyOrderRequest request)
    {
        if (Find(request.Urn) is not { } order || order is { State: OrderState.Dead } or { Desk: false })
        {
            return NotOpen(request.Urn, "modify");
        }

        if (request.Quantity == 0)
        {
            return $"A modify of order {request.Urn} to nothing is a cancel: cancel it.";
        }

        if (request.Quantity >= order.Size)
        {
            return $"Order {request.Urn} has {order.Size} lots in all, {order.Executed} executed and {order.Open} open: a modify makes it smaller, {request.Quantity} does not.";
        }

        // It would wait on the card, and nothing else of the desk could be offered.
        return new StateValue(card.Read(CardRegisters.State)).SessionUp ? string.Empty : "The order session is not up: modify when it is.";
    }

    /// <summary>Offers what DESK_* say, and waits until the card has judged it. Null: it did not.</summary>
    private DeskStatusValue? Offer(DeskOrderValue order, out string refusal)
    {
        var before = new DeskStatusValue(card.Read(CardRegisters.DeskStatus));
        refusal = before.Busy ? Busy : Unjudged;
        if (before.Busy)
        {
            return null;
        }

        card.Write(CardRegisters.DeskOrder, order.Raw);
        card.Write(CardRegisters.DeskSend, 1);
        for (int n = 0; n < MostLooks; n++)
        {
            var status = new DeskStatusValue(card.Read(CardRegisters.DeskStatus));
            if (!status.Busy)
            {
                return status;
            }
        }

        return null;
    }

    private uint IndexOf(long price, TradedSlot slot)
    {
        SymbolWindow window = slot.Tracked.Window;
        string Shown(long at) => (at / (decimal)Math.Pow(10, slot.Instrument.PriceDecimals)).ToString(CultureInfo.InvariantCulture);
        long above = price - window.Base;
        long levels = 1L << (int)_caps.LadderLog2;
        if (above < 0 || above > (levels - 1) * window.Tick)
        {
            throw new HostException($"The price {Shown(price)} of {window.Symbol} is outside the card's window {Shown(window.Base)}..{Shown(window.Price((int)levels - 1))}: give one inside it.");
        }

        long index = above / window.Tick;
        return above % window.Tick == 0
            ? (uint)index
            : throw new HostException($"The price {Shown(price)} of {window.Symbol} is between two ticks: give {Shown(window.Price((int)index))} or {Shown(window.Price((int)index + 1))}.");
    }

    private TrackedOrder? Find(uint urn) => slots.HolderOf(urn)?.Orders[urn];

    /// <summary>The slot of an order, for the log.</summary>
    private string Of(uint urn) => slots.HolderOf(urn) is { } holder ? $"slot {holder.Slot.Index}" : "of no known slot";

    /// <summary>Why the card took no cancel or modify of an order.</summary>
    private string NotOpen(uint urn, string what) => Find(urn) is not { } order
        ? $"No order has the reference {urn}."
        : order switch
        {
            { State: OrderState.Dead } => $"Order {urn} is not open any more.",
            { Desk: false } when what == "modify" => $"Order {urn} is a quote, not of the desk: its size is the slot's setting.",
            { Desk: false } => $"Order {urn} is a quote, not of the desk: cancel by slot, by symbol or all.",
            { State: OrderState.PendingCancel } => $"A cancel of order {urn} is under way.",
            { State: OrderState.PendingModify } when what == "modify" => $"A modify of order {urn} is under way: its answer comes first.",
            { State: OrderState.PendingNew } when what == "modify" => $"The venue has not accepted order {urn} yet.",
            _ when what == "modify" => $"Order {urn} is to be cancelled, or its end is on its way to this host.",
            _ => $"The card holds no open order of the desk {urn}: its end is on its way to this host.",
        };

    private (MassCancelValue? Value, string Refusal) Scope(MassCancelRequest request)
    {
        int symbol = symbols.TakeWhile(s => s.Instrument.Symbol != request.Symbol).Count();
        return request.Scope switch
        {
            CancelScope.All => (new MassCancelValue(0).WithScope(ScopeAll), string.Empty),
            CancelScope.Slot when request.Slot < _caps.NumSlots => (new MassCancelValue(0).WithScope(ScopeSlot).WithNumber(request.Slot), string.Empty),
            CancelScope.Symbol when symbol < symbols.Count => (new MassCancelValue(0).WithScope(ScopeSymbol).WithNumber((uint)symbol), string.Empty),
            CancelScope.Slot => (null, $"There is no slot {request.Slot}: the card has {_caps.NumSlots}, from 0 on. Nothing was cancelled."),
            CancelScope.Symbol => (null, $"'{request.Symbol}' is not tracked ({string.Join(", ", symbols.Select(s => s.Instrument.Symbol))}). Nothing was cancelled."),
            _ => (null, "The request names no scope: all, a slot or a symbol. Nothing was cancelled."),
        };
    }
}

using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>An order that lives at the venue. Quantities in lots, price in price units.</summary>
public sealed class VenueOrder
{
    public required uint Urn { get; init; }

    public required OuchEnterOrder Entered { get; init; }

    public required long Price { get; init; }

    public required uint Open { get; set; }

    public required uint Executed { get; set; }

    public bool Buy => Entered.Side == 'B';

    /// <summary>It is the order as entered, not replaced since.</summary>
    public bool AsEntered => Urn == Entered.Urn.Value;
}

/// <summary>What the venue makes of a request.</summary>
public enum VenueAnswer
{
    Accept,
    Reject,

    /// <summary>Accepted or replaced with the order state 'D'.</summary>
    Dead,
}

/// <summary>The venue's own record of a card's orders: what lives, what died, and what was executed. It answers requests in the order they
/// come, as OUCH 5.0 has it; the caller chooses answers and fills. What no venue should say, it says only when told to.</summary>
public sealed class VenueOrders
{
    private const char ImmediateOrCancel = '3', ImmediateReason = 'I';
    private const int MostExecutions = 16;
    private static readonly byte[] Nothing = [];
    private readonly Dictionary<uint, VenueOrder> _live = [];
    private readonly List<VenueOrder> _dead = [];
    private readonly Queue<byte[]> _executions = new(MostExecutions);
    private ulong _time = 34_200_000_000_000;
    private ulong _match = 1;
    private uint _highest;

    public IReadOnlyDictionary<uint, VenueOrder> Live => _live;

    /// <summary>Orders that lived once, in the order of their deaths.</summary>
    public IReadOnlyList<VenueOrder> Dead => _dead;

    /// <summary>The highest user reference taken.</summary>
    public uint Highest => _highest;

    /// <summary>Bought less sold, lots.</summary>
    public long Position { get; private set; }

    /// <summary>Sum of what all executions were of, lots.</summary>
    public long Executed { get; private set; }

    /// <summary>Requests taken, by OUCH type.</summary>
    public Dictionary<byte, long> Requests { get; } = new() { [OuchEnterOrder.Type] = 0, [OuchReplaceRequest.Type] = 0, [OuchCancelRequest.Type] = 0, [OuchModifyRequest.Type] = 0 };

    /// <summary>A modify that leaves nothing open is answered by Modified, not by Canceled.</summary>
    public bool ModifiesToNothing { get; set; }

    /// <summary>Open lots of a side.</summary>
    public long Open(bool buy) => _live.Values.Where(o => o.Buy == buy).Sum(o => (long)o.Open);

    /// <summary>Takes an OUCH request; returns the packets of the answer, maybe none.</summary>
    /// <param name="request">The OUCH message.</param>
    /// <param name="answer">What to make of it.</param>
    /// <param name="immediate">Lots executed at once of an order that is immediate or cancel; the rest of it is cancelled.</param>
    /// <exception cref="CardException">It is no OUCH request, or a user reference does not rise.</exception>
    public byte[] Take(ReadOnlySpan<byte> request, VenueAnswer answer, uint immediate = 0)
    {
        if (OuchEnterOrder.TryRead(request, out OuchEnterOrder enter))
        {
            byte[] accepted = Enter(enter, answer);
            return enter.TimeInForce == ImmediateOrCancel && _live.TryGetValue(enter.Urn.Value, out VenueOrder? order)
                ? [.. accepted, .. Immediate(order, Math.Min(immediate, order.Open))]
                : accepted;
        }

        if (OuchReplaceRequest.TryRead(request, out OuchReplaceRequest replace))
        {
            return Replace(replace, answer);
        }

        if (OuchCancelRequest.TryRead(request, out OuchCancelRequest cancel))
        {
            Requests[OuchCancelRequest.Type]++;
            return _live.TryGetValue(cancel.Urn.Value, out VenueOrder? order) ? Decrement(order, order.Open, selfMatch: false) : Nothing;
        }

        if (OuchModifyRequest.TryRead(request, out OuchModifyRequest modify))
        {
            return Modify(modify, answer);
        }

        CardException.Throw($"The card sent no OUCH request: {Convert.ToHexString(request)}");
        return Nothing;
    }

    /// <summary>Executes part of an order or all of it.</summary>
    /// <param name="order">The order, which lives.</param>
    /// <param name="quantity">Lots.</param>
    /// <param name="price">Price units; null: the order's.</param>
    public byte[] Fill(VenueOrder order, uint quantity, long? price = null)
    {
        order.Open -= quantity;
        if (order.Open == 0)
        {
            Die(order);
        }

        return Execute(order, quantity, price);
    }

    /// <summary>Executes lots of an order that is dead: what a venue does whose messages overtake each other, or that is wrong.</summary>
    /// <param name="dead">The order.</param>
    /// <param name="quantity">Lots.</param>
    /// <param name="price">Price units; null: the order's.</param>
    public byte[] FillLate(VenueOrder dead, uint quantity, long? price = null) => Execute(dead, quantity, price);

    /// <summary>Accepts an order that lives a second time, as it was entered.</summary>
    /// <exception cref="CardException">It was replaced since.</exception>
    public byte[] AcceptAgain(VenueOrder order)
    {
        if (!order.AsEntered)
        {
            CardException.Throw($"Order {order.Urn} was entered as {order.Entered.Urn.Value}.");
        }

        return VenueMessages.Accepted(order.Entered, Now(), (uint)order.Entered.Quantity.Lots);
    }

    /// <summary>The last executions, oldest first, as they were told: what a venue tells again that is wrong.</summary>
    public IReadOnlyCollection<byte[]> LastExecutions => _executions;

    /// <summary>Takes lots off an order unasked.</summary>
    public byte[] Decrement(VenueOrder order, uint quantity, bool selfMatch)
    {
        order.Open -= quantity;
        if (order.Open == 0)
        {
            Die(order);
        }

        return selfMatch ? VenueMessages.AiqCanceled(order.Urn, Now(), quantity, order.Price) : VenueMessages.Canceled(order.Urn, Now(), quantity);
    }

    /// <summary>Nanoseconds since midnight; rises with every use.</summary>
    public ulong Now() => _time += 100;

    private byte[] Enter(in OuchEnterOrder enter, VenueAnswer answer)
    {
        Requests[OuchEnterOrder.Type]++;
        Use(enter.Urn.Value);
        uint quantity = (uint)enter.Quantity.Lots;
        if (answer == VenueAnswer.Reject)
        {
            return VenueMessages.Rejected(enter.Urn.Value, Now());
        }

        if (answer == VenueAnswer.Accept)
        {
            _live[enter.Urn.Value] = new VenueOrder { Urn = enter.Urn.Value, Entered = enter, Price = enter.Price.Units, Open = quantity, Executed = 0 };
        }

        return VenueMessages.Accepted(enter, Now(), quantity, answer == VenueAnswer.Accept);
    }

    private byte[] Replace(in OuchReplaceRequest replace, VenueAnswer answer)
    {
        Requests[OuchReplaceRequest.Type]++;
        Use(replace.Urn.Value);
        if (!_live.TryGetValue(replace.OriginalUrn.Value, out VenueOrder? order))
        {
            // Too late: the order is gone, and so is the request, silently or not.
            return answer == VenueAnswer.Reject ? VenueMessages.Rejected(replace.Urn.Value, Now()) : Nothing;
        }

        if (answer == VenueAnswer.Reject)
        {
            return VenueMessages.Rejected(replace.Urn.Value, Now());
        }

        Die(order);
        long open = replace.Quantity.Lots - order.Executed;
        if (open <= 0)
        {
            return VenueMessages.Canceled(order.Urn, Now(), order.Open);
        }

        if (answer == VenueAnswer.Accept)
        {
            _live[replace.Urn.Value] = new VenueOrder
            {
                Urn = replace.Urn.Value, Entered = order.Entered, Price = replace.Price.Units, Open = (uint)open, Executed = order.Executed,
            };
        }

        return VenueMessages.Replaced(replace, order.Entered.Side, order.Entered.Symbol, Now(), (uint)open, answer == VenueAnswer.Accept);
    }

    /// <summary>A modify that leaves nothing is a cancel; one that makes nothing less is not answered. Dead: Cancel Pending, and no more.</summary>
    private byte[] Modify(in OuchModifyRequest modify, VenueAnswer answer)
    {
        Requests[OuchModifyRequest.Type]++;
        if (!_live.TryGetValue(modify.Urn.Value, out VenueOrder? order))
        {
            return Nothing;
        }

        if (modify.Side != order.Entered.Side)
        {
            CardException.Throw($"Order {order.Urn} has side {order.Entered.Side}, its modify {modify.Side}.");
        }

        if (answer != VenueAnswer.Accept)
        {
            return answer == VenueAnswer.Reject ? VenueMessages.CancelReject(order.Urn, Now()) : VenueMessages.CancelPending(order.Urn, Now());
        }

        long open = modify.Quantity.Lots - order.Executed;
        if (open <= 0 && ModifiesToNothing)
        {
            order.Open = 0;
            Die(order);
            return VenueMessages.Modified(order.Urn, Now(), modify.Side, 0);
        }

        if (open <= 0)
        {
            return Decrement(order, order.Open, selfMatch: false);
        }

        if (open >= order.Open)
        {
            return Nothing;
        }

        order.Open = (uint)open;
        return VenueMessages.Modified(order.Urn, Now(), modify.Side, order.Open);
    }

    private byte[] Immediate(VenueOrder order, uint executed)
    {
        byte[] fill = executed == 0 ? Nothing : Fill(order, executed);
        if (order.Open == 0)
        {
            return fill;
        }

        uint rest = order.Open;
        order.Open = 0;
        Die(order);
        return [.. fill, .. VenueMessages.Canceled(order.Urn, Now(), rest, ImmediateReason)];
    }

    private byte[] Execute(VenueOrder order, uint quantity, long? price = null)
    {
        order.Executed += quantity;
        Executed += quantity;
        Position += order.Buy ? quantity : -(long)quantity;
        byte[] told = VenueMessages.Executed(order.Urn, Now(), quantity, price ?? order.Price, _match++);
        if (_executions.Count == MostExecutions)
        {
            _executions.Dequeue();
        }

        _executions.Enqueue(told);
        return told;
    }

    private void Die(VenueOrder order)
    {
        _live.Remove(order.Urn);
        _dead.Add(order);
    }

    private void Use(uint urn)
    {
        if (urn <= _highest)
        {
            CardException.Throw($"User reference {urn} does not exceed {_highest}.");
        }

        _highest = urn;
    }
}

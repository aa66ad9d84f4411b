using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>OUCH messages of the venue, each as one sequenced SoupBinTCP packet.</summary>
public static class VenueMessages
{
    private const int Longest = 128;

    private delegate int Writer(Span<byte> to);

    /// <summary>Answers an Enter Order; <paramref name="live"/> false: accepted and dead at once.</summary>
    public static byte[] Accepted(in OuchEnterOrder o, ulong time, uint quantity, bool live = true)
    {
        OuchEnterOrder order = o;
        return Packet(b => new OuchAccepted(new Timestamp(time), order.Urn, order.Side, new Quantity(quantity), order.Symbol, order.Price,
            order.TimeInForce, order.Display, new OrderRef(9_000_000 + order.Urn.Value), order.Capacity, order.Iso, order.Cross, live ? 'L' : 'D', order.ClOrdId).Write(b));
    }

    /// <summary>Answers a replace.</summary>
    public static byte[] Replaced(in OuchReplaceRequest r, char side, Symbol symbol, ulong time, uint quantity, bool live = true)
    {
        OuchReplaceRequest request = r;
        return Packet(b => new OuchReplaced(new Timestamp(time), request.OriginalUrn, request.Urn, side, new Quantity(quantity), symbol, request.Price,
            request.TimeInForce, request.Display, new OrderRef(9_000_000 + request.Urn.Value), 'P', request.Iso, 'N', live ? 'L' : 'D', request.ClOrdId).Write(b));
    }

    public static byte[] Executed(uint urn, ulong time, uint quantity, long price, ulong match) =>
        Packet(b => new OuchExecuted(new Timestamp(time), new UserRef(urn), new Quantity(quantity), new Price(price), 'A', match).Write(b));

    /// <param name="decrement">Lots taken off the order.</param>
    public static byte[] Canceled(uint urn, ulong time, uint decrement, char reason = 'U') =>
        Packet(b => new OuchCanceled(new Timestamp(time), new UserRef(urn), new Quantity(decrement), reason).Write(b));

    /// <param name="decrement">Lots taken off the order by self-match prevention.</param>
    public static byte[] AiqCanceled(uint urn, ulong time, uint decrement, long price) =>
        Packet(b => new OuchAiqCanceled(new Timestamp(time), new UserRef(urn), new Quantity(decrement), 'Q', new Quantity(decrement), new Price(price), 'A', 'O').Write(b));

    public static byte[] Rejected(uint urn, ulong time, ushort reason = 1) =>
        Packet(b => new OuchRejected(new Timestamp(time), new UserRef(urn), reason, ClOrdId.Of("")).Write(b));

    /// <param name="open">Lots that are left.</param>
    public static byte[] Modified(uint urn, ulong time, char side, uint open) =>
        Packet(b => new OuchModified(new Timestamp(time), new UserRef(urn), side, new Quantity(open)).Write(b));

    public static byte[] Broken(uint urn, ulong time, ulong match) =>
        Packet(b => new OuchBrokenTrade(new Timestamp(time), new UserRef(urn), match, 'S', ClOrdId.Of("")).Write(b));

    public static byte[] CancelPending(uint urn, ulong time) => Packet(b => new OuchCancelPending(new Timestamp(time), new UserRef(urn)).Write(b));

    public static byte[] CancelReject(uint urn, ulong time) => Packet(b => new OuchCancelReject(new Timestamp(time), new UserRef(urn)).Write(b));

    public static byte[] PriorityUpdate(uint urn, ulong time, long price) =>
        Packet(b => new OuchPriorityUpdate(new Timestamp(time), new UserRef(urn), new Price(price), 'Y', new OrderRef(9_000_000 + urn)).Write(b));

    public static byte[] SystemEvent(ulong time, char code) => Packet(b => new OuchSystemEvent(new Timestamp(time), code).Write(b));

    /// <summary>A packet of any type.</summary>
    public static byte[] Soup(byte type, ReadOnlySpan<byte> payload = default)
    {
        byte[] bytes = new byte[SoupPacket.HeaderLength + payload.Length];
        SoupPacket.Write(bytes, type, payload);
        return bytes;
    }

    private static byte[] Packet(Writer write)
    {
        Span<byte> message = stackalloc byte[Longest];
        return Soup(SoupType.SequencedData, message[..write(message)]);
    }
}

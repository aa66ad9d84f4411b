using System.Buffers.Binary;
using Saker.Model;

namespace Saker.Card.Bench;

/// <summary>What the desk offers: docs/card.md section 7.1.</summary>
/// <param name="Side">0 buy, 1 sell.</param>
/// <param name="Quantity">Lots.</param>
/// <param name="Idx">Ticks above the window's base.</param>
/// <param name="Ioc">Immediate or cancel.</param>
/// <param name="Slot">Slot that it counts under.</param>
public readonly record struct DeskOffer(byte Side, uint Quantity, ushort Idx, bool Ioc = false, byte Slot = 0);

/// <summary>The registers of the desk, the table and the throttle, as the host writes and reads them.</summary>
public sealed class DeskPort(ICard card)
{
    /// <summary>Most bytes of option tags.</summary>
    public const int MostTagBytes = 14;

    /// <summary>DESK_ORDER.ACTION of a modify.</summary>
    public const uint Modification = 2;

    public DeskStatusValue Status => new(card.Read(CardRegisters.DeskStatus));

    /// <summary>User reference of the last NEW of the desk that was sent.</summary>
    public uint LastUrn => card.Read(CardRegisters.DeskLastUrn);

    public TableStatusValue Table => new(card.Read(CardRegisters.TableStatus));

    /// <summary>Messages that may leave now.</summary>
    public uint Headroom => card.Read(CardRegisters.ThrottleHeadroom);

    /// <summary>Offers a new order. The card judges it when its turn comes.</summary>
    /// <param name="offer">The order.</param>
    /// <param name="tags">OUCH option tags as they go on the wire.</param>
    public void New(in DeskOffer offer, ReadOnlySpan<byte> tags = default)
    {
        Tags(tags);
        card.Write(CardRegisters.DeskQty, offer.Quantity);
        card.Write(CardRegisters.DeskIdx, offer.Idx);
        Send(Order(offer).WithTagBytes((uint)tags.Length));
    }

    /// <summary>Asks for the cancel of an order of the desk.</summary>
    public void Cancel(uint urn)
    {
        card.Write(CardRegisters.DeskUrn, urn);
        Send(new DeskOrderValue(0).WithAction((uint)OrderAction.Cancel));
    }

    /// <summary>Asks the venue to make an order of the desk smaller.</summary>
    /// <param name="urn">The order.</param>
    /// <param name="quantity">Lots that it shall have in all, executions included.</param>
    public void Modify(uint urn, uint quantity)
    {
        card.Write(CardRegisters.DeskUrn, urn);
        card.Write(CardRegisters.DeskQty, quantity);
        Send(new DeskOrderValue(0).WithAction(Modification));
    }

    /// <summary>Writes DESK_ORDER as it is, and DESK_SEND.</summary>
    public void Send(DeskOrderValue order)
    {
        card.Write(CardRegisters.DeskOrder, order.Raw);
        card.Write(CardRegisters.DeskSend, 1);
    }

    /// <summary>DESK_ORDER of a new order without tags.</summary>
    public static DeskOrderValue Order(in DeskOffer offer) =>
        new DeskOrderValue(0).WithSlot(offer.Slot).WithSide(offer.Side != 0).WithIoc(offer.Ioc).WithAction((uint)OrderAction.New);

    /// <summary>MASS_CANCEL.</summary>
    public void MassCancel(CancelScope scope = CancelScope.All, uint number = 0) =>
        card.Write(CardRegisters.MassCancel, new MassCancelValue(0).WithScope((uint)scope).WithNumber(number).Raw);

    /// <summary>ORDER_TIMEOUT.</summary>
    /// <param name="limit">Units of 1,024 ns; 0: never in doubt.</param>
    /// <param name="autoCancel">An order in doubt is cancelled.</param>
    public void Timeout(uint limit, bool autoCancel = false) =>
        card.Write(CardRegisters.OrderTimeout, new OrderTimeoutValue(0).WithLimit(limit).WithAutoCancel(autoCancel).Raw);

    /// <summary>THROTTLE_NS and THROTTLE_BURST.</summary>
    public void Throttle(uint intervalNs, uint burst)
    {
        card.Write(CardRegisters.ThrottleNs, intervalNs);
        card.Write(CardRegisters.ThrottleBurst, burst);
    }

    /// <summary>A limit that no test reaches: a message in every cycle.</summary>
    public void NoThrottle() => Throttle(1, ushort.MaxValue);

    private void Tags(ReadOnlySpan<byte> tags)
    {
        Span<byte> padded = stackalloc byte[CardRegisters.DeskTagsCount * sizeof(uint)];
        padded.Clear();
        tags.CopyTo(padded);
        for (int n = 0; n < CardRegisters.DeskTagsCount; n++)
        {
            card.Write(CardRegisters.DeskTagsAt(n), BinaryPrimitives.ReadUInt32LittleEndian(padded[(n * sizeof(uint))..]));
        }
    }
}

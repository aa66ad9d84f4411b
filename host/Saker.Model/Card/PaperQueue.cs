using Saker.Wire;

namespace Saker.Model;

/// <summary>A paper order and its place in the queue of its level: docs/card.md section 12. Quantities in lots. What is not known of the queue is taken to its
/// disadvantage: a cancel at its level was behind it as long as anything is.</summary>
public struct PaperQueue
{
    public Side Side { get; private init; }

    /// <summary>Its level above the window base.</summary>
    public ushort Idx { get; private init; }

    /// <summary>What may still be filled.</summary>
    public uint Open { get; private set; }

    /// <summary>Filled since it came to rest.</summary>
    public uint Done { get; private set; }

    /// <summary>What is served before it at its level.</summary>
    public uint Ahead { get; private set; }

    /// <summary>What came to its level after it.</summary>
    public uint Behind { get; private set; }

    /// <summary>It rests.</summary>
    public readonly bool Active => Open != 0;

    /// <summary>An order that comes to rest behind all that stands at its level.</summary>
    /// <param name="level">Quantity of the level in the book.</param>
    public static PaperQueue Rest(Side side, ushort idx, uint open, uint level) => new() { Side = side, Idx = idx, Open = open, Ahead = level };

    /// <summary>Takes what a message did to the book, and returns how many lots of the order it fills.</summary>
    public uint Take(in OrderPart message)
    {
        if (!Active)
        {
            return 0;
        }
        switch (message.Kind)
        {
            case OrderKind.Add:
                return message.Inside ? Entered(message.Side, message.Idx, message.NewQty) : 0;
            case OrderKind.Execute:
                return message.Inside && message.Side == Side ? Executed(message.Idx, message.OutQty) : 0;
            case OrderKind.Replace:
                Leaves(message);
                return message.NewInside ? Entered(message.Side, message.NewIdx, message.NewQty) : 0;
            default:
                Leaves(message);
                return 0;
        }
    }

    /// <summary>An order of the book's own came to rest.</summary>
    private uint Entered(Side side, ushort idx, uint lots)
    {
        if (side == Side)
        {
            Behind = idx == Idx ? (uint)Math.Min((ulong)Behind + lots, uint.MaxValue) : Behind;
            return 0;
        }
        bool meets = idx == Idx || IsWorse(idx);
        return meets ? Fill(lots) : 0;
    }

    /// <summary>Somebody traded with an order of our side.</summary>
    private uint Executed(ushort idx, uint lots)
    {
        if (idx != Idx)
        {
            return IsWorse(idx) ? Fill(lots) : 0;
        }
        uint before = Math.Min(Ahead, lots), rest = lots - before;
        Ahead -= before;
        Behind -= Math.Min(Behind, rest);
        return Fill(rest);
    }

    /// <summary>An order, or a part of it, went without a trade.</summary>
    private void Leaves(in OrderPart message)
    {
        if (!message.Inside || message.Side != Side || message.Idx != Idx)
        {
            return;
        }
        uint behind = Math.Min(Behind, message.OutQty);
        Behind -= behind;
        Ahead -= Math.Min(Ahead, message.OutQty - behind);
    }

    /// <summary>A level that is served after ours: lower for a bid, higher for an ask.</summary>
    private readonly bool IsWorse(ushort idx) => Side == Side.Buy ? idx < Idx : idx > Idx;

    private uint Fill(uint lots)
    {
        uint filled = Math.Min(Open, lots);
        Open -= filled;
        Done += filled;
        return filled;
    }
}

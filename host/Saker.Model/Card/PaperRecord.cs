namespace Saker.Model;

/// <summary>What became of a paper order: docs/card.md section 12.</summary>
public enum PaperAct : byte
{
    New = 1,
    Replace = 2,
    Cancel = 3,
    Fill = 4,
    /// <summary>It was tried and does not rest.</summary>
    Refused = 5,
}

/// <summary>PAPER, without what only a clocked card has.</summary>
/// <param name="Bank">The bank that runs.</param>
/// <param name="Seq">Of the last message applied to the symbol's book before it; of a fill: the message that filled it.</param>
/// <param name="Qty">New, replace, refused: of the order; fill: filled; cancel: what was open. Lots.</param>
/// <param name="Open">Of the order, after it, lots.</param>
/// <param name="Ahead">Before it in the queue at its level, after it, lots; of an order that is gone: as it last stood.</param>
/// <param name="Price">Of the order, price units.</param>
/// <param name="Idx">The same in ticks above the window base.</param>
/// <param name="Verdict">New, replace, refused: a <see cref="Model.Verdict"/>.</param>
/// <param name="Position">On paper, after it, lots.</param>
/// <param name="Mid2">Twice the mid of the quote in force, ticks.</param>
public readonly record struct PaperRecord(
    byte Slot, byte Side, PaperAct Act, byte Bank, ulong Seq, uint Qty, uint Open, uint Ahead, uint Price, ushort Idx, ushort Verdict, int Position, ushort Mid2);

/// <summary>Takes what a slot in SHADOW does, in the order of effect.</summary>
public interface IShadowSink
{
    /// <summary>A decision of the slot.</summary>
    void Quote(in QuoteRecord record);

    void Paper(in PaperRecord record);
}

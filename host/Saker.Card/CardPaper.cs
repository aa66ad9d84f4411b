using Saker.Model;

namespace Saker.Card;

/// <summary>PAPER records of the ring in the model's form.</summary>
public static class CardPaper
{
    public static PaperRecord Read(PaperEvent p) => new(
        (byte)p.Slot, (byte)p.Side, (PaperAct)p.Act, (byte)p.Bank, p.Seq, p.Qty, p.Open, p.Ahead, p.Price, p.Idx, p.Verdict, p.Position, p.Mid2);
}

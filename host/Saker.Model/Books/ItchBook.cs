using Saker.Wire;

namespace Saker.Model;

/// <summary>What a message did to a book.</summary>
public enum BookChange
{
    /// <summary>Not a book message, or of another instrument.</summary>
    None,
    /// <summary>Applied.</summary>
    Applied,
    /// <summary>A book message that cannot be right for this book; nothing changed.</summary>
    Refused,
}

/// <summary>Applies ITCH 5.0 messages of one locate to an <see cref="OrderBook"/>.</summary>
public sealed class ItchBook(Locate locate)
{
    public OrderBook Book { get; } = new();
    public Locate Locate { get; } = locate;
    /// <summary>Messages refused so far.</summary>
    public long Refused { get; private set; }

    /// <summary>Applies a message of right length; others count as <see cref="BookChange.None"/>.</summary>
    public BookChange Apply(ReadOnlySpan<byte> message)
    {
        if (!ItchHead.IsWellFormed(message) || !ItchType.IsBook(message[0]) || ItchHead.Locate(message) != Locate)
        {
            return BookChange.None;
        }
        bool applied = ApplyBook(message);
        Refused += applied ? 0 : 1;
        return applied ? BookChange.Applied : BookChange.Refused;
    }

    private bool ApplyBook(ReadOnlySpan<byte> message)
    {
        if (ItchAddOrder.TryRead(message, out ItchAddOrder add))
        {
            return Book.Add(add.Reference.Value, add.Side, add.Shares.Lots, add.Price.Units);
        }
        if (ItchAddOrderAttributed.TryRead(message, out ItchAddOrderAttributed attributed))
        {
            return Book.Add(attributed.Reference.Value, attributed.Side, attributed.Shares.Lots, attributed.Price.Units);
        }
        if (ItchOrderExecuted.TryRead(message, out ItchOrderExecuted executed))
        {
            return Book.Reduce(executed.Reference.Value, executed.Shares.Lots);
        }
        if (ItchOrderExecutedWithPrice.TryRead(message, out ItchOrderExecutedWithPrice priced))
        {
            return Book.Reduce(priced.Reference.Value, priced.Shares.Lots);
        }
        if (ItchOrderCancel.TryRead(message, out ItchOrderCancel cancel))
        {
            return Book.Reduce(cancel.Reference.Value, cancel.Shares.Lots);
        }
        if (ItchOrderDelete.TryRead(message, out ItchOrderDelete delete))
        {
            return Book.Delete(delete.Reference.Value);
        }
        return ItchOrderReplace.TryRead(message, out ItchOrderReplace replace)
            && Book.Replace(replace.OriginalReference.Value, replace.NewReference.Value, replace.Shares.Lots, replace.Price.Units);
    }
}

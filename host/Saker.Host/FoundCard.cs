using Saker.Card;

namespace Saker.Host;

/// <summary>What a starting host finds on its card. Read before anything is written.</summary>
/// <param name="InUse">An earlier host traded with it, or opened its order session, and the card was not reset since.</param>
/// <param name="Position">Position of slot 0, lots.</param>
/// <param name="Orders">Orders of slot 0 that are not confirmed dead.</param>
/// <param name="Symbol">The symbol that slot 0 traded.</param>
public readonly record struct FoundCard(bool InUse, int Position, int Orders, string Symbol)
{
    private const uint FirstMessage = 1;

    /// <summary>Reads the card.</summary>
    public static FoundCard Of(ICard card)
    {
        var caps = new CapsValue(card.Read(CardRegisters.Caps));
        bool owned = new OeStatusValue(card.Read(CardRegisters.OeStatus)).Owned;
        int position = PositionOf(card);
        int orders = (int)new SlotOrdersValue(card.Read(CardRegisters.SlotOrdersAt(0))).Open;
        bool used = owned || position != 0 || orders != 0 || card.Read(CardRegisters.OeLastUrn) != 0 || card.Read(CardRegisters.OeSoupSeq) > FirstMessage;
        var banks = new SlotBanks(card, 0);
        long index = banks.Read(CardParameters.Symbol, banks.Running);
        return new FoundCard(used, position, orders, index < caps.NumSymbols ? Name(card, (int)index) : string.Empty);
    }

    /// <summary>Position of slot 0, lots.</summary>
    public static int PositionOf(ICard card) => (int)card.Read(CardRegisters.SlotPositionAt(0));

    /// <summary>Position and orders are of one symbol: with another one the card's limits would be of neither.</summary>
    /// <exception cref="HostException">The card holds a position or orders of another symbol.</exception>
    public void Require(string symbol)
    {
        if ((Position != 0 || Orders != 0) && Symbol != symbol)
        {
            throw new HostException($"The card holds a position of {Position} lots and {Orders} orders in '{Symbol}', not in '{symbol}': start the host with --symbol {Symbol}, or reset the card when nothing is open any more.");
        }
    }

    private static string Name(ICard card, int index)
    {
        Span<byte> name = stackalloc byte[8];
        BitConverter.TryWriteBytes(name, card.Read(CardRegisters.SymNameLoAt(index)));
        BitConverter.TryWriteBytes(name[4..], card.Read(CardRegisters.SymNameHiAt(index)));
        return System.Text.Encoding.ASCII.GetString(name).Trim(' ', '\0');
    }
}

using Saker.Wire;

namespace Saker.Cli;

/// <summary>What a capture says of a symbol before it is played: its locate, and the prices of its orders.</summary>
internal static class SymbolPrices
{
    /// <summary>Walks the capture once.</summary>
    /// <param name="known">Locate by hand; null: from the directory.</param>
    /// <exception cref="CliException">The capture does not say the symbol's locate.</exception>
    public static Locate Read(ItchSource source, Symbol symbol, Locate? known, out PriceTally prices)
    {
        var found = new PriceTally();
        Locate? locate = known;
        source.InOrder((in SourceMessage message) =>
        {
            if (locate is null && ItchStockDirectory.TryRead(message.Data, out ItchStockDirectory directory) && directory.Stock == symbol)
            {
                locate = directory.Locate;
            }

            if (ItchHead.IsWellFormed(message.Data) && ItchHead.Locate(message.Data) == locate
                && message.Data[0] is ItchType.AddOrder or ItchType.AddOrderAttributed or ItchType.OrderReplace)
            {
                found.Add(Saker.Model.ItchMsg.Decode(message.Data).Price);
            }

            return true;
        }, new Walk("reading prices"));
        prices = found;
        return locate ?? throw CliException.NoLocate(source, symbol);
    }
}

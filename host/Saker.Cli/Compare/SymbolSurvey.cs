using System.Globalization;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The symbols of a stream: locate, name where a message tells it, book messages and prices.</summary>
internal sealed class SymbolSurvey
{
    private readonly Dictionary<ushort, Found> _found = [];

    /// <summary>Takes a message; always true.</summary>
    public bool Message(ReadOnlySpan<byte> message)
    {
        if (!ItchHead.IsWellFormed(message) || ItchHead.Locate(message).Value == 0)
        {
            return true;
        }

        ItchMsg m = ItchMsg.Decode(message);
        if (!_found.TryGetValue(m.Locate, out Found? found))
        {
            _found.Add(m.Locate, found = new Found(m.Locate));
        }

        found.BookMessages += ItchType.IsBook(m.Mtype) ? 1 : 0;
        switch (m.Mtype)
        {
            case ItchType.StockDirectory:
                found.Name = new Symbol(m.Stock);
                found.InDirectory = true;
                break;
            case ItchType.StockTradingAction:
                found.Name ??= new Symbol(m.Stock);
                break;
            case ItchType.AddOrder when found.Name is null && ItchAddOrder.TryRead(message, out ItchAddOrder add):
                found.Name = add.Stock;
                break;
            case ItchType.AddOrderAttributed when found.Name is null && ItchAddOrderAttributed.TryRead(message, out ItchAddOrderAttributed add):
                found.Name = add.Stock;
                break;
        }

        if (m.Mtype is ItchType.AddOrder or ItchType.AddOrderAttributed or ItchType.OrderReplace)
        {
            found.Prices.Add(m.Price);
        }

        return true;
    }

    /// <summary>Those named, in that order; none named: those with the most book messages.</summary>
    /// <exception cref="CliException">One is not named in the stream, or they are more than the card tracks.</exception>
    public IReadOnlyList<ComparedSymbol> Choose(IReadOnlyList<Symbol> names, int most, int windowTicks)
    {
        if (names.Count > most)
        {
            throw new CliException($"The card tracks {most} symbols, {names.Count} are named.");
        }

        IEnumerable<Found> chosen = names.Count > 0
            ? names.Select(Named)
            : _found.Values.Where(f => f.BookMessages > 0).OrderByDescending(f => f.BookMessages).ThenBy(f => f.Locate).Take(most);
        return [.. chosen.Select(f => new ComparedSymbol(PriceWindows.Choose(f.Text, f.Prices, windowTicks), f.InDirectory ? null : f.Locate))];
    }

    private Found Named(Symbol name) => _found.Values.FirstOrDefault(f => f.Name == name)
        ?? throw new CliException($"The capture has no message that names {name}: directory, trading action or order.");

    private sealed class Found(ushort locate)
    {
        public ushort Locate { get; } = locate;
        public Symbol? Name { get; set; }
        public bool InDirectory { get; set; }
        public long BookMessages { get; set; }
        public PriceTally Prices { get; } = new();

        /// <summary>A name for the card. Only the directory's counts there; without one the locate is set by hand.</summary>
        public string Text => Name?.ToString() is { Length: > 0 } name ? name : "#" + Locate.ToString(CultureInfo.InvariantCulture);
    }
}

using Saker.Card;
using Saker.Card.Parameters;
using Saker.V1;

namespace Saker.Host.Books;

/// <summary>What the card measures of a symbol, as the contract has it. On the card's thread.</summary>
internal static class SignalReader
{
    /// <param name="card">The card.</param>
    /// <param name="symbols">Tracked symbols, by the card's index.</param>
    /// <param name="ticker">Which one.</param>
    public static ReadSignalsReply Read(ICard card, IReadOnlyList<TrackedSymbol> symbols, string ticker)
    {
        string[] tickers = [.. symbols.Select(s => s.Instrument.Symbol)];
        int symbol = Array.IndexOf(tickers, ticker);
        if (symbol < 0)
        {
            return new ReadSignalsReply { Refusal = $"'{ticker}' is not tracked; there are {string.Join(", ", tickers)}." };
        }

        SignalValues values = SignalValues.Read(card, symbol);
        var reply = new ReadSignalsReply { Symbol = ticker, BookOk = values.BookOk, CardNs = values.NowNs };
        reply.Signals.Add(values.Readings.Select(r => new Signal { Name = r.Name, Value = r.Value, Unit = r.Unit, Known = r.Known }));
        reply.Gates.Add(SignalSettings.GateNames.Select(g => new Gate { Name = g.Key, Open = (values.Gates >> (int)g.Value & 1) != 0, Known = (values.Known >> (int)g.Value & 1) != 0 }));
        return reply;
    }
}

using Saker.Host.Books;
using Saker.Host.Trackers;
using Saker.V1;

namespace Saker.Host.Service;

/// <summary>The trade tape as the contract wants it.</summary>
internal static class TapeView
{
    private const int ShownTrades = 10;

    /// <summary>A symbol's newest trades, newest first.</summary>
    public static IEnumerable<TapeTrade> Of(TrackedSymbol symbol) => symbol.Tape.Newest(ShownTrades).Select(t => Of(t, symbol.Instrument.Symbol));

    private static TapeTrade Of(TapeEntry entry, string symbol) => new()
    {
        Match = entry.Match,
        Symbol = symbol,
        Kind = entry.Type switch { 'P' => "trade", 'Q' => "cross", 'B' => "break", _ => "execution" },
        // The resting order's opposite took it.
        Aggressor = entry.RestingSell is { } sell ? (sell ? "buy" : "sell") : string.Empty,
        Price = entry.Price ?? 0,
        HasPrice = entry.Price is not null,
        Quantity = entry.Quantity,
        Printable = entry.Printable,
        Broken = entry.Broken,
        MessageNs = entry.MessageNs,
        UnixNs = entry.UnixNs,
    };
}

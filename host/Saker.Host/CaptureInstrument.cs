using Saker.Wire;

namespace Saker.Host;

/// <summary>What a Nasdaq capture's symbol is, and around which price it trades: four decimals, whole shares, a tick of a
/// cent from one dollar on.</summary>
public static class CaptureInstrument
{
    private const int Decimals = 4;
    private const uint Cent = 100;
    private const uint OneDollar = 10_000;

    /// <summary>Reads a BinaryFILE; each window is centred on the median price of the symbol's additions.</summary>
    /// <exception cref="HostException">The file holds no additions of a symbol.</exception>
    public static IReadOnlyList<Instrument> Of(string path, IReadOnlyList<string> symbols)
    {
        var prices = symbols.ToDictionary(symbol => Symbol.Of(symbol), _ => new List<uint>());
        try
        {
            using FileStream file = File.OpenRead(path);
            var reader = new BinaryFileReader(file);
            while (reader.TryRead(out ReadOnlySpan<byte> message))
            {
                if (ItchAddOrder.TryRead(message, out ItchAddOrder add) && prices.TryGetValue(add.Stock, out List<uint>? of))
                {
                    of.Add((uint)add.Price.Units);
                }
                else if (ItchAddOrderAttributed.TryRead(message, out ItchAddOrderAttributed attributed) && prices.TryGetValue(attributed.Stock, out of))
                {
                    of.Add((uint)attributed.Price.Units);
                }
            }
        }
        catch (Exception e) when (e is IOException or CaptureFormatException or UnauthorizedAccessException)
        {
            throw new HostException($"Capture '{path}' cannot be read: {e.Message}", e);
        }

        return [.. symbols.Select(symbol => Around(path, symbol, prices[Symbol.Of(symbol)]))];
    }

    private static Instrument Around(string path, string symbol, List<uint> prices)
    {
        if (prices.Count == 0)
        {
            throw new HostException($"Capture '{path}' holds no order of '{symbol}': name another symbol.");
        }

        prices.Sort();
        uint median = prices[prices.Count / 2];
        return new Instrument(symbol, Decimals, 0, median >= OneDollar ? Cent : 1, median);
    }
}

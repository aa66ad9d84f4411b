using Saker.Wire;

namespace Saker.Host;

/// <summary>What a Nasdaq capture's symbol is, and around which price it trades: four decimals, whole shares, a tick of a
/// cent from one dollar on.</summary>
public static class CaptureInstrument
{
    private const int Decimals = 4;
    private const uint Cent = 100;
    private const uint OneDollar = 10_000;

    /// <summary>Reads a BinaryFILE; the window is centred on the median price of the symbol's additions.</summary>
    /// <exception cref="HostException">The file holds no additions of the symbol.</exception>
    public static Instrument Of(string path, string symbol)
    {
        Symbol wanted = Symbol.Of(symbol);
        var prices = new List<uint>();
        try
        {
            using FileStream file = File.OpenRead(path);
            var reader = new BinaryFileReader(file);
            while (reader.TryRead(out ReadOnlySpan<byte> message))
            {
                if (ItchAddOrder.TryRead(message, out ItchAddOrder add) && add.Stock == wanted)
                {
                    prices.Add((uint)add.Price.Units);
                }
                else if (ItchAddOrderAttributed.TryRead(message, out ItchAddOrderAttributed attributed) && attributed.Stock == wanted)
                {
                    prices.Add((uint)attributed.Price.Units);
                }
            }
        }
        catch (Exception e) when (e is IOException or CaptureFormatException or UnauthorizedAccessException)
        {
            throw new HostException($"Capture '{path}' cannot be read: {e.Message}", e);
        }

        if (prices.Count == 0)
        {
            throw new HostException($"Capture '{path}' holds no order of '{symbol}': name another symbol with SYMBOL=.");
        }

        prices.Sort();
        uint median = prices[prices.Count / 2];
        return new Instrument(symbol, Decimals, 0, median >= OneDollar ? Cent : 1, median);
    }
}

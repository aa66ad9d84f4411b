using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Saker.Host;

/// <summary>An instrument as the host defines it for the card: the card itself only knows integers.</summary>
/// <param name="Symbol">1..8 characters.</param>
/// <param name="PriceDecimals">A price unit is 10^-decimals of the quote currency.</param>
/// <param name="QuantityDecimals">A lot is 10^-decimals of the base.</param>
/// <param name="Tick">Tick, price units.</param>
/// <param name="StartPrice">A price near today's, for the middle of the window, price units.</param>
public sealed record Instrument(string Symbol, int PriceDecimals, int QuantityDecimals, uint Tick, uint StartPrice)
{
    /// <summary>Price units × lots to the quote currency.</summary>
    public double Money(Int128 units) => (double)units / Math.Pow(10, PriceDecimals + QuantityDecimals);

    /// <summary>Price units × lots in one of the quote currency.</summary>
    public decimal UnitsOfMoney => (decimal)Math.Pow(10, PriceDecimals + QuantityDecimals);

    /// <summary>A limit of money as the card counts it, price units × lots, rounded down.</summary>
    /// <param name="name">The limit's, for people.</param>
    /// <param name="money">Of the quote currency.</param>
    /// <exception cref="HostException">The card cannot count so much.</exception>
    public ulong Units(string name, decimal money)
    {
        decimal most = ulong.MaxValue / UnitsOfMoney;
        return money <= most
            ? (ulong)(money * UnitsOfMoney)
            : throw new HostException(string.Create(CultureInfo.InvariantCulture, $"{name} is {money}, more than the card counts for {Symbol}: at most {most:0}."));
    }
}

/// <summary>Reads the instruments' definitions.</summary>
public static class Instruments
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The instruments of a file such as sim/venue/instruments.json, in its order.</summary>
    /// <exception cref="HostException">Not there or not valid.</exception>
    public static IReadOnlyList<Instrument> Load(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            Document document = JsonSerializer.Deserialize<Document>(file, Json) ?? new Document([]);
            foreach (Instrument instrument in document.Instruments)
            {
                if (instrument.Symbol is not { Length: >= 1 and <= 8 } || instrument.Tick is 0 or > 65535)
                {
                    throw new HostException($"Instruments '{path}': symbol '{instrument.Symbol}' needs 1..8 characters and a tick of 1..65535 (it has {instrument.Tick}).");
                }
            }

            return document.Instruments;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new HostException($"Instruments '{path}' cannot be read: {e.Message}", e);
        }
    }

    private sealed record Document([property: JsonRequired] IReadOnlyList<Instrument> Instruments);
}

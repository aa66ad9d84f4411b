using System.Text.Json;
using System.Text.Json.Serialization;

namespace Saker.Venue;

/// <summary>Reads instruments.json, the one definition of the simulated market that the venue and the host share.</summary>
public static class InstrumentFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Loads and checks a file; locates are given from 1 in the order of the file.</summary>
    /// <exception cref="InvalidDataException">The file names no instrument, or one that no ITCH message could carry.</exception>
    public static IReadOnlyList<Instrument> Load(string path)
    {
        using var stream = File.OpenRead(path);
        FileShape? shape;
        try
        {
            shape = JsonSerializer.Deserialize<FileShape>(stream, Options);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }

        if (shape?.Instruments is not { Count: > 0 } rows)
        {
            throw new InvalidDataException($"{path}: no instruments");
        }

        var list = new List<Instrument>(rows.Count);
        foreach (var row in rows)
        {
            list.Add(Check(path, row, (ushort)(list.Count + 1)));
        }

        if (list.Select(i => i.Symbol).Distinct(StringComparer.Ordinal).Count() != list.Count)
        {
            throw new InvalidDataException($"{path}: a symbol is listed twice");
        }

        return list;
    }

    private static Instrument Check(string path, Row row, ushort locate)
    {
        bool ok = row.Symbol.Length is >= 1 and <= 8 && row.Symbol.All(char.IsAsciiLetterOrDigit)
            && row.PriceDecimals is >= 0 and <= 8 && row.QuantityDecimals is >= 0 and <= 8
            && row.Tick is >= 1 and <= Instrument.MaxPrice && row.Lot >= 1 && row.TypicalQuantity >= 1;
        var instrument = new Instrument
        {
            Symbol = row.Symbol,
            Locate = locate,
            Base = row.Base,
            Quote = row.Quote,
            PriceDecimals = row.PriceDecimals,
            QuantityDecimals = row.QuantityDecimals,
            Tick = row.Tick,
            Lot = row.Lot,
            StartPrice = row.StartPrice,
            TypicalQuantity = row.TypicalQuantity,
        };
        return ok && instrument.IsValidStart(row.StartPrice)
            ? instrument
            : throw new InvalidDataException($"{path}: instrument '{row.Symbol}' is outside the ranges (see Instrument)");
    }

    private sealed record FileShape([property: JsonPropertyName("instruments")] List<Row> Instruments);

    private sealed record Row(
        string Symbol,
        string Base,
        string Quote,
        int PriceDecimals,
        int QuantityDecimals,
        long Tick,
        uint Lot,
        long StartPrice,
        uint TypicalQuantity);
}

namespace Saker.Host;

/// <summary>Which symbols the card tracks. The directory's locates are another matter: the card learns them from the feed each day, by name.</summary>
public static class SymbolChoice
{
    /// <summary>The symbols by the card's index, the quoted one among them.</summary>
    /// <param name="options">--track, --symbol, and where instruments are defined. A capture brings its own.</param>
    /// <param name="most">Symbols that the card tracks.</param>
    /// <exception cref="HostException">A symbol is not defined, or there are too many.</exception>
    public static IReadOnlyList<Instrument> Of(DaemonOptions options, int most)
    {
        string[] names = [.. options.Track.Prepend(options.Symbol).Distinct()];
        if (names.Length > most)
        {
            throw new HostException($"{names.Length} symbols are to be tracked (--symbol and --track), the card tracks {most}: name fewer.");
        }

        if (options.Itch is { } capture)
        {
            return CaptureInstrument.Of(capture, names);
        }

        IReadOnlyList<Instrument> all = Instruments.Load(options.Instruments);
        IReadOnlyList<Instrument> named = Defined(options, names, all);
        return options.Track.Count != 0 ? named : [.. named, .. all.Except(named).Take(most - named.Count)];
    }

    private static IReadOnlyList<Instrument> Defined(DaemonOptions options, IReadOnlyList<string> names, IReadOnlyList<Instrument> all) =>
        [.. names.Select(name => all.FirstOrDefault(i => i.Symbol == name)
            ?? throw new HostException($"Symbol '{name}' is not defined in '{options.Instruments}' ({string.Join(", ", all.Select(i => i.Symbol))}): its tick and its price's decimals are unknown. Define it there or do not name it."))];
}

namespace Saker.Host;

/// <summary>Which symbols the card tracks. The directory's locates are another matter: the card learns them from the feed each day, by name.</summary>
public static class SymbolChoice
{
    /// <summary>The symbols by the card's index: first those that the slots trade, in the slots' order.</summary>
    /// <param name="options">--track, and where instruments are defined. A capture brings its own.</param>
    /// <param name="slots">The slots, with their symbols.</param>
    /// <param name="most">Symbols that the card tracks.</param>
    /// <exception cref="HostException">A symbol is not defined, or there are too many.</exception>
    public static IReadOnlyList<Instrument> Of(DaemonOptions options, IReadOnlyList<SlotSettings> slots, int most)
    {
        string[] names = [.. slots.Select(s => s.Symbol).Concat(options.Track).Distinct()];
        if (names.Length > most)
        {
            throw new HostException($"{names.Length} symbols are to be tracked (those of the slots and --track), the card tracks {most}: name fewer.");
        }

        if (options.Itch is { } capture)
        {
            return CaptureInstrument.Of(capture, names);
        }

        IReadOnlyList<Instrument> all = Instruments.Load(options.Instruments);
        Instrument[] named = [.. names.Select(name => all.FirstOrDefault(i => i.Symbol == name) ?? throw Undefined(name, slots, options.Instruments, all))];
        return options.Track.Count != 0 ? named : [.. named, .. all.Except(named).Take(most - named.Length)];
    }

    private static HostException Undefined(string name, IReadOnlyList<SlotSettings> slots, string file, IReadOnlyList<Instrument> all)
    {
        string[] by = [.. slots.Where(s => s.Symbol == name).Select(s => s.Name)];
        return new HostException($"Symbol '{name}'{(by.Length == 0 ? string.Empty : $" of slot {string.Join(" and ", by)}")} is not defined in '{file}' ({string.Join(", ", all.Select(i => i.Symbol))}): its tick and its price's decimals are unknown. Define it there or do not name it.");
    }
}

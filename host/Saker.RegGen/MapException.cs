namespace Saker.RegGen;

/// <summary>One fault of the maps: where it stands, what is wrong, and what to do about it.</summary>
/// <param name="File">File name, for instance <c>card.json</c>.</param>
/// <param name="Entry">Register, field, event or parameter, for instance <c>CAPS.NUM_SLOTS</c>.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Remedy">What to change.</param>
public sealed record MapProblem(string File, string Entry, string Fault, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Entry}: {Fault}. {Remedy}.";
}

/// <summary>The maps cannot be used; nothing was generated.</summary>
public sealed class MapException(IReadOnlyList<MapProblem> problems)
    : Exception(string.Join('\n', problems.Select(p => p.ToString())))
{
    /// <summary>A single fault.</summary>
    public MapException(string file, string entry, string fault, string remedy)
        : this([new MapProblem(file, entry, fault, remedy)]) { }

    /// <summary>Every fault found.</summary>
    public IReadOnlyList<MapProblem> Problems { get; } = problems;
}

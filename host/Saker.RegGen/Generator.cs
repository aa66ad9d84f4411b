namespace Saker.RegGen;

/// <summary>All generated files of a repository, as texts with '\n' line ends. Depends on the maps alone.</summary>
public static class Generator
{
    /// <summary>Path relative to the repository root (with '/') → content.</summary>
    public static IReadOnlyDictionary<string, string> Generate(Maps maps)
    {
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["hdl/regs/gen/saker_regs_pkg.sv"] = SvPackageEmitter.Emit(maps),
            ["hdl/regs/gen/saker_csr.sv"] = SvCsrEmitter.Emit(maps),
            ["hdl/regs/gen/saker_regs.h"] = CHeaderEmitter.Emit(maps),
            ["host/Saker.Card/Generated/CardRegisters.g.cs"] = CSharpEmitter.Registers(maps),
            ["host/Saker.Card/Generated/RegisterValues.g.cs"] = CSharpEmitter.Values(maps),
            ["host/Saker.Card/Generated/CardParameters.g.cs"] = CSharpEmitter.Parameters(maps),
            ["host/Saker.Card/Generated/Events.g.cs"] = CSharpEventEmitter.Emit(maps),
            ["docs/registers.md"] = MarkdownEmitter.Emit(maps),
        };
    }

    /// <summary>Writes the files that differ; returns their paths.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string root, IReadOnlyDictionary<string, string> files)
    {
        var drifted = Drift(root, files);
        foreach (var path in drifted)
        {
            var full = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, files[path]);
        }

        return drifted;
    }

    /// <summary>The paths whose file is missing or differs from what the maps give.</summary>
    public static IReadOnlyList<string> Drift(string root, IReadOnlyDictionary<string, string> files) =>
        [.. files.Where(f => !File.Exists(Path.Combine(root, f.Key)) || File.ReadAllText(Path.Combine(root, f.Key)) != f.Value).Select(f => f.Key)];
}

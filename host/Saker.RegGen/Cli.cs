namespace Saker.RegGen;

/// <summary>The command line: <c>Saker.RegGen [--check] REPOSITORY</c>.</summary>
public static class Cli
{
    /// <summary>
    /// Runs it: what comes of the maps, then the page of the controls. Exit codes: 0 done or nothing drifted; 1 <c>--check</c> found drift (each file
    /// on a line of <paramref name="output"/>); 2 wrong usage; 3 a map or a control is at fault; 4 a file cannot be read or written.
    /// </summary>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var check = arguments.Contains("--check");
        var rest = arguments.Where(a => a != "--check").ToList();
        if (rest.Count != 1 || rest[0].StartsWith('-'))
        {
            error.WriteLine("usage: Saker.RegGen [--check] REPOSITORY");
            return 2;
        }

        try
        {
            var root = rest[0];
            var maps = MapReader.ReadRepository(root);
            var drifted = Settle(root, Generator.Generate(maps), check, output);
            // Behind the maps: a faulty control keeps nobody from generating the RTL's package.
            var controls = ControlsPage.Of(SourceTree.Read(root), maps);
            drifted += Settle(root, new Dictionary<string, string>(StringComparer.Ordinal) { [SourceTree.Page] = controls.Text }, check, output);
            output.WriteLine(controls.List.Figure);
            return check && drifted > 0 ? 1 : 0;
        }
        catch (MapException fault)
        {
            error.WriteLine(fault.Message);
            return 3;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(fault.Message);
            return 4;
        }
    }

    /// <summary>Names or mends the files that differ; returns how many.</summary>
    private static int Settle(string root, IReadOnlyDictionary<string, string> files, bool check, TextWriter output)
    {
        var drifted = check ? Generator.Drift(root, files) : Generator.Write(root, files);
        foreach (var path in drifted)
        {
            output.WriteLine(check ? $"drifted: {path}" : $"wrote {path}");
        }

        return drifted.Count;
    }
}

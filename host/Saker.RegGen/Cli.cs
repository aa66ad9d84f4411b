namespace Saker.RegGen;

/// <summary>The command line: <c>Saker.RegGen [--check] REPOSITORY</c>.</summary>
public static class Cli
{
    /// <summary>
    /// Runs it. Exit codes: 0 done or nothing drifted; 1 <c>--check</c> found drift (each file on a line of <paramref name="output"/>);
    /// 2 wrong usage; 3 a map is at fault; 4 a file cannot be read or written.
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
            var files = Generator.Generate(MapReader.ReadRepository(rest[0]));
            if (!check)
            {
                foreach (var path in Generator.Write(rest[0], files))
                {
                    output.WriteLine($"wrote {path}");
                }

                return 0;
            }

            var drifted = Generator.Drift(rest[0], files);
            foreach (var path in drifted)
            {
                output.WriteLine($"drifted: {path}");
            }

            return drifted.Count == 0 ? 0 : 1;
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
}

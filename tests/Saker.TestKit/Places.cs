namespace Saker.TestKit;

/// <summary>Where tests find the repository, the captures and installed tools.</summary>
public static class Places
{
    private static readonly Lazy<string> Root = new(FindRoot);

    /// <summary>The repository's root: the nearest folder above the test's binaries that holds Directory.Packages.props.</summary>
    public static string RepositoryRoot => Root.Value;

    /// <summary>The folder of captures: $SAKER_DATA, else ../shared/data beside the repository.</summary>
    public static string DataRoot =>
        Environment.GetEnvironmentVariable("SAKER_DATA") is { Length: > 0 } set ? set : Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data"));

    /// <summary>A file or folder below the folder of captures.</summary>
    public static string Data(string relative) => Path.Combine(DataRoot, relative);

    /// <summary>Full path of a program on $PATH, or null.</summary>
    public static string? Tool(string name)
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            string candidate = Path.Combine(folder, name);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }
        return null;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Directory.Packages.props")))
            {
                return at.FullName;
            }
        }
        throw new InvalidOperationException("The tests do not run from inside the repository.");
    }
}

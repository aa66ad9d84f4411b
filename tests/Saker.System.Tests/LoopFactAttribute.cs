using System.Diagnostics;
using Saker.TestKit;
using Xunit;

namespace Saker.System.Tests;

/// <summary>A test of the whole system: needs the published programs, the virtual card and network namespaces.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LoopFactAttribute : FactAttribute
{
    private static readonly string? Missing = Reason();

    /// <param name="data">A file below the folder of captures that the test needs too.</param>
    /// <param name="tool">A program on $PATH that the test needs too.</param>
    public LoopFactAttribute(string? data = null, string? tool = null) =>
        Skip = data is not null && !File.Exists(Places.Data(data)) ? $"test data '{data}' is not below ../shared/data or $SAKER_DATA"
            : tool is not null && Places.Tool(tool) is null ? $"'{tool}' is not installed"
            : Missing;

    private static string? Reason()
    {
        string build = Path.Combine(Places.RepositoryRoot, "build");
        string[] needed = ["card/saker-card", "publish/host/saker-host", "publish/venue/saker-venue", "publish/controlplane/saker-controlplane", "publish/console/saker-console"];
        string? absent = needed.FirstOrDefault(n => !File.Exists(Path.Combine(build, n)));
        if (absent is not null)
        {
            return $"build/{absent} is not built: run `make sim publish`";
        }

        using Process probe = Process.Start("unshare", ["-Urn", "test", "-w", "/dev/net/tun"]);
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : "this machine does not allow network namespaces with TAP devices (`unshare -Urn`)";
    }
}

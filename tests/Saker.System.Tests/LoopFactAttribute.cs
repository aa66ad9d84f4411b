using System.Diagnostics;
using Saker.TestKit;
using Xunit;

namespace Saker.System.Tests;

/// <summary>A test of the whole system: needs the virtual card, the published programs and network namespaces.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LoopFactAttribute : FactAttribute
{
    private static readonly string[] Loop = ["card/saker-card", "publish/host/saker-host", "publish/venue/saker-venue"];
    private static readonly string[] Console = ["publish/controlplane/saker-controlplane", "publish/console/saker-console"];

    /// <param name="data">A file below the folder of captures that the test needs too.</param>
    /// <param name="console">Control plane, console and a browser are needed too.</param>
    /// <param name="cli">Control plane, console and the command line are needed too.</param>
    public LoopFactAttribute(string? data = null, bool console = false, bool cli = false) =>
        Skip = MissingProgram([.. Loop, .. console || cli ? Console : [], .. cli ? ["publish/cli/saker"] : Array.Empty<string>()])
            ?? (data is not null && !File.Exists(Places.Data(data)) ? $"test data '{data}' is not below ../shared/data or $SAKER_DATA" : null)
            ?? (console && Places.Tool("chromium") is null ? "'chromium' is not installed" : null)
            ?? MissingNamespaces();

    private static string? MissingProgram(IEnumerable<string> needed) =>
        needed.FirstOrDefault(n => !File.Exists(Path.Combine(Places.RepositoryRoot, "build", n))) is { } absent
            ? $"build/{absent} is not built: run `make sim publish`"
            : null;

    private static string? MissingNamespaces()
    {
        using Process probe = Process.Start("unshare", ["-Urn", "test", "-w", "/dev/net/tun"]);
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : "this machine does not allow network namespaces with TAP devices (`unshare -Urn`)";
    }
}

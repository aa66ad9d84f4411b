using System.Diagnostics;
using System.Text.Json;

namespace Saker.Rpc.Tests;

/// <summary>Runs one case of <c>node/client.js</c>.</summary>
internal static class ForeignClient
{
    private static readonly string Root = FindRoot();

    public static string Folder => Path.Combine(Root, "tests", "Saker.Rpc.Tests", "node");

    public static bool NodeFound =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node")));

    public static async Task<JsonElement> RunAsync(Uri server, string name)
    {
        ProcessStartInfo start = new("node", [
            Path.Combine(Folder, "client.js"), Path.Combine(Root, "controlplane", "proto", "saker.proto"), Target(server), name])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        try
        {
            Task<string> errors = node.StandardError.ReadToEndAsync(limit.Token);
            string output = await node.StandardOutput.ReadToEndAsync(limit.Token);
            await node.WaitForExitAsync(limit.Token);
            Assert.True(node.ExitCode == 0, $"node ended with {node.ExitCode}: {await errors}");
            return JsonDocument.Parse(output).RootElement;
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill();
            }
        }
    }

    private static string Target(Uri server) => server.Scheme == RpcAddress.UnixScheme ? server.OriginalString : server.Authority;

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "global.json")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests run outside of the repository.");
    }
}

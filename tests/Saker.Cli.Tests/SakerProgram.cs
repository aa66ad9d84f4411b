using System.Diagnostics;

namespace Saker.Cli.Tests;

/// <summary>What a run of the command line said.</summary>
internal sealed record SakerOutput(int Code, string Out, string Error)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs `saker` as people do, in a process of its own.</summary>
internal static class SakerProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "saker");

    public static SakerOutput Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill();
            throw new TimeoutException($"`saker {string.Join(' ', arguments)}` does not end.");
        }

        return new SakerOutput(process.ExitCode, output.Result, error.Result);
    }
}

using System.Diagnostics;
using System.Globalization;
using Saker.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Saker.System.Tests;

/// <summary>`saker up` as a process: what it starts ends with it, however it ends.</summary>
public sealed class UpTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [LoopFact(cli: true)]
    public async Task WhatItStarted_EndsWithIt_EvenWhenItIsKilled()
    {
        using Process up = Start("--port", "0", "--faults", "a.drop=0.01,b.skew_us=200");
        try
        {
            await ReadyAsync(up);
            string run = $"/run/{up.Id.ToString(CultureInfo.InvariantCulture)}/";
            string[] started = [.. Commands(run)];
            output.WriteLine(string.Join('\n', started));
            Assert.Contains(started, c => c.StartsWith("saker-card ", StringComparison.Ordinal));
            Assert.Contains(started, c => c.StartsWith("saker-venue ", StringComparison.Ordinal) && c.Contains("a.drop=0.01,b.skew_us=200", StringComparison.Ordinal));
            Assert.Contains(started, c => c.StartsWith("saker-host ", StringComparison.Ordinal));
            Assert.Contains(started, c => c.StartsWith("saker-controlplane ", StringComparison.Ordinal));

            up.Kill();
            await up.WaitForExitAsync();
            await GoneAsync(run);
        }
        finally
        {
            if (!up.HasExited)
            {
                up.Kill();
            }
        }
    }

    [LoopFact(cli: true)]
    public async Task FaultsThatAreNotUnderstood_AreSaidAndNothingStays()
    {
        using Process up = Start("--faults", "c.drop=0.01");
        string errors = await up.StandardError.ReadToEndAsync().WaitAsync(Limit);
        await up.WaitForExitAsync().WaitAsync(Limit);
        Assert.NotEqual(0, up.ExitCode);
        Assert.Contains("'c.drop' is not a.KEY, b.KEY, both.drop or both.outage", errors, StringComparison.Ordinal);
        await GoneAsync($"/run/{up.Id.ToString(CultureInfo.InvariantCulture)}/");
    }

    [LoopFact(cli: true)]
    public async Task AFolderTooDeepForSockets_IsAsGoodAsAnother()
    {
        string deep = Path.Combine(Folder, new string('d', 120));
        using Process up = StartIn(deep, "--port", "0");
        try
        {
            await ReadyAsync(up);
            string address = await File.ReadAllTextAsync(Path.Combine(deep, "run", "appliance"));
            output.WriteLine(address);
            string sockets = Path.GetDirectoryName(new Uri(address).AbsolutePath)!;
            Assert.Contains(Commands(sockets), c => c.StartsWith("saker-host ", StringComparison.Ordinal));
            using Process interrupt = Process.Start("kill", ["-INT", up.Id.ToString(CultureInfo.InvariantCulture)]);
            await up.WaitForExitAsync().WaitAsync(Limit);
            Assert.Equal(0, up.ExitCode);
            Assert.Empty(Commands(sockets));
            Assert.False(Directory.Exists(sockets), $"{sockets} was left behind");
        }
        finally
        {
            if (!up.HasExited)
            {
                up.Kill();
            }
        }
    }

    private static Process Start(params string[] arguments) => StartIn(Folder, arguments);

    private static Process StartIn(string folder, params string[] arguments)
    {
        // A shell's background job is born deaf to SIGINT, and so is all that it starts: the test may be one, Ctrl-C must work.
        string saker = Path.Combine(Places.RepositoryRoot, "build", "publish", "cli", "saker");
        var info = new ProcessStartInfo("env", ["--default-signal=INT", saker, "up", "--folder", folder, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return Process.Start(info)!;
    }

    // Not the build's: the logins that the first `make run` prints are made where there are none.
    private static string Folder => Path.Combine(Places.RepositoryRoot, "build", "system-tests", "up");

    private static async Task ReadyAsync(Process up)
    {
        var read = new List<string>();
        using var limit = new CancellationTokenSource(Limit);
        while (await up.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            read.Add(line);
            if (line.Contains("Ctrl-C stops everything", StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"saker up ended before it was ready: {string.Join('\n', read)}\n{await up.StandardError.ReadToEndAsync(limit.Token)}");
    }

    private static async Task GoneAsync(string run)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (Commands(run).ToArray() is { Length: > 0 } left)
        {
            Assert.False(limit.IsCancellationRequested, $"still there: {string.Join('\n', left)}");
            await Task.Delay(50);
        }
    }

    /// <summary>Name and arguments of the processes whose arguments name a run's folder.</summary>
    private static IEnumerable<string> Commands(string run)
    {
        foreach (string process in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
        {
            string text;
            try
            {
                text = File.ReadAllText(Path.Combine(process, "cmdline"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue; // It has ended since, or is another user's.
            }

            string[] words = text.TrimEnd('\0').Split('\0');
            if (words.Any(w => w.Contains(run, StringComparison.Ordinal)))
            {
                yield return string.Join(' ', words.Skip(1).Prepend(Path.GetFileName(words[0])));
            }
        }
    }
}

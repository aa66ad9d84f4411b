using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Saker.Loop;

/// <summary>A child process with its output kept in files. It gets SIGTERM when this process dies, whatever kills it.</summary>
public sealed class ManagedProcess : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly BlockingCollection<string> _lines = [];
    private readonly Lock _logLock = new();

    private ManagedProcess(string name, Process process, StreamWriter log)
    {
        Name = name;
        _process = process;
        _log = log;
    }

    public string Name { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Where everything it printed is kept.</summary>
    public string LogPath { get; private init; } = string.Empty;

    /// <summary>Starts a program. Standard output is read line by line (see <see cref="WaitForLineAsync"/>) and logged
    /// with standard error to DIRECTORY/NAME.log.</summary>
    /// <exception cref="LoopException">The program cannot be started.</exception>
    public static ManagedProcess Start(string name, string directory, IEnumerable<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        string path = Path.Combine(directory, name + ".log");
        var info = new ProcessStartInfo("setpriv") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        info.ArgumentList.Add("--pdeathsig");
        info.ArgumentList.Add("TERM");
        // A session of its own: Ctrl-C at the terminal goes to whoever started this, which then stops its parts in order.
        info.ArgumentList.Add("setsid");
        foreach (string word in command)
        {
            info.ArgumentList.Add(word);
        }

        foreach ((string key, string value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[key] = value;
        }

        try
        {
            Process process = Launcher.Start(info);
            var managed = new ManagedProcess(name, process, new StreamWriter(path) { AutoFlush = true }) { LogPath = path };
            process.OutputDataReceived += (_, e) => managed.Take(e.Data, keep: true);
            process.ErrorDataReceived += (_, e) => managed.Take(e.Data, keep: false);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return managed;
        }
        catch (Win32Exception e)
        {
            throw new LoopException($"{name} cannot be started: {e.Message} ('setpriv' is part of util-linux).", e);
        }
    }

    /// <summary>The lines of standard output, those not yet read first, up to the one that contains the text.</summary>
    /// <exception cref="LoopException">It did not come in time, or the process ended; the message carries the log's tail.</exception>
    public async Task<IReadOnlyList<string>> WaitForLineAsync(string text, TimeSpan limit, CancellationToken cancellation = default)
    {
        var read = new List<string>();
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < limit)
        {
            cancellation.ThrowIfCancellationRequested();
            while (_lines.TryTake(out string? line))
            {
                read.Add(line);
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return read;
                }
            }

            if (_process.HasExited && _lines.Count == 0)
            {
                throw new LoopException($"{Name} ended with code {_process.ExitCode} before it was ready.\n{Tail()}");
            }

            await Task.Delay(20, cancellation).ConfigureAwait(false);
        }

        throw new LoopException($"{Name} was not ready within {limit.TotalSeconds:0} s.\n{Tail()}");
    }

    /// <summary>The last lines it printed.</summary>
    public string Tail(int lines = 15)
    {
        lock (_logLock)
        {
            return string.Join('\n', File.ReadLines(LogPath).TakeLast(lines));
        }
    }

    /// <summary>SIGTERM, then SIGKILL after five seconds.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            using Process kill = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync().ConfigureAwait(false);
            using var limit = new CancellationTokenSource(Grace);
            try
            {
                await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync().ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _process.Dispose();
        lock (_logLock)
        {
            _log.Dispose();
        }

        _lines.Dispose();
    }

    private void Take(string? line, bool keep)
    {
        if (line is null)
        {
            return;
        }

        lock (_logLock)
        {
            if (_log.BaseStream is { CanWrite: true })
            {
                _log.WriteLine(line);
            }
        }

        if (keep && !_lines.IsAddingCompleted)
        {
            _lines.Add(line);
        }
    }
}

using System.CommandLine;
using System.Runtime.InteropServices;
using Saker.Loop;

namespace Saker.Cli;

/// <summary>`saker up`: the whole system on this machine until Ctrl-C. What `make run` calls.</summary>
public sealed class UpVerb : IVerb
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public Command Build()
    {
        Option<string?> itch = new("--itch") { Description = "ITCH BinaryFILE to replay as the market" };
        Option<string?> symbol = new("--symbol") { Description = "symbol that is quoted (default BTCUSD; needed with --itch)" };
        Option<int?> locate = new("--locate") { Description = "its stock locate, for a capture without a directory message" };
        Option<double> speed = new("--speed") { Description = "market seconds a wall-clock second", DefaultValueFactory = _ => 1 };
        Option<ulong> seed = new("--seed") { Description = "seed of the simulated market", DefaultValueFactory = _ => 1 };
        Option<string?> faults = new("--faults") { Description = "what goes wrong on the feed's lines A and B, as a.drop=0.01,b.skew_us=200 (saker-venue --help lists the rest)" };
        Option<ulong?> faultSeed = new("--fault-seed") { Description = "seed of what goes wrong (default: that of the market)" };
        Option<int> port = new("--port") { Description = "preferred port of the console", DefaultValueFactory = _ => 5080 };
        Option<string?> folder = new("--folder") { Description = "where data/ with users and audit, and run/ with logs and sockets, are kept (default: build)" };
        Command command = new("up", "Run virtual card, venue, host, control plane and console on this machine until Ctrl-C") { itch, symbol, locate, speed, seed, faults, faultSeed, port, folder };
        command.SetAction((p, cancel) => RunAsync(new Request(
            p.GetValue(itch), p.GetValue(symbol), p.GetValue(locate), p.GetValue(speed), p.GetValue(seed), p.GetValue(faults), p.GetValue(faultSeed), p.GetValue(port),
            Path.GetFullPath(p.GetValue(folder) ?? BuildDirectory))));
        return command;
    }

    private sealed record Request(string? Itch, string? Symbol, int? Locate, double Speed, ulong Seed, string? Faults, ulong? FaultSeed, int Port, string Folder);

    private static async Task<int> RunAsync(Request request)
    {
        if (request.Itch is not null && request.Symbol is null)
        {
            Console.Error.WriteLine("saker: a capture needs the symbol to be quoted: --symbol (make run ITCH=file SYMBOL=name).");
            return ExitCode.BadInput;
        }

        if (request.Itch is not null && !File.Exists(request.Itch))
        {
            Console.Error.WriteLine($"saker: there is no file '{request.Itch}'.");
            return ExitCode.BadInput;
        }

        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await UntilStoppedAsync(Options(request), stop.Token).ConfigureAwait(false);
            return ExitCode.Ok;
        }
        catch (LoopException e)
        {
            Console.Error.WriteLine($"saker: {e.Message}");
            return 1;
        }
    }

    private static string BuildDirectory => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));

    private static LoopOptions Options(Request request)
    {
        return new LoopOptions
        {
            BuildDirectory = BuildDirectory,
            RunDirectory = Path.Combine(request.Folder, "run", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            DataDirectory = Path.Combine(request.Folder, "data"),
            Itch = request.Itch is null ? null : Path.GetFullPath(request.Itch),
            Symbol = request.Symbol ?? "BTCUSD",
            Locate = request.Locate,
            Speed = request.Speed,
            Seed = request.Seed,
            Faults = request.Faults,
            FaultSeed = request.FaultSeed,
            ConsolePort = request.Port,
        };
    }

    private static async Task UntilStoppedAsync(LoopOptions options, CancellationToken stop)
    {
        string note = Path.Combine(Path.GetDirectoryName(options.RunDirectory)!, "appliance");
        SystemLoop? loop = null;
        try
        {
            loop = await SystemLoop.StartAsync(options, step => Console.WriteLine($"  starting: {step}"), stop).ConfigureAwait(false);
            await File.WriteAllTextAsync(note, loop.HostUrl.OriginalString, stop).ConfigureAwait(false);
            Console.WriteLine();
            Console.WriteLine($"  console        {loop.ConsoleUrl}");
            foreach (Login login in loop.FirstLogins)
            {
                Console.WriteLine($"  first login    user {login.User}, password {login.Password}");
            }

            if (loop.FirstLogins.Count == 0)
            {
                Console.WriteLine($"  logins         as printed at the first run (delete {options.DataDirectory} for new ones)");
            }

            Console.WriteLine($"  logs           {options.RunDirectory}");
            Console.WriteLine($"  appliance      {loop.HostUrl.OriginalString}  (saker status --appliance {loop.HostUrl.OriginalString})");
            Console.WriteLine("  Ctrl-C stops everything.");
            while (!stop.IsCancellationRequested)
            {
                if (loop.Fallen() is { } fallen)
                {
                    throw new LoopException($"{fallen.Name} ended by itself; everything is stopped.\n{fallen.Tail()}");
                }

                await Task.Delay(LookEvery, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine();
        }
        finally
        {
            if (loop is not null)
            {
                Console.WriteLine("  stopping");
                await loop.DisposeAsync().ConfigureAwait(false);
            }

            File.Delete(note);
        }
    }
}

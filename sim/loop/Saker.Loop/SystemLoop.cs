using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Saker.Loop;

/// <summary>A user and the password that was made for it.</summary>
public sealed record Login(string User, string Password);

/// <summary>The whole system on this machine: virtual card and venue in a network namespace of their own, host daemon,
/// control plane and console on loopback. Starts the parts in order, stops them in reverse.</summary>
public sealed class SystemLoop : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly LoopOptions _options;
    private readonly Stack<ManagedProcess> _running = new();

    private SystemLoop(LoopOptions options) => _options = options;

    /// <summary>The host daemon's gRPC address.</summary>
    public Uri HostUrl { get; private set; } = null!;

    public Uri? ControlPlaneUrl { get; private set; }

    public Uri? ConsoleUrl { get; private set; }

    /// <summary>The users that this start made, with the passwords that nobody can ask for again.</summary>
    public IReadOnlyList<Login> FirstLogins { get; private set; } = [];

    /// <summary>The venue's control socket.</summary>
    public string VenueControl => Path.Combine(_options.RunDirectory, "venue.sock");

    /// <summary>The virtual card's shared memory.</summary>
    public string CardMemory => Path.Combine(_options.RunDirectory, "card.shm");

    public IReadOnlyCollection<ManagedProcess> Processes => _running;

    /// <summary>Starts everything.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="progress">Told one short sentence before each step.</param>
    /// <param name="cancellation">Stops the start; what runs already is stopped again.</param>
    /// <exception cref="LoopException">A part did not come up.</exception>
    public static async Task<SystemLoop> StartAsync(LoopOptions options, Action<string> progress, CancellationToken cancellation = default)
    {
        var loop = new SystemLoop(options);
        try
        {
            await loop.StartPartsAsync(progress, cancellation).ConfigureAwait(false);
            return loop;
        }
        catch
        {
            await loop.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The first part that has ended by itself, if any.</summary>
    public ManagedProcess? Fallen() => _running.FirstOrDefault(p => p.HasExited);

    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out ManagedProcess? process))
        {
            await process.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task StartPartsAsync(Action<string> progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(_options.RunDirectory);
        Directory.CreateDirectory(_options.DataDirectory);

        progress("virtual card and venue, in a network namespace of their own");
        ManagedProcess market = Start("market", MarketCommand());
        await market.WaitForLineAsync("\"ready\"", StartLimit, cancellation).ConfigureAwait(false);

        progress("host daemon: bring-up of the card, order session, first orders");
        HostUrl = Local(FreePort());
        ManagedProcess host = Start("host", HostCommand());
        await host.WaitForLineAsync("\"ready\"", StartLimit, cancellation).ConfigureAwait(false);
        if (!_options.WithConsole)
        {
            return;
        }

        progress("control plane");
        ControlPlaneUrl = Local(FreePort());
        ManagedProcess plane = Start("controlplane", [
            Program("controlplane", "saker-controlplane"), "--listen", ControlPlaneUrl.ToString(), "--data", _options.DataDirectory,
            "--appliance", "local=" + HostUrl]);
        FirstLogins = FirstLoginsOf(await plane.WaitForLineAsync("\"listening\"", StartLimit, cancellation).ConfigureAwait(false));

        progress("console");
        ConsoleUrl = Local(FreePort(_options.ConsolePort));
        ManagedProcess console = Start("console", [
            Program("console", "saker-console"), "--listen", ConsoleUrl.ToString(), "--controlplane", ControlPlaneUrl.ToString()]);
        await console.WaitForLineAsync("\"ready\"", StartLimit, cancellation).ConfigureAwait(false);
    }

    private IEnumerable<string> MarketCommand()
    {
        List<string> command =
        [
            "unshare", "-Urn", Path.Combine(_options.BuildDirectory, "..", "sim", "loop", "inside.sh"),
            _options.RunDirectory, Path.Combine(_options.BuildDirectory, "card", "saker-card"),
        ];
        if (_options.OrderPcap is { } pcap)
        {
            command.AddRange(["--pcap", pcap]);
        }

        command.AddRange([
            "--", Program("venue", "saker-venue"), "--control", VenueControl, "--start-on-login",
            "--md-bind", "10.77.1.1", "--ouch-bind", "10.77.2.1:26480",
            "--seed", Number(_options.Seed), "--speed", Number(_options.Speed)]);
        if (_options.Duration > 0)
        {
            command.AddRange(["--duration", Number(_options.Duration)]);
        }

        if (_options.Itch is { } itch)
        {
            command.AddRange(["--itch", itch, "--symbol", _options.Symbol]);
            if (_options.Locate is { } locate)
            {
                command.AddRange(["--locate", Number(locate)]);
            }
        }

        return command;
    }

    private IEnumerable<string> HostCommand()
    {
        List<string> command =
        [
            Program("host", "saker-host"), "--card", CardMemory, "--listen", HostUrl.ToString(), "--symbol", _options.Symbol,
            "--venue", "10.77.2.1:26480", "--local", "10.77.2.2", "--arm-on-start",
        ];
        if (_options.Itch is { } itch)
        {
            command.AddRange(["--itch", itch]);
        }

        if (_options.Parameters is { } parameters)
        {
            command.AddRange(["--parameters", parameters]);
        }

        return command;
    }

    private ManagedProcess Start(string name, IEnumerable<string> command)
    {
        ManagedProcess process = ManagedProcess.Start(name, _options.RunDirectory, command);
        _running.Push(process);
        return process;
    }

    private string Program(string folder, string name) => Path.Combine(_options.BuildDirectory, "publish", folder, name);

    /// <summary>The control plane prints each password that it made once, one JSON line a user, before it listens.</summary>
    private static IReadOnlyList<Login> FirstLoginsOf(IEnumerable<string> lines) =>
        [.. lines.Where(line => line.Contains("first-login", StringComparison.Ordinal))
            .Select(line => JsonSerializer.Deserialize<Login>(line, JsonSerializerOptions.Web)!)];

    private static Uri Local(int port) => new($"http://127.0.0.1:{port}");

    private static string Number<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>A port that is free now: the preferred one or one of the following twenty, else any.</summary>
    private static int FreePort(int preferred = 0)
    {
        for (int port = preferred; preferred != 0 && port < preferred + 20; port++)
        {
            if (TryBind(port, out int bound))
            {
                return bound;
            }
        }

        return TryBind(0, out int any) ? any : throw new LoopException("No free TCP port on 127.0.0.1.");
    }

    private static bool TryBind(int port, out int bound)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            bound = ((IPEndPoint)probe.LocalEndpoint).Port;
            return true;
        }
        catch (SocketException)
        {
            bound = 0;
            return false;
        }
    }
}

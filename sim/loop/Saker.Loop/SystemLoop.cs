using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Saker.Rpc;

namespace Saker.Loop;

/// <summary>A user and the password that was made for it.</summary>
public sealed record Login(string User, string Password);

/// <summary>The whole system on this machine: virtual card, venue and host daemon in a network namespace of their own, control plane
/// and console outside it on loopback; the host is reached through a socket of the file system. Starts the parts in order, stops them in reverse.</summary>
public sealed class SystemLoop : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly LoopOptions _options;
    private readonly Stack<ManagedProcess> _running = new();
    private readonly SocketFolder _sockets;

    private SystemLoop(LoopOptions options)
    {
        _options = options;
        _sockets = new SocketFolder(options.RunDirectory);
        HostUrl = RpcAddress.OfSocket(_sockets.PathOf("host.sock")).Uri;
    }

    /// <summary>Seed of the market and of what goes wrong.</summary>
    public ulong Seed => _options.Seed;

    /// <summary>The host daemon's gRPC address.</summary>
    public Uri HostUrl { get; }

    public Uri? ControlPlaneUrl { get; private set; }

    public Uri? ConsoleUrl { get; private set; }

    /// <summary>The users that this start made, with the passwords that nobody can ask for again.</summary>
    public IReadOnlyList<Login> FirstLogins { get; private set; } = [];

    /// <summary>The venue's control socket.</summary>
    public string VenueControl => _sockets.PathOf("venue.sock");

    /// <summary>The virtual card's shared memory; its doorbell, a socket, is beside it.</summary>
    public string CardMemory => _sockets.PathOf("card.shm");

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

        _sockets.Dispose();
    }

    private async Task StartPartsAsync(Action<string> progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(_options.DataDirectory);

        progress("virtual card and venue, in a network namespace of their own");
        ManagedProcess market = Start("market", MarketCommand());
        await market.WaitForLineAsync("\"ready\"", StartLimit, cancellation).ConfigureAwait(false);

        progress("host daemon: bring-up of the card, order session, first orders");
        await StartHostAsync("host", cancellation).ConfigureAwait(false);
        if (!_options.WithConsole)
        {
            return;
        }

        progress("control plane");
        ControlPlaneUrl = Local(FreePort());
        ManagedProcess plane = Start("controlplane", [
            Program("controlplane", "saker-controlplane"), "--listen", ControlPlaneUrl.ToString(), "--data", _options.DataDirectory,
            "--appliance", "local=" + HostUrl.OriginalString]);
        FirstLogins = FirstLoginsOf(await plane.WaitForLineAsync("\"listening\"", StartLimit, cancellation).ConfigureAwait(false));

        progress("console");
        ConsoleUrl = Local(FreePort(_options.ConsolePort));
        ManagedProcess console = Start("console", [
            Program("console", "saker-console"), "--listen", ConsoleUrl.ToString(), "--controlplane", ControlPlaneUrl.ToString()]);
        await console.WaitForLineAsync("\"ready\"", StartLimit, cancellation).ConfigureAwait(false);
    }

    /// <summary>Starts a host daemon on the card that runs, in place of one that has died. Its log is named apart.</summary>
    /// <exception cref="LoopException">It did not come up.</exception>
    public Task StartHostAsync(string name, CancellationToken cancellation = default)
    {
        ManagedProcess market = _running.Single(p => p.Name == "market");
        return Start(name, HostCommand(market.Id)).WaitForLineAsync("\"ready\"", StartLimit, cancellation);
    }

    private IEnumerable<string> MarketCommand()
    {
        List<string> command =
        [
            "unshare", "-Urn", Path.Combine(_options.BuildDirectory, "..", "sim", "loop", "inside.sh"),
            _options.RunDirectory, Path.Combine(_options.BuildDirectory, "card", "saker-card"), CardMemory,
        ];
        if (_options.OrderPcap is { } pcap)
        {
            command.AddRange(["--pcap", pcap]);
        }

        if (_options.OrderFaults is { } faults)
        {
            command.AddRange(["--oe-faults", faults, "--oe-fault-seed", Number(_options.FaultSeed ?? _options.Seed)]);
        }

        command.AddRange([
            "--", Program("venue", "saker-venue"), "--control", VenueControl, "--start-on-login",
            "--md-bind", LoopAddresses.LineA, "--md-group", LoopAddresses.GroupA,
            "--md-b-bind", LoopAddresses.LineB, "--md-b-group", LoopAddresses.GroupB,
            "--rerequest", LoopAddresses.Rerequest, "--glimpse", LoopAddresses.Glimpse, "--ouch-bind", LoopAddresses.Orders,
            "--seed", Number(_options.Seed), "--speed", Number(_options.Speed)]);
        if (_options.KeepOnDisconnect)
        {
            command.Add("--keep-on-disconnect");
        }

        if (_options.Duration > 0)
        {
            command.AddRange(["--duration", Number(_options.Duration)]);
        }

        Add(command, "--faults", _options.Faults);
        Add(command, "--fault-seed", _options.FaultSeed is { } seed ? Number(seed) : null);
        Add(command, "--instruments", _options.Instruments);
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

    /// <summary>The daemon enters the market's namespace. Every program of this line takes the place of the one before it, so the
    /// process that is started is the daemon itself.</summary>
    private IEnumerable<string> HostCommand(int market)
    {
        List<string> command =
        [
            "nsenter", "--target", Number(market), "--user", "--net", "--preserve-credentials",
            // Entering a namespace of users may have cleared it.
            "setpriv", "--pdeathsig", "TERM",
            Program("host", "saker-host"), "--card", CardMemory, "--listen", HostUrl.OriginalString, "--symbol", _options.Symbol,
            "--feed", LoopAddresses.GroupA, "--feed-b", LoopAddresses.GroupB, "--rerequest", LoopAddresses.Rerequest, "--glimpse", LoopAddresses.Glimpse,
            "--venue", LoopAddresses.Orders, "--local", LoopAddresses.Card, "--arm-on-start",
        ];
        if (_options.Record)
        {
            command.Add("--record");
        }

        Add(command, "--itch", _options.Itch);
        Add(command, "--instruments", _options.Instruments);
        Add(command, "--parameters", _options.Parameters);
        Add(command, "--heartbeat-limit-ms", _options.HeartbeatLimit is { } limit ? Number(limit.TotalMilliseconds) : null);
        return command;
    }

    private static void Add(List<string> command, string option, string? value)
    {
        if (value is not null)
        {
            command.AddRange([option, value]);
        }
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

namespace Saker.Loop;

/// <summary>What to run and where.</summary>
public sealed record LoopOptions
{
    /// <summary>Where the built programs are: build/publish/{host,venue,controlplane,console} and build/card/saker-card.</summary>
    public required string BuildDirectory { get; init; }

    /// <summary>Fresh folder for this run's sockets, logs and shared memory.</summary>
    public required string RunDirectory { get; init; }

    /// <summary>Folder that outlives the run: users and audit of the control plane.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Seed of the venue's background flow.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Market seconds a wall-clock second.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Market seconds after which the venue's flow stops; zero: never.</summary>
    public double Duration { get; init; }

    /// <summary>The symbol of slots whose settings name none.</summary>
    public string Symbol { get; init; } = "BTCUSD";

    /// <summary>An ITCH capture to replay as the market.</summary>
    public string? Itch { get; init; }

    /// <summary>Stock locate of the symbol in a capture that names none.</summary>
    public int? Locate { get; init; }

    /// <summary>Instrument definitions of venue and host; null: the default market.</summary>
    public string? Instruments { get; init; }

    /// <summary>What goes wrong on the feed's two lines, in the venue's words (<c>a.drop=0.01,b.skew_us=200</c>); null: nothing.</summary>
    public string? Faults { get; init; }

    /// <summary>Seed of what goes wrong; null: <see cref="Seed"/>.</summary>
    public ulong? FaultSeed { get; init; }

    /// <summary>What goes wrong on the order line, both ways (<c>loss=0.02,duplicate=0.01,reorder=0.05,delay_ms=20,jitter_ms=2</c>); null:
    /// nothing. The seed is <see cref="FaultSeed"/>.</summary>
    public string? OrderFaults { get; init; }

    /// <summary>The venue leaves our orders where they are when the connection ends; else it cancels them.</summary>
    public bool KeepOnDisconnect { get; init; }

    /// <summary>The host keeps full books from every message and compares the card's with them.</summary>
    public bool Record { get; init; } = true;

    /// <summary>Settings of the card and its slots (JSON); null: the host's default.</summary>
    public string? Parameters { get; init; }

    /// <summary>How long the host may be silent before the card kills itself; null: the host's own default. A test of something else
    /// names a long one: the card's clock is the machine's, and a machine may stand still for a second.</summary>
    public TimeSpan? HeartbeatLimit { get; init; }

    /// <summary>Write what passes on the order line to this file.</summary>
    public string? OrderPcap { get; init; }

    /// <summary>Run control plane and console too.</summary>
    public bool WithConsole { get; init; } = true;

    /// <summary>Preferred port of the console on 127.0.0.1; the next free one is taken. 0: any.</summary>
    public int ConsolePort { get; init; } = 5080;
}

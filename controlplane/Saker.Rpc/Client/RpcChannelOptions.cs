namespace Saker.Rpc.Client;

/// <summary>Limits and timers of a channel.</summary>
public sealed record RpcChannelOptions
{
    /// <summary>Largest answer, bytes. Default 4 MiB.</summary>
    public int MaxReceiveSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Largest request, bytes. Default 4 MiB.</summary>
    public int MaxSendSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long a connection attempt may take. Default 2 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Silence after which a connection with open calls is probed. Default 5 s.</summary>
    public TimeSpan KeepAliveDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the answer to a probe may take before the connection is given up. Default 5 s.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Clock of the deadlines. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

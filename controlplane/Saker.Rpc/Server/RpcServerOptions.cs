namespace Saker.Rpc.Server;

/// <summary>Limits of a served service.</summary>
public sealed record RpcServerOptions
{
    /// <summary>Largest request, bytes. Default 4 MiB.</summary>
    public int MaxReceiveSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Largest answer, bytes. Default 4 MiB.</summary>
    public int MaxSendSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Clock of the deadlines. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

namespace Saker.Rpc.Client;

/// <summary>What goes with one call.</summary>
/// <param name="Timeout">How long to wait for the whole call; null: for ever. It travels, so the server stops too.</param>
/// <param name="Headers">Metadata to send; null: none.</param>
/// <param name="Cancel">Ends the call; the server sees it.</param>
public readonly record struct CallOptions(TimeSpan? Timeout = null, Metadata? Headers = null, CancellationToken Cancel = default);

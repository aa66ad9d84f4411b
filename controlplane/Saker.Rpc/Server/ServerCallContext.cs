namespace Saker.Rpc.Server;

/// <summary>What a handler knows of the call beside its request. It stays valid after the call ended.</summary>
public sealed class ServerCallContext
{
    internal ServerCallContext(string method, string peer, Metadata requestHeaders, DateTimeOffset? deadline, CancellationToken cancel)
    {
        Method = method;
        Peer = peer;
        RequestHeaders = requestHeaders;
        Deadline = deadline;
        CancellationToken = cancel;
    }

    /// <summary>The path, <c>/package.Service/Method</c>.</summary>
    public string Method { get; }

    /// <summary>Remote address and port.</summary>
    public string Peer { get; }

    /// <summary>Metadata sent by the caller.</summary>
    public Metadata RequestHeaders { get; }

    /// <summary>Metadata that go with the status; set it before the handler returns or throws.</summary>
    public Metadata ResponseTrailers { get; } = [];

    /// <summary>When the caller stops waiting; null: never.</summary>
    public DateTimeOffset? Deadline { get; }

    /// <summary>Cancelled when the caller goes away, when the deadline passes and when the server stops.</summary>
    public CancellationToken CancellationToken { get; }
}

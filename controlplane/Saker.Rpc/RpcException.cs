namespace Saker.Rpc;

/// <summary>A call that ended with another status than <see cref="StatusCode.Ok"/>. A handler throws it to answer with that status; a client gets it.</summary>
public sealed class RpcException : Exception
{
    /// <param name="code">Any code but <see cref="StatusCode.Ok"/>.</param>
    /// <param name="detail">One sentence for the caller; it travels to the other side.</param>
    /// <param name="inner">The local cause, if any; it does not travel.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> is Ok.</exception>
    public RpcException(StatusCode code, string detail, Exception? inner = null)
        : base($"{code}: {detail}", inner)
    {
        if (code == StatusCode.Ok)
        {
            throw new ArgumentException("An exception cannot carry the status Ok.", nameof(code));
        }

        Code = code;
        Detail = detail;
    }

    /// <summary>The status that ended the call.</summary>
    public StatusCode Code { get; }

    /// <summary>The sentence of the side that ended the call; may be empty.</summary>
    public string Detail { get; }

    /// <summary>Trailing metadata that came with the status; empty on a server.</summary>
    public Metadata Trailers { get; init; } = [];
}

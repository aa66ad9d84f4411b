namespace Saker.Host;

/// <summary>The daemon cannot go on. The message says what happened, what it means and what to do.</summary>
public sealed class HostException : Exception
{
    public HostException(string message) : base(message) { }

    public HostException(string message, Exception inner) : base(message, inner) { }
}

namespace Saker.Loop;

/// <summary>The system could not be started or did not stay up. The message says which part, why, and what to do.</summary>
public sealed class LoopException : Exception
{
    public LoopException(string message) : base(message) { }

    public LoopException(string message, Exception inner) : base(message, inner) { }
}

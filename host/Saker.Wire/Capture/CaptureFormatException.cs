namespace Saker.Wire;

/// <summary>A capture file is not what its name or head promised. The message is one sentence for people.</summary>
public sealed class CaptureFormatException : Exception
{
    public CaptureFormatException(string message) : base(message)
    {
    }

    public CaptureFormatException(string message, Exception inner) : base(message, inner)
    {
    }
}

namespace Saker.Cli;

/// <summary>What a walk over a capture is for.</summary>
/// <param name="Title">One or two words for people.</param>
/// <param name="Summary">Its rate is worth a line at its end, however short it was.</param>
public readonly record struct Walk(string Title, bool Summary = false);

/// <summary>Follows walks over a capture, one after the other.</summary>
public interface IWalkProgress
{
    /// <summary>A walk over a file of so many bytes begins.</summary>
    void Begin(Walk walk, long bytes);

    /// <summary>So many messages and bytes were taken since it began.</summary>
    void Step(long messages, long bytes);

    /// <summary>The walk is over, at its end or before.</summary>
    void End(long messages);
}

/// <summary>Nobody looks.</summary>
public sealed class NoProgress : IWalkProgress
{
    public static NoProgress Instance { get; } = new();

    public void Begin(Walk walk, long bytes)
    {
    }

    public void Step(long messages, long bytes)
    {
    }

    public void End(long messages)
    {
    }
}

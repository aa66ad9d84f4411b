namespace Saker.Card.Parameters;

/// <summary>A parameter document or an image that the card could not hold as it is.</summary>
/// <param name="problems">All of them, a sentence each, with the document's name.</param>
public sealed class ParameterException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    /// <summary>A sentence for each.</summary>
    public IReadOnlyList<string> Problems => problems;
}

using System.Globalization;

namespace Saker.Card.Parameters;

/// <summary>Gathers what is wrong with a document, so that a person sees all of it at once.</summary>
/// <param name="source">The document's name, for the sentences.</param>
internal sealed class ParameterProblems(string source)
{
    private readonly List<string> _problems = [];

    /// <summary>The document's name.</summary>
    public string Source => source;

    public void Add(string what) => _problems.Add($"Parameter document '{source}': {what}.");

    public void Unknown(string name) => Add($"'{name}' is no parameter of this card's map");

    public void Twice(string name) => Add($"{name} is given twice");

    public void Missing(string name) => Add($"{name} is missing");

    public void NotWhole(ParameterDescriptor parameter, int element, string value) => Add($"{ParameterDocument.NameOf(parameter, element)} is {value}, not a whole number");

    public void Count(ParameterDescriptor parameter, int count) =>
        Add(string.Create(CultureInfo.InvariantCulture, $"{ParameterDocument.NameOf(parameter)} has {count} elements, not {parameter.Count}"));

    public void Outside(ParameterDescriptor parameter, int element, string value) =>
        Add(string.Create(CultureInfo.InvariantCulture, $"{ParameterDocument.NameOf(parameter, element)} is {value}, outside {parameter.Min}..{parameter.Max} {parameter.Unit}").TrimEnd());

    /// <summary>All of them.</summary>
    public ParameterException Exception => new(_problems);

    /// <exception cref="ParameterException">There is one.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count != 0)
        {
            throw Exception;
        }
    }
}

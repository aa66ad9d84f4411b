using System.Globalization;
using System.Text;
using Saker.Model;

namespace Saker.Card.Parameters;

/// <summary>What a slot shall quote by: a value for each parameter of a bank, with the map's names and units (docs/registers.md) as JSON, and the symbol by its
/// ticker. Every value is one that the card takes. Immutable.</summary>
public sealed class ParameterDocument
{
    /// <summary>Longest ticker, characters.</summary>
    public const int MostSymbol = 8;

    private const int Row = 8;

    private readonly long[][] _values;
    private readonly string _source;

    private ParameterDocument(string symbol, long[][] values, string source) => (Symbol, _values, _source) = (symbol, values, source);

    /// <summary>The parameters that a document names besides its symbol, in the map's order.</summary>
    public static IReadOnlyList<ParameterDescriptor> Parameters { get; } = [.. BankImage.Parameters.Where(p => p != CardParameters.Symbol)];

    /// <summary>The ticker.</summary>
    public string Symbol { get; }

    /// <summary>What the slot shall do.</summary>
    public Take Take => (Take)One(CardParameters.Take);

    /// <summary>A parameter's values.</summary>
    public IReadOnlyList<long> Values(ParameterDescriptor parameter) => _values[Parameters.TakeWhile(p => p != parameter).Count()];

    /// <summary>"inventoryCap" for INVENTORY_CAP.</summary>
    public static string NameOf(ParameterDescriptor parameter)
    {
        string[] words = parameter.Name.Split('_');
        return string.Concat(words.Select((word, n) => (n == 0 ? char.ToLowerInvariant(word[0]) : word[0]) + word[1..].ToLowerInvariant()));
    }

    /// <summary>"micro[3]"; the name alone for a parameter of one element.</summary>
    public static string NameOf(ParameterDescriptor parameter, int element) =>
        parameter.Count == 1 ? NameOf(parameter) : string.Create(CultureInfo.InvariantCulture, $"{NameOf(parameter)}[{element}]");

    /// <summary>Reads a document from a file.</summary>
    /// <exception cref="ParameterException">It is no document, or not one that the card could hold.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ParameterDocument Load(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads a document.</summary>
    /// <param name="text">JSON; comments are passed over.</param>
    /// <param name="source">The document's name, for the sentences.</param>
    /// <exception cref="ParameterException">It is no document, or not one that the card could hold.</exception>
    public static ParameterDocument Parse(string text, string source) => ParameterReader.Read(text, source);

    /// <summary>The document with these values.</summary>
    /// <param name="symbol">Ticker.</param>
    /// <param name="values">The values of each parameter, by its name.</param>
    /// <param name="source">The document's name, for the sentences.</param>
    /// <exception cref="ParameterException">A name is missing or unknown, or a value is none that the card takes.</exception>
    public static ParameterDocument Of(string symbol, IReadOnlyDictionary<string, IReadOnlyList<long>> values, string source) =>
        Checked(symbol, values.ToDictionary(v => v.Key, v => (IReadOnlyList<long?>)[.. v.Value.Select(n => (long?)n)]), new ParameterProblems(source));

    /// <summary>The document of which a bank has the image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="symbol">The ticker of its symbol.</param>
    /// <param name="source">Where the image comes from, for the sentences.</param>
    /// <exception cref="ParameterException">A word is none that the card takes.</exception>
    public static ParameterDocument Of(BankImage image, string symbol, string source) =>
        Of(symbol, Parameters.ToDictionary(p => NameOf(p), IReadOnlyList<long> (p) => [.. Enumerable.Range(0, p.Count).Select(n => image.Value(p, n))]), source);

    /// <summary>The bank with these parameters.</summary>
    /// <param name="symbolIndex">The card's index of the symbol, 0..255.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    /// <exception cref="ParameterException">The symbol would lead itself.</exception>
    public BankImage Image(int symbolIndex)
    {
        var problems = new ParameterProblems(_source);
        TakerChecks.Leader(Take, One(CardParameters.Lead), symbolIndex, problems);
        problems.ThrowIfAny();
        return BankImage.Of((p, n) => p.Encode(p == CardParameters.Symbol ? symbolIndex : Values(p)[n]));
    }

    /// <summary>What is different in another document.</summary>
    public IEnumerable<ParameterChange> ChangesTo(ParameterDocument other)
    {
        if (Symbol != other.Symbol)
        {
            yield return new ParameterChange(ParameterReader.SymbolName, Symbol, other.Symbol, string.Empty);
        }

        foreach ((ParameterDescriptor parameter, int element) in Parameters.SelectMany(p => Enumerable.Range(0, p.Count).Select(n => (p, n))))
        {
            (long old, long now) = (Values(parameter)[element], other.Values(parameter)[element]);
            if (old != now)
            {
                yield return new ParameterChange(NameOf(parameter, element), Text(old), Text(now), parameter.Unit);
            }
        }
    }

    /// <summary>The document as JSON, one parameter a line, which <see cref="Parse"/> reads back.</summary>
    public string ToJson()
    {
        var text = new StringBuilder($"{{\n  \"{ParameterReader.SymbolName}\": \"{Symbol}\"");
        foreach (ParameterDescriptor parameter in Parameters)
        {
            text.Append(CultureInfo.InvariantCulture, $",\n  \"{NameOf(parameter)}\": {(parameter.Count == 1 ? Text(Values(parameter)[0]) : Rows(Values(parameter)))}");
        }

        return text.Append("\n}\n").ToString();
    }

    /// <summary>The document with these values, if there is no problem.</summary>
    /// <param name="symbol">Ticker; null: missing.</param>
    /// <param name="values">By name; a value of null is among the problems already.</param>
    /// <param name="problems">Those found so far.</param>
    /// <exception cref="ParameterException">There is a problem; all that there are.</exception>
    internal static ParameterDocument Checked(string? symbol, IReadOnlyDictionary<string, IReadOnlyList<long?>> values, ParameterProblems problems)
    {
        CheckSymbol(symbol, problems);
        foreach (string name in values.Keys.Where(n => Find(n) is null))
        {
            problems.Unknown(name);
        }

        foreach (ParameterDescriptor parameter in Parameters)
        {
            Check(parameter, values.GetValueOrDefault(NameOf(parameter)), problems);
        }

        problems.ThrowIfAny();
        var document = new ParameterDocument(symbol!, [.. Parameters.Select(p => values[NameOf(p)].Select(v => v!.Value).ToArray())], problems.Source);
        TakerChecks.Legs(document.Take, document.One(CardParameters.LegX), document.One(CardParameters.LegY), problems);
        problems.ThrowIfAny();
        return document;
    }

    /// <summary>The parameter of a document that has this name; null: none has.</summary>
    internal static ParameterDescriptor? Find(string name) => Parameters.FirstOrDefault(p => NameOf(p) == name);

    private static void CheckSymbol(string? symbol, ParameterProblems problems)
    {
        if (symbol is null)
        {
            problems.Missing(ParameterReader.SymbolName);
        }
        else if (symbol.Length is 0 or > MostSymbol || symbol.Any(c => c is <= ' ' or > '~' or '"' or '\\'))
        {
            problems.Add($"{ParameterReader.SymbolName} is '{symbol}', not a ticker of 1..{MostSymbol} characters");
        }
    }

    private static void Check(ParameterDescriptor parameter, IReadOnlyList<long?>? given, ParameterProblems problems)
    {
        if (given is null)
        {
            problems.Missing(NameOf(parameter));
            return;
        }

        if (given.Count != parameter.Count)
        {
            problems.Count(parameter, given.Count);
        }

        for (int element = 0; element < given.Count; element++)
        {
            if (given[element] is { } value && !parameter.Accepts(value))
            {
                problems.Outside(parameter, element, Text(value));
            }
        }
    }

    private long One(ParameterDescriptor parameter) => Values(parameter)[0];

    private static string Rows(IReadOnlyList<long> values) => $"[\n    {string.Join(",\n    ", values.Chunk(Row).Select(row => string.Join(", ", row.Select(Text))))}\n  ]";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A value that two documents do not share.</summary>
/// <param name="Name">"skew", "micro[3]".</param>
/// <param name="Old">In the first.</param>
/// <param name="New">In the second.</param>
/// <param name="Unit">Of both; empty: none.</param>
public readonly record struct ParameterChange(string Name, string Old, string New, string Unit);

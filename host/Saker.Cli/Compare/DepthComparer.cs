using Saker.Model;

namespace Saker.Cli;

/// <summary>Compares the card's DEPTH reports with the model's book of exactly the message that each names. The card conflates: it need not report every
/// message, but in the end every symbol's last report is its book.</summary>
internal sealed class DepthComparer
{
    private readonly Dictionary<(int Symbol, ulong Sequence), DepthRecord[]> _books = [];
    private readonly DepthRecord[][] _now;
    private readonly DepthRecord[]?[] _reported;
    private readonly List<DepthRecord> _report = [];

    /// <param name="start">Every symbol's four records at the start.</param>
    public DepthComparer(DepthRecord[][] start)
    {
        _now = start;
        _reported = new DepthRecord[]?[start.Length];
        Forget();
    }

    /// <summary>Records that were equal.</summary>
    public long Compared { get; private set; }

    /// <summary>The first difference.</summary>
    public Difference? First { get; private set; }

    /// <summary>The model's four records after a message.</summary>
    public void Model(int symbol, DepthRecord[] report)
    {
        _now[symbol] = report;
        _books[(symbol, report[0].Seq)] = report;
    }

    /// <summary>The card's next record.</summary>
    public void Card(DepthRecord record, uint cycle)
    {
        _report.Add(record);
        if (_report.Count < DepthReport.Records)
        {
            return;
        }

        DepthRecord[] card = [.. _report];
        _report.Clear();
        if (record.Sym >= _now.Length)
        {
            return;
        }

        DepthRecord[] model = _books.GetValueOrDefault((record.Sym, record.Seq), []);
        if (card.AsSpan().SequenceEqual(model))
        {
            Compared += card.Length;
            _reported[record.Sym] = card;
            return;
        }

        First ??= new Difference("DEPTH", model.Length == 0 ? null : Text(model), Text(card), null, record.Seq, cycle);
    }

    /// <summary>The card is quiet: of what it has yet to report, only each symbol's book as it stands can be left.</summary>
    public void Forget()
    {
        _books.Clear();
        for (int n = 0; n < _now.Length; n++)
        {
            _books[(n, _now[n][0].Seq)] = _now[n];
        }
    }

    /// <summary>The card has had time for every report.</summary>
    public void Finish()
    {
        for (int n = 0; n < _now.Length; n++)
        {
            if (_reported[n] is not { } last || !last.AsSpan().SequenceEqual(_now[n]))
            {
                First ??= new Difference("DEPTH", Text(_now[n]), null, _reported[n] is { } before ? Text(before) : null, _now[n][0].Seq, null);
            }
        }
    }

    private static string Text(DepthRecord[] report) => string.Join("\n         ", report);
}

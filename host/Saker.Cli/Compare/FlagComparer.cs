using Saker.Model;

namespace Saker.Cli;

/// <summary>
/// Compares how a symbol's flags and stale reason go between two settled moments. What changed them without a message gives a pulse that takes the card a few
/// cycles, in which another cause may end the state again: the card may pass over a state, but it shows none that the model does not have, in the
/// model's order, and both end in the same.
/// </summary>
internal sealed class FlagComparer
{
    private readonly List<State> _model = [];
    private readonly List<(State State, uint Cycle)> _card = [];
    private readonly int _symbol;

    /// <param name="symbol">Symbol index.</param>
    /// <param name="start">The state that both begin with.</param>
    public FlagComparer(int symbol, BookRecord start)
    {
        _symbol = symbol;
        _model.Add(Of(start));
        _card.Add((Of(start), 0));
    }

    /// <summary>The first difference.</summary>
    public Difference? First { get; private set; }

    public void Model(in BookRecord record)
    {
        if (_model[^1] != Of(record))
        {
            _model.Add(Of(record));
        }
    }

    public void Card(in BookRecord record, uint cycle)
    {
        if (_card[^1].State != Of(record))
        {
            _card.Add((Of(record), cycle));
        }
    }

    /// <summary>Both sides have said everything about what they were sent.</summary>
    public void Settle()
    {
        int at = 0;
        foreach ((State state, uint cycle) in _card)
        {
            int found = _model.IndexOf(state, at);
            if (found < 0)
            {
                Differ(_model[at], state, cycle);
                return;
            }

            at = found;
        }

        if (_model[^1] != _card[^1].State)
        {
            Differ(_model[^1], _card[^1].State, _card.Count > 1 ? _card[^1].Cycle : null);
        }

        _model.RemoveRange(0, _model.Count - 1);
        _card.RemoveRange(0, _card.Count - 1);
    }

    private void Differ(State model, State card, uint? cycle) =>
        First ??= new Difference("BOOK flags", Text(model), Text(card), null, null, cycle);

    private string Text(State state) => $"symbol {_symbol}: {state.Flags}, stale: {state.Stale}";

    private static State Of(in BookRecord record) => new((BookFlags)record.Flags, (StaleReason)record.Stale);

    private readonly record struct State(BookFlags Flags, StaleReason Stale);
}

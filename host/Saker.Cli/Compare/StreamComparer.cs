namespace Saker.Cli;

/// <summary>Compares two streams of records one by one, as they come, until the first pair that differs.</summary>
/// <typeparam name="T">Record.</typeparam>
/// <param name="kind">Name of the event, for people.</param>
/// <param name="sequence">MoldUDP64 sequence that a record is about.</param>
internal sealed class StreamComparer<T>(string kind, Func<T, ulong?> sequence)
    where T : struct, IEquatable<T>
{
    private readonly Queue<T> _model = new();
    private readonly Queue<(T Record, uint Cycle)> _card = new();
    private T? _before;

    /// <summary>Name of the event.</summary>
    public string Kind => kind;

    /// <summary>Pairs that were equal.</summary>
    public long Compared { get; private set; }

    /// <summary>The first difference.</summary>
    public Difference? First { get; private set; }

    /// <summary>The model's next record.</summary>
    public void Model(T record)
    {
        _model.Enqueue(record);
        Match();
    }

    /// <summary>The card's next record.</summary>
    public void Card(T record, uint cycle)
    {
        _card.Enqueue((record, cycle));
        Match();
    }

    /// <summary>Both sides have said everything about what they were sent: a record without its pair is a difference.</summary>
    public void Settle()
    {
        if (_model.TryPeek(out T model))
        {
            Differ(model, null);
        }
        else if (_card.TryPeek(out (T Record, uint Cycle) card))
        {
            Differ(null, card);
        }
    }

    private void Match()
    {
        while (First is null && _model.Count > 0 && _card.Count > 0)
        {
            T model = _model.Dequeue();
            (T Record, uint Cycle) card = _card.Dequeue();
            if (!model.Equals(card.Record))
            {
                Differ(model, card);
                return;
            }

            _before = model;
            Compared++;
        }
    }

    private void Differ(T? model, (T Record, uint Cycle)? card) =>
        First ??= new Difference(kind, model?.ToString(), card?.Record.ToString(), _before?.ToString(), sequence(card?.Record ?? model!.Value), card?.Cycle);
}

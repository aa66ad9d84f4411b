namespace Saker.Host;

/// <summary>When a figure of the card counts as another than the host's. The card's registers run ahead of its records: what was read is compared only when the host's figure
/// has not moved since, and differs once it did so three times on end.</summary>
/// <typeparam name="T">The figure.</typeparam>
internal sealed class QuietLooks<T>
    where T : struct, IEquatable<T>
{
    private const int Looks = 3;

    private int _found;

    /// <summary>The card's figure of the look before; null: none, or the host's has moved since.</summary>
    public T? Card { get; private set; }

    /// <summary>The host's figure moved: nothing can be said.</summary>
    public void Moved() => (Card, _found) = (null, 0);

    /// <summary>Whether they differ, told once.</summary>
    /// <param name="host">The host's figure.</param>
    /// <param name="comparable">Nothing else stands in the way.</param>
    public bool Differ(T host, bool comparable = true)
    {
        _found = comparable && Card is { } card && !card.Equals(host) ? _found + 1 : 0;
        return _found == Looks;
    }

    /// <summary>The card's figure of this look.</summary>
    public void Seen(T card) => Card = card;
}

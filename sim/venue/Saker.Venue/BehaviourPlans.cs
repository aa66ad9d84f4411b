namespace Saker.Venue;

/// <summary>How the venue behaves towards each of its users. Immutable.</summary>
public sealed class BehaviourPlans
{
    private readonly (string User, string Key, string Value)[] _items;

    private BehaviourPlans((string User, string Key, string Value)[] items) => _items = items;

    /// <summary>An obliging venue.</summary>
    public static BehaviourPlans None { get; } = new([]);

    /// <summary>Users that items name, upper case, without <c>*</c>.</summary>
    public IEnumerable<string> Users => _items.Select(i => i.User).Where(u => u != "*").Distinct();

    /// <summary>
    /// Reads <c>USER.KEY=VALUE</c> items between commas; USER <c>*</c> is every user, a later item overrules an earlier one. Keys with a probability:
    /// <c>reject dead duplicate break cancel_reject cancel_pending priority restate aiq drop cut</c>. Others: <c>reject_reason</c> (0x0013), <c>late_ms</c>
    /// (N or N..M), <c>pending_ms</c> (N), <c>login</c> (A, S, held or off), <c>silent</c> and <c>stall</c> (on or off).
    /// </summary>
    /// <exception cref="FormatException">The text is not understood.</exception>
    public static BehaviourPlans Parse(string text)
    {
        var items = new List<(string, string, string)>();
        foreach (string item in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int value = item.IndexOf('=', StringComparison.Ordinal);
            int key = value < 0 ? -1 : item.LastIndexOf('.', value);
            if (key < 1)
            {
                throw new FormatException($"behave: '{item}' is not USER.KEY=VALUE");
            }

            items.Add((item[..key].ToUpperInvariant(), item[(key + 1)..value], item[(value + 1)..]));
            new BehaviourPlan().With(items[^1].Item2, items[^1].Item3);
        }

        return new BehaviourPlans([.. items]);
    }

    /// <summary>Refuses a plan for somebody who is not there.</summary>
    /// <exception cref="FormatException">An item names none of <paramref name="users"/>.</exception>
    public void Check(IEnumerable<string> users)
    {
        string[] known = [.. users];
        foreach (string user in Users)
        {
            if (!known.Contains(user, StringComparer.OrdinalIgnoreCase))
            {
                throw new FormatException($"behave: there is no user '{user}'; there are {string.Join(", ", known)}");
            }
        }
    }

    /// <summary>The plan of one user.</summary>
    public BehaviourPlan Of(string user) => ItemsOf(user).Aggregate(new BehaviourPlan(), (plan, item) => plan.With(item.Key, item.Value));

    /// <summary>The items of one user, as text without the user.</summary>
    public string TextOf(string user) => string.Join(',', ItemsOf(user).Select(i => $"{i.Key}={i.Value}"));

    /// <summary>The text that <see cref="Parse"/> reads; empty for an obliging venue.</summary>
    public override string ToString() => string.Join(',', _items.Select(i => $"{i.User}.{i.Key}={i.Value}"));

    private IEnumerable<(string User, string Key, string Value)> ItemsOf(string user) =>
        _items.Where(i => i.User == "*" || i.User.Equals(user, StringComparison.OrdinalIgnoreCase));
}

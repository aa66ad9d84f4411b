using Saker.Card;
using Saker.V1;

namespace Saker.Host;

/// <summary>Reads the card's counters, a few at each call, so that a slow register bus never holds the loop.</summary>
public sealed class CounterReader(ICard card)
{
    private const int PerCall = 4;

    private static readonly (string Name, uint Address)[] Registers =
    [
        .. Enum.GetValues<CntFeedIndex>().Select(i => ("feed_" + Snake(i.ToString()), CardRegisters.CntFeedAt((int)i))),
        .. Enum.GetValues<CntOeIndex>().Select(i => ("oe_" + Snake(i.ToString()), CardRegisters.CntOeAt((int)i))),
        ("ring_lost", CardRegisters.RingLost),
    ];

    private readonly uint[] _values = new uint[Registers.Length];
    private int _next;

    /// <summary>Every counter; the oldest ones are refreshed by this call.</summary>
    public IReadOnlyList<Counter> Read()
    {
        for (int i = 0; i < PerCall; i++, _next = (_next + 1) % Registers.Length)
        {
            _values[_next] = card.Read(Registers[_next].Address);
        }

        return [.. Registers.Select((r, i) => new Counter { Name = r.Name, Value = _values[i] })];
    }

    private static string Snake(string pascal) =>
        string.Concat(pascal.Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}

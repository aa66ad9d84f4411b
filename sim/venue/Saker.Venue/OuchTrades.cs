using Saker.Wire;

namespace Saker.Venue;

/// <summary>One side of a trade, as it was told to a participant.</summary>
internal sealed record OuchTrade(ulong Match, uint UserReference, ClOrdId ClientOrderId, Order Order, uint Quantity, long Price)
{
    public bool Broken { get; set; }
}

/// <summary>A session's trades of the day. A participant that trades with itself has two of the same match number.</summary>
internal sealed class OuchTrades
{
    private readonly List<OuchTrade> _all = [];
    private readonly Dictionary<ulong, List<OuchTrade>> _byMatch = [];

    /// <summary>In the order in which they were told.</summary>
    public IReadOnlyList<OuchTrade> All => _all;

    /// <summary>Match number of the latest trade that stands, or null.</summary>
    public ulong? Last => _all.FindLast(t => !t.Broken)?.Match;

    public void Add(OuchTrade trade)
    {
        _all.Add(trade);
        if (!_byMatch.TryGetValue(trade.Match, out var sides))
        {
            _byMatch.Add(trade.Match, sides = []);
        }

        sides.Add(trade);
    }

    /// <summary>The sides of a trade that this session has.</summary>
    public IReadOnlyList<OuchTrade> Of(ulong match) => _byMatch.GetValueOrDefault(match) ?? [];
}

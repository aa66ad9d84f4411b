namespace Saker.Model;

/// <summary>A triangle worth taking, not fired yet.</summary>
/// <param name="Cycle">Cycle of the top of book that it is for.</param>
/// <param name="Way">Which way round.</param>
public readonly record struct TriangleMove(uint Cycle, TriangleWay Way);

/// <summary>The three slots of a triangle: docs/card.md section 13.2. Takes what happens in the order of its cycles. Not thread-safe.</summary>
/// <param name="x">First factor.</param>
/// <param name="y">Second factor.</param>
/// <param name="z">The slot with TAKE 2.</param>
/// <param name="window">Ticks in the window.</param>
public sealed class Triangle(TriangleLeg x, TriangleLeg y, TriangleLeg z, int window)
{
    /// <summary>Cycles from a top of book to the cycle in which the legs must be ready. What comes behind it overtakes nothing: the shot has begun.</summary>
    public const uint ReadyAfter = 4;

    /// <summary>Cycles from a top of book to the wants.</summary>
    public const uint StandsAfter = 6;

    private readonly TriangleLeg[] _legs = [x, y, z];

    /// <summary>X, Y, Z.</summary>
    public IReadOnlyList<TriangleLeg> Legs => _legs;

    /// <summary>What is worth taking and was not overtaken; null: nothing.</summary>
    public TriangleMove? Pending { get; private set; }

    /// <summary>The three slots belong together as their banks say, and no symbol counts twice.</summary>
    public bool Joined =>
        z.Parameters.Take == Take.Triangle && z.Parameters.LegX == x.Slot && z.Parameters.LegY == y.Slot
        && x.Parameters.Take == Take.Leg && x.Parameters.Lead == z.Slot && y.Parameters.Take == Take.Leg && y.Parameters.Lead == z.Slot
        && _legs.Select(l => l.Slot).Distinct().Count() == _legs.Length && _legs.Select(l => l.Parameters.Symbol).Distinct().Count() == _legs.Length;

    /// <summary>Side of a leg: 0 buy, 1 sell.</summary>
    /// <param name="leg">0 X, 1 Y, 2 Z.</param>
    public static int SideOf(TriangleWay way, int leg) => (way == TriangleWay.Forward) ^ (leg == 2) ? 0 : 1;

    /// <summary>A top of book, of any symbol: one of theirs overtakes what was pending.</summary>
    public void Book(uint cycle, in BookRecord tob)
    {
        byte sym = tob.Sym;
        if (Array.Find(_legs, l => l.Parameters.Symbol == sym) is not { } leg)
        {
            return;
        }
        leg.Book.Take(tob);
        Pending = Joined && Array.TrueForAll(_legs, l => l.Book.Known) && TriangleCondition.Of(Prices, z.Parameters) is { } way
            ? new TriangleMove(cycle, way) : null;
    }

    /// <summary>A NEW of one of the slots was taken, or a bank of one changed: what was pending is not made.</summary>
    public void Overtaken() => Pending = null;

    /// <summary>The decisions of the three slots, X, Y, Z; null: it does not fire. Nothing is pending afterwards.</summary>
    /// <param name="free">Not killed, session up and caught up, room for an order, and no shot under way.</param>
    /// <param name="states">Of X, Y, Z, in the cycle in which the legs must be ready.</param>
    public QuoteRecord[]? Fire(bool free, ReadOnlySpan<LegState> states)
    {
        if (Pending is not { } move)
        {
            return null;
        }
        Pending = null;
        var decisions = new QuoteRecord[_legs.Length];
        for (int n = 0; n < _legs.Length; n++)
        {
            (TriangleLeg leg, LegState s) = (_legs[n], states[n]);
            TakerWant? want = TakerWant.Fitting(SideOf(move.Way, n), leg.Book, leg.Parameters, s.Position, s.Gates, window, s.Counts);
            if (!free || s.Mode != SlotMode.Active || s.Busy || !s.SymOk || want is null)
            {
                return null;
            }
            decisions[n] = TakerWant.Decision(leg.Slot, leg.Book.Seq, want, leg.Book, s.Position, s.Gates);
        }
        return decisions;
    }

    private TrianglePrices Prices => new(x.Bid, x.Ask, y.Bid, y.Ask, z.Bid, z.Ask);
}

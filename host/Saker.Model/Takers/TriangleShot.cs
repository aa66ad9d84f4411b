namespace Saker.Model;

/// <summary>What a triangle's shot has come to.</summary>
public enum ShotOutcome : byte
{
    /// <summary>A leg has not ended.</summary>
    UnderWay,
    /// <summary>Nothing follows.</summary>
    Over,
    /// <summary>The three slots trip, and nothing else follows.</summary>
    Kill,
    /// <summary>Legs owe what they executed.</summary>
    Owes,
}

/// <summary>A shot of a triangle, from its wants to the end of what is owed: docs/card.md section 13.2. Not thread-safe.</summary>
/// <param name="wants">What the legs X, Y, Z wanted.</param>
/// <param name="act">LEG_ACT of the slot with TAKE 2.</param>
public sealed class TriangleShot(TakerWant[] wants, LegAct act)
{
    private readonly uint?[] _executed = new uint?[wants.Length];
    private readonly uint[] _owed = new uint[wants.Length];
    private readonly bool[] _halted = new bool[wants.Length];

    /// <summary>What it has come to.</summary>
    public ShotOutcome Outcome { get; private set; }

    /// <summary>Lots that a leg owes.</summary>
    public uint Owed(int leg) => _owed[leg];

    /// <summary>A leg's want ended without an order, its order was refused, or it is dead.</summary>
    /// <param name="leg">0 X, 1 Y, 2 Z; not ended yet.</param>
    /// <param name="executed">Lots that its order executed by then; 0 without one.</param>
    public void End(int leg, uint executed)
    {
        _executed[leg] = executed;
        if (Array.TrueForAll(_executed, e => e is not null))
        {
            Outcome = Judge();
        }
    }

    /// <summary>What a leg that owes wants; null: it owes nothing, or the level is outside the window.</summary>
    /// <param name="book">Of its symbol, known.</param>
    /// <param name="slip">SLIP of its slot.</param>
    /// <param name="window">Ticks in the window.</param>
    public TakerWant? GiveBack(int leg, TakerBook book, ushort slip, int window) => TakerWant.Inside(1 - wants[leg].Side, book, slip, _owed[leg], window);

    /// <summary>An order that gave back is dead.</summary>
    /// <param name="executed">Lots that it executed.</param>
    public void GaveBack(int leg, uint executed)
    {
        _owed[leg] -= Math.Min(_owed[leg], executed);
        if (Array.TrueForAll(_owed, o => o == 0))
        {
            Outcome = ShotOutcome.Over;
        }
    }

    /// <summary>The slot of a leg is HALTED, or the latch is closed: it owes nothing of this shot.</summary>
    public void Halt(int leg)
    {
        _halted[leg] = true;
        _owed[leg] = 0;
        if (Outcome == ShotOutcome.Owes && Array.TrueForAll(_owed, o => o == 0))
        {
            Outcome = ShotOutcome.Over;
        }
    }

    /// <summary>Another bank of one of the three counts, or one that is not whole: nothing follows, and nothing is owed.</summary>
    public void Drop()
    {
        Array.Clear(_owed);
        Outcome = ShotOutcome.Over;
    }

    private ShotOutcome Judge()
    {
        bool whole = wants.Select((w, n) => _executed[n] == w.Qty).All(w => w), nothing = Array.TrueForAll(_executed, e => e == 0);
        if (whole || nothing || act == LegAct.Hold)
        {
            return ShotOutcome.Over;
        }
        if (act == LegAct.Kill)
        {
            return ShotOutcome.Kill;
        }
        for (int n = 0; n < wants.Length; n++)
        {
            _owed[n] = _halted[n] ? 0 : _executed[n]!.Value;
        }
        return Array.TrueForAll(_owed, o => o == 0) ? ShotOutcome.Over : ShotOutcome.Owes;
    }
}

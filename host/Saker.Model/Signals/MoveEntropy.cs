using System.Numerics;

namespace Saker.Model;

/// <summary>Entropy of the direction of the last 64 moves of the mid: docs/signals.md section 4.13; C. Shannon, 1948. Unit: bits in Q1.16. Not thread-safe.</summary>
public sealed class MoveEntropy
{
    /// <summary>Moves that count.</summary>
    public const int Moves = 64;

    private const int FractionBits = 16;
    private static readonly uint[] Terms = [.. Enumerable.Range(0, Moves + 1).Select(Term)];
    private ulong _ups;
    private int _count;

    /// <summary>64 moves were seen.</summary>
    public bool Known => _count == Moves;

    /// <summary>0: all the same way; 2^16: half up, half down.</summary>
    public uint Value => Terms[BitOperations.PopCount(_ups)] + Terms[Moves - BitOperations.PopCount(_ups)];

    /// <summary>−p · log2 p of p = ups / 64, Q0.16.</summary>
    public static uint TermOf(int ups) => Terms[ups];

    public void Move(bool up)
    {
        _ups = _ups << 1 | (up ? 1ul : 0);
        _count = Math.Min(_count + 1, Moves);
    }

    /// <summary>As after reset.</summary>
    public void Restart() => (_ups, _count) = (0, 0);

    private static uint Term(int ups)
    {
        double p = ups / (double)Moves;
        return ups == 0 ? 0 : (uint)Math.Round(-p * Math.Log2(p) * (1 << FractionBits));
    }
}

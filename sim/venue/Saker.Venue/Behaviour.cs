namespace Saker.Venue;

/// <summary>
/// What one participant's plan makes of each occasion. Every kind of behaviour draws from numbers of its own, which the seed and the user's name
/// give, and which begin anew with each plan: the same messages meet the same fate. Belongs to the venue's thread.
/// </summary>
public sealed class Behaviour
{
    private static readonly int LateStream = Enum.GetValues<BehaviourKind>().Length;

    private const double Unit = 1.0 / (1UL << 53);

    private readonly ulong _seed;
    private readonly SeededRandom[] _draws = new SeededRandom[LateStream + 1];

    /// <summary>An obliging venue until <see cref="Set"/>.</summary>
    public Behaviour(string user, ulong seed)
    {
        _seed = user.ToUpperInvariant().Aggregate(seed ^ 0xBE4A_7E00, (hash, letter) => new SeededRandom(hash ^ letter).Next());
        Set(new BehaviourPlan());
    }

    /// <summary>Raised after the plan has changed.</summary>
    public event Action? Changed;

    /// <summary>The plan in force.</summary>
    public BehaviourPlan Plan { get; private set; } = new();

    /// <summary>Puts another plan in force.</summary>
    public void Set(BehaviourPlan plan)
    {
        Plan = plan;
        for (int n = 0; n < _draws.Length; n++)
        {
            _draws[n] = new SeededRandom(_seed + (ulong)n);
        }

        Changed?.Invoke();
    }

    /// <summary>Whether it happens this time.</summary>
    public bool Happens(BehaviourKind kind) => (_draws[(int)kind].Next() >> 11) * Unit < Plan[kind];

    /// <summary>How long the next sequenced message waits, wall time.</summary>
    public TimeSpan Late() =>
        TimeSpan.FromMilliseconds(Plan.LateLeastMs + _draws[LateStream].Below(Plan.LateMostMs - Plan.LateLeastMs + 1));
}

using System.Collections.Immutable;
using System.Globalization;
using Saker.Wire;

namespace Saker.Venue;

/// <summary>What a venue may do to a participant that an obliging one would not. Each has a chance of its own.</summary>
public enum BehaviourKind
{
    /// <summary>An order or replace is rejected, whatever it says.</summary>
    Reject,

    /// <summary>An order is Accepted with state D.</summary>
    Dead,

    /// <summary>An Executed message is sent twice; the account counts it once.</summary>
    Duplicate,

    /// <summary>A trade is broken right after it was told.</summary>
    Break,

    /// <summary>A cancel is answered by Cancel Pending and Cancel Reject, and not carried out.</summary>
    CancelReject,

    /// <summary>A cancel is answered by Cancel Pending and carried out later.</summary>
    CancelPending,

    /// <summary>An order that came to rest loses its priority.</summary>
    Priority,

    /// <summary>An order that came to rest is restated.</summary>
    Restate,

    /// <summary>An order that came to rest is cancelled by self-match prevention.</summary>
    Aiq,

    /// <summary>A sequenced message is not sent, and the connection reset.</summary>
    Drop,

    /// <summary>Half of a sequenced message is sent, and the connection closed.</summary>
    Cut,
}

/// <summary>How the venue behaves towards one participant. Immutable; <c>new BehaviourPlan()</c> is an obliging venue.</summary>
public sealed record BehaviourPlan
{
    /// <summary>Longest delay, ms: a day.</summary>
    public const int MostMs = 86_400_000;

    private static readonly ImmutableSortedDictionary<string, BehaviourKind> Kinds = new Dictionary<string, BehaviourKind>
    {
        ["reject"] = BehaviourKind.Reject,
        ["dead"] = BehaviourKind.Dead,
        ["duplicate"] = BehaviourKind.Duplicate,
        ["break"] = BehaviourKind.Break,
        ["cancel_reject"] = BehaviourKind.CancelReject,
        ["cancel_pending"] = BehaviourKind.CancelPending,
        ["priority"] = BehaviourKind.Priority,
        ["restate"] = BehaviourKind.Restate,
        ["aiq"] = BehaviourKind.Aiq,
        ["drop"] = BehaviourKind.Drop,
        ["cut"] = BehaviourKind.Cut,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private ImmutableDictionary<BehaviourKind, double> Chances { get; init; } = ImmutableDictionary<BehaviourKind, double>.Empty;

    /// <summary>Reason of a rejection that the order did not earn; 0x000F.</summary>
    public RejectReason RejectReason { get; init; } = RejectReason.Other;

    /// <summary>Least time that a sequenced message waits before it is sent, wall ms.</summary>
    public int LateLeastMs { get; init; }

    /// <summary>Most time that a sequenced message waits before it is sent, wall ms; one that waits holds up those behind it.</summary>
    public int LateMostMs { get; init; }

    /// <summary>How long a pending cancel takes, wall ms.</summary>
    public int PendingMs { get; init; }

    /// <summary>Reason for which every login is rejected; 0: none is.</summary>
    public byte LoginReason { get; init; }

    /// <summary>Whether the user's earlier connection stands in the way of a login, instead of being taken over.</summary>
    public bool HoldsConnection { get; init; }

    /// <summary>Whether heartbeats are left out.</summary>
    public bool Silent { get; init; }

    /// <summary>Whether nothing more is read from the connection.</summary>
    public bool Stalled { get; init; }

    /// <summary>Chance of a behaviour, 0..1.</summary>
    public double this[BehaviourKind kind] => Chances.GetValueOrDefault(kind);

    /// <summary>The plan with one more item of <see cref="BehaviourPlans.Parse"/>'s text.</summary>
    /// <exception cref="FormatException">There is no such key or the value does not fit it.</exception>
    internal BehaviourPlan With(string key, string value)
    {
        switch (key)
        {
            case "reject_reason":
                return this with { RejectReason = (RejectReason)Reason(value) };
            case "late_ms":
                string[] ends = value.Split("..", 2);
                var (least, most) = (Milliseconds(key, value, ends[0]), Milliseconds(key, value, ends[^1]));
                return least <= most ? this with { LateLeastMs = least, LateMostMs = most } : throw Wrong(key, value, "N or N..M with N up to M");
            case "pending_ms":
                return this with { PendingMs = Milliseconds(key, value, value) };
            case "login":
                return Login(value);
            case "silent":
                return this with { Silent = Switch(key, value) };
            case "stall":
                return this with { Stalled = Switch(key, value) };
            default:
                return Kinds.TryGetValue(key, out var kind)
                    ? this with { Chances = Chances.SetItem(kind, Chance(key, value)) }
                    : throw new FormatException(
                        $"behave: there is no '{key}'; a user has {string.Join(", ", Kinds.Keys)}, reject_reason, late_ms, pending_ms, login, silent, stall");
        }
    }

    private BehaviourPlan Login(string value) => value switch
    {
        "A" => this with { LoginReason = SoupLoginRejected.NotAuthorised, HoldsConnection = false },
        "S" => this with { LoginReason = SoupLoginRejected.SessionNotAvailable, HoldsConnection = false },
        "held" => this with { LoginReason = 0, HoldsConnection = true },
        "off" => this with { LoginReason = 0, HoldsConnection = false },
        _ => throw Wrong("login", value, "A, S, held or off"),
    };

    private static double Chance(string key, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double chance) && chance is >= 0 and <= 1
            ? chance
            : throw Wrong(key, value, "a probability, 0..1");

    private static ushort Reason(string value)
    {
        bool hex = value.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ushort.TryParse(hex ? value[2..] : value, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ushort reason) && reason > 0
            ? reason
            : throw Wrong("reject_reason", value, "1..65535, or 0x0001..0xFFFF");
    }

    private static int Milliseconds(string key, string value, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int ms) && ms <= MostMs
            ? ms
            : throw Wrong(key, value, $"whole milliseconds, at most {MostMs}");

    private static bool Switch(string key, string value) => value switch
    {
        "on" => true,
        "off" => false,
        _ => throw Wrong(key, value, "on or off"),
    };

    private static FormatException Wrong(string key, string value, string right) => new($"behave: {key}={value}: {right}");
}

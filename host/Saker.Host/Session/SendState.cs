using Saker.Card;

namespace Saker.Host.Session;

/// <summary>The sending side of the session as one look at the card finds it.</summary>
/// <param name="Next">OE_SND_NXT.</param>
/// <param name="Unacknowledged">OE_SND_UNA, read before the store: then its duplicates are of this number or of a later one.</param>
/// <param name="Store">OE_STORE.</param>
/// <param name="RoundTripCycles">OE_RTT; only looked at when <paramref name="Samples"/> moved.</param>
/// <param name="Samples">OE_RTT_SAMPLES.</param>
/// <param name="Heard">Any number that moves when, and only when, the peer was heard.</param>
public readonly record struct SendState(uint Next, uint Unacknowledged, OeStoreValue Store, uint RoundTripCycles, uint Samples, uint Heard)
{
    /// <summary>Segments that the card keeps at most.</summary>
    public const uint MostKept = 32;

    /// <summary>Something was sent and is not acknowledged.</summary>
    public bool Outstanding => Store.Kept != 0;

    /// <summary>The peer's window has no room for a segment (the store has).</summary>
    public bool WindowClosed => !Store.Window && Store.Kept < MostKept;
}

/// <summary>What one look asks for.</summary>
/// <param name="Command">To be written to OE_RESEND; zero: nothing.</param>
/// <param name="GiveUp">Not null: the peer is gone, and this says how that shows.</param>
public readonly record struct ResendStep(OeResendValue Command, string? GiveUp)
{
    /// <summary>Nothing is due.</summary>
    public static ResendStep Nothing => default;

    /// <summary>An empty segment that a live peer answers.</summary>
    public static ResendStep Probe => new(new OeResendValue(0).WithProbe(true), null);

    /// <summary>The oldest segments once more.</summary>
    public static ResendStep Segments(uint count) => new(new OeResendValue(0).WithCount(count), null);

    /// <summary>The peer is gone.</summary>
    public static ResendStep Gone(string why) => new(default, why);
}

namespace Saker.Wire;

/// <summary>The head of every ITCH 5.0 message: type@0/1 locate@1/2 tracking@3/2 timestamp@5/6. Callers have checked the length.</summary>
public static class ItchHead
{
    public const int Length = 11;
    private const int TypeAt = 0, LocateAt = 1, TrackingAt = 3, TimeAt = 5;

    public static Locate Locate(ReadOnlySpan<byte> message) => new(Be.U16(message, LocateAt));
    public static ushort Tracking(ReadOnlySpan<byte> message) => Be.U16(message, TrackingAt);
    public static Timestamp Time(ReadOnlySpan<byte> message) => new(Be.U48(message, TimeAt));

    /// <summary>True when the type is in the table and the length is the type's.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> message) =>
        message.Length >= Length && ItchType.LengthOf(message[TypeAt]) == message.Length;

    /// <summary>Overwrites the locate of a message: for replay under other locates.</summary>
    public static void SetLocate(Span<byte> message, Locate locate) => Be.U16(message, LocateAt, locate.Value);

    /// <summary>Overwrites the timestamp of a message: for replay at another time.</summary>
    public static void SetTime(Span<byte> message, Timestamp time) => Be.U48(message, TimeAt, time.Nanoseconds);

    internal static void Write(Span<byte> to, byte type, Locate locate, ushort tracking, Timestamp time)
    {
        to[TypeAt] = type;
        Be.U16(to, LocateAt, locate.Value);
        Be.U16(to, TrackingAt, tracking);
        Be.U48(to, TimeAt, time.Nanoseconds);
    }
}

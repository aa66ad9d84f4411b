namespace Saker.Wire;

/// <summary>A price in the instrument's own unit (Nasdaq equities: 1/10,000 dollar). Never a floating-point number.</summary>
public readonly record struct Price(long Units) : IComparable<Price>
{
    public int CompareTo(Price other) => Units.CompareTo(other.Units);
    public override string ToString() => Units.ToString();
    public static bool operator <(Price a, Price b) => a.Units < b.Units;
    public static bool operator >(Price a, Price b) => a.Units > b.Units;
    public static bool operator <=(Price a, Price b) => a.Units <= b.Units;
    public static bool operator >=(Price a, Price b) => a.Units >= b.Units;
}

/// <summary>A quantity in lots (Nasdaq equities: shares).</summary>
public readonly record struct Quantity(long Lots)
{
    public override string ToString() => Lots.ToString();
}

/// <summary>The venue's day-unique reference of a displayed order (all 64 bits significant).</summary>
public readonly record struct OrderRef(ulong Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>Stock locate: the day's small integer for an instrument, from 1; 0 means not instrument-specific.</summary>
public readonly record struct Locate(ushort Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>OUCH 5.0 user reference number: day-unique and strictly increasing per port.</summary>
public readonly record struct UserRef(uint Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>Nanoseconds since midnight of the venue's day; 48 bits on ITCH, 64 on OUCH.</summary>
public readonly record struct Timestamp(ulong Nanoseconds)
{
    public override string ToString() => Nanoseconds.ToString();
}

/// <summary>Side of an order. The card uses the same numbers.</summary>
public enum Side : byte
{
    Buy = 0,
    Sell = 1,
}

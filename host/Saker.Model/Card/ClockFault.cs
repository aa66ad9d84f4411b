namespace Saker.Model;

/// <summary>The clock of the board against its master: docs/card.md section 8.6.</summary>
public static class ClockFault
{
    /// <summary>So many cycles with the time of the one before are a fault.</summary>
    public const int StillCycles = 64;

    /// <summary>STATE.CLOCK_FAULT of a clock whose time moves.</summary>
    /// <param name="valid">The clock follows its master.</param>
    /// <param name="offsetNs">CLOCK_OFFSET_NS: how far it is off, ns, signed.</param>
    /// <param name="limitNs">CLOCK_LIMIT_NS: the amount of the offset must be below; 0, as after reset: always a fault.</param>
    public static bool Stands(bool valid, int offsetNs, uint limitNs) => !valid || Math.Abs((long)offsetNs) >= limitNs;
}

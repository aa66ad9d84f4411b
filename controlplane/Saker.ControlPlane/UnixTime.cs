namespace Saker.ControlPlane;

internal static class UnixTime
{
    /// <summary>Nanoseconds since 1970-01-01 UTC; the resolution of the clock is 100 ns.</summary>
    public static long UnixNs(this TimeProvider time) => (time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
}

using System.Collections.Concurrent;

namespace Saker.ControlPlane.Auth;

/// <summary>
/// Slows guessing: after five failures in a row a name is refused for 1 s, then 2 s, up to 30 s. The refusal is short on purpose,
/// since it also hits the person whose name is being guessed. Sessions that exist are never touched.
/// </summary>
internal sealed class LoginThrottle(TimeProvider time)
{
    private const int FreeAttempts = 5;
    private const int MaxNames = 10_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset Until)> _names = new(StringComparer.Ordinal);

    /// <summary>How long the name is still refused; zero: it may try.</summary>
    public TimeSpan Wait(string name)
    {
        TimeSpan wait = _names.TryGetValue(name, out (int Failures, DateTimeOffset Until) entry) ? entry.Until - time.GetUtcNow() : TimeSpan.Zero;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    public void Failed(string name)
    {
        if (_names.Count >= MaxNames)
        {
            DateTimeOffset now = time.GetUtcNow();
            foreach ((string old, (int _, DateTimeOffset until)) in _names)
            {
                if (until <= now)
                {
                    _names.TryRemove(old, out _);
                }
            }
        }

        _names.AddOrUpdate(name, _ => Entry(1), (_, entry) => Entry(entry.Failures + 1));
    }

    public void Succeeded(string name) => _names.TryRemove(name, out _);

    private (int Failures, DateTimeOffset Until) Entry(int failures)
    {
        if (failures < FreeAttempts)
        {
            return (failures, DateTimeOffset.MinValue);
        }

        double seconds = Math.Pow(2, Math.Min(failures - FreeAttempts, 10));
        TimeSpan wait = TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
        return (failures, time.GetUtcNow() + wait);
    }
}

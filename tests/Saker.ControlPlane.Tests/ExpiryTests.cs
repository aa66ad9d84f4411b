using Saker.ControlPlane.Auth;
using Saker.V1;

namespace Saker.ControlPlane.Tests;

/// <summary>What happens with time, on a clock that the test moves.</summary>
public sealed class ExpiryTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_session_ends_after_its_lifetime()
    {
        SessionStore sessions = new(_time);
        (string token, _) = sessions.Start("operator", Role.Operator);
        _time.Advance(SessionStore.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(sessions.Find(token));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(sessions.Find(token));
    }

    [Fact]
    public void The_throttle_doubles_up_to_thirty_seconds_and_forgets_on_success()
    {
        LoginThrottle throttle = new(_time);
        List<double> waits = [];
        for (int i = 0; i < 12; i++)
        {
            throttle.Failed("a");
            waits.Add(throttle.Wait("a").TotalSeconds);
        }

        Assert.Equal([0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30], waits);
        Assert.Equal(TimeSpan.Zero, throttle.Wait("b"));
        throttle.Succeeded("a");
        Assert.Equal(TimeSpan.Zero, throttle.Wait("a"));
    }

    [Fact]
    public void A_password_is_hashed_as_promised()
    {
        PasswordHash hash = PasswordHash.Of("secret");
        Assert.Equal((16, 32), (hash.Salt.Length, hash.Hash.Length));
        Assert.True(hash.Iterations >= 600_000);
        Assert.True(hash.Matches("secret"));
        Assert.False(hash.Matches("Secret"));
        Assert.NotEqual(hash.Hash, PasswordHash.Of("secret").Hash);
    }

    private sealed class ManualTime : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddYears(50);

        public void Advance(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}

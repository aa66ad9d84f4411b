namespace Saker.Card.Feed;

/// <summary>Login and limits of a GLIMPSE client.</summary>
public sealed record GlimpseOptions
{
    /// <summary>SoupBinTCP user, at most 6 characters.</summary>
    public required string User { get; init; }

    /// <summary>Its password, at most 10 characters.</summary>
    public required string Password { get; init; }

    /// <summary>Longest silence of the server, connecting and login included; it sends a heartbeat each second.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time from the connection to the end of the snapshot.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Time between our heartbeats.</summary>
    public TimeSpan HeartbeatEvery { get; init; } = TimeSpan.FromMilliseconds(800);
}

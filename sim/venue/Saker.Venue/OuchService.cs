using Saker.Wire;

namespace Saker.Venue;

/// <summary>The order-entry port: each user has one session a day, whatever connections it comes by.</summary>
/// <param name="session">Session id, 1..10 characters.</param>
/// <param name="ports">The users.</param>
/// <param name="loggedIn">Called after each login.</param>
public sealed class OuchService(string session, IReadOnlyList<SoupPort> ports, Action loggedIn) : ISoupService
{
    /// <inheritdoc/>
    public string Session { get; } = session;

    /// <inheritdoc/>
    public bool Knows(in SoupLoginRequest login) => Port(login) is not null;

    /// <inheritdoc/>
    public void Attach(SoupConnection connection, in SoupLoginRequest login)
    {
        if (Port(login)!.Attach(connection, Session, login.RequestedSequence))
        {
            loggedIn();
        }
    }

    private SoupPort? Port(in SoupLoginRequest login)
    {
        SoupPort? port = null;
        foreach (var candidate in ports)
        {
            port = candidate.Accepts(login) ? candidate : port;
        }

        return port;
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Saker.V1;

namespace Saker.ControlPlane.Auth;

/// <summary>Somebody who logged in.</summary>
internal sealed record Session(string User, Role Role, DateTimeOffset Expires);

/// <summary>
/// Tokens and who they stand for. In memory, so that a kill needs no database; a restart logs everybody out.
/// Only the SHA-256 of a token is kept: looking it up tells nothing by its timing.
/// </summary>
internal sealed class SessionStore(TimeProvider time)
{
    /// <summary>How long a login lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    /// <summary>Starts a session and returns its token, 256 random bits.</summary>
    public (string Token, Session Session) Start(string user, Role role)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach ((string key, Session old) in _sessions)
        {
            if (old.Expires <= now)
            {
                _sessions.TryRemove(key, out _);
            }
        }

        string token = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        Session session = new(user, role, now + Lifetime);
        _sessions[Key(token)] = session;
        return (token, session);
    }

    /// <summary>The session of a token, or null when there is none or it has expired.</summary>
    public Session? Find(string token) =>
        _sessions.TryGetValue(Key(token), out Session? session) && session.Expires > time.GetUtcNow() ? session : null;

    public void End(string token) => _sessions.TryRemove(Key(token), out _);

    private static string Key(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

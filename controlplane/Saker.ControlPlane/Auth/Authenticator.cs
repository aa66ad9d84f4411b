using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Saker.ControlPlane.Storage;
using Saker.Rpc;
using Saker.V1;

namespace Saker.ControlPlane.Auth;

/// <summary>Passwords to sessions, tokens to people.</summary>
internal sealed class Authenticator(
    UserStore users, AuditLog audit, SessionStore sessions, LoginThrottle throttle, ILogger<Authenticator> log) : IDisposable
{
    private const int MaxNameLength = 100;
    private const int MaxPasswordLength = 1000;

    // Hashing is costly by design: a flood of logins must not take the processor from a kill.
    private readonly SemaphoreSlim _hashing = new(1, 1);

    /// <exception cref="RpcException">Unauthenticated, ResourceExhausted (too many failures) or Unavailable (database down).</exception>
    public async Task<(string Token, Session Session)> LoginAsync(string name, string password, string peer, CancellationToken cancel)
    {
        if (name.Length is 0 or > MaxNameLength || password.Length is 0 or > MaxPasswordLength)
        {
            throw Refused();
        }

        await _hashing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            TimeSpan wait = throttle.Wait(name);
            if (wait > TimeSpan.Zero)
            {
                throw new RpcException(StatusCode.ResourceExhausted, $"Too many failed logins. Wait {Math.Ceiling(wait.TotalSeconds):0} s.");
            }

            return await Task.Run(() => Login(name, password, peer), CancellationToken.None).ConfigureAwait(false);
        }
        catch (SqliteException e)
        {
            Log.DatabaseDown(log, e);
            throw new RpcException(StatusCode.Unavailable, "Nobody can log in now: the database does not answer.", e);
        }
        finally
        {
            _hashing.Release();
        }
    }

    /// <exception cref="RpcException">Unauthenticated.</exception>
    public Session Require(Metadata headers) =>
        Token(headers) is { } token && sessions.Find(token) is { } session
            ? session
            : throw new RpcException(StatusCode.Unauthenticated, "Log in first: the token is missing, unknown or expired.");

    /// <exception cref="RpcException">Unauthenticated or PermissionDenied.</exception>
    public Session RequireOperator(Metadata headers)
    {
        Session session = Require(headers);
        return session.Role == Role.Operator
            ? session
            : throw new RpcException(StatusCode.PermissionDenied, $"{session.User} is not an operator.");
    }

    /// <summary>Ends the session; without one, does nothing.</summary>
    public void Logout(Metadata headers)
    {
        if (Token(headers) is { } token && sessions.Find(token) is { } session)
        {
            sessions.End(token);
            audit.WriteOrLog(session.User, "logout", "");
        }
    }

    public void Dispose() => _hashing.Dispose();

    private (string Token, Session Session) Login(string name, string password, string peer)
    {
        User? user = users.Find(name);
        bool matches = (user?.Password ?? PasswordHash.Nobody).Matches(password);
        if (user is null || !matches)
        {
            throttle.Failed(name);
            audit.WriteOrLog(name, "login-refused", $"from {peer}");
            throw Refused();
        }

        throttle.Succeeded(name);
        audit.Write(name, "login", $"from {peer}");
        return sessions.Start(user.Name, user.Role);
    }

    private static RpcException Refused() => new(StatusCode.Unauthenticated, "User or password is wrong.");

    private static string? Token(Metadata headers) =>
        headers.Get("authorization") is { } value && value.StartsWith("Bearer ", StringComparison.Ordinal) ? value["Bearer ".Length..] : null;
}

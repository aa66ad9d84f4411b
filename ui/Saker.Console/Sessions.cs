using System.Collections.Concurrent;
using System.Security.Cryptography;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Console;

/// <summary>A person who is logged in: the control plane's token stays on this side of the browser.</summary>
public sealed record Session(string Id, string User, Role Role, string Token, FleetFeed Feed)
{
    public bool MayAct => Role == Role.Operator;
}

/// <summary>Who is logged in, by the cookie's random id.</summary>
public sealed class Sessions(ControlPlaneClient client, TimeProvider time)
{
    /// <summary>The cookie that holds the session's id.</summary>
    public const string Cookie = "saker-session";

    private readonly ConcurrentDictionary<string, Session> _sessions = new();

    public Session? Find(string? id) => id is not null && _sessions.TryGetValue(id, out Session? session) ? session : null;

    public Session? Of(HttpContext? http) => Find(http?.Request.Cookies[Cookie]);

    public Session Open(string user, LoginReply reply)
    {
        string id = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        return _sessions[id] = new Session(id, user, reply.Role, reply.Token, new FleetFeed(client, reply.Token, time));
    }

    public async Task CloseAsync(string? id)
    {
        if (id is not null && _sessions.TryRemove(id, out Session? session))
        {
            await session.Feed.DisposeAsync();
        }
    }
}

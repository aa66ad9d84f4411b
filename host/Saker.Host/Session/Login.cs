using Saker.Wire;

namespace Saker.Host.Session;

/// <summary>What is asked of the venue once the connection is made, and whether its answer is what was asked for.</summary>
/// <param name="options">User and password.</param>
/// <param name="startsAnew">The first login begins another SoupBinTCP session than the card's count of messages is of.</param>
internal sealed class Login(DaemonOptions options, bool startsAnew)
{
    private string _session = string.Empty;
    private ulong _sequence;
    private int _unavailable;

    /// <summary>The card counts from 1 again; until a login was accepted.</summary>
    public bool StartsAnew { get; private set; } = startsAnew;

    /// <summary>A session of an earlier host goes on: the card's count is right.</summary>
    public void GoesOn() => StartsAnew = false;

    /// <summary>Asks for the session of the last login, from a message on. False: try again.</summary>
    public bool Send(SessionKeeper keeper, uint sequence)
    {
        _sequence = sequence;
        Span<byte> login = stackalloc byte[HostMessages.LongestPayload];
        return keeper.Send(login[..SoupLoginRequest.Write(login, options.User, options.Password, _session, sequence)]);
    }

    /// <summary>Why nothing may be traded on it; null: it is what was asked for.</summary>
    public string? Refusal(SoupLoginAccepted accepted) =>
        _session.Length != 0 && accepted.Session.ToString() != _session
            ? $"the venue logged us in to session '{accepted.Session}' instead of '{_session}': what was missed in that one cannot be had; check orders and position, then restart the host with --new-session"
        : accepted.Sequence != _sequence
            ? $"the venue goes on with message {accepted.Sequence} of session '{accepted.Session}' and the card waits for message {_sequence}: what lies between would be missing; check orders and position, then restart the host with --new-session"
        : null;

    /// <summary>It is kept for the next one.</summary>
    public void Accepted(SoupLoginAccepted accepted) => (_session, StartsAnew, _unavailable) = (accepted.Session.ToString(), false, 0);

    /// <summary>Sends the account query. False: try again.</summary>
    public static bool Query(SessionKeeper keeper)
    {
        Span<byte> query = stackalloc byte[SoupPacket.HeaderLength + OuchAccountQuery.Length];
        return keeper.Send(query[..SoupPacket.Write(query, SoupType.UnsequencedData, [OuchAccountQuery.Type])]);
    }

    /// <summary>The venue rejected the login. SoupBinTCP 3.00 knows two reasons. Not authorised (A) is said of user and password: they will not be
    /// right the next time either, and venues lock users who try on. Not available (S) is said of the session: it may be so only as long as
    /// the venue holds the last connection, so a few more logins are worth their pauses.</summary>
    /// <param name="reason">The venue's.</param>
    public SessionLoss Rejected(byte reason) => reason switch
    {
        SoupLoginRejected.NotAuthorised => Stop("user or password are not authorised (A): correct --user and --password and restart the host"),
        SoupLoginRejected.SessionNotAvailable when ++_unavailable < options.OrderSession.MostLogins => new SessionLoss(
            $"the venue rejected the login: the session is not available (S), as while a venue still holds an earlier connection (login {_unavailable} of {options.OrderSession.MostLogins})"),
        SoupLoginRejected.SessionNotAvailable => Stop(
            $"the session is not available (S), {_unavailable} times in a row: if another one began, check orders and position, then restart the host with --new-session"),
        _ => Stop($"reason '{(char)reason}'"),
    };

    private static SessionLoss Stop(string why) => new($"the venue rejected the login: {why}", Final: true);
}

using Saker.Wire;

namespace Saker.Venue;

/// <summary>A user's OUCH session and the connection that carries it now, if any. Belongs to the venue's thread.</summary>
public sealed class SoupPort : ISoupClient
{
    private readonly string _password;
    private readonly bool _cancelOnDisconnect;

    internal SoupPort(string user, string password, OuchSession session, bool cancelOnDisconnect)
    {
        User = user;
        _password = password;
        _cancelOnDisconnect = cancelOnDisconnect;
        Session = session;
        session.Sequenced += message => Connection?.Send(SoupType.SequencedData, message);
    }

    /// <summary>User name.</summary>
    public string User { get; }

    /// <summary>Orders and messages.</summary>
    public OuchSession Session { get; }

    /// <summary>The connection that is logged in, or null.</summary>
    public SoupConnection? Connection { get; private set; }

    internal bool Accepts(in SoupLoginRequest login) => login.UserIs(User) && login.PasswordIs(_password);

    /// <summary>
    /// Ties a connection to the session and replays from the sequence it asked for; 0, and a number not yet reached, mean the next message.
    /// The session's earlier connection is closed first.
    /// </summary>
    internal void Attach(SoupConnection connection, string soupSession, ulong requestedSequence)
    {
        if (Connection is { } earlier)
        {
            Detach(earlier);
            earlier.Close();
        }

        ulong next = (ulong)Session.Messages.Count + 1;
        ulong first = requestedSequence == 0 ? next : Math.Min(requestedSequence, next);
        connection.LoginAccepted(soupSession, first);
        for (ulong n = first; n < next; n++)
        {
            connection.Send(SoupType.SequencedData, Session.Messages[(int)n - 1]);
        }

        connection.Client = this;
        Connection = connection;
    }

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> message) => Session.Receive(message);

    /// <summary>The connection is gone: its orders are cancelled if the venue does so.</summary>
    public void Detach(SoupConnection connection)
    {
        if (Connection != connection)
        {
            return;
        }

        Connection = null;
        connection.Client = null;
        if (_cancelOnDisconnect)
        {
            Session.CancelAll();
        }
    }
}

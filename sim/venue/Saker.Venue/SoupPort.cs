using Saker.Wire;

namespace Saker.Venue;

/// <summary>A user's OUCH session and the connection that carries it now, if any. Belongs to the venue's thread.</summary>
public sealed class SoupPort : ISoupClient
{
    private readonly string _password;
    private readonly bool _cancelOnDisconnect;
    private readonly IDelays _delays;
    private readonly LateAnswers _answers;
    private bool _cutNext;

    internal SoupPort(string user, string password, OuchSession session, bool cancelOnDisconnect, IDelays delays, TimeProvider wall)
    {
        User = user;
        _password = password;
        _cancelOnDisconnect = cancelOnDisconnect;
        _delays = delays;
        _answers = new LateAnswers(wall, delays, Deliver);
        Session = session;
        session.Sequenced += message =>
        {
            var late = session.Behaviour.Late();
            if (Connection is not null)
            {
                _answers.Add(message, late);
            }
        };
        session.Behaviour.Changed += Behave;
    }

    /// <summary>User name.</summary>
    public string User { get; }

    /// <summary>Orders and messages.</summary>
    public OuchSession Session { get; }

    /// <summary>The connection that is logged in, or null.</summary>
    public SoupConnection? Connection { get; private set; }

    /// <summary>Logins that the plan rejected.</summary>
    public long LoginsRejected { get; private set; }

    /// <summary>Sequenced messages that wait because the venue answers late.</summary>
    public int Held => _answers.Held;

    /// <summary>The next sequenced message is sent by half and the connection closed.</summary>
    public void CutNext() => _cutNext = true;

    /// <summary>Resets the connection, if there is one: what is queued for it, and what it has not read yet, is lost to it.</summary>
    public void Drop()
    {
        if (Connection is { } connection)
        {
            Detach(connection);
            connection.Reset();
        }
    }

    /// <summary>Ends the session of SoupBinTCP on the connection, if there is one, and closes it. A later login continues the same day.</summary>
    public void EndSession()
    {
        if (Connection is { } connection)
        {
            _answers.Flush();
            connection.Send(SoupType.EndOfSession, []);
            Detach(connection);
            connection.Close();
        }
    }

    /// <summary>Sends what waits because the venue answers late.</summary>
    public void Flush() => _answers.Flush();

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
        _answers.Clear();
        _cutNext = false;
        if (_cancelOnDisconnect)
        {
            Session.CancelAll();
        }
    }

    internal bool Accepts(in SoupLoginRequest login) => login.UserIs(User) && login.PasswordIs(_password);

    /// <summary>
    /// Ties a connection to the session and replays from the sequence it asked for; 0, and a number not yet reached, mean the next message.
    /// The session's earlier connection is closed first.
    /// </summary>
    /// <returns>False when the plan has the login rejected.</returns>
    internal bool Attach(SoupConnection connection, string soupSession, ulong requestedSequence)
    {
        BehaviourPlan plan = Session.Behaviour.Plan;
        byte reason = plan.HoldsConnection && Connection is not null ? SoupLoginRejected.SessionNotAvailable : plan.LoginReason;
        if (reason != 0)
        {
            LoginsRejected++;
            connection.Reject(reason);
            return false;
        }

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
        Behave();
        return true;
    }

    private void Behave()
    {
        if (Session.Behaviour.Plan.LateMostMs == 0)
        {
            _answers.Flush();
        }

        if (Connection is { } connection)
        {
            connection.Silent = Session.Behaviour.Plan.Silent;
            connection.Stalled = Session.Behaviour.Plan.Stalled;
        }
    }

    private void Deliver(byte[] message)
    {
        if (Connection is not { Closing: false } connection)
        {
            return;
        }

        bool drop = Session.Behaviour.Happens(BehaviourKind.Drop);
        bool cut = Session.Behaviour.Happens(BehaviourKind.Cut) || _cutNext;
        if (drop)
        {
            connection.Reset();
        }
        else if (cut)
        {
            connection.SendHalf(SoupType.SequencedData, message);
        }
        else
        {
            connection.Send(SoupType.SequencedData, message);
            return;
        }

        // The session is in the middle of what it tells of; its orders are cancelled when it is through.
        _delays.AfterStep(() => Detach(connection));
    }
}

using Saker.Card;

namespace Saker.Host.Session;

/// <summary>Takes a connection that the card owns to the point from which it may be traded on: login, then the account query, whose
/// answer stands behind everything that was missed.</summary>
internal sealed class SessionOpening
{
    private readonly ICard _card;
    private readonly SessionKeeper _keeper;
    private readonly Login _login;
    private readonly OrderSessionOptions _options;
    private readonly TimeProvider _time;
    private Step _step;
    private int _takeOvers;
    private int _queries;
    private long _since;

    public SessionOpening(ICard card, SessionKeeper keeper, Login login, OrderSessionOptions options, TimeProvider time)
    {
        _card = card;
        _keeper = keeper;
        _login = login;
        _options = options;
        _time = time;
    }

    private enum Step
    {
        LogIn,
        Await,
        Rejected,
        Query,
        CatchUp,
        Up,
    }

    /// <summary>Everything missed has been replayed.</summary>
    public bool Up => _step == Step.Up;

    /// <summary>A connection that was just made.</summary>
    /// <param name="takeOvers">The events' count before the card took it over.</param>
    public void BeginLogin(int takeOvers)
    {
        _takeOvers = takeOvers;
        Enter(Step.LogIn);
    }

    /// <summary>A session that runs: only the queries are sent, and none when it is caught up already: an answer that is lost with the
    /// connection would come again after orders.</summary>
    public void BeginQuery() => Ask();

    /// <summary>Does what is due. Not null: the session is lost.</summary>
    public SessionLoss? Turn(Appliance appliance)
    {
        switch (_step)
        {
            case Step.LogIn:
                appliance.SessionNote = "logging in";
                // What the events say before they say "taken over" is of the connection before.
                if (appliance.SessionNews.TakeOvers != _takeOvers && _login.Send(_keeper, _card.Read(CardRegisters.OeSoupSeq)))
                {
                    Enter(Step.Await);
                }

                return Late("the login could not be sent");
            case Step.Await:
                return Await(appliance);
            case Step.Query:
                appliance.SessionNote = "logged in, waiting for what was missed";
                if (Login.Query(_keeper) && --_queries == 0)
                {
                    Enter(Step.CatchUp);
                }

                return Late("the account query could not be sent");
            default:
                _keeper.Heartbeat();
                _step = _keeper.Status.CaughtUp ? Step.Up : Step.CatchUp;
                return Up ? null : Late("the venue does not answer the account query");
        }
    }

    /// <summary>The card says that the login was rejected. Null: the reason is in an event, which may still be on its way. It need not come
    /// at all: a record can be lost.</summary>
    public SessionLoss? Rejected(SessionNews news)
    {
        if (_step != Step.Rejected)
        {
            Enter(Step.Rejected);
        }

        // What the events say before they say "taken over" is of the connection before.
        byte reason = news.TakeOvers != _takeOvers ? news.Rejected : (byte)0;
        return reason != 0 ? _login.Rejected(reason) : Late("the venue rejected the login, and the card's record of its reason does not come");
    }

    /// <summary>The card does not go on with the stream. While the answer to the login is awaited it may be that one, which continues with another
    /// message than the card's. Null: what it was is in an event, which may still be on its way.</summary>
    public SessionLoss? Broken(SessionNews news)
    {
        if (_step != Step.Await)
        {
            return SessionLoss.Unparsable;
        }

        if (news.Accepted is { } accepted && _login.Refusal(accepted) is { } refusal)
        {
            return SessionLoss.Refused(refusal);
        }

        return news.Broken ? SessionLoss.Unparsable : Late("the card does not go on with the venue's stream, and its record of the login does not come");
    }

    private SessionLoss? Await(Appliance appliance)
    {
        if (!_keeper.Status.LoggedIn)
        {
            return Late("the venue does not answer the login");
        }

        if (appliance.SessionNews.Accepted is not { } accepted)
        {
            return Late("the venue accepted the login, and the card's record of its session and next message does not come");
        }

        if (_login.Refusal(accepted) is { } refusal)
        {
            return SessionLoss.Refused(refusal);
        }

        _login.Accepted(accepted);
        Ask();
        return null;
    }

    /// <summary>One query more than answers may come again of earlier connections: the last answer is to one of ours.</summary>
    private void Ask()
    {
        var status = new OeStatusValue(_card.Read(CardRegisters.OeStatus));
        _queries = (int)status.Queries + 1;
        Enter(status.CaughtUp ? Step.CatchUp : Step.Query);
    }

    private void Enter(Step step)
    {
        _step = step;
        _since = _time.GetTimestamp();
    }

    private SessionLoss? Late(string why) => _time.GetElapsedTime(_since) < _options.AnswerWithin ? null : SessionLoss.GivenUp(why);
}

using Saker.Card;
using Saker.Wire;

namespace Saker.Host.Session;

/// <summary>The order session, from the first ARP to the day's end: connects and hands over to the card, or takes up what an earlier host
/// handed over; logs in where the card's count of messages stands; waits until everything missed was replayed; connects again when the
/// session is lost. Never blocks: <see cref="Turn"/> does what is due.</summary>
public sealed class OrderSession
{
    private readonly ICard _card;
    private readonly OrderSessionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Connector _connector;
    private readonly HostMessages _messages;
    private readonly Reconnection _pause;
    private readonly Login _login;
    private OrderLine _line;
    private SessionKeeper? _keeper;
    private SessionOpening? _opening;
    private Stage _stage = Stage.Start;
    private bool _connected;
    private long _lookedAt;

    /// <param name="card">The card.</param>
    /// <param name="line">Our end and the venue's; each connection takes another local port.</param>
    /// <param name="options">User, password and the session's numbers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">For people.</param>
    public OrderSession(ICard card, OrderLine line, DaemonOptions options, TimeProvider time, ILogger log)
    {
        _card = card;
        _line = line;
        _options = options.OrderSession;
        _time = time;
        _log = log;
        _connector = new Connector(card, line, _options, time);
        _messages = new HostMessages(card);
        _pause = new Reconnection(_options, time);
        _login = new Login(options, FoundSession.StartsAnew(card, options));
    }

    private enum Stage
    {
        Start,
        Pause,
        Connect,
        Owned,
        Stopped,
    }

    /// <summary>Does what is due. True when something moved.</summary>
    public bool Turn(Appliance appliance)
    {
        bool look = _stage is Stage.Start or Stage.Connect || _time.GetElapsedTime(_lookedAt) >= _options.Retransmission.LookEvery;
        if (!look)
        {
            return false;
        }

        _lookedAt = _time.GetTimestamp();
        bool moved = _connector.Receive();
        switch (_stage)
        {
            case Stage.Start:
                Start(appliance);
                break;
            case Stage.Pause when _pause.Over:
                Connect();
                break;
            case Stage.Connect:
                Attempt(appliance);
                break;
            case Stage.Owned:
                Keep(appliance);
                break;
        }

        return moved;
    }

    /// <summary>A card that an earlier host used may hold a session that runs: it goes on. One that was lost is given up first.</summary>
    private void Start(Appliance appliance)
    {
        FoundSession found = FoundSession.Of(_card, _line);
        _connected = appliance.FoundInUse;
        if (found.Runs)
        {
            (_line, MacAddress peer) = HandOver.Held(_card);
            _connector.Adopt(_line, peer);
            HandOver.Keep(_card, _options);
            _log.Session("the session of the host before goes on");
            _login.GoesOn();
            Own().BeginQuery();
            return;
        }

        if (found.Loss is { } loss)
        {
            _log.Session($"the session of the host before is given up: {loss.Why}");
            (OrderLine line, MacAddress peer) = HandOver.Held(_card);
            _connector.Adopt(line, peer);
            GiveUp(loss.Ours);
            _line = _line with { LocalPort = line.LocalPort };
        }

        Connect();
    }

    private void Connect()
    {
        _line = _line.OtherPort();
        _connector.Begin(_line);
        _stage = Stage.Connect;
    }

    private void Attempt(Appliance appliance)
    {
        appliance.SessionNote = _connector.Doing;
        if (_connector.Turn())
        {
            int takeOvers = appliance.SessionNews.TakeOvers;
            HandOver.Give(_card, _connector.Made, _options, _login.StartsAnew);
            _log.Session("connected and handed over to the card");
            _connected = true;
            Own().BeginLogin(takeOvers);
        }
        else if (_connector.Failure is { } failure)
        {
            // At the very start this is a setting that is wrong, or a venue that nobody started.
            Retry(appliance, _connected ? failure : throw new HostException(failure));
        }
    }

    private void Keep(Appliance appliance)
    {
        SessionLoss? loss = _keeper!.Look();
        if (loss is not null)
        {
            loss = _keeper.Status.Rejected ? _opening!.Rejected(appliance.SessionNews)
                : loss == SessionLoss.Unparsable ? _opening!.Broken(appliance.SessionNews)
                : loss;
            if (loss is not null)
            {
                Lose(appliance, loss);
            }

            return;
        }

        bool wasUp = _opening!.Up;
        loss = _opening.Turn(appliance);
        appliance.SessionUp = _opening.Up;
        if (loss is not null)
        {
            Lose(appliance, loss);
        }
        else if (_opening.Up && !wasUp)
        {
            _pause.Reset();
            _log.Session("up: everything missed has been replayed");
            appliance.SessionNote = string.Empty;
            appliance.Note = appliance.Note == Appliance.Starting ? "logged in, waiting for the book" : appliance.Note;
        }
    }

    private void Lose(Appliance appliance, SessionLoss loss)
    {
        // What the card has counted since the login is of the new session: its count must not begin again.
        if (_keeper?.Status.LoggedIn == true)
        {
            _login.GoesOn();
        }

        GiveUp(loss.Ours);
        appliance.SessionUp = false;
        if (loss.Final)
        {
            _log.Session($"stopped: {loss.Why}");
            appliance.SessionNote = $"order session stopped: {loss.Why}";
            _stage = Stage.Stopped;
        }
        else
        {
            Retry(appliance, loss.Why);
        }
    }

    private void Retry(Appliance appliance, string why)
    {
        string again = FormattableString.Invariant($"{why.TrimEnd('.')}; connecting again in {_pause.Next().TotalSeconds:0.##} s");
        _log.Session($"lost: {again}");
        appliance.SessionNote = $"order session lost: {again}";
        _stage = Stage.Pause;
    }

    /// <summary>However it ended, the latch is closed first: a line that fell silent asserts nothing on the card, and a session that is
    /// released asserts nothing any more.</summary>
    private void GiveUp(bool reset)
    {
        _card.Write(CardRegisters.Kill, new KillCausesValue(0).WithOrderSession(true).Raw);
        HandOver.Release(_card);
        _connector.Close();
        (_keeper, _opening) = (null, null);
        if (reset)
        {
            // Read after the release: nothing more is sent.
            _connector.Reset(_card.Read(CardRegisters.OeSndNxt));
        }
    }

    private SessionOpening Own()
    {
        _keeper = new SessionKeeper(_card, _messages, _options, _time);
        _opening = new SessionOpening(_card, _keeper, _login, _options, _time);
        _stage = Stage.Owned;
        return _opening;
    }
}

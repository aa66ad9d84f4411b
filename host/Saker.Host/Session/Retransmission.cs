namespace Saker.Host.Session;

/// <summary>Decides what the card sends again and when: timeouts after RFC 6298, fast retransmit after RFC 6582 (NewReno without a
/// congestion window: the card sends whatever the peer's window has room for), probes of a closed window and of a silent peer after
/// RFC 9293 3.8. Pure logic: <see cref="Look"/> takes what the card shows and says what to write. One object for each connection.</summary>
public sealed class Retransmission
{
    private readonly RetransmissionOptions _options;
    private readonly TimeProvider _time;
    private readonly RoundTrip _roundTrip;
    private SendState _last;
    private Timer _timer;
    private long _timerSince;
    private TimeSpan _persist;
    private Recovery _recovery;
    private uint? _recover;       // no fast retransmit for what is not beyond it
    private bool _advanced;       // acknowledged in a recovery and not yet answered by sending on
    private uint _flight;         // segments that the last round of a recovery after a timeout sent
    private uint _lost;           // segments that were outstanding at the timeout, at most
    private long _resentAt;
    private int _timeouts;        // since something was last acknowledged
    private int _unanswered;      // timeouts and probes since the peer was last heard
    private long _heardAt;
    private long _probedAt;

    /// <param name="options">The numbers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="start">What the card shows as the connection begins or is adopted.</param>
    public Retransmission(RetransmissionOptions options, TimeProvider time, in SendState start)
    {
        _options = options;
        _time = time;
        _roundTrip = new RoundTrip(options);
        _last = start;
        _heardAt = time.GetTimestamp();
    }

    private enum Timer { Off, Resend, Persist }

    private enum Recovery { None, Fast, Timeout }

    /// <summary>The present timeout, doubled ones included.</summary>
    public TimeSpan Timeout => _roundTrip.Timeout;

    /// <summary>Takes what the card shows now and says what to do.</summary>
    public ResendStep Look(in SendState now)
    {
        bool acknowledged = now.Unacknowledged != _last.Unacknowledged;
        if (now.Heard != _last.Heard)
        {
            _heardAt = _time.GetTimestamp();
            _unanswered = 0;
        }

        if (now.Samples != _last.Samples)
        {
            _roundTrip.Measured(now.RoundTripCycles);
        }

        _last = now;
        if (acknowledged)
        {
            Acknowledged(now);
        }

        return now.Outstanding ? Resend(now) : now.WindowClosed ? ProbeWindow() : KeepAlive();
    }

    private static bool Before(uint a, uint b) => (int)(a - b) < 0;

    private void Acknowledged(in SendState now)
    {
        _timeouts = 0;
        _timer = Timer.Off;    // 5.2; what is still outstanding starts it anew (5.3)
        _advanced = true;
        if (_recover is { } mark && !Before(now.Unacknowledged, mark))
        {
            _recovery = Recovery.None;
            // RFC 6582 step 1: duplicates of the recovery point itself may be of our own making, unless nothing of ours is left under way.
            _recover = now.Outstanding && now.Unacknowledged == mark ? mark : null;
        }
    }

    private ResendStep Resend(in SendState now)
    {
        if (_timer != Timer.Resend)
        {
            Start(Timer.Resend);
        }

        if (Over(_timerSince, _roundTrip.Timeout))
        {
            return TimedOut(now);
        }

        // A new count would replace what is left of the last one.
        if (now.Store.Left != 0)
        {
            return ResendStep.Nothing;
        }

        return _recovery switch
        {
            Recovery.Fast => Partial(),
            Recovery.Timeout => NextRound(now),
            _ => Fast(now),
        };
    }

    /// <summary>Third duplicate ACK: the oldest at once, once for each recovery point.</summary>
    private ResendStep Fast(in SendState now)
    {
        if (now.Store.DupAcks < _options.DuplicateAcks || _recover is not null)
        {
            return ResendStep.Nothing;
        }

        _recovery = Recovery.Fast;
        _recover = now.Next;
        _advanced = false;
        return ResendStep.Segments(1);
    }

    /// <summary>An ACK short of the recovery point: the next one is lost too.</summary>
    private ResendStep Partial()
    {
        bool due = _advanced;
        _advanced = false;
        return due ? ResendStep.Segments(1) : ResendStep.Nothing;
    }

    /// <summary>5.4 to 5.6: the oldest only, twice the time until the next.</summary>
    private ResendStep TimedOut(in SendState now)
    {
        if (_unanswered >= _options.MostTries)
        {
            return Silent();
        }

        // Who answers with a closed window lives and may keep us waiting (RFC 9293 3.8.6.1).
        if (_timeouts >= _options.MostTries && !now.WindowClosed)
        {
            return ResendStep.Gone($"the venue acknowledges nothing: a segment was sent again {_timeouts} times");
        }

        _timeouts++;
        _unanswered++;
        _roundTrip.BackOff();
        Start(Timer.Resend);
        _recovery = Recovery.Timeout;
        _recover = now.Next;
        _advanced = false;
        _flight = 1;
        _lost = now.Store.Kept;
        _resentAt = _time.GetTimestamp();
        return ResendStep.Segments(1);
    }

    /// <summary>What was outstanding at the timeout: twice as many with each round that the peer acknowledges, as in a slow start.</summary>
    private ResendStep NextRound(in SendState now)
    {
        _lost = Math.Min(_lost, now.Store.Kept);
        // Within a round trip the ACKs are still those of the last round: they would have it sent a second time.
        if (!_advanced || _time.GetElapsedTime(_resentAt).Ticks * TimeSpan.NanosecondsPerTick < _roundTrip.SmoothedNs)
        {
            return ResendStep.Nothing;
        }

        _advanced = false;
        _flight = Math.Min(2 * _flight, SendState.MostKept);
        _resentAt = _time.GetTimestamp();
        return ResendStep.Segments(Math.Min(_flight, _lost));
    }

    /// <summary>Nothing is under way and nothing may be sent: ask, so that a lost window update does not last for ever.</summary>
    private ResendStep ProbeWindow()
    {
        if (_timer != Timer.Persist)
        {
            Start(Timer.Persist);
            _persist = _roundTrip.Timeout;
        }

        if (!Over(_timerSince, _persist))
        {
            return ResendStep.Nothing;
        }

        _persist = 2 * _persist < _options.GreatestTimeout ? 2 * _persist : _options.GreatestTimeout;
        Start(Timer.Persist);
        return Ask();
    }

    /// <summary>Nothing to do: is the peer still there? One that was restarted answers with RST.</summary>
    private ResendStep KeepAlive()
    {
        _timer = Timer.Off;
        bool due = Over(_heardAt, _options.KeepAliveAfter) && (_unanswered == 0 || Over(_probedAt, _options.KeepAliveEvery));
        return due ? Ask() : ResendStep.Nothing;
    }

    private ResendStep Ask()
    {
        if (_unanswered >= _options.MostTries)
        {
            return Silent();
        }

        _unanswered++;
        _probedAt = _time.GetTimestamp();
        return ResendStep.Probe;
    }

    private ResendStep Silent() => ResendStep.Gone(FormattableString.Invariant(
        $"the venue is silent: nothing heard for {_time.GetElapsedTime(_heardAt).TotalSeconds:0.0} s, {_unanswered} tries without an answer"));

    private void Start(Timer timer)
    {
        _timer = timer;
        _timerSince = _time.GetTimestamp();
    }

    private bool Over(long since, TimeSpan limit) => _time.GetElapsedTime(since) >= limit;
}

using Saker.Card;
using Saker.Wire;

namespace Saker.Host.Session;

/// <summary>Keeps one connection that the card owns: acknowledges, sends heartbeats, has lost segments sent again, lets orders go on,
/// and says when the session is lost.</summary>
internal sealed class SessionKeeper
{
    private readonly ICard _card;
    private readonly HostMessages _messages;
    private readonly OrderSessionOptions _options;
    private readonly TimeProvider _time;
    private readonly Retransmission _retransmission;
    private uint _sendNext;
    private uint _receiveNext;
    private uint _samples;
    private uint _roundTrip;
    private long _receivedAt;
    private long _sentAt;

    /// <summary>For the connection that the card owns now.</summary>
    public SessionKeeper(ICard card, HostMessages messages, OrderSessionOptions options, TimeProvider time)
    {
        _card = card;
        _messages = messages;
        _options = options;
        _time = time;
        _samples = card.Read(CardRegisters.OeRttSamples);
        SendState start = Read();
        _retransmission = new Retransmission(options.Retransmission, time, start);
        _receivedAt = _sentAt = time.GetTimestamp();
        AllowOrders(start.Next);
    }

    /// <summary>OE_STATUS at the last <see cref="Look"/>.</summary>
    public OeStatusValue Status { get; private set; }

    /// <summary>Looks at the card and does what is due. Not null: the session is lost.</summary>
    public SessionLoss? Look()
    {
        // In this order: what asserted the cause is in the status then.
        uint asserted = _card.Read(CardRegisters.KillAsserted);
        Status = new OeStatusValue(_card.Read(CardRegisters.OeStatus));
        if (SessionLoss.Of(Status, asserted) is { } loss)
        {
            return loss;
        }

        SendState now = Read();
        if (now.Next != _sendNext)
        {
            AllowOrders(now.Next);
        }

        ResendStep step = _retransmission.Look(now);
        if (step.GiveUp is { } why)
        {
            return SessionLoss.GivenUp(why);
        }

        if (step.Command.Raw != 0)
        {
            _card.Write(CardRegisters.OeResend, step.Command.Raw);
        }

        if (_time.GetElapsedTime(_receivedAt) >= _options.SilenceLimit)
        {
            return SessionLoss.GivenUp(FormattableString.Invariant(
                $"the venue has sent nothing for {_options.SilenceLimit.TotalSeconds:0.#} s, not even its heartbeat"));
        }

        if (Status.AckDue)
        {
            _messages.TrySend([]);
        }

        return null;
    }

    /// <summary>Sends a packet; false: try again.</summary>
    public bool Send(ReadOnlySpan<byte> packet)
    {
        if (!_messages.TrySend(packet))
        {
            return false;
        }

        _sentAt = _time.GetTimestamp();
        return true;
    }

    /// <summary>Sends a heartbeat if it is due. Only once logged in.</summary>
    public void Heartbeat()
    {
        if (_time.GetElapsedTime(_sentAt) >= _options.HeartbeatEvery)
        {
            Span<byte> heartbeat = stackalloc byte[SoupPacket.HeaderLength];
            SoupPacket.WriteHeader(heartbeat, SoupType.ClientHeartbeat, 0);
            Send(heartbeat);
        }
    }

    private void AllowOrders(uint next)
    {
        _sendNext = next;
        HandOver.AllowUpTo(_card, next + _options.OrderBytesAhead);
    }

    private SendState Read()
    {
        uint unacknowledged = _card.Read(CardRegisters.OeSndUna);
        var store = new OeStoreValue(_card.Read(CardRegisters.OeStore));
        uint next = _card.Read(CardRegisters.OeSndNxt);
        uint samples = _card.Read(CardRegisters.OeRttSamples);
        if (samples != _samples)
        {
            _samples = samples;
            _roundTrip = _card.Read(CardRegisters.OeRtt);
        }

        uint receiveNext = _card.Read(CardRegisters.OeRcvNxt);
        if (receiveNext != _receiveNext)
        {
            _receiveNext = receiveNext;
            _receivedAt = _time.GetTimestamp();
        }

        return new SendState(next, unacknowledged, store, _roundTrip, samples, Heard());
    }

    /// <summary>Good frames for us; a pure ACK moves no other number.</summary>
    private uint Heard() => _card.Read(CardRegisters.CntOeAt((int)CntOeIndex.Frames)) - _card.Read(CardRegisters.CntOeAt((int)CntOeIndex.BadFrame))
        - _card.Read(CardRegisters.CntOeAt((int)CntOeIndex.BadChecksum)) - _card.Read(CardRegisters.CntOeAt((int)CntOeIndex.NotOurs));
}

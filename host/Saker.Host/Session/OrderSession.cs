using Saker.Card;
using Saker.Wire;

namespace Saker.Host.Session;

/// <summary>Opens the order session and keeps it: ARP, TCP handshake, hand-over to the card, login; then it says when to
/// acknowledge, sends heartbeats and answers ARP. Never blocks: <see cref="Turn"/> does what is due.</summary>
public sealed class OrderSession
{
    private const ushort Window = 4096;
    private const int MostTries = 10;
    private const int FrameBytes = 1516;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(15);

    private readonly ICard _card;
    private readonly OrderLine _line;
    private readonly DaemonOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RawFrames _raw;
    private readonly HostMessages _messages;
    private readonly byte[] _frame = new byte[FrameBytes];
    private Stage _stage = Stage.Arp;
    private MacAddress _peer;
    private uint _initial;
    private int _tries;
    private long _triedAt;
    private long _lookedAt;
    private long _sentAt;
    private long _acknowledgedAt;

    public OrderSession(ICard card, OrderLine line, DaemonOptions options, TimeProvider time, ILogger log)
    {
        _card = card;
        _line = line;
        _options = options;
        _time = time;
        _log = log;
        _raw = new RawFrames(card);
        _messages = new HostMessages(card);
        // An unpredictable first sequence number; TCP asks for no more here, on a private line.
        _initial = (uint)Random.Shared.NextInt64(1L << 32);
        HandOver.Announce(card, line);
    }

    private enum Stage
    {
        Arp,
        Syn,
        Login,
        WaitLogin,
        Up,
        Lost,
    }

    /// <summary>Does what is due. True when something moved.</summary>
    public bool Turn(Appliance appliance)
    {
        if (_stage == Stage.Lost)
        {
            return false;
        }

        bool moved = false;
        if (_time.GetElapsedTime(_lookedAt) >= LookEvery || _stage < Stage.Login)
        {
            _lookedAt = _time.GetTimestamp();
            moved = ReadRaw();
        }

        switch (_stage)
        {
            case Stage.Arp:
                appliance.Note = "looking for the venue (ARP)";
                Retry("ARP", HandshakeFrames.ArpRequest(_frame, _line));
                break;
            case Stage.Syn:
                appliance.Note = "connecting to the venue (TCP)";
                Retry("SYN", HandshakeFrames.Segment(_frame, _line, _peer, _initial, 0, TcpFlags.Syn, Window));
                break;
            case Stage.Login:
                Login(appliance);
                break;
            case Stage.WaitLogin or Stage.Up:
                Keep(appliance);
                break;
        }

        return moved;
    }

    private void Retry(string what, int length)
    {
        if (_tries != 0 && _time.GetElapsedTime(_triedAt) < RetryAfter)
        {
            return;
        }

        if (_tries++ == MostTries)
        {
            throw new HostException($"The venue at {_line.PeerIp}:{_line.PeerPort} does not answer ({what}, {MostTries} tries): is it running and is the order line up?");
        }

        _triedAt = _time.GetTimestamp();
        _raw.Send(_frame.AsSpan(0, length));
    }

    private bool ReadRaw()
    {
        Span<byte> frame = stackalloc byte[FrameBytes];
        int length = _raw.Receive(frame);
        if (length == 0)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = frame[..length];
        if (HandshakeFrames.TryArp(bytes, out ArpPacket arp))
        {
            OnArp(arp);
        }
        else if (_stage == Stage.Syn && HandshakeFrames.TrySegment(bytes, _line, out TcpSegment segment))
        {
            OnSegment(segment);
        }

        return true;
    }

    private void OnArp(ArpPacket arp)
    {
        if (arp.Operation == ArpPacket.Request && arp.TargetIp == _line.LocalIp)
        {
            Span<byte> reply = stackalloc byte[64];
            _raw.Send(reply[..HandshakeFrames.ArpReply(reply, _line, arp)]);
        }

        if (_stage == Stage.Arp && arp.SenderIp == _line.PeerIp)
        {
            _peer = arp.SenderMac;
            Enter(Stage.Syn);
        }
    }

    private void OnSegment(TcpSegment segment)
    {
        if (segment.Flags.HasFlag(TcpFlags.Rst))
        {
            throw new HostException($"The venue at {_line.PeerIp}:{_line.PeerPort} refused the connection: nothing listens there.");
        }

        if (!segment.Flags.HasFlag(TcpFlags.Syn | TcpFlags.Ack) || segment.Acknowledgment != _initial + 1)
        {
            return;
        }

        uint receiveNext = segment.Sequence + 1;
        Span<byte> ack = stackalloc byte[64];
        _raw.Send(ack[..HandshakeFrames.Segment(ack, _line, _peer, _initial + 1, receiveNext, TcpFlags.Ack, Window)]);
        WaitRawSent();
        HandOver.Give(_card, _line, _peer, _initial + 1, receiveNext, Window);
        _log.Session("connected and handed over to the card");
        Enter(Stage.Login);
    }

    /// <summary>The handshake's last ACK is a raw IPv4 frame, which the card refuses once it owns the session.</summary>
    private void WaitRawSent()
    {
        while ((_card.Read(CardRegisters.RawtxStatus) & 1) != 0)
        {
            Thread.SpinWait(50);
        }
    }

    private void Login(Appliance appliance)
    {
        appliance.Note = "logging in";
        Span<byte> login = stackalloc byte[HostMessages.LongestPayload];
        int length = SoupLoginRequest.Write(login, _options.User, _options.Password, string.Empty, 1);
        if (Send(login[..length]))
        {
            Enter(Stage.WaitLogin);
        }
    }

    private void Keep(Appliance appliance)
    {
        if (appliance.SessionFault.Length > 0)
        {
            _log.Session(appliance.SessionFault);
            appliance.Note = "order session lost; restart the host to connect again";
            Enter(Stage.Lost);
            return;
        }

        if (_stage == Stage.WaitLogin && appliance.SessionUp)
        {
            _log.Session("logged in");
            appliance.Note = "logged in, waiting for the book";
            Enter(Stage.Up);
        }

        if (_time.GetElapsedTime(_sentAt) >= HeartbeatEvery && _stage == Stage.Up)
        {
            Span<byte> heartbeat = stackalloc byte[SoupPacket.HeaderLength];
            SoupPacket.WriteHeader(heartbeat, SoupType.ClientHeartbeat, 0);
            Send(heartbeat);
        }
        else if (_lookedAt != _acknowledgedAt)
        {
            _acknowledgedAt = _lookedAt;
            if (new OeStatusValue(_card.Read(CardRegisters.OeStatus)).AckDue)
            {
                _messages.TrySend([]);
            }
        }
    }

    private bool Send(ReadOnlySpan<byte> payload)
    {
        if (!_messages.TrySend(payload))
        {
            return false;
        }

        _sentAt = _time.GetTimestamp();
        return true;
    }

    private void Enter(Stage stage)
    {
        _stage = stage;
        _tries = 0;
    }
}

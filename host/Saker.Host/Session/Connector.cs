using Saker.Card;
using Saker.Wire;

namespace Saker.Host.Session;

/// <summary>Everything on the order line that is not the card's: ARP both ways, the TCP handshake, and RST for connections that are no
/// more. One attempt at a time; never blocks.</summary>
internal sealed class Connector
{
    private const int FrameBytes = 1516;
    private const int ShortFrame = 96;
    private const int BusyPolls = 1_000_000;

    private readonly ICard _card;
    private readonly OrderSessionOptions _options;
    private readonly TimeProvider _time;
    private readonly RawFrames _raw;
    private readonly byte[] _frame = new byte[FrameBytes];
    private OrderLine _line;
    private Step _step;
    private MacAddress _peer;
    private uint _initial;
    private int _tries;
    private long _triedAt;
    private TimeSpan _again;

    public Connector(ICard card, OrderLine line, OrderSessionOptions options, TimeProvider time)
    {
        _card = card;
        _line = line;
        _options = options;
        _time = time;
        _raw = new RawFrames(card);
    }

    private enum Step
    {
        Closed,
        Arp,
        Syn,
        Made,
    }

    /// <summary>What an attempt is at.</summary>
    public string Doing => _step == Step.Arp ? "looking for the venue (ARP)" : "connecting to the venue (TCP)";

    /// <summary>The connection of the last <see cref="Turn"/> that returned true.</summary>
    public Connection Made { get; private set; }

    /// <summary>Why the attempt failed; null: it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Begins an attempt.</summary>
    /// <param name="line">Its local port must be another than that of the last one.</param>
    public void Begin(OrderLine line)
    {
        _line = line;
        // An unpredictable first sequence number; TCP asks for no more here, on a private line.
        _initial = (uint)Random.Shared.NextInt64(1L << 32);
        Failure = null;
        HandOver.Announce(_card, line);
        Enter(Step.Arp);
    }

    /// <summary>The card holds this connection already.</summary>
    public void Adopt(OrderLine line, MacAddress peer) => (_line, _peer, _step) = (line, peer, Step.Made);

    /// <summary>There is no connection any more; what the venue still sends on it is answered with RST.</summary>
    public void Close() => _step = Step.Closed;

    /// <summary>Ends the connection at the venue's end too. The card must have released it: before, it lets no IPv4 frame of ours out.</summary>
    public void Reset(uint sequence) => Send(_line, _peer, sequence, 0, TcpFlags.Rst);

    /// <summary>One try of an attempt, if due. True: the connection is made, the card may have it.</summary>
    public bool Turn()
    {
        switch (_step)
        {
            case Step.Arp when Due("ARP"):
                _raw.Send(_frame.AsSpan(0, HandshakeFrames.ArpRequest(_frame, _line)));
                break;
            case Step.Syn when Due("SYN"):
                Send(_line, _peer, _initial, 0, TcpFlags.Syn);
                break;
        }

        return _step == Step.Made;
    }

    /// <summary>Takes the oldest raw frame, if any. True when there was one.</summary>
    public bool Receive()
    {
        int length = _raw.Receive(_frame);
        if (length == 0)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = _frame.AsSpan(0, length);
        if (HandshakeFrames.TryArp(bytes, out ArpPacket arp))
        {
            OnArp(arp);
        }
        else if (HandshakeFrames.TrySegment(bytes, _line, out MacAddress sender, out TcpSegment segment))
        {
            OnSegment(sender, segment);
        }

        return true;
    }

    private bool Due(string what)
    {
        if (_time.GetElapsedTime(_triedAt) < _again)
        {
            return false;
        }

        if (_tries++ == _options.MostTries)
        {
            Fail($"The venue at {_line.PeerIp}:{_line.PeerPort} does not answer ({what}, {_options.MostTries} tries): is it running and is the order line up?");
            return false;
        }

        _again = _tries == 1 ? _options.FirstRetry : 2 * _again < _options.LongestRetry ? 2 * _again : _options.LongestRetry;
        _triedAt = _time.GetTimestamp();
        return true;
    }

    private void OnArp(ArpPacket arp)
    {
        if (arp.Operation == ArpPacket.Request && arp.TargetIp == _line.LocalIp)
        {
            Span<byte> reply = stackalloc byte[ShortFrame];
            _raw.Send(reply[..HandshakeFrames.ArpReply(reply, _line, arp)]);
        }

        if (_step == Step.Arp && arp.SenderIp == _line.PeerIp)
        {
            _peer = arp.SenderMac;
            Enter(Step.Syn);
        }
    }

    private void OnSegment(MacAddress sender, TcpSegment segment)
    {
        bool ours = _step is Step.Syn or Step.Made && segment.DestinationPort == _line.LocalPort;
        bool answers = segment.Flags.HasFlag(TcpFlags.Ack) && segment.Acknowledgment == _initial + 1;
        if (!ours || (_step == Step.Syn && !answers))
        {
            Refuse(sender, segment);
        }
        else if (_step == Step.Syn && segment.Flags.HasFlag(TcpFlags.Rst))
        {
            Fail($"The venue at {_line.PeerIp}:{_line.PeerPort} refused the connection: nothing listens there.");
        }
        else if (_step == Step.Syn && segment.Flags.HasFlag(TcpFlags.Syn))
        {
            Accept(segment);
        }
    }

    /// <summary>RFC 9293 3.10.7.1: whatever belongs to no connection, and carries an ACK, is answered with RST where the ACK stands.</summary>
    private void Refuse(MacAddress sender, TcpSegment segment)
    {
        if (segment.Flags.HasFlag(TcpFlags.Ack) && !segment.Flags.HasFlag(TcpFlags.Rst))
        {
            Send(_line with { LocalPort = segment.DestinationPort }, sender, segment.Acknowledgment, 0, TcpFlags.Rst);
        }
    }

    private void Accept(TcpSegment segment)
    {
        if (!SynOptions.TryRead(segment.Options, out SynOptions options) || options.MaximumSegment < HostMessages.LongestPayload)
        {
            Fail($"The venue at {_line.PeerIp}:{_line.PeerPort} answers with TCP options that cannot be: {Convert.ToHexString(segment.Options)}.");
            return;
        }

        uint receiveNext = segment.Sequence + 1;
        Made = new Connection(_line, _peer, _initial + 1, receiveNext, options.WindowScale ?? 0, segment.Window);
        Send(_line, _peer, _initial + 1, receiveNext, TcpFlags.Ack);
        WaitRawSent();
        Enter(Step.Made);
    }

    /// <summary>The handshake's last ACK is a raw IPv4 frame, which the card refuses once it owns the session.</summary>
    private void WaitRawSent()
    {
        for (int n = 0; (_card.Read(CardRegisters.RawtxStatus) & 1) != 0; n++)
        {
            if (n == BusyPolls)
            {
                throw new HostException("The card does not send the handshake's last frame: its order port stands still.");
            }

            Thread.SpinWait(50);
        }
    }

    private void Send(OrderLine line, MacAddress peer, uint sequence, uint acknowledgment, TcpFlags flags)
    {
        Span<byte> frame = stackalloc byte[ShortFrame];
        _raw.Send(frame[..HandshakeFrames.Segment(frame, line, peer, sequence, acknowledgment, flags, flags == TcpFlags.Rst ? (ushort)0 : _options.Window)]);
    }

    private void Fail(string why)
    {
        Failure = why;
        Close();
    }

    private void Enter(Step step)
    {
        _step = step;
        (_tries, _again) = (0, TimeSpan.Zero);
    }
}

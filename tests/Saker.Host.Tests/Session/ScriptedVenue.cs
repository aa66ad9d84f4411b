using Saker.Card;
using Saker.Host.Session;
using Saker.Wire;

namespace Saker.Host.Tests.Session;

/// <summary>The venue's end of a <see cref="ScriptedCard"/>: answers ARP, SYN, login and query as a test wants it.</summary>
internal sealed class ScriptedVenue(ScriptedCard card)
{
    public const uint FirstSequence = 0x1000_0000;
    private const int HeaderBytes = 54;
    private const byte StreamBroken = 5;

    public static OrderLine Line { get; } = new(new MacAddress(0x0253_414B_4552), new Ipv4Address(0x0A4E_0002), 50_000, new Ipv4Address(0x0A4E_0001), 26480);

    public static MacAddress Mac { get; } = new(0x0253_564E_0002);

    /// <summary>Answers ARP.</summary>
    public bool There { get; set; } = true;

    /// <summary>SYNs reach it.</summary>
    public bool TakesSyn { get; set; } = true;

    /// <summary>Takes connections; else RST.</summary>
    public bool Listens { get; set; } = true;

    /// <summary>Options of its SYN-ACK, and the window there.</summary>
    public byte[] Options { get; set; } = [2, 4, 5, 0xB4, 1, 3, 3, 7];

    public ushort Window { get; set; } = 64_000;

    public string Session { get; set; } = "DAY1";

    /// <summary>Next message in its Login Accepted; null: the one that was asked for.</summary>
    public ulong? Sequence { get; set; }

    /// <summary>Not 0: logins are rejected for it.</summary>
    public byte Rejects { get; set; }

    /// <summary>The card's record of its answer to a login reaches the host; else it was lost on the way.</summary>
    public bool AnswerIsTold { get; set; } = true;

    public bool AnswersLogin { get; set; } = true;

    public bool AnswersQuery { get; set; } = true;

    /// <summary>Sends a heartbeat each second.</summary>
    public bool Beats { get; set; } = true;

    /// <summary>TCP segments that came, with their options.</summary>
    public List<(TcpFlags Flags, uint Sequence, ushort Port, byte[] Options)> Segments { get; } = [];

    public List<(string Session, ulong Sequence)> Logins { get; } = [];

    public int Queries { get; private set; }

    public int Heartbeats { get; private set; }

    public int Acks { get; private set; }

    public int Arps { get; private set; }

    /// <summary>Takes what the host sent and answers.</summary>
    public void Turn()
    {
        while (card.RawSent.TryDequeue(out byte[]? frame))
        {
            OnFrame(frame);
        }

        while (card.Messages.TryDequeue(out byte[]? message))
        {
            OnMessage(message);
        }
    }

    /// <summary>A heartbeat arrives.</summary>
    public void Beat()
    {
        if (Beats)
        {
            card[CardRegisters.OeRcvNxt] += SoupPacket.HeaderLength;
            card[CardRegisters.CntOeAt((int)CntOeIndex.Frames)]++;
            card.Status |= OeStatusValue.AckDueMask;
        }
    }

    /// <summary>A segment to one of our ports reaches the raw buffer.</summary>
    public void Segment(ushort port, uint sequence, uint acknowledgment, TcpFlags flags, ReadOnlySpan<byte> options = default)
    {
        byte[] frame = new byte[HeaderBytes + options.Length];
        options.CopyTo(frame.AsSpan(HeaderBytes));
        int ip = EthernetFrame.WriteHeader(frame, Line.LocalMac, Mac, EtherType.Ipv4);
        int tcp = ip + Ipv4Packet.HeaderLength;
        int length = TcpSegment.WriteHeader(frame.AsSpan(tcp), Line.PeerIp, Line.LocalIp, Line.PeerPort, port, sequence, acknowledgment, flags, Window, 0, options.Length);
        Ipv4Packet.WriteHeader(frame.AsSpan(ip), Line.PeerIp, Line.LocalIp, IpProtocol.Tcp, length);
        card.Receive(frame);
    }

    private void OnFrame(byte[] frame)
    {
        Assert.True(EthernetFrame.TryRead(frame, out EthernetFrame ethernet));
        if (HandshakeFrames.TryArp(frame, out ArpPacket arp))
        {
            Arps++;
            if (There && arp.Operation == ArpPacket.Request)
            {
                byte[] reply = new byte[60];
                int at = EthernetFrame.WriteHeader(reply, Line.LocalMac, Mac, EtherType.Arp);
                new ArpPacket(ArpPacket.Reply, Mac, Line.PeerIp, Line.LocalMac, Line.LocalIp).Write(reply.AsSpan(at));
                card.Receive(reply);
            }

            return;
        }

        Assert.True(Ipv4Packet.TryRead(ethernet.Payload, out Ipv4Packet ip) && TcpSegment.TryRead(ip.Payload, out _));
        _ = TcpSegment.TryRead(ip.Payload, out TcpSegment segment);
        Assert.True(segment.ChecksumOk(ip.Source, ip.Destination));
        Assert.Equal(Mac, ethernet.Destination);
        Segments.Add((segment.Flags, segment.Sequence, segment.SourcePort, segment.Options.ToArray()));
        if (segment.Flags == TcpFlags.Syn && TakesSyn)
        {
            Segment(segment.SourcePort, FirstSequence, segment.Sequence + 1, TcpFlags.Ack | (Listens ? TcpFlags.Syn : TcpFlags.Rst), Listens ? Options : []);
        }
    }

    private void OnMessage(byte[] message)
    {
        if (message.Length == 0)
        {
            Acks++;
            return;
        }

        Assert.Equal(SoupRead.Packet, SoupPacket.Read(message, out SoupPacket packet, out int consumed));
        Assert.Equal(message.Length, consumed);
        switch (packet.Type)
        {
            case SoupType.LoginRequest when SoupLoginRequest.TryRead(packet.Payload, out SoupLoginRequest login):
                Logins.Add((login.RequestedSession.ToString(), login.RequestedSequence));
                Answer(login.RequestedSequence);
                break;
            case SoupType.UnsequencedData when OuchAccountQuery.TryRead(packet.Payload, out _):
                Queries++;
                card.Status |= AnswersQuery ? ScriptedCard.CaughtUp : 0;
                break;
            case SoupType.ClientHeartbeat:
                Heartbeats++;
                break;
            default:
                Assert.Fail($"the host sent a packet of type '{(char)packet.Type}'");
                break;
        }
    }

    private void Answer(ulong asked)
    {
        if (Rejects != 0)
        {
            card.Status |= OeStatusValue.RejectedMask;
            Tell(SoupType.LoginRejected, Rejects);
        }
        else if (AnswersLogin)
        {
            byte[] accepted = new byte[SoupPacket.HeaderLength + SoupLoginAccepted.PayloadLength];
            SoupLoginAccepted.Write(accepted, Session, Sequence ?? asked);
            bool goesOn = (Sequence ?? asked) == card[CardRegisters.OeSoupSeq];
            card.Status |= goesOn ? ScriptedCard.LoggedIn : 0;
            card[CardRegisters.KillAsserted] |= goesOn ? 0 : KillCausesValue.OrderSessionMask;
            Tell(SoupType.LoginAccepted, accepted.AsSpan(SoupPacket.HeaderLength));
            if (!goesOn)
            {
                Tell(StreamBroken);
            }
        }
    }

    private void Tell(byte cause, params ReadOnlySpan<byte> text)
    {
        if (AnswerIsTold)
        {
            card.Tell(cause, text);
        }
    }
}

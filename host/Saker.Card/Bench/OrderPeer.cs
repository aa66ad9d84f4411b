using Saker.Card.Verilated;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>A SoupBinTCP packet from the card.</summary>
/// <param name="Type">SoupBinTCP type.</param>
/// <param name="Payload">What follows the type: an OUCH message when the type is 'U'.</param>
/// <param name="StartCycle">Start character of its frame.</param>
public readonly record struct PeerPacket(byte Type, byte[] Payload, ulong StartCycle);

/// <summary>The venue's end of the TCP session, played frame by frame: no kernel, no timers, nothing is sent unasked.
/// Frames of the card are held to every rule of docs/card.md section 9; a deviation is an exception.</summary>
public sealed class OrderPeer
{
    /// <summary>Most payload of a segment, bytes.</summary>
    public const int MostPayload = 1400;

    private const int LoginPolls = 200;

    private readonly VerilatedCard _card;
    private readonly OrderFrameCheck _check;
    private readonly SoupStreamReader _reader = new(200);
    private readonly VenueSegment _segment;
    private ulong _framesToCard;

    /// <param name="card">The card.</param>
    /// <param name="line">The two ends.</param>
    /// <param name="framesBefore">Frames that the card's port was sent before this connection.</param>
    public OrderPeer(VerilatedCard card, OrderLine line, ulong framesBefore = 0)
    {
        _card = card;
        _framesToCard = framesBefore;
        Line = line;
        Window = line.PeerWindow;
        _check = new OrderFrameCheck(line);
        _segment = new VenueSegment(card, line);
        Next = line.VenueSequence;
    }

    public OrderLine Line { get; }

    /// <summary>Packets of the card that nobody has taken yet, oldest first.</summary>
    public Queue<PeerPacket> Packets { get; } = new();

    /// <summary>Every frame of the card since the start, when asked for.</summary>
    public List<SentFrame>? Log { get; set; }

    /// <summary>Every segment of the card since the start, when asked for.</summary>
    public List<CardSegment>? Segments { get; set; }

    /// <summary>Segments so far, those sent again left out, that held the orders of both sides.</summary>
    public long Pairs { get; private set; }

    /// <summary>What the card's frames are held to.</summary>
    public OrderFrameCheck Check => _check;

    /// <summary>What the venue's segments acknowledge; null: all that the card has sent.</summary>
    public uint? Holds { get; set; }

    /// <summary>Window that the venue's segments advertise, in units of its scale.</summary>
    public ushort Window { get; set; }

    /// <summary>Sequence number of the venue's next byte.</summary>
    public uint Next { get; private set; }

    /// <summary>Sequence number expected of the card.</summary>
    public uint Expected => _check.Expected;

    /// <summary>The card's last acknowledgment.</summary>
    public uint Acknowledged => _check.Acknowledged;

    /// <summary>Number of the frame that goes to the card next, for <see cref="VerilatedCard.SentAt"/>.</summary>
    public ulong FrameNumber => _framesToCard;

    /// <summary>Takes every frame that the card has sent. True when there was one.</summary>
    /// <exception cref="CardException">A frame deviates from the contract or the stream cannot be followed.</exception>
    public bool Poll()
    {
        bool any = false;
        while (_card.TryReceive(out SentFrame frame))
        {
            any = true;
            Log?.Add(frame);
            CardSegment segment = _check.Segment(frame, Next);
            Segments?.Add(segment);
            byte[] payload = segment.Kind == SegmentKind.First ? segment.Payload : [];
            if (_reader.Append(payload) != payload.Length)
            {
                CardException.Throw("The card sends more than two SoupBinTCP packets at once.");
            }

            Pairs += OrderPair.Check(payload) ? 1 : 0;

            SoupRead read;
            while ((read = _reader.Read(out SoupPacket packet)) == SoupRead.Packet)
            {
                Packets.Enqueue(new PeerPacket(packet.Type, packet.Payload.ToArray(), frame.StartCycle));
            }

            // No packet is cut: OrderPair has seen to the segment alone, this to the stream.
            if (read == SoupRead.Broken || _reader.Pending != 0)
            {
                CardException.Throw($"The card's segment of cycle {frame.StartCycle} does not end with a SoupBinTCP packet.");
            }
        }

        return any;
    }

    /// <summary>Sends bytes of the stream as one segment.</summary>
    public void Send(ReadOnlySpan<byte> bytes, uint gap = 12)
    {
        Segment(Next, bytes, TcpFlags.Psh | TcpFlags.Ack, gap: gap);
        Next += (uint)bytes.Length;
    }

    /// <summary>Sends bytes of the stream in segments of random lengths.</summary>
    public void SendSplit(ReadOnlySpan<byte> bytes, Random random, int longest = 180)
    {
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(bytes.Length, random.Next(1, longest + 1));
            Send(bytes[..length], (uint)random.Next(12, 60));
            bytes = bytes[length..];
        }
    }

    /// <summary>Counts bytes as sent that went out by <see cref="Segment"/>.</summary>
    public void Skip(int bytes) => Next += (uint)bytes;

    /// <summary>A pure acknowledgment.</summary>
    public void Acknowledge() => Segment(Next, [], TcpFlags.Ack);

    /// <summary>Ends the venue's direction. FIN takes a sequence number.</summary>
    public void Finish()
    {
        Segment(Next, [], TcpFlags.Fin | TcpFlags.Ack);
        Next++;
    }

    /// <summary>Breaks the session off.</summary>
    public void Reset() => Segment(Next, [], TcpFlags.Rst | TcpFlags.Ack);

    /// <summary>Queues one segment with any sequence number, flags and fault; does not move <see cref="Next"/>.</summary>
    public void Segment(uint sequence, ReadOnlySpan<byte> payload, TcpFlags flags, SegmentFault fault = SegmentFault.None, uint gap = 12)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, MostPayload);
        _framesToCard++;
        _segment.Send(sequence, Holds ?? Expected, Window, payload, flags, fault, gap);
    }

    /// <summary>Hands the session over, logs in and, unless told not to, asks for the account, as the host does: host messages, and the
    /// venue's answers.</summary>
    /// <exception cref="CardException">A request did not come, or the card did not take an answer.</exception>
    public void LogIn(bool query = true)
    {
        Line.HandOver(_card);
        Span<byte> bytes = stackalloc byte[64];
        uint next = _card.Read(CardRegisters.OeSoupSeq);
        HostMessage(_card, bytes[..SoupLoginRequest.Write(bytes, "SAKER", "SECRET", string.Empty, next)]);
        PeerPacket request = Await("login request");
        if (request.Type != SoupType.LoginRequest || !SoupLoginRequest.TryRead(request.Payload, out SoupLoginRequest read) || !read.UserIs("SAKER"))
        {
            CardException.Throw("The card's first packet is no login request.");
        }

        Send(bytes[..SoupLoginAccepted.Write(bytes, "0000000001", next)]);
        _card.RunIdle();
        Demand(status => status.LoggedIn, "Login Accepted");
        if (query)
        {
            QueryAccount(Line.FirstUrn);
        }
    }

    /// <summary>The account query, which ends catching up, and the venue's answer: the reference that it expects next.</summary>
    /// <exception cref="CardException">The query did not come, or the card did not take the answer.</exception>
    public void QueryAccount(uint next)
    {
        HostMessage(_card, [0, 2, SoupType.UnsequencedData, (byte)'Q']);
        PeerPacket query = Await("account query");
        if (query.Type != SoupType.UnsequencedData || !OuchAccountQuery.TryRead(query.Payload, out _))
        {
            CardException.Throw("The card's packet is no account query.");
        }

        Span<byte> message = stackalloc byte[16];
        Span<byte> packet = stackalloc byte[32];
        int length = new OuchAccountQueryResponse(default, new UserRef(next)).Write(message);
        Send(packet[..SoupPacket.Write(packet, SoupType.SequencedData, message[..length])]);
        _card.RunIdle();
        Demand(status => status.CaughtUp, "the answer to the account query");
    }

    /// <summary>MSG_SEND: one SoupBinTCP packet, or nothing for a pure acknowledgment.</summary>
    public static void HostMessage(ICard card, ReadOnlySpan<byte> payload)
    {
        Span<byte> word = stackalloc byte[4];
        for (int at = 0; at < payload.Length; at += 4)
        {
            word.Clear();
            payload[at..Math.Min(at + 4, payload.Length)].CopyTo(word);
            card.Write(CardRegisters.MsgDataAt(at / 4), BitConverter.ToUInt32(word));
        }

        card.Write(CardRegisters.MsgSend, (uint)payload.Length);
    }

    /// <summary>The card's next packet.</summary>
    private PeerPacket Await(string what)
    {
        for (int i = 0; Packets.Count == 0; i++)
        {
            if (i == LoginPolls)
            {
                CardException.Throw($"No {what} left the card.");
            }

            _card.Run(16);
            Poll();
        }

        return Packets.Dequeue();
    }

    private void Demand(Func<OeStatusValue, bool> holds, string what)
    {
        if (!holds(new OeStatusValue(_card.Read(CardRegisters.OeStatus))))
        {
            CardException.Throw($"The card did not take {what}.");
        }
    }
}

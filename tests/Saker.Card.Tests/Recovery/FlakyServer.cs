using Saker.Card.Feed;
using Saker.Venue;
using Saker.Wire;

namespace Saker.Card.Tests.Recovery;

/// <summary>The venue's re-request server behind a bad network: answers get lost, come late, twice, with fewer messages than asked for, cut, or of another session; only the last messages are kept.</summary>
internal sealed class FlakyServer(RetransmissionStore store, ulong keep, AnswerPlan plan, Random random, Func<ulong> cycle) : IRetransmitter
{
    private const int ShortestDelay = 100, LateTimes = 6;

    private readonly PriorityQueue<byte[], ulong> _under = new();
    private readonly byte[] _request = new byte[MoldRequest.Length];
    private readonly byte[] _answer = new byte[RetransmissionStore.MaxAnswer];

    public SessionId Session { get; set; }

    /// <summary>Answers handed to the host, whole ones of its session alone.</summary>
    public int Answers { get; private set; }

    /// <summary>Messages of a whole answer are about to be played: first and number.</summary>
    public event Action<ulong, int>? Answered;

    public void Request(ulong first, ushort count)
    {
        bool partial = Hit(plan.Partial);
        new MoldRequest(Session, first, partial ? (ushort)Math.Max(1, count / random.Next(2, 20)) : count).Write(_request);
        int length = store.Answer(_request, _answer);
        if (length == 0 || first + keep < store.NextSequence || Hit(plan.Lost))
        {
            return;
        }

        for (int copies = Hit(plan.Twice) ? 2 : 1; copies > 0; copies--)
        {
            byte[] answer = Hit(plan.Spoilt) ? Spoilt(_answer.AsSpan(0, length)) : _answer[..length];
            int delay = random.Next(ShortestDelay, plan.LongestDelay + ShortestDelay);
            _under.Enqueue(answer, cycle() + (ulong)(Hit(plan.Late) ? delay * LateTimes : delay));
        }
    }

    public bool TryReceive(Span<byte> packet, out int length)
    {
        length = 0;
        if (!_under.TryPeek(out byte[]? answer, out ulong due) || due > cycle())
        {
            return false;
        }

        _under.Dequeue();
        answer.CopyTo(packet);
        length = answer.Length;
        if (MoldPacket.TryRead(answer, out MoldPacket read) && read.Session == Session)
        {
            Answers++;
            Answered?.Invoke(read.Sequence, read.Blocks);
        }

        return true;
    }

    /// <summary>Cut, of another session, or nothing but a heartbeat.</summary>
    private byte[] Spoilt(ReadOnlySpan<byte> answer)
    {
        byte[] copy = answer.ToArray();
        switch (random.Next(3))
        {
            case 0:
                return copy[..random.Next(copy.Length)];
            case 1:
                copy[random.Next(SessionId.Length)] ^= 0x15;
                return copy;
            default:
                MoldPacketBuilder.WriteHeartbeat(copy, Session, random.Next(2) == 0 ? store.NextSequence : 1);
                return copy[..MoldPacket.HeaderLength];
        }
    }

    private bool Hit(int percent) => random.Next(100) < percent;
}

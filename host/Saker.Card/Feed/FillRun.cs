using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>How a fill goes on.</summary>
internal enum FillStep
{
    /// <summary>Waiting for an answer or for the card.</summary>
    Waiting,

    /// <summary>Something was sent.</summary>
    Moved,

    /// <summary>The venue does not answer, or its answers do not help.</summary>
    Unanswered,
}

/// <summary>Asks the venue for the missing messages, one request at a time, and plays the answers to the card. What the card expects next
/// decides the next request, so lost, late, partial and repeated answers need no memory here.</summary>
internal sealed class FillRun(IRetransmitter server, LineInjector injector, RecoveryOptions options, TimeProvider time)
{
    private const int MostReceives = 16;

    // Room for more than any good answer, so that a longer one is seen to be too long.
    private readonly byte[] _packet = new byte[2048];
    private ulong _expected;
    private bool _asked;
    private long _askedAt;
    private int _tries;

    /// <summary>Messages that the answers brought since <see cref="Start"/>.</summary>
    public ulong Messages { get; private set; }

    /// <summary>Answers that were no packet of ours or of nothing that is missing.</summary>
    public ulong Useless { get; private set; }

    /// <summary>Begins.</summary>
    public void Start()
    {
        (_asked, _tries, _expected, Messages) = (false, 0, 0, 0);
    }

    /// <summary>Goes on. Messages <paramref name="expected"/>..<paramref name="top"/>-1 are missing, at least one.</summary>
    public FillStep Turn(ulong expected, ulong top)
    {
        if (!injector.Idle())
        {
            return FillStep.Waiting;
        }

        if (expected != _expected)
        {
            (_expected, _asked, _tries) = (expected, false, 0);
        }

        if (!_asked)
        {
            if (_tries == options.FillTries)
            {
                return FillStep.Unanswered;
            }

            _tries++;
            server.Request(expected, (ushort)Math.Min(top - expected, options.Chunk));
            (_asked, _askedAt) = (true, time.GetTimestamp());
            return FillStep.Moved;
        }

        for (int n = 0; n < MostReceives && server.TryReceive(_packet, out int length); n++)
        {
            if (!Helps(_packet.AsSpan(0, length), expected, out int blocks))
            {
                Useless++;
                continue;
            }

            injector.TrySend(_packet.AsSpan(0, length));
            Messages += (ulong)blocks;
            return FillStep.Moved;
        }

        if (time.GetElapsedTime(_askedAt) > options.AnswerWithin * (1 << (_tries - 1)))
        {
            _asked = false;
        }

        return FillStep.Waiting;
    }

    /// <summary>A whole, well-framed packet that holds the expected message: anything less would make the card's books stale or tell it nothing.</summary>
    private bool Helps(ReadOnlySpan<byte> bytes, ulong expected, out int blocks)
    {
        blocks = 0;
        if (bytes.Length > MoldPacketBuilder.MaxPayload || !MoldPacket.TryRead(bytes, out MoldPacket packet) || packet.Session != server.Session
            || packet.Blocks == 0 || packet.Sequence > expected || expected - packet.Sequence >= (ulong)packet.Blocks)
        {
            return false;
        }

        MoldPacket.Enumerator walk = packet.GetEnumerator();
        while (walk.MoveNext())
        {
            if (walk.Current.Data.Length < 2)
            {
                return false;
            }
        }

        blocks = packet.Blocks;
        return !walk.Truncated;
    }
}

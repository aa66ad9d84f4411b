using Saker.Card;
using Saker.Wire;

namespace Saker.Host.Session;

/// <summary>What the card's SESSION events say and its registers do not: the answer to the login. It is that of the connection taken
/// over last, because the events come in order.</summary>
public sealed class SessionNews
{
    private const byte TakenOver = 3;
    private const byte StreamBroken = 5;

    /// <summary>Connections taken over so far. Until it has moved, the rest is an earlier connection's.</summary>
    public int TakeOvers { get; private set; }

    /// <summary>Login Accepted: session and next sequence.</summary>
    public SoupLoginAccepted? Accepted { get; private set; }

    /// <summary>Login Rejected: the reason; 0: none came.</summary>
    public byte Rejected { get; private set; }

    /// <summary>The card stopped reading the stream; a login that it stopped at was told before.</summary>
    public bool Broken { get; private set; }

    /// <summary>Takes an event. True when it ended the session: FIN, RST, released, stream broken, login rejected, end of session.</summary>
    public bool On(SessionEvent e)
    {
        switch (e.Cause)
        {
            case TakenOver:
                TakeOvers++;
                (Accepted, Rejected, Broken) = (null, 0, false);
                return false;
            case SoupType.LoginAccepted:
                Accepted = SoupLoginAccepted.TryRead(e.Text, out SoupLoginAccepted accepted) ? accepted : null;
                return false;
            case SoupType.LoginRejected:
                Rejected = e.Text[0];
                return true;
            case StreamBroken:
                Broken = true;
                return true;
            default:
                return true;
        }
    }
}

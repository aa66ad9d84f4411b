using System.Text;
using Saker.Model;

namespace Saker.Card.Feed;

/// <summary>Decides when another session on the lines is ours: when the present one has ended, or nothing good of it has come for a while,
/// and the other is heard since. A stray packet alone, or one long ago, is no reason.</summary>
internal sealed class SessionFollower(ICard card, RecoveryOptions options, TimeProvider time)
{
    private string? _other;
    private bool _named;
    private uint _good;
    private uint _wrong;
    private long _since;

    /// <summary>Reads the card's word of another session, and of the end of ours.</summary>
    public void OnFeed(FeedEvent e)
    {
        if (e.Cause == (uint)FeedCause.EndOfSession)
        {
            Begin();
        }
        else if (e.Cause == (uint)FeedCause.WrongSession && !e.Session.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            Begin();
            (_other, _named) = (Encoding.ASCII.GetString(e.Session).TrimEnd(' '), true);
        }
    }

    /// <summary>The session to take now; null: stay.</summary>
    public string? Next(bool ended)
    {
        if (_other is null)
        {
            return null;
        }

        if (Good() != _good)
        {
            Begin();
        }

        bool heard = Wrong() != _wrong;
        return (ended ? heard || _named : heard && time.GetElapsedTime(_since) >= options.SessionSilence) ? _other : null;
    }

    /// <summary>The card was told of a session.</summary>
    public void Taken() => _other = null;

    /// <summary>Our own session was heard: what the other said before counts no more.</summary>
    private void Begin() => (_good, _wrong, _named, _since) = (Good(), Wrong(), false, time.GetTimestamp());

    private uint Good() => card.Read(CardRegisters.LineGoodAt(0)) + card.Read(CardRegisters.LineGoodAt(1));

    private uint Wrong() => card.Read(CardRegisters.CntFeedAt((int)CntFeedIndex.WrongSession));
}

using System.Text;

namespace Saker.Card.Feed;

/// <summary>Decides when another session on the lines is ours: when the present one has ended, or nothing good of it has come for a while.
/// A session that was left is never taken again.</summary>
internal sealed class SessionFollower(ICard card, RecoveryOptions options, TimeProvider time)
{
    private const uint WrongSession = 4;

    private readonly HashSet<string> _left = [];
    private string? _other;
    private uint _good;
    private long _since;

    /// <summary>Reads the card's word of another session.</summary>
    public void OnFeed(FeedEvent e)
    {
        if (e.Cause != WrongSession)
        {
            return;
        }

        string name = Encoding.ASCII.GetString(e.Session).TrimEnd(' ');
        if (!_left.Contains(name))
        {
            _other = name;
            Heard();
        }
    }

    /// <summary>The session to take now; null: stay.</summary>
    public string? Next(bool ended)
    {
        if (_other is null)
        {
            return null;
        }

        if (ended)
        {
            return _other;
        }

        if (Good() != _good)
        {
            Heard();
        }

        return time.GetElapsedTime(_since) >= options.SessionSilence ? _other : null;
    }

    /// <summary>The card was told of the new session.</summary>
    public void Left(string old)
    {
        _left.Add(old);
        _other = null;
    }

    private void Heard() => (_good, _since) = (Good(), time.GetTimestamp());

    private uint Good() => card.Read(CardRegisters.LineGoodAt(0)) + card.Read(CardRegisters.LineGoodAt(1));
}

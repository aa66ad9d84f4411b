using Saker.Model;

namespace Saker.Card.Feed;

/// <summary>Watches each tracked symbol's status: which is stale so that only a snapshot heals it, which of these no snapshot heals, which the directory lacks.
/// A symbol that the same snapshot's messages make stale again and again rests: each try would stop every other symbol.</summary>
internal sealed class SymbolWatch
{
    private const int Slower = 4;
    private static readonly TimeSpan Seldom = TimeSpan.FromHours(1);

    private readonly ICard _card;
    private readonly RecoveryOptions _options;
    private readonly TimeProvider _time;
    private readonly WindowKeeper _windows;
    private readonly string[] _names;
    private readonly Trouble[] _troubles;
    private readonly bool[] _listed;
    private long _listedAt;
    private int _next;

    /// <param name="card">The card.</param>
    /// <param name="names">Symbols by the card's index.</param>
    /// <param name="windows">Takes their flags.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">Clock.</param>
    public SymbolWatch(ICard card, IReadOnlyList<string> names, WindowKeeper windows, RecoveryOptions options, TimeProvider time)
    {
        (_card, _windows, _options, _time) = (card, windows, options, time);
        _names = [.. names];
        _troubles = new Trouble[names.Count];
        _listed = new bool[names.Count];
        _listedAt = time.GetTimestamp();
    }

    /// <summary>Tracked symbols.</summary>
    public int Count => _names.Length;

    /// <summary>The reason is one that only a snapshot heals, and the symbol does not rest.</summary>
    public bool WantsSnapshot(int symbol, uint reason) => Sticky(reason) && !Rests(symbol, reason);

    /// <summary>A symbol that only a snapshot can heal, and that does not rest; -1: none. Looks at one symbol, or at all of them.</summary>
    public int Stale(bool everySymbol)
    {
        for (int n = 0; n < (everySymbol ? Count : Math.Min(1, Count)); n++)
        {
            _next = (_next + 1) % Count;
            var status = new SymStatusValue(_card.Read(CardRegisters.SymStatusAt(_next)));
            if (status.LocateValid != _listed[_next])
            {
                (_listed[_next], _listedAt) = (status.LocateValid, _time.GetTimestamp());
            }

            if (WantsSnapshot(_next, status.Stale))
            {
                return _next;
            }

            if (status.Stale == 0)
            {
                _windows.SeenFlags(_next, status.Flags);
            }
        }

        return -1;
    }

    /// <summary>A stale symbol in words.</summary>
    public string Words(int symbol) => $"{_names[symbol]} is stale ({StaleNames.Of(Status(symbol).Stale)})";

    /// <summary>A snapshot was played and nothing else yet: what is stale now was made so by it. Bad frames are the lines' doing.</summary>
    public void SnapshotLoaded()
    {
        for (int n = 0; n < Count; n++)
        {
            uint reason = Status(n).Stale;
            bool made = Sticky(reason) && (StaleReason)reason is not (StaleReason.BadFrame or StaleReason.Framing);
            Trouble was = made && _troubles[n].Reason == reason ? _troubles[n] : default;
            TimeSpan longer = was.Rest == TimeSpan.Zero ? _options.SymbolRest : was.Rest * Slower;
            _troubles[n] = !made ? default
                : was.Times + 1 < _options.SymbolTries ? new Trouble(reason, was.Times + 1, TimeSpan.Zero, 0)
                : new Trouble(reason, was.Times + 1, longer < Seldom ? longer : Seldom, _time.GetTimestamp());
        }
    }

    /// <summary>Another session: what was known of the symbols holds no more.</summary>
    public void Forget()
    {
        Array.Clear(_troubles);
        Array.Clear(_listed);
        _listedAt = _time.GetTimestamp();
    }

    /// <summary>What a person should know of symbols without a book; empty: nothing.</summary>
    /// <param name="expected">Sequence that the card expects: before the first message nobody is listed.</param>
    public string Notice(ulong expected)
    {
        if (expected <= 1)
        {
            _listedAt = _time.GetTimestamp();
        }

        // A directory comes in many packets.
        bool whole = _time.GetElapsedTime(_listedAt) >= _options.HeardWithin;
        string unlisted = string.Join(", ", _names.Where((_, n) => whole && !_listed[n]));
        string resting = string.Join(", ", Enumerable.Range(0, Count).Where(n => _troubles[n].Rest != TimeSpan.Zero && Rests(n, Status(n).Stale)).Select(n => $"{_names[n]} ({StaleNames.Of(_troubles[n].Reason)})"));
        string[] parts =
        [
            unlisted.Length == 0 ? string.Empty : $"not in the venue's directory: {unlisted} (correct --track, or wait for the next session's)",
            resting.Length == 0 ? string.Empty : $"stale after every snapshot: {resting} (check its tick and window; it is tried again now and then)",
        ];
        return string.Join("; ", parts.Where(p => p.Length != 0));
    }

    /// <summary>Gap and silence end by themselves: the book stands meanwhile.</summary>
    private static bool Sticky(uint reason) => (StaleReason)reason is not (StaleReason.None or StaleReason.Gap or StaleReason.Silent);

    private bool Rests(int symbol, uint reason)
    {
        Trouble t = _troubles[symbol];
        return t.Rest != TimeSpan.Zero && t.Reason == reason && _time.GetElapsedTime(t.Since) < t.Rest;
    }

    private SymStatusValue Status(int symbol) => new(_card.Read(CardRegisters.SymStatusAt(symbol)));

    /// <summary>What snapshots do to a symbol.</summary>
    /// <param name="Reason">The STALE_* reason that the last one made.</param>
    /// <param name="Times">Snapshots in a row that made it.</param>
    /// <param name="Rest">How long the symbol rests from <paramref name="Since"/> on; zero: it does not.</param>
    /// <param name="Since">Clock.</param>
    private readonly record struct Trouble(uint Reason, int Times, TimeSpan Rest, long Since);
}

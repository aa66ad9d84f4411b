using Saker.Card;
using Saker.Host.Books;
using Saker.Host.Feed;
using Saker.Host.Service;
using Saker.V1;

namespace Saker.Host.Trackers;

/// <summary>What the card's events say of the market: books, tape, states of the symbols and of the day. On the card's thread.</summary>
/// <param name="symbols">Tracked symbols, by the card's index.</param>
public sealed class MarketTracker(IReadOnlyList<TrackedSymbol> symbols)
{
    private const uint GapOpens = 1;
    private const uint BadFrame = 2;
    private const uint Framing = 3;

    private readonly TrackedSymbol[] _symbols = [.. symbols];
    private readonly MessageDay _day = new();
    private string _venueDay = string.Empty;
    private ulong _faults;
    private ulong _gaps;

    /// <summary>Comparisons in which the card's book was not the one that its recorded messages make, all symbols.</summary>
    public int Mismatches => _symbols.Sum(s => s.Mismatches);

    /// <summary>The first such difference, in words; empty: none.</summary>
    public string Difference => _symbols.Select(s => s.Difference).FirstOrDefault(d => d.Length != 0) ?? string.Empty;

    public void OnBook(BookEvent e)
    {
        if (e.Sym < _symbols.Length)
        {
            _symbols[e.Sym].OnBook(e);
        }
    }

    public void OnAdmin(AdminEvent e)
    {
        char code = (char)e.Code;
        switch ((char)e.Mtype)
        {
            case 'S': _venueDay = VenueWords.System(code); break;
            case 'W': _venueDay = VenueWords.Breaker(code); break;
            case 'R' when e.Sym < _symbols.Length: _symbols[e.Sym].Locate = e.Locate; break;
            case 'H' when e.Sym < _symbols.Length: _symbols[e.Sym].Trading = VenueWords.Trading(code); break;
            case 'h' when e.Sym < _symbols.Length: _symbols[e.Sym].Trading = VenueWords.OperationalHalt(code); break;
        }
    }

    public void OnFeed(FeedEvent e)
    {
        _faults += e.Cause is BadFrame or Framing ? 1u : 0u;
        _gaps += e.Cause == GapOpens ? 1u : 0u;
    }

    /// <summary>True when it was of a symbol that we follow.</summary>
    public bool OnMessage(MessageEvent e)
    {
        if (e.Tracked == 0 || e.Sym >= _symbols.Length)
        {
            return false;
        }

        _symbols[e.Sym].OnMessage(e);
        return true;
    }

    /// <summary>Takes a depth report.</summary>
    /// <param name="e">The report.</param>
    /// <param name="comparable">Every message before it was seen.</param>
    public void OnDepth(DepthEvent e, bool comparable)
    {
        if (e.Sym < _symbols.Length)
        {
            _symbols[e.Sym].OnDepth(e, comparable);
        }
    }

    public void OnTrade(TradeEvent e)
    {
        if (e.Sym < _symbols.Length)
        {
            _symbols[e.Sym].OnTrade(e, _day.Of(e.Ts));
        }
    }

    /// <summary>The books begin anew, in these windows.</summary>
    public void Cleared(IReadOnlyList<SymbolWindow> windows)
    {
        for (int n = 0; n < _symbols.Length; n++)
        {
            _symbols[n].Cleared(windows[n]);
        }
    }

    /// <summary>Another session of the feed: another day.</summary>
    public void NewSession()
    {
        _day.Restart();
        _venueDay = string.Empty;
        foreach (TrackedSymbol symbol in _symbols)
        {
            symbol.SessionChanged();
        }
    }

    /// <summary>Adds what the contract wants of the market; <see cref="ApplianceState.Feed"/> is there.</summary>
    public void AddTo(ApplianceState state)
    {
        state.Feed.VenueDay = _venueDay;
        state.Feed.Compared = Sum(s => s.Compared);
        state.Feed.Difference = Difference;
        state.Books.Add(_symbols.Select(s => s.Book()));
        state.Tape.Add(_symbols.SelectMany(TapeView.Of));
        state.Counters.Add(new Counter { Name = "feed_faults", Value = _faults });
        state.Counters.Add(new Counter { Name = "feed_gaps_opened", Value = _gaps });
        state.Counters.Add(new Counter { Name = "trades", Value = Sum(s => s.Tape.Count) });
        state.Counters.Add(new Counter { Name = "trades_broken", Value = Sum(s => s.Tape.Broken) });
    }

    private ulong Sum(Func<TrackedSymbol, ulong> of) => _symbols.Aggregate(0UL, (sum, s) => sum + of(s));
}

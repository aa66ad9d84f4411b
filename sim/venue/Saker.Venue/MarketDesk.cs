using Saker.Wire;

namespace Saker.Venue;

/// <summary>
/// What the venue's own people do to the simulated market: halts, announcements, trades that no order shows, a price jump, a new session.
/// On the venue's thread; what is published goes out with the next flush. Every act checks first and changes nothing when it refuses.
/// </summary>
/// <param name="engine">The books.</param>
/// <param name="flow">The other traders.</param>
/// <param name="feed">Writer into the publisher.</param>
/// <param name="publisher">The session.</param>
/// <param name="seed">Gives the locates of later sessions.</param>
public sealed class MarketDesk(MatchingEngine engine, BackgroundFlow flow, ItchFeed feed, MoldPublisher publisher, ulong seed)
{
    private readonly SeededRandom _random = new(seed ^ 0x5E55_1014);

    /// <summary>Sets the trading state (H message) of an instrument; one that has it already publishes nothing.</summary>
    /// <param name="symbol">Symbol.</param>
    /// <param name="state">T, H, P or Q.</param>
    /// <param name="reason">At most 4 characters.</param>
    public void SetState(string symbol, char state, string reason = "")
    {
        var book = Book(symbol);
        Require(state is 'T' or 'H' or 'P' or 'Q', "a trading state is T, H, P or Q");
        Require(reason.Length <= 4 && reason.All(char.IsAscii), "a reason has at most 4 characters");
        engine.SetState(book.Instrument, state, reason);
    }

    /// <summary>Operational halt (h). That of market Q is this venue's own and stops the instrument here; B and X are only announced.</summary>
    /// <param name="symbol">Symbol.</param>
    /// <param name="market">Q, B or X.</param>
    /// <param name="action">H halted, T trading.</param>
    public void OperationalHalt(string symbol, char market, char action)
    {
        var book = Book(symbol);
        Require(market is 'Q' or 'B' or 'X' && action is 'H' or 'T', "an operational halt has market Q, B or X and action H or T");
        if (market == ItchFeed.OwnMarket)
        {
            book.OperationalHalt = action == 'H';
            feed.OperationalHalt(book, market);
        }
        else
        {
            feed.OperationalHalt(book.Instrument, market, action);
        }
    }

    /// <summary>LULD auction collar (J), price units.</summary>
    public void Collar(string symbol, long reference, long upper, long lower, uint extension)
    {
        var book = Book(symbol);
        Require(lower >= 0 && lower <= reference && reference <= upper && upper <= Instrument.MaxPrice, "a collar has lower <= reference <= upper");
        feed.Collar(book.Instrument, reference, upper, lower, extension);
    }

    /// <summary>Market-wide circuit breaker levels (V), in units of 10^-8.</summary>
    public void BreakerLevels(long level1, long level2, long level3)
    {
        Require(level3 >= 0 && level1 >= level2 && level2 >= level3, "breaker levels fall from 1 to 3");
        feed.BreakerLevels(level1, level2, level3);
    }

    /// <summary>Market-wide circuit breaker (W): publishes the breach, then halts every instrument (H messages, reason MWC and the level).</summary>
    /// <param name="level">1, 2 or 3.</param>
    public void Breach(int level)
    {
        Require(level is >= 1 and <= 3, "a breaker has levels 1, 2 and 3");
        feed.Breach((char)('0' + level));
        foreach (var book in engine.Books)
        {
            engine.SetState(book.Instrument, 'H', $"MWC{level}");
        }
    }

    /// <summary>IPO quoting period (K).</summary>
    /// <param name="symbol">Symbol.</param>
    /// <param name="releaseSeconds">Seconds since midnight.</param>
    /// <param name="qualifier">A anticipated, C cancelled.</param>
    /// <param name="price">Price units.</param>
    public void Ipo(string symbol, uint releaseSeconds, char qualifier, long price)
    {
        var book = Book(symbol);
        Require(qualifier is 'A' or 'C' && price is >= 0 and <= Instrument.MaxPrice, "an IPO has qualifier A or C and a price that the wire carries");
        feed.Ipo(book.Instrument, releaseSeconds, qualifier, price);
    }

    /// <summary>Cross trade (Q); the book does not change.</summary>
    /// <returns>Its match number.</returns>
    public ulong Cross(string symbol, ulong quantity, long price, char crossType)
    {
        var book = Book(symbol);
        Require(crossType is 'O' or 'C' or 'H' && price is >= 0 and <= Instrument.MaxPrice && quantity <= long.MaxValue, "a cross has type O, C or H and a price that the wire carries");
        ulong match = engine.NextMatch();
        feed.Cross(book.Instrument, quantity, price, match, crossType);
        return match;
    }

    /// <summary>Trade with a non-displayed order (P); the book does not change.</summary>
    /// <returns>Its match number.</returns>
    public ulong HiddenTrade(string symbol, uint quantity, long price)
    {
        var book = Book(symbol);
        Require(quantity > 0 && price is > 0 and <= Instrument.MaxPrice, "a trade has a quantity and a price that the wire carries");
        ulong match = engine.NextMatch();
        feed.HiddenTrade(book.Instrument, quantity, price, match);
        return match;
    }

    /// <summary>Broken trade (B): the tape is corrected, no order comes back and no account changes.</summary>
    public void Break(string symbol, ulong match) => feed.Broken(Book(symbol).Instrument, match);

    /// <summary>
    /// Moves the price of an instrument at once. Background orders go and come again around the new price; participants' orders that it has passed
    /// are taken.
    /// </summary>
    /// <param name="symbol">A symbol that trades.</param>
    /// <param name="price">Price units, on a tick, with room for the background's orders on both sides.</param>
    public void Jump(string symbol, long price)
    {
        var book = Book(symbol);
        Require(book.Trading, $"{symbol} is halted; resume it before its price jumps");
        Require(
            book.Instrument.IsValidStart(price),
            $"{symbol} cannot jump to {price}: a price on a tick, above {Instrument.LeastStartTicks} ticks and {Instrument.MostAboveTicks} ticks below the largest");
        flow.Jump(book, price);
    }

    /// <summary>
    /// Ends the feed's session (day-closing events, end-of-session packets) and begins another: sequence 1, locates shuffled by the seed, the
    /// directory, states, and every live order again. Orders live on, participants' too; those of instruments that are no longer listed are cancelled first.
    /// </summary>
    /// <param name="name">Name of the new session, 1..10 letters and digits, another than the present one's.</param>
    /// <param name="instruments">What is traded from now on; null: the same.</param>
    public void RollSession(string name, IReadOnlyList<Instrument>? instruments = null)
    {
        Require(name.Length is >= 1 and <= 10 && name.All(char.IsAsciiLetterOrDigit), "a session's name has 1..10 letters and digits");
        Require(name != publisher.Session, $"the session is {name} already");
        if (instruments is not null)
        {
            Require(
                instruments.Count > 0 && instruments.DistinctBy(i => i.Symbol).Count() == instruments.Count && instruments.All(i => i.IsValidStart(i.StartPrice)),
                "a list of instruments has each symbol once, at least one, with a start price to trade around");
            engine.SetInstruments(instruments);
        }

        feed.CloseDay();
        publisher.EndSession();
        publisher.BeginSession(name);
        ShuffleLocates();
        feed.OpenDay(engine.Books);
        foreach (var book in engine.Books)
        {
            feed.Orders(book);
        }

        flow.BooksChanged();
    }

    private static void Require(bool condition, string sentence)
    {
        if (!condition)
        {
            throw new VenueException(sentence);
        }
    }

    private OrderBook Book(string symbol) =>
        engine.Find(symbol) is { } instrument ? engine.Book(instrument) : throw new VenueException($"no instrument '{symbol}'");

    private void ShuffleLocates()
    {
        ushort[] locates = [.. Enumerable.Range(1, engine.Books.Count).Select(n => (ushort)n)];
        for (int n = locates.Length - 1; n > 0; n--)
        {
            int other = _random.Below(n + 1);
            (locates[n], locates[other]) = (locates[other], locates[n]);
        }

        foreach (var (book, locate) in engine.Books.Zip(locates))
        {
            book.Instrument.Locate = locate;
        }
    }
}

using Saker.Wire;
using Xunit;
using static Saker.Model.FeedLines;

namespace Saker.Model.Tests;

/// <summary>What stops a symbol: H, h, W and SYM_FORCE_TRADING. docs/card.md section 4.</summary>
public sealed class HaltTests
{
    private const ushort Other = 6;
    private readonly FeedHarness _h = new FeedHarness().At(1);
    private ulong _next = 1;

    public HaltTests()
    {
        _h.Feed.Symbols.SetLocate(1, Other, true);
        _h.Feed.Book.ForceTrading(1, true);
        _h.Sink.Clear();
    }

    private bool Halted(int sym) => ((BookFlags)_h.Feed.Book.Top(sym).Flags).HasFlag(BookFlags.Halted);

    private void Send(byte[] message) => _h.Send(A, _next++, message);

    [Fact]
    public void After_reset_a_symbol_is_halted_until_an_H_of_its_locate_says_T()
    {
        CardBook book = new(new CardShape(1, 1, 6, 4, 4), new RecordingSink());
        Assert.Equal((false, false), (book.Trading(0), book.OperationalHalt(0)));
        _h.Feed.Book.ForceTrading(0, false);
        Send(FeedHarness.Trading('T', Other));
        Assert.True(Halted(0));
        Send(FeedHarness.Trading('T'));
        Assert.False(Halted(0));
        foreach (char state in "HPQ")
        {
            Send(FeedHarness.Trading(state));
            Assert.True(Halted(0));
            Send(FeedHarness.Trading('T'));
        }
        Assert.False(Halted(1));
    }

    [Fact]
    public void Any_breaker_stops_every_symbol_until_its_own_next_H()
    {
        Send(FeedHarness.Breaker('1'));
        Assert.Equal((true, true), (Halted(0), Halted(1)));
        Assert.Equal([0, 1], _h.Sink.Books.Select(b => (int)b.Sym));
        Send(FeedHarness.Trading('T', Other));
        Assert.Equal((true, false), (Halted(0), Halted(1)));
    }

    [Fact]
    public void Operational_halt_stands_beside_trading()
    {
        Send(FeedHarness.Halt('Q', 'H'));
        Assert.Equal((true, true, false), (Halted(0), _h.Feed.Book.Trading(0), Halted(1)));
        Assert.Equal((0, (byte)0), (_h.Sink.Books.Single().Sym, _h.Sink.Books.Single().Mtype));
        Send(FeedHarness.Trading('H'));
        Send(FeedHarness.Trading('T'));
        Assert.True(Halted(0));
        Send(FeedHarness.Halt('B', 'T')); // FEED_MARKET zero: any market's
        Assert.False(Halted(0));
    }

    [Fact]
    public void Operational_halt_of_another_market_is_only_reported()
    {
        _h.Feed.Config = FeedHarness.Config with { Market = (byte)'Q' };
        Send(FeedHarness.Halt('B', 'H'));
        Assert.False(Halted(0));
        Assert.Equal(((byte)'h', (byte)'H'), (_h.Sink.Admins[^1].Mtype, _h.Sink.Admins[^1].Code));
        Send(FeedHarness.Halt('Q', 'H'));
        Send(FeedHarness.Halt('B', 'T'));
        Assert.True(Halted(0));
    }

    [Fact]
    public void Forcing_trading_clears_the_operational_halt_and_forcing_it_off_does_not()
    {
        Send(FeedHarness.Halt('Q', 'H'));
        _h.Feed.Book.ForceTrading(0, false);
        Assert.True(_h.Feed.Book.OperationalHalt(0));
        _h.Feed.Book.ForceTrading(0, true);
        Assert.Equal((false, false), (_h.Feed.Book.OperationalHalt(0), Halted(0)));
    }

    [Fact]
    public void Clearing_the_books_changes_no_halt()
    {
        Send(FeedHarness.Halt('Q', 'H'));
        _h.Feed.Book.Clear();
        Assert.Equal((true, true), (_h.Feed.Book.OperationalHalt(0), _h.Feed.Book.Trading(0)));
    }
}

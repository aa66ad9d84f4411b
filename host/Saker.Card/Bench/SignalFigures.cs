using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>How soon a gate of a signal stands, and how soon the quoter heeds it.</summary>
public static class SignalFigures
{
    private const string Cycles = "cycles";
    private const int Bid = 2_000, Ask = 2_006, Nearer = 2_002;
    // Bit 0 of the gate word: SPREAD. Yes, where it is below 5 ticks.
    private const uint SpreadGate = 1, Spread = 5;

    /// <exception cref="CardException">The gate did not open, or no quote followed it.</exception>
    public static IEnumerable<Figure> Measure()
    {
        using var bench = new TradingBench(TradingBench.Plain with { NeedBid = SpreadGate }, TradingBench.Wide);
        bench.Card.Write(CardRegisters.SigTSpreadAt(0), Spread);
        bench.Feed.Write(bench.Feed.Control.WithRecordSignals(true));
        bench.Tell(bench.Book.Add(Side.Buy, Bid, 500));
        bench.Tell(bench.Book.Add(Side.Sell, Ask, 500));
        bench.Feed.Discard();
        bench.Tell(bench.Book.Add(Side.Sell, Nearer, 500));
        List<byte[]> records = bench.Feed.Records();
        var book = new BookEvent(records.Single(r => r[4] == (byte)EventType.Book));
        var gate = new SignalEvent(records.Single(r => r[4] == (byte)EventType.Signal));
        var closed = new QuoteEvent(records.First(r => r[4] == (byte)EventType.Quote));
        var open = new QuoteEvent(records.Last(r => r[4] == (byte)EventType.Quote));
        if ((gate.Gates & SpreadGate) == 0 || closed.BidEn != 0 || open.BidEn == 0)
        {
            throw new CardException("The SPREAD gate did not let the bid through.");
        }

        return [new("signal_cycles", gate.Cycle - book.Cycle, Cycles), new("gate_to_quote_cycles", open.Cycle - gate.Cycle, Cycles)];
    }
}

using Saker.Wire;

namespace Saker.Model;

/// <summary>What a released message does: symbols, halts, books, records. docs/card.md section 4.</summary>
internal sealed class MessageStage(CardBook book, SymbolFilter symbols, SilenceWatch silence, FeedCounters counters, ICardSink sink)
{
    public FeedConfig Config { get; set; }

    public void Take(ReadOnlySpan<byte> message, ulong seq)
    {
        byte type = message.IsEmpty ? (byte)0 : message[0];
        int length = ItchType.LengthOf(type);
        if (length == 0)
        {
            counters.Add(FeedCounter.UnknownType);
            return;
        }
        if (length != message.Length)
        {
            counters.Add(FeedCounter.BadLength);
            if (ItchType.IsBook(type))
            {
                book.StaleAll(StaleReason.BadLength);
            }
            return;
        }
        ItchMsg m = ItchMsg.Decode(message);
        if (type == ItchType.StockDirectory)
        {
            symbols.Directory(m.Stock, m.Locate);
        }
        int sym = symbols.Find(m.Locate);
        bool ofMarket = type is ItchType.SystemEvent or ItchType.MwcbDeclineLevel or ItchType.MwcbStatus;
        counters.Add(FeedCounter.Untracked, sym < 0 && !ofMarket ? 1u : 0u);
        Report(m, sym, ofMarket, seq);
        if (type == ItchType.MwcbStatus)
        {
            book.StopAll();
        }
        if (sym >= 0)
        {
            silence.Hear(sym);
            OfSymbol(m, sym, seq);
        }
    }

    private void OfSymbol(in ItchMsg m, int sym, ulong seq)
    {
        bool found = book.TryFindOrder(m.OrderRef, out TableOrder resting);
        bool applied = false;
        switch (m.Mtype)
        {
            case ItchType.StockTradingAction:
                book.SetTrading(sym, m.Code == (byte)'T');
                break;
            case ItchType.OperationalHalt when Config.Market == 0 || Config.Market == m.Market:
                book.SetOperationalHalt(sym, m.Code != (byte)'T');
                break;
            case var type when ItchType.IsBook(type):
                applied = Apply(sym, m, seq);
                break;
        }
        if (Config.Tape && Tape.IsTrade(m.Mtype))
        {
            sink.Trade(Tape.Record(m, sym, seq, found ? resting : null, applied, book.Window(sym)));
        }
    }

    private bool Apply(int sym, in ItchMsg m, ulong seq)
    {
        BookOutcome outcome = book.Apply(sym, m, seq);
        counters.Add(FeedCounter.BookMessages, outcome == BookOutcome.Applied ? 1u : 0u);
        counters.Add(FeedCounter.IgnoredStale, outcome == BookOutcome.IgnoredStale ? 1u : 0u);
        return outcome == BookOutcome.Applied;
    }

    private void Report(in ItchMsg m, int sym, bool ofMarket, ulong seq)
    {
        byte tracked = sym >= 0 ? (byte)1 : (byte)0;
        byte index = sym >= 0 ? (byte)sym : (byte)0;
        if (Config.Record)
        {
            ulong reference = m.Stock != 0 ? m.Stock : m.Mtype == ItchType.BrokenTrade ? m.MatchNo : m.OrderRef;
            sink.Message(new MessageRecord(m.Mtype, index, tracked, seq, m.Ts, m.Locate, reference, m.NewRef, m.Qty, m.Price, m.Side, m.Code));
        }
        bool ofSymbol = m.Mtype is ItchType.StockDirectory or ItchType.StockTradingAction or ItchType.RegShoRestriction or ItchType.OperationalHalt
            or ItchType.LuldAuctionCollar or ItchType.IpoQuotingPeriodUpdate;
        if (ofMarket || (ofSymbol && sym >= 0))
        {
            sink.Admin(new AdminRecord(m.Mtype, index, tracked, seq, m.Ts, m.Locate, m.Stock, m.Code, m.NewRef, m.Qty, m.Price));
        }
    }
}

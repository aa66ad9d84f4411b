using Saker.Wire;

namespace Saker.Model;

/// <summary>What a replay plays into.</summary>
/// <param name="Symbol">Name as the directory has it, packed; 0: the locate alone.</param>
/// <param name="Locate">Known beforehand; null: the directory says it.</param>
/// <param name="Window">Of the symbol.</param>
/// <param name="Parameters">Of the slot; SYMBOL is 0.</param>
/// <param name="Controls">Of the slot.</param>
/// <param name="Signals">Settings of the symbol's signals; null: nothing needs a gate or a variance.</param>
/// <param name="SideOfP">SIG_P_SIDE: the side of a P says something.</param>
public sealed record ShadowSetup(
    ulong Symbol, ushort? Locate, PriceWindow Window, SlotParameters Parameters, SlotControls Controls, SignalParameters? Signals, bool SideOfP = false);

/// <summary>
/// One symbol's feed through the model's book, signals and a slot in SHADOW, message by message *settled*: all that a message causes is done before the next one.
/// The card's time is the messages'; the symbol trades from the start, until an H or W says otherwise. Where a gate rests on it, the book after each message that was
/// applied to it is taken as a depth report. No allocation per message. Not thread-safe.
/// </summary>
public sealed class ShadowReplay : ICardSink
{
    private const int Symbol = 0, TimeUnitLog2 = 10;
    // No REFRESH is longer: what waited is tried then, however long the pause is.
    private const ulong LongestWaitNs = 1ul << (20 + TimeUnitLog2);

    private readonly FeedModel _feed;
    private readonly ShadowSlot _slot;
    private readonly SymbolSignals? _signals;
    private readonly bool _sideOfP;
    private readonly DepthRecord[]? _depth;
    private readonly List<BookRecord> _tops = [];
    private TradeRecord? _trade;

    /// <param name="shape">Of the card; one symbol and one slot of it are used.</param>
    /// <param name="setup">Symbol and slot.</param>
    /// <param name="sink">Takes what the slot does.</param>
    public ShadowReplay(CardShape shape, ShadowSetup setup, IShadowSink sink)
    {
        _feed = new FeedModel(shape with { NumSymbols = 1, NumSlots = 1 }, new FeedConfig(default, 0, default, Tape: setup.Signals is not null), this);
        _slot = new ShadowSlot(0, setup.Parameters, setup.Controls, _feed.Book, shape.Window, sink);
        _signals = setup.Signals is { } signals ? new SymbolSignals(signals) : null;
        _feed.Book.SetWindow(Symbol, setup.Window);
        _feed.Symbols.SetName(Symbol, setup.Symbol);
        _sideOfP = setup.SideOfP;
        _depth = (setup.Parameters.Needs >> (int)SignalGate.DepthImbalance & 1) != 0 ? new DepthRecord[DepthReport.Records] : null;
        if (setup.Locate is { } locate)
        {
            _feed.Symbols.SetLocate(Symbol, locate, true);
        }
        _feed.Book.SetTrading(Symbol, true);
        _feed.Book.Clear();
        // The first message of all is number 1: this one makes the stream contiguous before it.
        _feed.Message([]);
        _tops.Clear();
        // The empty book that the card tells of once it is cleared: from here on the symbol is not broken.
        _signals?.Update(new SignalUpdate(0, null, null, SignalInput.Book(Top)));
    }

    /// <summary>Why the symbol's book stands still; NONE: it does not.</summary>
    public StaleReason Stale => _feed.Book.Stale(Symbol);

    /// <summary>Messages applied to the symbol's book.</summary>
    public ulong Applied => _feed.Counters[FeedCounter.BookMessages];

    /// <summary>The symbol's top of book after the last message.</summary>
    public BookRecord Top => _feed.Book.Top(Symbol);

    /// <summary>The slot.</summary>
    public ShadowSlot Slot => _slot;

    /// <summary>The card's time: that of the symbol's last message, ns since midnight.</summary>
    public ulong NowNs { get; private set; }

    /// <summary>Plays a message, whatever its symbol. False: it says nothing of the symbol, and nothing happened.</summary>
    public bool Message(ReadOnlySpan<byte> message)
    {
        _tops.Clear();
        _trade = null;
        if (!ItchHead.IsWellFormed(message) || !Concerns(message))
        {
            _feed.Message(message);
            // One of a wrong length makes every book stale.
            bool pulled = _tops.Count > 0;
            Update(null);
            return pulled;
        }
        ItchMsg m = ItchMsg.Decode(message);
        if (m.Ts > NowNs + LongestWaitNs)
        {
            _slot.Advance(NowNs + LongestWaitNs);
        }
        NowNs = m.Ts;
        _slot.Advance(NowNs);
        ulong number = _feed.Expected;
        bool isBook = ItchType.IsBook(m.Mtype);
        TableOrder named = default;
        bool found = isBook && _feed.Book.TryFindOrder(m.OrderRef, out named);
        _feed.Message(message);
        bool applied = isBook && _tops.Count > 0 && _feed.Book.LastSeq(Symbol) == number;
        Update(applied ? Order(m, found, named) : null);
        if (applied && _depth is { } depth)
        {
            DepthReport.Write(_feed.Book, Symbol, depth);
            _signals?.Report(depth[0], depth[DepthReport.Records / 2]);
        }
        return true;
    }

    void ICardSink.Book(in BookRecord record) => _tops.Add(record);

    void ICardSink.Admin(in AdminRecord record)
    {
    }

    void ICardSink.Feed(in FeedRecord record)
    {
    }

    void ICardSink.Message(in MessageRecord record)
    {
    }

    void ICardSink.Trade(in TradeRecord record) => _trade = record;

    /// <summary>A message of the symbol, or one that stops every symbol.</summary>
    private bool Concerns(ReadOnlySpan<byte> message) =>
        message[0] == ItchType.MwcbStatus || _feed.Symbols.Find(ItchHead.Locate(message).Value) == Symbol;

    private OrderPart Order(in ItchMsg m, bool found, TableOrder named)
    {
        bool stays = _feed.Book.TryFindOrder(m.OrderRef, out TableOrder after);
        TableOrder to = default;
        bool entered = m.Mtype == ItchType.OrderReplace && _feed.Book.TryFindOrder(m.NewRef, out to);
        return SignalInput.Order(m, found ? named : after, !stays, entered ? to : null);
    }

    /// <summary>The first pulse is the message's own, others have no part of it.</summary>
    private void Update(OrderPart? order)
    {
        TradePart? trade = _trade is { } record ? SignalInput.Trade(record, _sideOfP) : null;
        for (int n = 0; n < _tops.Count; n++)
        {
            Step(n == 0 ? trade : null, n == 0 ? order : null, _tops[n]);
        }
        if (_tops.Count == 0 && trade is not null)
        {
            Step(trade, null, null);
        }
    }

    private void Step(TradePart? trade, OrderPart? order, BookRecord? top)
    {
        _signals?.Update(new SignalUpdate(NowNs >> TimeUnitLog2, trade, order, top is { } t ? SignalInput.Book(t) : null));
        _slot.Take(order, top, _signals?.Gates ?? 0, _signals is { } signals ? Variances.Of(signals) : default);
    }
}

using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Signals;

/// <summary>The card's signals twice: the RTL by its SIGNAL records, and the model on the model's own book. Every update must give the same gate word and
/// the same values; only the time of an update is taken from the card.</summary>
internal sealed class SignalTwin : IDisposable
{
    /// <summary>A SIGNAL record's cycle is that of its gate word: 12 after the update.</summary>
    private const uint GatesAfterUpdate = 12;

    /// <summary>The third record of a depth report stands so many cycles after the instant that it shows.</summary>
    private const uint ReportAfterInstant = 10;

    private readonly RecordingSink _sink = new();
    private readonly SymbolSignals[] _signals;
    private readonly bool[] _sideOfP;
    private readonly Queue<(ulong Seq, byte Mtype, TradePart? Trade, OrderPart? Order, BookPart? Book)>[] _due;
    private readonly Queue<(uint From, DepthRecord Bid, DepthRecord Ask)>[] _reports;
    private readonly DepthRecord[] _bid;
    private readonly uint _depthIntervalUs;

    public SignalTwin(SymbolWindow[] symbols, uint depthIntervalUs)
    {
        Bench = new CardBench(FeedSettings.Default, symbols, tape: true);
        CardShape shape = CardBench.ShapeOf(Bench.Card);
        Window = shape.Window;
        Model = new FeedModel(shape, new FeedConfig(default, 0, default, Tape: true), _sink);
        for (int n = 0; n < symbols.Length; n++)
        {
            Model.Symbols.SetName(n, Symbol.Of(symbols[n].Symbol).Packed);
            Model.Book.SetWindow(n, new PriceWindow(symbols[n].Base, symbols[n].Tick));
        }

        Model.Silence.Restart(SilenceWatch.MostLimit);
        Model.Set(1);
        Model.Book.Clear();
        _signals = [.. Enumerable.Range(0, shape.NumSymbols).Select(_ => new SymbolSignals(new SignalParameters()))];
        _sideOfP = new bool[shape.NumSymbols];
        _due = [.. Enumerable.Range(0, shape.NumSymbols).Select(_ => new Queue<(ulong, byte, TradePart?, OrderPart?, BookPart?)>())];
        _reports = [.. Enumerable.Range(0, shape.NumSymbols).Select(_ => new Queue<(uint, DepthRecord, DepthRecord)>())];
        _bid = new DepthRecord[shape.NumSymbols];
        _depthIntervalUs = depthIntervalUs;
        Settle();
        Bench.Write(Bench.Control.WithRecordSignals(true));
        byte[] first = new byte[ItchSystemEvent.Length];
        ItchSystemEvent.Write(first, default, 0, default, 'O');
        Send([first]);
        Bench.Discard();
        _sink.Clear();
        Array.ForEach(_due, d => d.Clear());
    }

    public CardBench Bench { get; }

    /// <summary>Slots that quote in the stream; null: none.</summary>
    public QuotingSlots? Slots { get; set; }

    public FeedModel Model { get; }

    /// <summary>Ticks in a window.</summary>
    public int Window { get; }

    /// <summary>Updates compared so far, and those of them that have a trade part, an order part, no message.</summary>
    public long Compared { get; private set; }
    public long Trades { get; private set; }
    public long Orders { get; private set; }
    public long Pulses { get; private set; }
    /// <summary>States of a book that the card passed over.</summary>
    public long PassedOver { get; private set; }
    public long Reports { get; private set; }

    /// <summary>Values that were known and not 0 as people read them, and Kyle's slopes among what they read.</summary>
    public long Shown { get; private set; }
    public long Slopes { get; private set; }

    /// <summary>Updates after which each gate was open, and after which its signal was known.</summary>
    public long[] Open { get; } = new long[SignalParameters.Gates];
    public long[] Known { get; } = new long[SignalParameters.Gates];

    public SymbolSignals Signals(int symbol) => _signals[symbol];

    public bool IsStale(int symbol) => Model.Book.Stale(symbol) != StaleReason.None;

    public void Configure(int symbol, SignalParameters parameters, bool sideOfP)
    {
        Quiet();
        SignalRegisters.Write(Bench.Card, symbol, parameters, sideOfP);
        _signals[symbol].Configure(parameters);
        _sideOfP[symbol] = sideOfP;
        Settle();
        Slots?.Judged(symbol, _signals[symbol].Gates);
    }

    public void Restart(int symbol)
    {
        Quiet();
        Bench.Card.Write(CardRegisters.SigRestartAt(symbol), 1);
        _signals[symbol].Restart();
        Settle();
        Slots?.Judged(symbol, _signals[symbol].Gates);
        Assert.Equal(0u, Bench.Card.Read(CardRegisters.SigGatesAt(symbol)));
    }

    /// <summary>Another card time, later or earlier: symbols may fall silent.</summary>
    public void Jump(ulong nowNs)
    {
        Bench.Card.SetTime(nowNs);
        Bench.Card.Run(64);
        Model.Silence.Advance(nowNs);
        Pulse();
    }

    /// <summary>Clears both books, as a host does after a fault.</summary>
    public void Clear()
    {
        CardBringUp.ClearBooks(Bench.Card);
        Model.Book.Clear();
        Pulse();
    }

    /// <summary>Sends messages to both, packed as tight as the wire allows.</summary>
    public void Send(ReadOnlySpan<byte[]> messages)
    {
        foreach (byte[] message in messages)
        {
            Take(message);
        }

        for (int at = 0; at < messages.Length;)
        {
            at += Bench.SendMessages(messages[at..]);
        }
    }

    /// <summary>Runs the card until it is quiet and compares.</summary>
    public void Compare(string when)
    {
        var updates = new List<byte[]>();
        Bench.Drain(record =>
        {
            Slots?.Take(record);
            switch ((EventType)record[4])
            {
                case EventType.Signal:
                    updates.Add(record.ToArray());
                    break;
                case EventType.Depth:
                    Report(record);
                    break;
            }
        });
        Assert.Equal(0u, Bench.Card.Read(CardRegisters.RingLost));
        for (int n = 0; n < updates.Count; n++)
        {
            PassOver(updates, n);
            Same(new SignalEvent(updates[n]), when);
        }

        Slots?.Compare(when);
        TakeReports();
        for (int n = 0; n < _due.Length; n++)
        {
            Assert.True(_due[n].Count == 0, $"{when}: symbol {n}: {_due[n].Count} updates of the model without a record");
            Assert.Equal(_signals[n].Gates, Bench.Card.Read(CardRegisters.SigGatesAt(n)));
        }
    }

    /// <summary>Compares what SIG_VALUE shows of a symbol.</summary>
    public void CompareValues(int symbol)
    {
        Bench.Card.Write(CardRegisters.SigSelect, (uint)symbol);
        uint[] v = [.. Enumerable.Range(0, CardRegisters.SigValueCount).Select(n => Bench.Card.Read(CardRegisters.SigValueAt(n)))];
        ulong Two(SigValueIndex at) => v[(int)at] | ((ulong)v[(int)at + 1] << 32);
        SignalState s = _signals[symbol].State;
        Assert.Equal(_signals[symbol].Ok, v[(int)SigValueIndex.Known] >> 31 != 0);
        Assert.Equal((ulong)s.VolumeDelta, Two(SigValueIndex.DeltaLo));
        Assert.Equal((s.Kyle.Count, (ulong)s.Kyle.X, (ulong)s.Kyle.Y, (ulong)s.Kyle.Xy), (v[(int)SigValueIndex.KyleCount], Two(SigValueIndex.KyleXLo), Two(SigValueIndex.KyleYLo), Two(SigValueIndex.KyleXyLo)));
        Assert.Equal(((UInt128)s.Kyle.Xx, s.Kyle.Full ? 1u : 0), ((UInt128)Two(SigValueIndex.KyleXx0) | ((UInt128)v[(int)SigValueIndex.KyleXx2] << 64), v[(int)SigValueIndex.KyleFull]));
        Assert.Equal((s.Vpin.ByRule, s.Vpin.ByAggressor, s.Vpin.Volume), (Two(SigValueIndex.VpinTickLo), Two(SigValueIndex.VpinAggressorLo), Two(SigValueIndex.VpinVolumeLo)));
        Assert.Equal((s.Window.Ofi.Total, s.Window.Flow.Total), ((long)Two(SigValueIndex.OfiLo), (long)Two(SigValueIndex.FlowLo)));
        Assert.Equal((s.Window.Cancels.Total, s.Window.Trades.Total, s.Window.Refills.Total, s.Window.Flickers.Total, s.Burst.Total),
            (v[(int)SigValueIndex.Cancels], v[(int)SigValueIndex.Trades], v[(int)SigValueIndex.Refill], v[(int)SigValueIndex.Flicker], v[(int)SigValueIndex.Burst]));
        Assert.Equal((s.Fast.Shown, s.Slow.Shown), (v[(int)SigValueIndex.VarFast], v[(int)SigValueIndex.VarSlow]));
        CompareReadings(SignalValues.Read(Bench.Card, symbol), s);
    }

    /// <summary>What people read is the same in their units: fractions, ticks², Kyle's slope.</summary>
    private void CompareReadings(SignalValues shown, SignalState s)
    {
        Dictionary<string, SignalReading> by = shown.Readings.ToDictionary(r => r.Name);
        void Near(string name, double model)
        {
            Assert.True(!by[name].Known || Math.Abs(by[name].Value - model) <= 1e-9 * Math.Max(1, Math.Abs(model)), $"{name} is shown as {by[name].Value}, the model has {model}");
            Shown += by[name].Known && model != 0 ? 1 : 0;
        }

        Near("ofi", s.Window.Ofi.Total);
        Near("flow", s.Window.Flow.Total);
        Near("varFast", s.Fast.Shown / 65_536.0 / 4);
        Near("regime", (double)s.Fast.Shown / s.Slow.Shown);
        Near("vpinTick", (double)s.Vpin.ByRule / s.Vpin.Volume);
        Near("vpinAggressor", (double)s.Vpin.ByAggressor / s.Vpin.Volume);
        Near("cancels", (double)s.Window.Cancels.Total / s.Window.Trades.Total);
        Near("burst", s.Burst.Total);
        Near("volumeDelta", s.VolumeDelta);
        double n = s.Kyle.Count, x = s.Kyle.X, y = s.Kyle.Y;
        double slope = ((n * s.Kyle.Xy) - (x * y)) / ((n * (double)s.Kyle.Xx) - (x * x)) / 2;
        Assert.True(!by["kyleSlope"].Known || Math.Abs(by["kyleSlope"].Value - slope) <= 1e-6 * Math.Max(Math.Abs(slope), 1e-3), $"kyleSlope is shown as {by["kyleSlope"].Value}, the model's sums give {slope}");
        Slopes += by["kyleSlope"].Known && slope != 0 ? 1 : 0;
    }

    public void Dispose() => Bench.Dispose();

    private void Take(byte[] message)
    {
        ItchMsg m = ItchMsg.Decode(message);
        ulong seq = Model.Expected;
        bool isBook = ItchType.IsBook(m.Mtype);
        Model.Book.TryFindOrder(m.OrderRef, out TableOrder named);
        Model.Message(message);
        bool left = Model.Book.TryFindOrder(m.OrderRef, out TableOrder after);
        named = m.Mtype is ItchType.AddOrder or ItchType.AddOrderAttributed ? after : named;
        TableOrder? entered = m.Mtype == ItchType.OrderReplace && Model.Book.TryFindOrder(m.NewRef, out TableOrder to) ? to : null;
        int symbol = Model.Symbols.Find(m.Locate);
        if (symbol >= 0)
        {
            TradePart? trade = _sink.Trades.Count > 0 ? SignalInput.Trade(_sink.Trades[0], _sideOfP[symbol]) : null;
            int own = _sink.Books.FindIndex(b => b.Mtype != 0);
            BookPart? book = own >= 0 ? SignalInput.Book(_sink.Books[own]) : null;
            OrderPart? order = isBook && own >= 0 && _sink.Books[own].Stale == 0 ? SignalInput.Order(m, named, !left, entered) : null;
            if (trade is not null || book is not null)
            {
                _due[symbol].Enqueue((seq, m.Mtype, trade, order, book));
            }

            if (own >= 0)
            {
                // Its record shows already that the symbol is silent no longer.
                _sink.Books.RemoveRange(0, own + 1);
            }
        }

        Pulse();
        _sink.Clear();
    }

    private void Pulse()
    {
        foreach (BookRecord b in _sink.Books.Where(b => b.Mtype == 0))
        {
            _due[b.Sym].Enqueue((0, 0, null, null, SignalInput.Book(b)));
        }

        _sink.Clear();
    }

    /// <summary>No depth report is on its way, and none begins: whether one came before a restart or after it must be plain.</summary>
    private void Quiet()
    {
        Bench.Card.Write(CardRegisters.DepthIntervalUs, 0);
        Bench.Card.Run(400);
        Compare("before the signals restart");
    }

    private void Settle()
    {
        Bench.Card.Run(64);
        Bench.Card.Write(CardRegisters.DepthIntervalUs, _depthIntervalUs);
    }

    /// <summary>What came after the last update: it is judged with the next one.</summary>
    private void TakeReports()
    {
        for (int n = 0; n < _reports.Length; n++)
        {
            while (_reports[n].Count > 0)
            {
                TakeReport(n);
            }
        }
    }

    private void TakeReport(int n)
    {
        (_, DepthRecord bid, DepthRecord ask) = _reports[n].Dequeue();
        _signals[n].Report(bid, ask);
        Reports++;
    }

    private void Report(ReadOnlySpan<byte> record)
    {
        DepthRecord d = CardRecords.Depth(record);
        if (d.Part == 0 && d.Side == 0)
        {
            _bid[d.Sym] = d;
        }
        else if (d.Part == 0)
        {
            _reports[d.Sym].Enqueue((new DepthEvent(record).Cycle + ReportAfterInstant, _bid[d.Sym], d));
        }
    }

    /// <summary>Of a symbol that is heard again and changes its trading state by one message the card may tell the last state alone (docs/card.md 5): then it has a pulse less, and
    /// the model takes none of the one before. That one must be no ok book behind another one that was not, which moves no signal.</summary>
    private void PassOver(List<byte[]> updates, int at)
    {
        int n = SymbolOf(updates[at]);
        int told = updates.Skip(at).Where(r => SymbolOf(r) == n).TakeWhile(IsPulse).Count();
        if (told == 0 || _due[n].TakeWhile(u => u.Mtype == 0).Count() <= told)
        {
            return;
        }

        (_, _, _, _, BookPart? passed) = _due[n].Dequeue();
        Assert.True(!_signals[n].Ok && passed is { Ok: false }, $"symbol {n}: {passed} was passed over");
        PassedOver++;
    }

    private static int SymbolOf(byte[] record) => (int)new SignalEvent(record).Sym;

    private static bool IsPulse(byte[] record) => new SignalEvent(record).Mtype == 0;

    private void Same(SignalEvent card, string when)
    {
        int n = (int)card.Sym;
        Assert.True(_due[n].TryDequeue(out (ulong Seq, byte Mtype, TradePart? Trade, OrderPart? Order, BookPart? Book) u), $"{when}: symbol {n}: a record of {card.Seq} too many");
        SymbolSignals model = _signals[n];
        uint at = card.Cycle - GatesAfterUpdate;
        while (_reports[n].TryPeek(out (uint From, DepthRecord, DepthRecord) report) && (int)(at - report.From) >= 0)
        {
            TakeReport(n);
        }

        model.Update(new SignalUpdate(card.Now, u.Trade, u.Order, u.Book));
        SignalState s = model.State;
        string where = $"{when}: symbol {n}, sequence {card.Seq}, type {(char)card.Mtype}, update {Compared}, {u}";
        Assert.True((u.Seq, u.Mtype) == (card.Seq, (byte)card.Mtype), $"{where}: the model's is {u.Seq}, type {(char)u.Mtype}");
        Same("OFI", s.Window.Ofi.Total, card.Ofi, where);
        Same("FLOW", s.Window.Flow.Total, card.Flow, where);
        Same("VAR_FAST", s.Fast.Shown, card.VarFast, where);
        Same("VAR_SLOW", s.Slow.Shown, card.VarSlow, where);
        if (s.Entropy.Known)
        {
            Same("ENTROPY", s.Entropy.Value, card.Entropy, where);
        }

        Assert.True(model.Gates == card.Gates, $"gates: model {model.Gates:X5}, card {card.Gates:X5}, known {card.Known:X5}, {where}");
        for (int g = 0; g < SignalParameters.Gates; g++)
        {
            Open[g] += card.Gates >> g & 1;
            Known[g] += card.Known >> g & 1;
        }

        Compared++;
        Trades += u.Trade is null ? 0 : 1;
        Orders += u.Order is null ? 0 : 1;
        Pulses += u.Mtype == 0 ? 1 : 0;
    }

    private static void Same(string what, long model, long card, string where) =>
        Assert.True(Math.Clamp(model, what is "OFI" or "FLOW" ? int.MinValue : 0, what is "OFI" or "FLOW" ? int.MaxValue : uint.MaxValue) == card, $"{what}: model {model}, card {card}, {where}");
}

using Saker.Card.Verilated;
using Saker.Card.Tests.Orders;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Signals;

/// <summary>Every slot of the card, HALTED, quoting in a stream whose books and gate words are recorded: each decision must be the model's, for the book of its cycle and the gate
/// word that stood then (docs/card.md 6).</summary>
internal sealed class QuotingSlots(VerilatedCard card, int slots, int symbols, int window)
{
    private const uint QuoteAfterBook = 2, SettleCycles = 64;

    private readonly SlotParameters?[] _parameters = new SlotParameters?[slots];
    private readonly int[] _position = new int[slots];
    private readonly uint[] _from = new uint[slots];
    private readonly List<(uint Cycle, BookRecord Book)>[] _books = [.. Enumerable.Range(0, symbols).Select(_ => new List<(uint, BookRecord)>())];
    private readonly List<(uint Cycle, uint Word)>[] _words = [.. Enumerable.Range(0, symbols).Select(_ => new List<(uint, uint)> { (0, 0) })];
    private readonly List<Decision> _told = [];

    /// <summary>Decisions compared, those of them for a book that was decided before, those that want a bid or an ask, those widened, those that a gate stopped, those not told.</summary>
    public long Compared { get; private set; }
    public long Again { get; private set; }
    public long Bids { get; private set; }
    public long Asks { get; private set; }
    public long Widened { get; private set; }
    public long Stopped { get; private set; }
    public long Skipped { get; private set; }

    /// <summary>Other parameters and another position for a slot; nothing of the feed may be under way.</summary>
    public void Change(int slot, Random random)
    {
        var banks = new SlotBanks(card, slot);
        SlotParameters p = Random(random, random.Next(symbols));
        banks.Write(0, p);
        banks.Seal(0);
        int move = random.Next(-400, 401) - _position[slot];
        card.Write(CardRegisters.SlotPositionAdjustAt(slot), unchecked((uint)move));
        _parameters[slot] = p;
        _position[slot] += move;
        card.Run(SettleCycles);
        Assert.Equal(_position[slot], unchecked((int)card.Read(CardRegisters.SlotPositionAt(slot))));
        _from[slot] = (uint)card.Cycle;
    }

    /// <summary>The settings of a symbol's signals changed, or they restarted: its gate word now. What its slots decided while that was written is not compared.</summary>
    public void Judged(int symbol, uint word)
    {
        _words[symbol].Add(((uint)card.Cycle, word));
        for (int slot = 0; slot < slots; slot++)
        {
            _from[slot] = _parameters[slot]?.Symbol == symbol ? (uint)card.Cycle : _from[slot];
        }
    }

    /// <summary>A record of the ring: books, gate words, decisions.</summary>
    public void Take(ReadOnlySpan<byte> record)
    {
        switch ((EventType)record[4])
        {
            case EventType.Book when new BookEvent(record) is { } b && b.Sym < symbols:
                _books[b.Sym].Add((b.Cycle, TwinQuotes.Read(b)));
                break;
            case EventType.Signal when new SignalEvent(record) is { } s && s.Sym < symbols:
                _words[s.Sym].Add((s.Cycle, s.Gates));
                break;
            case EventType.Quote:
                _told.Add(Decision.Read(record.ToArray()));
                break;
        }
    }

    /// <summary>Compares what was taken; the last book and word of each symbol stay.</summary>
    public void Compare(string when)
    {
        int[] book = new int[slots], word = new int[slots];
        foreach (Decision q in _told)
        {
            int slot = q.Quote.Slot;
            uint at = q.Cycle - QuoteAfterBook;
            if (_parameters[slot] is not { } p || (int)(at - _from[slot]) < 0)
            {
                continue;
            }

            List<(uint Cycle, BookRecord Book)> books = _books[p.Symbol];
            List<(uint Cycle, uint Word)> words = _words[p.Symbol];
            // Decisions of a slot come in the order of their cycles.
            uint last = q.Again ? at - 1 : at;
            while (book[slot] + 1 < books.Count && (int)(last - books[book[slot] + 1].Cycle) >= 0)
            {
                book[slot]++;
            }

            while (word[slot] + 1 < words.Count && (int)(at - words[word[slot] + 1].Cycle) >= 0)
            {
                word[slot]++;
            }

            (uint cycle, BookRecord top) = books[book[slot]];
            Assert.True(q.Again || cycle == at, $"{when}: slot {slot}, cycle {q.Cycle}: no book came in cycle {at}");
            uint gates = words[word[slot]].Word;
            QuoteRecord model = Quoter.Decide((byte)slot, top, p, _position[slot], window, gates) with { Skipped = q.Quote.Skipped };
            Assert.True(model == q.Quote, $"{when}: slot {slot}, cycle {q.Cycle}, again {q.Again}, {top}\n{p}\nmodel {model}\ncard  {q.Quote}");
            Count(q, p, gates);
        }

        _told.Clear();
        Array.ForEach(_books, b => b.RemoveRange(0, Math.Max(0, b.Count - 1)));
        Array.ForEach(_words, w => w.RemoveRange(0, Math.Max(0, w.Count - 1)));
    }

    private void Count(Decision q, SlotParameters p, uint gates)
    {
        GateAnswer answer = Quoter.Answer(gates, p);
        Compared++;
        Again += q.Again ? 1 : 0;
        Bids += q.Quote.BidEn;
        Asks += q.Quote.AskEn;
        Widened += answer.Tight ? 0 : 1;
        Stopped += answer.BidOpen && answer.AskOpen ? 0 : 1;
        Skipped += q.Quote.Skipped;
    }

    private static SlotParameters Random(Random random, int symbol)
    {
        uint Gate() => random.Next(2) == 0 ? 0 : 1u << random.Next(SignalParameters.Gates);
        return new SlotParameters
        {
            Symbol = (byte)symbol,
            Qty = (uint)random.Next(1, 300),
            HalfBid = random.Next(3_000),
            HalfAsk = random.Next(3_000),
            Skew = random.Next(-2_000, 2_001) * (random.Next(20) == 0 ? 1_000_000 : 1),
            Hysteresis = 1,
            InventoryCap = random.Next(4) == 0 ? (uint)random.Next(500) : 1_000_000,
            MinEdge = random.Next(3) == 0 ? SlotParameters.NoEdge : random.Next(-600, 600),
            MaxDistance = random.Next(3) == 0 ? (ushort)random.Next(12) : ushort.MaxValue,
            StepPosition = [(uint)random.Next(200), 0, (uint)random.Next(400)],
            StepQty = [(uint)random.Next(300), 1, (uint)random.Next(300)],
            NeedBid = Gate(),
            NeedAsk = Gate(),
            NeedTight = Gate() | Gate(),
            WidenBid = random.Next(2_000),
            WidenAsk = random.Next(2_000),
            Micro = [.. Enumerable.Range(0, SlotParameters.MicroEntries).Select(_ => random.Next(-700, 700)).Select(m => (short)m)],
        };
    }
}

using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Lines;

/// <summary>As many live orders as the card promises, and on to the first that finds no place: the book is the model's all the way.</summary>
public sealed class CapacityTests(ITestOutputHelper output)
{
    private const int Promised = 65_536;

    // One order in 32 on average belongs to a tracked symbol.
    private const int Spread = 64;

    private readonly List<byte[]> _messages = [];
    private readonly List<(int Symbol, ulong Reference)> _live = [];
    private readonly ulong[] _next = new ulong[4];
    private Random _random = new(1);

    [RtlFact]
    public void PromisedOrders_LiveAtOnce_AndTheFirstOverflowSaysSo()
    {
        int seed = TestLength.Seed;
        output.WriteLine($"seed {seed}");
        _random = new Random(seed);
        SymbolWindow[] symbols = SixteenSymbols.Windows;
        using var bench = new CardBench(FeedSettings.Default, symbols);
        CardShape shape = CardBench.ShapeOf(bench.Card);
        int places = (2 << shape.OrderBucketsLog2) * shape.OrderWays;
        _messages.AddRange(new DenseItch(symbols, _random).Opening());
        while (_live.Count < Promised)
        {
            Add(symbols);
        }

        // All of them live; a tenth moves, and it stays the promised number.
        for (int n = 0; n < Promised / 10; n++)
        {
            Replace(symbols);
        }

        var check = new ReleasedStream(bench, symbols, _messages, 1);
        Play(bench, check, 0);
        Assert.All(Enumerable.Range(0, symbols.Length), n => Assert.Equal(StaleReason.None, check.Model.Book.Stale(n)));

        int at = _messages.Count;
        while (_live.Count < places)
        {
            Add(symbols);
        }

        // On until a symbol has no place for an order; the card's record of it is compared like every other.
        while (at < _messages.Count && !Enumerable.Range(0, symbols.Length).Any(n => check.Model.Book.Stale(n) == StaleReason.TableFull))
        {
            at = Play(bench, check, at, 4_000);
        }

        _messages.RemoveRange(at, _messages.Count - at);
        check.Finish($"seed {seed}", bench);
        int full = Enumerable.Range(0, symbols.Length).Count(n => check.Model.Book.Stale(n) == StaleReason.TableFull);
        Assert.True(full > 0, "the table never overflowed");
        for (int n = 0; n < symbols.Length; n++)
        {
            Assert.Equal((uint)check.Model.Book.Stale(n), new SymStatusValue(bench.Card.Read(CardRegisters.SymStatusAt(n))).Stale);
        }

        output.WriteLine($"{Promised} live orders of {places} places; {full} symbols without a place after {bench.FeedCounter(CntFeedIndex.BookMessages)} book messages, {check.Compared} records equal");
    }

    [RtlFact]
    public void FirstOverflow_ComesBeyondThePromise_WhateverThePatternOfReferences()
    {
        foreach (int spread in (int[])[1, Spread])
        {
            (int orders, int places) = FeedFigures.FirstOverflow(spread);
            output.WriteLine($"references {spread} apart at most: first overflow at {orders} of {places}, {100.0 * orders / places:F1} %");
            Assert.True(orders >= Promised, $"the table is full at {orders} orders");
        }
    }

    /// <summary>Sends packets of the stream, full, back to back on line A; returns where it stopped.</summary>
    private int Play(CardBench bench, ReleasedStream check, int at, int most = int.MaxValue)
    {
        var line = new LineClock(bench, FeedLines.A);
        int end = (int)Math.Min(_messages.Count, (long)at + most);
        while (at < end)
        {
            while (at < end && line.Free < bench.Card.Cycle + 3_000)
            {
                MessageRange packet = MessageRange.Fitting(_messages, at, end);
                line.Send(packet.Packet(bench.Feed.Session, 1, _messages), 0);
                at = packet.End;
            }

            bench.Card.Run(1_500);
            bench.Take(check.Take);
        }

        bench.Drain(check.Take);
        return at;
    }

    private void Add(SymbolWindow[] symbols)
    {
        int symbol = _random.Next(symbols.Length);
        bool sell = _random.Next(2) == 0;
        int level = 2_000 + (sell ? _random.Next(1, 300) : -_random.Next(1, 300));
        ulong reference = Next(symbol);
        byte[] a = new byte[ItchAddOrder.Length];
        ItchAddOrder.Write(a, new Locate((ushort)(symbol + 1)), 0, default, new OrderRef(reference), sell ? Side.Sell : Side.Buy, new Quantity((uint)_random.Next(1, 100)),
            Symbol.Of(symbols[symbol].Symbol), new Price(symbols[symbol].Price(level)));
        _messages.Add(a);
        _live.Add((symbol, reference));
    }

    private void Replace(SymbolWindow[] symbols)
    {
        int at = _random.Next(_live.Count);
        (int symbol, ulong reference) = _live[at];
        ulong next = Next(symbol);
        byte[] u = new byte[ItchOrderReplace.Length];
        ItchOrderReplace.Write(u, new Locate((ushort)(symbol + 1)), 0, default, new OrderRef(reference), new OrderRef(next), new Quantity((uint)_random.Next(1, 100)),
            new Price(symbols[symbol].Price(_random.Next(1_500, 2_500))));
        _messages.Add(u);
        _live[at] = (symbol, next);
    }

    private ulong Next(int symbol) => ((_next[symbol % 4] += (ulong)_random.Next(1, Spread + 1)) * 4) + (ulong)(symbol % 4);
}

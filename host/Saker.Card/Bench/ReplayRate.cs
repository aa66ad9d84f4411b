using System.Diagnostics;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>How fast a capture runs through the Verilog and through the model on this machine. Noisy: a figure to look at, never a test.</summary>
public static class ReplayRate
{
    private const int Symbols = 16, Messages = 60_000, Burst = 3_000, PacketsPerTurn = 8;

    /// <summary>Messages per second of both engines on one stream of 16 symbols in full packets, and their ratio.</summary>
    public static IReadOnlyList<Figure> Measure()
    {
        SymbolWindow[] symbols = [.. Enumerable.Range(0, Symbols).Select(n => new SymbolWindow($"SYM{(char)('A' + n)}", 1_000_000, 100))];
        var dense = new DenseItch(symbols, new Random(1));
        byte[][] messages = [.. dense.Opening(), .. dense.Bursts(Messages, Burst)];
        decimal rtl = Rtl(symbols, messages), model = Model(symbols, messages);
        return
        [
            new("rtl_replay_messages_per_second", rtl, "messages/s"),
            new("model_replay_messages_per_second", model, "messages/s"),
            new("rtl_replay_to_model_ratio", Math.Round(rtl / model, 4), "ratio"),
        ];
    }

    private static decimal Rtl(SymbolWindow[] symbols, byte[][] messages)
    {
        using var bench = new CardBench(FeedSettings.Default, symbols);
        long started = Stopwatch.GetTimestamp();
        int packets = 0;
        for (int at = 0; at < messages.Length;)
        {
            at += bench.SendMessages(messages.AsSpan(at));
            if (++packets % PacketsPerTurn == 0)
            {
                bench.Discard();
            }
        }

        bench.Discard();
        return Rate(messages.Length, started);
    }

    private static decimal Model(SymbolWindow[] symbols, byte[][] messages)
    {
        using var card = new Verilated.VerilatedCard();
        CardShape shape = CardBench.ShapeOf(card);
        FeedSettings feed = FeedSettings.Default;
        var model = new FeedModel(shape, new FeedConfig(feed.Group, feed.Port, SessionId.Of(feed.Session)), new NoRecords());
        for (int n = 0; n < symbols.Length; n++)
        {
            model.Symbols.SetName(n, Symbol.Of(symbols[n].Symbol).Packed);
            model.Book.SetWindow(n, new PriceWindow(symbols[n].Base, symbols[n].Tick));
        }

        model.Book.Clear();
        model.Set(1);
        byte[] packet = new byte[MoldPacketBuilder.MaxPayload], frame = new byte[1518];
        long started = Stopwatch.GetTimestamp();
        for (int at = 0; at < messages.Length;)
        {
            var builder = new MoldPacketBuilder(packet, SessionId.Of(feed.Session), (ulong)at + 1);
            while (at < messages.Length && builder.TryAdd(messages[at]))
            {
                at++;
            }

            model.Frame(frame.AsSpan(0, feed.Frame(frame, packet.AsSpan(0, builder.Finish()))));
        }

        return Rate(messages.Length, started);
    }

    private static decimal Rate(int messages, long started) => Math.Round((decimal)(messages / Stopwatch.GetElapsedTime(started).TotalSeconds));

    /// <summary>The model's records cost what writing them down costs; nobody reads them here.</summary>
    private sealed class NoRecords : ICardSink
    {
        public void Book(in BookRecord record)
        {
        }

        public void Admin(in AdminRecord record)
        {
        }

        public void Feed(in FeedRecord record)
        {
        }

        public void Message(in MessageRecord record)
        {
        }

        public void Trade(in TradeRecord record)
        {
        }
    }
}

using Saker.Card;
using Saker.Host.Books;

namespace Saker.Host;

/// <summary>Takes a card from reset to ready: identity, ring, symbols and windows, feed, slot. It stays killed and its slot
/// HALTED until both are opened on purpose.</summary>
public static class BringUp
{
    private const uint SlotActive = 3;

    /// <summary>Prepares the card and what follows it.</summary>
    /// <exception cref="HostException">The symbol is not defined, or the card cannot track it.</exception>
    /// <exception cref="CardException">The card is none, another version's, or does not answer.</exception>
    public static Appliance Prepare(ICard card, EventRing ring, DaemonOptions options, ILogger log)
    {
        CardBringUp.Check(card);
        card.Write(CardRegisters.Kill, new KillCausesValue(0).WithReset(true).Raw);
        card.Write(CardRegisters.SlotModeAt(0), 0);
        card.Write(CardRegisters.HeartbeatLimitUs, (uint)options.HeartbeatLimit.TotalMicroseconds);
        card.Write(CardRegisters.Heartbeat, 1);

        var caps = new CapsValue(card.Read(CardRegisters.Caps));
        IReadOnlyList<Instrument> instruments = Choose(options, (int)caps.NumSymbols);
        int levels = 1 << (int)caps.LadderLog2;
        TrackedSymbol[] symbols = [.. instruments.Select(i => new TrackedSymbol(i, SymbolWindow.Around(i.Symbol, i.StartPrice, i.Tick, levels)))];
        for (int n = 0; n < symbols.Length; n++)
        {
            symbols[n].Window.Load(card, n);
        }

        int slotSymbol = Array.FindIndex(symbols, s => s.Instrument.Symbol == options.Symbol);
        SlotSettings.Load(options.Parameters).Apply(card, 0, slotSymbol);
        OrderFields(card);
        CardBringUp.ClearBooks(card);
        ring.Enable();
        Feed(card, options);
        card.Write(CardRegisters.SlotModeAt(0), SlotActive);
        log.CardChecked(card.Kind, CardRegisters.MapHash, caps.NumSymbols, levels);
        return new Appliance(card, symbols, slotSymbol, TimeProvider.System);
    }

    /// <summary>The slot's symbol and as many others as the card tracks. A capture brings its own.</summary>
    private static IReadOnlyList<Instrument> Choose(DaemonOptions options, int most)
    {
        if (options.Itch is { } itch)
        {
            return [CaptureInstrument.Of(itch, options.Symbol)];
        }

        IReadOnlyList<Instrument> all = Instruments.Load(options.Instruments);
        if (all.All(i => i.Symbol != options.Symbol))
        {
            throw new HostException($"Symbol '{options.Symbol}' is not defined in '{options.Instruments}' ({string.Join(", ", all.Select(i => i.Symbol))}).");
        }

        return [.. all.OrderBy(i => i.Symbol == options.Symbol ? 0 : 1).Take(most)];
    }

    private static void OrderFields(ICard card)
    {
        const uint Principal = 'P', Day = '0', Displayed = 'Y', NotIso = 'N';
        card.Write(CardRegisters.OeCapacity, Principal | (Day << 8) | (Displayed << 16) | (NotIso << 24));
        ReadOnlySpan<byte> prefix = "SAKER1"u8;
        card.Write(CardRegisters.OeClordidPrefixLo, BitConverter.ToUInt32(prefix));
        card.Write(CardRegisters.OeClordidPrefixHi, BitConverter.ToUInt16(prefix[4..]));
        card.Write(CardRegisters.OeNextUrn, 1);
    }

    private static void Feed(ICard card, DaemonOptions options) =>
        new FeedLine(Daemon.Ip(options.Feed.Address), (ushort)options.Feed.Port, options.Session)
            .Load(card, 1, new FeedCtrlValue(0).WithEnable(true).WithRecord(true));
}

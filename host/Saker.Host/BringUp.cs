using Saker.Card;
using Saker.Card.Parameters;
using Saker.Host.Books;
using Saker.Host.Feed;
using Saker.Host.Slots;

namespace Saker.Host;

/// <summary>Takes a card from reset to ready: identity, ring, symbols and windows, feed, slots. It stays killed and its slots
/// HALTED until both are opened on purpose. A card that an earlier host used keeps its order session, orders and position; its
/// events were lost with that host, so it is killed first, and opened by a person.</summary>
public static class BringUp
{
    private const ulong FirstSequence = 1;

    // People read no faster than this. A virtual card's clock counts only the cycles that it runs, few while nothing happens: there a round is due
    // after little more than a thousand cycles.
    private const uint DepthIntervalUs = 50_000;
    private const uint VirtualDepthIntervalUs = 4;

    /// <summary>Prepares the card and what follows it.</summary>
    /// <exception cref="HostException">The settings cannot be used, a symbol is not defined, or the card has not what they name.</exception>
    /// <exception cref="CardException">The card is none, another version's, or does not answer.</exception>
    public static Appliance Prepare(ICard card, EventRing ring, DaemonOptions options, FeedSetup feed, TimeProvider time, ILogger log)
    {
        CardBringUp.Check(card);
        var caps = new CapsValue(card.Read(CardRegisters.Caps));
        ApplianceSettings settings = SettingsDocument.Load(options.Parameters, options.Symbol);
        settings.Require((int)caps.NumSlots);
        FoundCard found = FoundCard.Of(card);
        found.Require(settings.Slots);
        IReadOnlyList<Instrument> instruments = SymbolChoice.Of(options, settings.Slots, (int)caps.NumSymbols);
        settings.Require(card, instruments);
        var cause = new KillCausesValue(0);
        card.Write(CardRegisters.Kill, (found.InUse ? cause.WithHostHeartbeat(true) : cause.WithReset(true)).Raw);
        for (int slot = 0; slot < caps.NumSlots; slot++)
        {
            card.Write(CardRegisters.SlotModeAt(slot), 0);
        }

        var loading = new LoadingCard(card);
        loading.Write(CardRegisters.HeartbeatLimitUs, (uint)options.HeartbeatLimit.TotalMicroseconds);
        card.Write(CardRegisters.Heartbeat, 1);
        loading.Write(CardRegisters.ClockLimitNs, (uint)options.ClockLimit.TotalNanoseconds);
        card.Write(CardRegisters.FeedCtrl, 0);

        int levels = 1 << (int)caps.LadderLog2;
        TrackedSymbol[] symbols = [.. instruments.Select(i => new TrackedSymbol(i, SymbolWindow.Around(i.Symbol, i.StartPrice, i.Tick, levels), levels))];
        LoadSymbols(loading, symbols, (int)caps.NumSymbols);
        IReadOnlyList<LoadedSetting> stays = settings.Apply(loading, instruments, caps);
        TradedSlot[] slots = [.. settings.Slots.Select((s, n) => Slot(n, s, settings.Signals.Of(s.Symbol), instruments, symbols))];
        OrderFields(loading);
        CardBringUp.ClearBooks(card);
        ring.Enable(loading);
        // A fill since the first look is in no record: the ring was off.
        found = found.Again(card);
        LoadFeed(loading, feed, options.Record);
        foreach (TradedSlot slot in slots)
        {
            card.Write(CardRegisters.SlotModeAt(slot.Index), (uint)settings.Slots[slot.Index].SlotMode);
        }

        log.CardChecked(card.Kind, CardRegisters.MapHash, caps.NumSymbols, levels);
        var keeper = new FeedKeeper(card, feed, [.. symbols.Select(s => s.Window)], time, log);
        var configuration = new ConfigurationCheck(card, loading.Loaded.With(stays), time, log);
        return new Appliance(card, symbols, slots, keeper, configuration, found, time, log);
    }

    private static TradedSlot Slot(int number, SlotSettings settings, SignalSettings signals, IReadOnlyList<Instrument> instruments, IReadOnlyList<TrackedSymbol> symbols)
    {
        int symbol = ApplianceSettings.IndexOf(instruments, settings.Symbol);
        return new TradedSlot(number, settings.Name, symbol, symbols[symbol], signals);
    }

    /// <summary>Names, ticks and windows; a name of zero for what is not used. Locates and halts of an earlier run are forgotten: the feed brings today's.</summary>
    private static void LoadSymbols(ICard card, IReadOnlyList<TrackedSymbol> symbols, int most)
    {
        for (int n = 0; n < most; n++)
        {
            card.Write(CardRegisters.SymLocateAt(n), 0);
            // Forcing the state on ends an operational halt.
            card.Write(CardRegisters.SymForceTradingAt(n), 1);
            card.Write(CardRegisters.SymForceTradingAt(n), 0);
            if (n < symbols.Count)
            {
                symbols[n].Window.Load(card, n);
            }
            else
            {
                card.Write(CardRegisters.SymNameLoAt(n), 0);
                card.Write(CardRegisters.SymNameHiAt(n), 0);
            }
        }
    }

    private static void LoadFeed(ICard card, FeedSetup feed, bool record)
    {
        card.Write(CardRegisters.FeedGapWaitNs, 0);
        card.Write(CardRegisters.DepthIntervalUs, card.Kind == "pcie" ? DepthIntervalUs : VirtualDepthIntervalUs);
        feed.Lines.Load(card, FirstSequence, new FeedCtrlValue(0).WithEnable(true).WithEnableB(feed.HasB).WithTape(true).WithRecord(record));
    }

    private static void OrderFields(ICard card)
    {
        const uint Principal = 'P', Day = '0', Displayed = 'Y', NotIso = 'N';
        card.Write(CardRegisters.OeCapacity, Principal | (Day << 8) | (Displayed << 16) | (NotIso << 24));
        ReadOnlySpan<byte> prefix = "SAKER1"u8;
        card.Write(CardRegisters.OeClordidPrefixLo, BitConverter.ToUInt32(prefix));
        card.Write(CardRegisters.OeClordidPrefixHi, BitConverter.ToUInt16(prefix[4..]));
        // A card in use goes on behind its own last reference.
        card.Write(CardRegisters.OeNextUrn, 1);
    }
}

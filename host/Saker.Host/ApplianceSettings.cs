using System.Text.Json.Serialization;
using Saker.Card;
using Saker.Card.Parameters;
using Saker.Host.Slots;
using Saker.Model;

namespace Saker.Host;

/// <summary>What a card is given: what holds for all of it, and its slots. Read from a document by <see cref="SettingsDocument"/>.</summary>
public sealed record ApplianceSettings
{
    /// <summary>Of each slot in use, by its number.</summary>
    [JsonIgnore]
    public IReadOnlyList<SlotSettings> Slots { get; init; } = [];

    /// <summary>What is measured of the symbols that are traded; nothing said: every gate says no.</summary>
    public SignalSettings Signals { get; init; } = new();

    /// <summary>Control: a symbol without a message for so long is not quoted, ms, 1..17,179. A virtual card waits <see cref="VirtualOrderTimeoutFactor"/> times
    /// as long, at most 17,179 ms.</summary>
    public long SilenceMs { get; init; } = 200;

    /// <summary>Control: the venue's message limit, orders, replaces and cancels a second of all slots together, 1..1,000,000,000. In any time T seconds at most
    /// <see cref="MessageBurst"/> + T times this + 1 orders leave: name less than the venue's figure by what the burst may add.</summary>
    public required long MessagesPerSecond { get; init; }

    /// <summary>Control: messages that may leave at once, 1..65,535.</summary>
    public required long MessageBurst { get; init; }

    /// <summary>An order whose last message is unanswered for so long is in doubt, ms, 0..17,179; 0: never. A virtual card waits
    /// <see cref="VirtualOrderTimeoutFactor"/> times as long, at most 17,179 ms.</summary>
    public long OrderTimeoutMs { get; init; } = 50;

    /// <summary>The card cancels an order that comes to be in doubt, once.</summary>
    public bool CancelInDoubt { get; init; }

    /// <summary>A virtual card's time is the wall clock's, but it counts it, reads its line and sends only while the machine lets its process run, and the
    /// venue is another process of the same machine: on a busy one an answer may take a second. Doubt there means that none comes at all.</summary>
    public const int VirtualOrderTimeoutFactor = 100;

    /// <summary>Control: greatest worst-case |position| of all slots of a symbol together, lots, 1..4,294,967,295, by symbol; of one that is not named the greatest
    /// <see cref="SlotSettings.MaxPosition"/> of its slots.</summary>
    public IReadOnlyDictionary<string, long> SymbolMaxPosition { get; init; } = new Dictionary<string, long>();

    /// <summary>Control: greatest worst-case exposure of all slots together, in the quote currency, above 0; not said: of each slot
    /// <see cref="AggregateSettings.DefaultPrices"/> times its MaxPosition at the start price and <see cref="AggregateSettings.DefaultOrders"/> times its MaxNotional.</summary>
    public decimal? MaxExposure { get; init; }

    private const long SecondNs = 1_000_000_000;
    private const long OrderTimeoutUnitNs = 1_024, SilenceUnitNs = 1_024, MostSilence = 0xFF_FFFF;
    private const uint SymbolActive = 3;

    /// <summary>Whether the card has as many slots.</summary>
    /// <exception cref="HostException">It has fewer.</exception>
    public void Require(int slots)
    {
        if (Slots.Count > slots)
        {
            throw new HostException($"The settings name {Slots.Count} slots ({string.Join(", ", Slots.Select(s => s.Name))}), the card has {slots}: take {Slots.Count - slots} out of \"slots\", or use a card with more (a virtual one: make sim SLOTS={Slots.Count}).");
        }
    }

    /// <summary>Writes all of it and reads it back: every slot of the card must be HALTED. Slots that are not named get no limits; symbols that no slot trades stay HALTED.</summary>
    /// <param name="card">The card.</param>
    /// <param name="symbols">Tracked symbols, by the card's index; those of the slots are among them.</param>
    /// <param name="caps">What the card has.</param>
    /// <returns>What the card must hold besides what was written.</returns>
    /// <exception cref="HostException">The card holds another value than was written, cannot count so much of an instrument, or a slot fell back to another bank.</exception>
    public IReadOnlyList<LoadedSetting> Apply(ICard card, IReadOnlyList<Instrument> symbols, CapsValue caps)
    {
        ApplySilence(card, symbols.Count, (int)caps.NumSymbols);
        List<LoadedSetting> stays = [];
        int[] traded = [.. Slots.Select(slot => IndexOf(symbols, slot.Symbol))];
        for (int slot = 0; slot < caps.NumSlots; slot++)
        {
            if (slot < traded.Length)
            {
                stays.AddRange(Slots[slot].Apply(card, slot, traded[slot], symbols[traded[slot]]));
            }
            else
            {
                UnusedSlot.Apply(card, slot);
                stays.AddRange(UnusedSlot.Stays(slot));
            }
        }

        foreach (int symbol in traded.Distinct())
        {
            Signals.Of(symbols[symbol].Symbol).Apply(card, symbol);
            card.WriteBack(CardRegisters.SymModeAt(symbol), SymbolActive, "SYM_MODE");
        }

        AggregateSettings.Of(this, symbols).Apply(card, (int)caps.NumSymbols);
        card.WriteBack(CardRegisters.ThrottleNs, (uint)Ceiling(SecondNs, MessagesPerSecond), "THROTTLE_NS");
        card.WriteBack(CardRegisters.ThrottleBurst, (uint)MessageBurst, "THROTTLE_BURST");
        card.WriteBack(CardRegisters.OrderTimeout, OrderTimeoutOf(card).Raw, "ORDER_TIMEOUT");
        return stays;
    }

    /// <summary>Whether every slot can go on with these settings from where the card stands. Nothing is written.</summary>
    /// <param name="card">The card.</param>
    /// <param name="symbols">Tracked symbols, by the card's index.</param>
    /// <exception cref="HostException">A slot fell back to another bank than its fallback's.</exception>
    public void Require(ICard card, IReadOnlyList<Instrument> symbols)
    {
        TakerLinks.Require(Slots, [.. symbols.Select(i => i.Symbol)]);
        for (int slot = 0; slot < Slots.Count; slot++)
        {
            int symbol = IndexOf(symbols, Slots[slot].Symbol);
            Slots[slot].Require(card, slot, symbol, symbols[symbol]);
        }
    }

    /// <summary>Says what of the appliance is outside its range.</summary>
    /// <param name="where">The file, for the sentence.</param>
    /// <exception cref="HostException">Something is.</exception>
    public void Validate(string where)
    {
        AggregateSettings.Validate(where, this);
        ValidateSignals(where);
        for (int slot = 0; slot < Slots.Count; slot++)
        {
            Slots[slot].ValidateSignals($"{where}, slot {slot} ({Slots[slot].Name})", Signals.Of(Slots[slot].Symbol));
        }

        SettingsRange.Require(where, "silenceMs", SilenceMs, 1, MostSilenceMs, "ms");
        SettingsRange.Require(where, "messagesPerSecond", MessagesPerSecond, 1, SecondNs, "messages a second");
        SettingsRange.Require(where, "messageBurst", MessageBurst, 1, ushort.MaxValue, "messages");
        SettingsRange.Require(where, "orderTimeoutMs", OrderTimeoutMs, 0, MostOrderTimeoutMs, "ms");
    }

    /// <summary>The card's index of a symbol.</summary>
    internal static int IndexOf(IReadOnlyList<Instrument> symbols, string symbol) => symbols.Select(i => i.Symbol).ToList().IndexOf(symbol);

    private void ValidateSignals(string where)
    {
        const string key = "signals";
        string[] traded = [.. Slots.Select(s => s.Symbol).Distinct()];
        string? problem = Signals.Symbols.Keys.Where(s => !traded.Contains(s)).Select(s => $"{key}.symbols has '{s}', which no slot trades ({string.Join(", ", traded)}).").FirstOrDefault()
            ?? Signals.Problems($"{key}.").FirstOrDefault();
        if (problem is not null)
        {
            throw new HostException($"{where}: {problem}");
        }
    }

    /// <summary>Writes how long each of the card's first symbols may be silent, and reads it back. None is traded yet.</summary>
    private void ApplySilence(ICard card, int symbols, int most)
    {
        long ms = card.Kind == "pcie" ? SilenceMs : Math.Min(SilenceMs * VirtualOrderTimeoutFactor, MostSilenceMs);
        uint units = (uint)Ceiling(ms * (SecondNs / 1000), SilenceUnitNs);
        for (int n = 0; n < most; n++)
        {
            card.WriteBack(CardRegisters.SymSilenceAt(n), n < symbols ? units : 0, "SYM_SILENCE");
            card.WriteBack(CardRegisters.SymModeAt(n), 0, "SYM_MODE");
        }
    }

    /// <summary>The longest silence that the card counts, ms.</summary>
    private static long MostSilenceMs => MostSilence * SilenceUnitNs / (SecondNs / 1000);

    private OrderTimeoutValue OrderTimeoutOf(ICard card)
    {
        long ms = card.Kind == "pcie" ? OrderTimeoutMs : Math.Min(OrderTimeoutMs * VirtualOrderTimeoutFactor, MostOrderTimeoutMs);
        return new OrderTimeoutValue(0).WithLimit((uint)Ceiling(ms * (SecondNs / 1000), OrderTimeoutUnitNs)).WithAutoCancel(CancelInDoubt);
    }

    /// <summary>The longest that ORDER_TIMEOUT can say, ms.</summary>
    private static long MostOrderTimeoutMs => OrderTimeoutValue.LimitMask * OrderTimeoutUnitNs / (SecondNs / 1000);

    private static long Ceiling(long value, long by) => (value + by - 1) / by;
}

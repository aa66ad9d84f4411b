using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Card;
using Saker.Card.Parameters;
using Saker.Model;

namespace Saker.Host;

/// <summary>What a slot is given: its parameters and its hard limits, as a JSON document with the names of the maps.
/// Units are the maps' (docs/registers.md).</summary>
public sealed record SlotSettings
{
    private const string Active = "active", Shadow = "shadow";

    /// <summary>"active": it trades once the appliance is armed. "shadow": it quotes on paper, from the start, and sends nothing.</summary>
    public string Mode { get; init; } = Active;

    /// <summary><see cref="Mode"/> as SLOT_MODE has it.</summary>
    [JsonIgnore]
    public SlotMode SlotMode => Mode == Shadow ? SlotMode.Shadow : SlotMode.Active;

    /// <summary>Quantity of each quote, lots.</summary>
    public required long Qty { get; init; }

    /// <summary>Distance of the bid below the reservation price, ticks/256.</summary>
    public required long HalfBid { get; init; }

    /// <summary>Distance of the ask above it, ticks/256.</summary>
    public required long HalfAsk { get; init; }

    /// <summary>Reservation price's move for each lot held, ticks/65536.</summary>
    public required long Skew { get; init; }

    /// <summary>Ticks that a quote may be off before it moves.</summary>
    public required long Hysteresis { get; init; }

    /// <summary>Position beyond which a side is not wanted, lots.</summary>
    public required long InventoryCap { get; init; }

    /// <summary>Least distance of a quote from the micro-price, whatever the inventory, ticks/256.</summary>
    public required long MinEdge { get; init; }

    /// <summary>A side is wanted only this near to the best of its side, ticks.</summary>
    public required long MaxDistance { get; init; }

    /// <summary>Least time between two orders or replaces of a side, 1,024 ns.</summary>
    public required long Refresh { get; init; }

    /// <summary>Positions from which on the side that adds quotes <see cref="StepQty"/>, lots, 3 entries; 0: no such step.</summary>
    public required IReadOnlyList<long> StepPosition { get; init; }

    /// <summary>Quantities of these steps, lots, 3 entries.</summary>
    public required IReadOnlyList<long> StepQty { get; init; }

    /// <summary>Gates that the bid needs, bits of docs/signals.md 3.</summary>
    public required long NeedBid { get; init; }

    /// <summary>Gates that the ask needs.</summary>
    public required long NeedAsk { get; init; }

    /// <summary>Gates without which both sides are widened.</summary>
    public required long NeedTight { get; init; }

    /// <summary>Added to <see cref="HalfBid"/> while widened, ticks/256.</summary>
    public required long WidenBid { get; init; }

    /// <summary>Added to <see cref="HalfAsk"/> while widened, ticks/256.</summary>
    public required long WidenAsk { get; init; }

    /// <summary>Micro-price less mid, ticks/256, 32 entries by spread class and imbalance bucket.</summary>
    public required IReadOnlyList<long> Micro { get; init; }

    /// <summary>Control: most of one order, lots.</summary>
    public required uint MaxQty { get; init; }

    /// <summary>Control: greatest distance from the mid, ticks.</summary>
    public required uint Collar { get; init; }

    /// <summary>Control: greatest worst-case |position|, lots.</summary>
    public required uint MaxPosition { get; init; }

    /// <summary>Control: greatest value of one order, in the quote currency of the slot's instrument, above 0. Rounded down to what the card counts in.</summary>
    public required decimal MaxNotional { get; init; }

    /// <summary>Control: greatest worst-case |position| of all slots of its symbol together, lots, 1..4,294,967,295; not said: <see cref="MaxPosition"/>.</summary>
    public long? SymbolMaxPosition { get; init; }

    /// <summary>Control: greatest worst-case exposure of all slots together, in the quote currency of the slot's instrument, above 0; not said:
    /// <see cref="AggregateSettings.DefaultPrices"/> times <see cref="MaxPosition"/> at the start price and <see cref="AggregateSettings.DefaultOrders"/> times
    /// <see cref="MaxNotional"/>.</summary>
    public decimal? MaxExposure { get; init; }

    /// <summary>Controls of what the slot may lose.</summary>
    public required LossSettings Loss { get; init; }

    /// <summary>What is measured of the slot's symbol; nothing said: every gate says no.</summary>
    public SignalSettings Signals { get; init; } = new();

    /// <summary>Control: rejects in a row that halt the slot, 1..255.</summary>
    public long MaxRejects { get; init; } = 5;

    /// <summary>Control: executions that may stand in a count from which <see cref="FillsPerSecond"/> leave; one more halts the slot. 1..65,535.</summary>
    public long MaxFills { get; init; } = 100;

    /// <summary>Executions that leave the count each second, 0..1,000,000,000; 0: none ever does, so that <see cref="MaxFills"/> is all there may be until a
    /// person clears the slot.</summary>
    public long FillsPerSecond { get; init; } = 10;

    /// <summary>Control: a symbol without a message for so long is not quoted, ms, 1..17,179. A virtual card waits <see cref="VirtualOrderTimeoutFactor"/> times
    /// as long, at most 17,179 ms.</summary>
    public long SilenceMs { get; init; } = 200;

    /// <summary>Control: the venue's message limit, orders, replaces and cancels a second, 1..1,000,000,000. In any time T seconds at most
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

    private const long SecondNs = 1_000_000_000;
    private const decimal MostNotional = 1_000_000_000_000_000;
    private const long OrderTimeoutUnitNs = 1_024, SilenceUnitNs = 1_024, MostSilence = 0xFF_FFFF;
    private const uint SymbolActive = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="HostException">Not there, not JSON, a name missing or unknown, a value out of its range.</exception>
    public static SlotSettings Load(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            SlotSettings settings = JsonSerializer.Deserialize<SlotSettings>(file, Json)
                ?? throw new HostException($"Slot settings '{path}' are empty.");
            settings.Validate(path);
            return settings;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new HostException($"Slot settings '{path}' cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Writes the parameters of a slot's running bank and its limits, reads every one back, and seals the bank. The slot must be HALTED or OFF.</summary>
    /// <param name="card">The card.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="symbol">Its symbol on the card: the only one whose mode is raised.</param>
    /// <param name="instrument">What it is, for the value of an order.</param>
    /// <exception cref="HostException">The card holds another value than was written, or cannot count to <see cref="MaxNotional"/> of this instrument.</exception>
    public void Apply(ICard card, int slot, int symbol, Instrument instrument)
    {
        ApplyParameters(new SlotBanks(card, slot), symbol, instrument);
        WriteBack(card, CardRegisters.SlotMaxQtyAt(slot), MaxQty, "SLOT_MAX_QTY");
        WriteBack(card, CardRegisters.SlotCollarAt(slot), Collar, "SLOT_COLLAR");
        WriteBack(card, CardRegisters.SlotMaxPositionAt(slot), MaxPosition, "SLOT_MAX_POSITION");
        ulong notional = instrument.Units("maxNotional", MaxNotional);
        WriteBack(card, CardRegisters.SlotMaxNotionalLoAt(slot), (uint)notional, "SLOT_MAX_NOTIONAL_LO");
        WriteBack(card, CardRegisters.SlotMaxNotionalHiAt(slot), (uint)(notional >> 32), "SLOT_MAX_NOTIONAL_HI");
        Loss.Apply(card, slot, instrument);
        Signals.Apply(card, symbol);
        WriteBack(card, CardRegisters.SlotMaxRejectsAt(slot), (uint)MaxRejects, "SLOT_MAX_REJECTS");
        WriteBack(card, CardRegisters.SlotMaxFillsAt(slot), (uint)MaxFills, "SLOT_MAX_FILLS");
        WriteBack(card, CardRegisters.SlotFillsNsAt(slot), FillsPerSecond == 0 ? 0 : (uint)Ceiling(SecondNs, FillsPerSecond), "SLOT_FILLS_NS");
        WriteBack(card, CardRegisters.SymModeAt(symbol), SymbolActive, "SYM_MODE");
        WriteBack(card, CardRegisters.ThrottleNs, (uint)Ceiling(SecondNs, MessagesPerSecond), "THROTTLE_NS");
        WriteBack(card, CardRegisters.ThrottleBurst, (uint)MessageBurst, "THROTTLE_BURST");
        WriteBack(card, CardRegisters.OrderTimeout, OrderTimeoutOf(card).Raw, "ORDER_TIMEOUT");
    }

    /// <summary>Writes how long each of the card's first symbols may be silent, and reads it back. All others are not traded.</summary>
    /// <exception cref="HostException">The card holds another value than was written.</exception>
    public void ApplySilence(ICard card, int symbols, int most)
    {
        long ms = card.Kind == "pcie" ? SilenceMs : Math.Min(SilenceMs * VirtualOrderTimeoutFactor, MostSilenceMs);
        uint units = (uint)Ceiling(ms * (SecondNs / 1000), SilenceUnitNs);
        for (int n = 0; n < most; n++)
        {
            WriteBack(card, CardRegisters.SymSilenceAt(n), n < symbols ? units : 0, "SYM_SILENCE");
            WriteBack(card, CardRegisters.SymModeAt(n), 0, "SYM_MODE");
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

    private void ApplyParameters(SlotBanks banks, int symbol, Instrument instrument)
    {
        if (banks.Load(Parameters(instrument.Symbol).Image(symbol), banks.Running) is { } problem)
        {
            throw new HostException(problem);
        }
    }

    private ParameterDocument Parameters(string symbol) =>
        ParameterDocument.Of(symbol, Values.ToDictionary(v => ParameterDocument.NameOf(v.Parameter), v => v.Values), "slot settings");

    /// <summary>What a bank holds besides its symbol.</summary>
    private IReadOnlyList<(ParameterDescriptor Parameter, IReadOnlyList<long> Values)> Values =>
    [
        (CardParameters.Qty, [Qty]), (CardParameters.HalfBid, [HalfBid]), (CardParameters.HalfAsk, [HalfAsk]), (CardParameters.Skew, [Skew]),
        (CardParameters.Hysteresis, [Hysteresis]), (CardParameters.InventoryCap, [InventoryCap]), (CardParameters.MinEdge, [MinEdge]),
        (CardParameters.MaxDistance, [MaxDistance]), (CardParameters.Refresh, [Refresh]), (CardParameters.StepPosition, StepPosition), (CardParameters.StepQty, StepQty),
        (CardParameters.NeedBid, [NeedBid]), (CardParameters.NeedAsk, [NeedAsk]), (CardParameters.NeedTight, [NeedTight]),
        (CardParameters.WidenBid, [WidenBid]), (CardParameters.WidenAsk, [WidenAsk]), (CardParameters.Micro, Micro),
    ];

    /// <summary>Writes a control and reads it back.</summary>
    /// <exception cref="HostException">The card holds another value than was written.</exception>
    internal static void WriteBack(ICard card, uint offset, uint value, string name)
    {
        card.Write(offset, value);
        uint back = card.Read(offset);
        if (back != value)
        {
            throw new HostException($"Control {name}: wrote {value}, the card holds {back}.");
        }
    }

    private void Validate(string path)
    {
        foreach ((ParameterDescriptor parameter, IReadOnlyList<long> values) in Values)
        {
            if (values.Count != parameter.Count)
            {
                throw new HostException($"Slot settings '{path}': {ParameterDocument.NameOf(parameter)} has {values.Count} entries, not {parameter.Count}.");
            }

            foreach (long value in values)
            {
                Require(path, parameter, value);
            }
        }

        if (Mode is not (Active or Shadow))
        {
            throw new HostException($"Slot settings '{path}': mode is '{Mode}', neither '{Active}' nor '{Shadow}'.");
        }

        if (MaxNotional is <= 0 or > MostNotional)
        {
            throw new HostException(string.Create(CultureInfo.InvariantCulture, $"Slot settings '{path}': maxNotional is {MaxNotional}, outside above 0..{MostNotional} of the quote currency."));
        }

        AggregateSettings.Validate(path, this);
        Loss.Validate(path);
        Signals.Validate(path);
        Require(path, "maxRejects", MaxRejects, 1, byte.MaxValue, "rejects");
        Require(path, "maxFills", MaxFills, 1, ushort.MaxValue, "executions");
        Require(path, "fillsPerSecond", FillsPerSecond, 0, SecondNs, "executions a second");
        Require(path, "silenceMs", SilenceMs, 1, MostSilenceMs, "ms");
        Require(path, "messagesPerSecond", MessagesPerSecond, 1, SecondNs, "messages a second");
        Require(path, "messageBurst", MessageBurst, 1, ushort.MaxValue, "messages");
        Require(path, "orderTimeoutMs", OrderTimeoutMs, 0, MostOrderTimeoutMs, "ms");
    }

    internal static void Require(string path, string name, long value, long least, long most, string unit)
    {
        if (value < least || value > most)
        {
            throw new HostException($"Slot settings '{path}': {name} is {value}, outside {least}..{most} {unit}.");
        }
    }

    private static void Require(string path, ParameterDescriptor parameter, long value)
    {
        if (!parameter.Accepts(value))
        {
            throw new HostException($"Slot settings '{path}': {parameter.Name} is {value}, outside {parameter.Min}..{parameter.Max} {parameter.Unit}.");
        }
    }
}

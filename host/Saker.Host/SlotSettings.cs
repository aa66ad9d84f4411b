using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Card;

namespace Saker.Host;

/// <summary>What a slot is given: its parameters and its hard limits, as a JSON document with the names of the maps.
/// Units are the maps' (docs/registers.md).</summary>
public sealed record SlotSettings
{
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

    /// <summary>Micro-price less mid, ticks/256, 32 entries by spread class and imbalance bucket.</summary>
    public required IReadOnlyList<long> Micro { get; init; }

    /// <summary>Control: most of one order, lots.</summary>
    public required uint MaxQty { get; init; }

    /// <summary>Control: greatest distance from the mid, ticks.</summary>
    public required uint Collar { get; init; }

    /// <summary>Control: greatest worst-case |position|, lots.</summary>
    public required uint MaxPosition { get; init; }

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
    private const long OrderTimeoutUnitNs = 1_024;

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

    /// <summary>Writes parameters and limits of a slot and reads every one back. The slot must be HALTED or OFF.</summary>
    /// <exception cref="HostException">The card holds another value than was written.</exception>
    public void Apply(ICard card, int slot, int symbol)
    {
        Write(card, slot, CardParameters.Symbol, 0, symbol);
        Write(card, slot, CardParameters.Qty, 0, Qty);
        Write(card, slot, CardParameters.HalfBid, 0, HalfBid);
        Write(card, slot, CardParameters.HalfAsk, 0, HalfAsk);
        Write(card, slot, CardParameters.Skew, 0, Skew);
        Write(card, slot, CardParameters.Hysteresis, 0, Hysteresis);
        Write(card, slot, CardParameters.InventoryCap, 0, InventoryCap);
        for (int i = 0; i < Micro.Count; i++)
        {
            Write(card, slot, CardParameters.Micro, i, Micro[i]);
        }

        WriteBack(card, CardRegisters.SlotMaxQtyAt(slot), MaxQty, "SLOT_MAX_QTY");
        WriteBack(card, CardRegisters.SlotCollarAt(slot), Collar, "SLOT_COLLAR");
        WriteBack(card, CardRegisters.SlotMaxPositionAt(slot), MaxPosition, "SLOT_MAX_POSITION");
        WriteBack(card, CardRegisters.ThrottleNs, (uint)Ceiling(SecondNs, MessagesPerSecond), "THROTTLE_NS");
        WriteBack(card, CardRegisters.ThrottleBurst, (uint)MessageBurst, "THROTTLE_BURST");
        WriteBack(card, CardRegisters.OrderTimeout, OrderTimeoutOf(card).Raw, "ORDER_TIMEOUT");
    }

    private OrderTimeoutValue OrderTimeoutOf(ICard card)
    {
        long ms = card.Kind == "pcie" ? OrderTimeoutMs : Math.Min(OrderTimeoutMs * VirtualOrderTimeoutFactor, MostOrderTimeoutMs);
        return new OrderTimeoutValue(0).WithLimit((uint)Ceiling(ms * (SecondNs / 1000), OrderTimeoutUnitNs)).WithAutoCancel(CancelInDoubt);
    }

    /// <summary>The longest that ORDER_TIMEOUT can say, ms.</summary>
    private static long MostOrderTimeoutMs => OrderTimeoutValue.LimitMask * OrderTimeoutUnitNs / (SecondNs / 1000);

    private static long Ceiling(long value, long by) => (value + by - 1) / by;

    private static void Write(ICard card, int slot, ParameterDescriptor parameter, int element, long value)
    {
        uint offset = parameter.Offset(slot, element);
        card.Write(offset, parameter.Encode(value));
        long back = parameter.Decode(card.Read(offset));
        if (back != value)
        {
            throw new HostException($"Parameter {parameter.Name} of slot {slot}: wrote {value}, the card holds {back}.");
        }
    }

    private static void WriteBack(ICard card, uint offset, uint value, string name)
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
        Require(path, CardParameters.Qty, Qty);
        Require(path, CardParameters.HalfBid, HalfBid);
        Require(path, CardParameters.HalfAsk, HalfAsk);
        Require(path, CardParameters.Skew, Skew);
        Require(path, CardParameters.Hysteresis, Hysteresis);
        Require(path, CardParameters.InventoryCap, InventoryCap);
        if (Micro.Count != CardParameters.Micro.Count)
        {
            throw new HostException($"Slot settings '{path}': micro has {Micro.Count} entries, not {CardParameters.Micro.Count}.");
        }

        foreach (long value in Micro)
        {
            Require(path, CardParameters.Micro, value);
        }

        Require(path, "messagesPerSecond", MessagesPerSecond, 1, SecondNs, "messages a second");
        Require(path, "messageBurst", MessageBurst, 1, ushort.MaxValue, "messages");
        Require(path, "orderTimeoutMs", OrderTimeoutMs, 0, MostOrderTimeoutMs, "ms");
    }

    private static void Require(string path, string name, long value, long least, long most, string unit)
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

using System.Globalization;
using System.Text.Json.Serialization;
using Saker.Card;
using Saker.Card.Parameters;
using Saker.Host.Fallback;
using Saker.Model;

namespace Saker.Host;

/// <summary>What one slot is given: its parameters and its hard limits. Names and units are the maps' (docs/registers.md).</summary>
public sealed record SlotSettings
{
    private const string Active = "active", Shadow = "shadow";
    private const int MostNameLength = 16;

    /// <summary>What people call the slot: a letter, then letters, digits, '-' and '_', at most 16 characters.</summary>
    public string Name { get; init; } = "main";

    /// <summary>The symbol that it trades; empty: the one of the command line.</summary>
    public string Symbol { get; init; } = string.Empty;

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

    /// <summary>The variance that moves the skew (docs/card.md 6.2): 0 none, 1 the fast one, 2 the slow one. While it is not known nothing is wanted.</summary>
    public long VarHorizon { get; init; }

    /// <summary>Added to <see cref="Skew"/> for each ticks² of variance in a sample period, ticks/2^24 per lot and ticks².</summary>
    public long VarSkew { get; init; }

    /// <summary>Micro-price less mid, ticks/256, 32 entries by spread class and imbalance bucket.</summary>
    public required IReadOnlyList<long> Micro { get; init; }

    /// <summary>What the slot does (docs/card.md 13): 0 quotes, 1 takes where another symbol leads, 2 takes triangles, 3 is a leg of a triangle. The values that follow
    /// are those of a slot that takes.</summary>
    public long Take { get; init; }

    /// <summary>With take 1 the card's index of the symbol that leads, with take 3 the slot that takes the triangle.</summary>
    public long Lead { get; init; }

    /// <summary>How far the own mid follows a half tick of the leader's, half ticks/4096.</summary>
    public long Beta { get; init; }

    /// <summary>Least edge: with take 1 ticks/256, with take 2 price units; 0 takes nothing.</summary>
    public long Theta { get; init; }

    /// <summary>Moves are counted from mids at most this old, 1,024 ns; 0: from those after the last order.</summary>
    public long Anchor { get; init; }

    /// <summary>Ticks beyond the best of the other side that an order may pay.</summary>
    public long Slip { get; init; }

    /// <summary>Slot of a triangle's first factor.</summary>
    public long LegX { get; init; }

    /// <summary>Slot of its second factor.</summary>
    public long LegY { get; init; }

    /// <summary>Product of the factors' prices that one price unit brings when it is sold, after fees, price units · 2^rateShift; 0: never sold.</summary>
    public long RateSell { get; init; }

    /// <summary>The same that one price unit costs when it is bought, with fees; 0: never bought.</summary>
    public long RateBuy { get; init; }

    /// <summary>Fractional bits of the rates.</summary>
    public long RateShift { get; init; }

    /// <summary>When a triangle was executed in part: 0 hold, 1 flatten, 2 kill the three slots.</summary>
    public long LegAct { get; init; }

    /// <summary>Control: most of one order, lots.</summary>
    public required uint MaxQty { get; init; }

    /// <summary>Control: greatest distance from the mid, ticks.</summary>
    public required uint Collar { get; init; }

    /// <summary>Control: greatest worst-case |position|, lots.</summary>
    public required uint MaxPosition { get; init; }

    /// <summary>Control: greatest value of one order, in the quote currency of the slot's instrument, above 0. Rounded down to what the card counts in.</summary>
    public required decimal MaxNotional { get; init; }

    /// <summary>Controls of what the slot may lose.</summary>
    public required LossSettings Loss { get; init; }

    /// <summary>Control: rejects in a row that halt the slot, 1..255.</summary>
    public long MaxRejects { get; init; } = 5;

    /// <summary>Control: executions that may stand in a count from which <see cref="FillsPerSecond"/> leave; one more halts the slot. 1..65,535.</summary>
    public long MaxFills { get; init; } = 100;

    /// <summary>Executions that leave the count each second, 0..1,000,000,000; 0: none ever does, so that <see cref="MaxFills"/> is all there may be until a
    /// person clears the slot.</summary>
    public long FillsPerSecond { get; init; } = 10;

    /// <summary>When the other bank takes over by itself; null: never.</summary>
    public FallbackSettings? Fallback { get; init; }

    private const long SecondNs = 1_000_000_000;
    private const decimal MostNotional = 1_000_000_000_000_000;

    /// <summary>Writes a slot's banks and its limits, reads everything back, seals the banks, and sets its fallback last. The slot must be HALTED or OFF.</summary>
    /// <param name="card">The card.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="symbol">Its symbol on the card.</param>
    /// <param name="instrument">What it is, for the value of an order.</param>
    /// <returns>What the card must hold besides what was written.</returns>
    /// <exception cref="HostException">The card holds another value than was written, cannot count to <see cref="MaxNotional"/> of this instrument, or fell back to another bank.</exception>
    public IEnumerable<LoadedSetting> Apply(ICard card, int slot, int symbol, Instrument instrument)
    {
        card.WriteBack(CardRegisters.SlotMaxQtyAt(slot), MaxQty, "SLOT_MAX_QTY");
        card.WriteBack(CardRegisters.SlotCollarAt(slot), Collar, "SLOT_COLLAR");
        card.WriteBack(CardRegisters.SlotMaxPositionAt(slot), MaxPosition, "SLOT_MAX_POSITION");
        ulong notional = instrument.Units("maxNotional", MaxNotional);
        card.WriteBack(CardRegisters.SlotMaxNotionalLoAt(slot), (uint)notional, "SLOT_MAX_NOTIONAL_LO");
        card.WriteBack(CardRegisters.SlotMaxNotionalHiAt(slot), (uint)(notional >> 32), "SLOT_MAX_NOTIONAL_HI");
        Loss.Apply(card, slot, instrument);
        card.WriteBack(CardRegisters.SlotMaxRejectsAt(slot), (uint)MaxRejects, "SLOT_MAX_REJECTS");
        card.WriteBack(CardRegisters.SlotMaxFillsAt(slot), (uint)MaxFills, "SLOT_MAX_FILLS");
        card.WriteBack(CardRegisters.SlotFillsNsAt(slot), FillsPerSecond == 0 ? 0 : (uint)((SecondNs + FillsPerSecond - 1) / FillsPerSecond), "SLOT_FILLS_NS");
        return Banks(symbol, instrument).Apply(card, slot, Name);
    }

    /// <summary>Whether the slot can go on with these settings from where the card stands. Nothing is written.</summary>
    /// <exception cref="HostException">It fell back to another bank than the fallback's of these settings.</exception>
    public void Require(ICard card, int slot, int symbol, Instrument instrument) => Banks(symbol, instrument).Require(card, slot, Name);

    /// <summary>Says what is outside its range.</summary>
    /// <param name="where">File and slot, for the sentence.</param>
    /// <exception cref="HostException">Something is.</exception>
    public void Validate(string where)
    {
        if (Name.Length is 0 or > MostNameLength || !char.IsAsciiLetter(Name[0]) || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new HostException($"{where}: name is '{Name}': give a letter, then letters, digits, '-' and '_', at most {MostNameLength} characters.");
        }

        foreach ((ParameterDescriptor parameter, IReadOnlyList<long> values) in Values)
        {
            Require(where, parameter, values);
        }

        if (Mode is not (Active or Shadow))
        {
            throw new HostException($"{where}: mode is '{Mode}', neither '{Active}' nor '{Shadow}'.");
        }

        if (MaxNotional is <= 0 or > MostNotional)
        {
            throw new HostException(string.Create(CultureInfo.InvariantCulture, $"{where}: maxNotional is {MaxNotional}, outside above 0..{MostNotional} of the quote currency."));
        }

        Loss.Validate(where);
        SettingsRange.Require(where, "maxRejects", MaxRejects, 1, byte.MaxValue, "rejects");
        SettingsRange.Require(where, "maxFills", MaxFills, 1, ushort.MaxValue, "executions");
        SettingsRange.Require(where, "fillsPerSecond", FillsPerSecond, 0, SecondNs, "executions a second");
        Fallback?.Validate(where, Values);
    }

    /// <summary>Says what the slot's parameters, or its fallback, need of the signals of its symbol that these never give.</summary>
    /// <param name="where">File and slot, for the sentence.</param>
    /// <param name="signals">Of the symbol.</param>
    /// <exception cref="HostException">They need something.</exception>
    internal void ValidateSignals(string where, SignalSettings signals)
    {
        Require(Values, string.Empty);
        if (Fallback is not null)
        {
            Require(Fallback.Values(Values), $"{FallbackSettings.BankKey}: ");
            Fallback.ValidateGates(where, Symbol, signals);
        }

        void Require(IReadOnlyList<(ParameterDescriptor Parameter, IReadOnlyList<long> Values)> bank, string within)
        {
            if (SignalNeeds.NeverMet(p => bank.Single(v => v.Parameter.Id == p.Id).Values[0], Symbol, signals).FirstOrDefault() is { } problem)
            {
                throw new HostException($"{where}: {within}{problem} Set it under signals, or leave the need out.");
            }
        }
    }

    private StartedBanks Banks(int symbol, Instrument instrument)
    {
        try
        {
            return new StartedBanks(Image(Values), Fallback is null ? null : Image(Fallback.Values(Values)), Fallback);
        }
        catch (ParameterException e)
        {
            throw new HostException(e.Message, e);
        }

        BankImage Image(IReadOnlyList<(ParameterDescriptor Parameter, IReadOnlyList<long> Values)> values) =>
            ParameterDocument.Of(instrument.Symbol, values.ToDictionary(v => ParameterDocument.NameOf(v.Parameter), v => v.Values), "slot settings").Image(symbol);
    }

    /// <summary>What a bank holds besides its symbol.</summary>
    private IReadOnlyList<(ParameterDescriptor Parameter, IReadOnlyList<long> Values)> Values =>
    [
        (CardParameters.Qty, [Qty]), (CardParameters.HalfBid, [HalfBid]), (CardParameters.HalfAsk, [HalfAsk]), (CardParameters.Skew, [Skew]),
        (CardParameters.Hysteresis, [Hysteresis]), (CardParameters.InventoryCap, [InventoryCap]), (CardParameters.MinEdge, [MinEdge]),
        (CardParameters.MaxDistance, [MaxDistance]), (CardParameters.Refresh, [Refresh]), (CardParameters.StepPosition, StepPosition), (CardParameters.StepQty, StepQty),
        (CardParameters.NeedBid, [NeedBid]), (CardParameters.NeedAsk, [NeedAsk]), (CardParameters.NeedTight, [NeedTight]),
        (CardParameters.WidenBid, [WidenBid]), (CardParameters.WidenAsk, [WidenAsk]),
        (CardParameters.VarHorizon, [VarHorizon]), (CardParameters.VarSkew, [VarSkew]), (CardParameters.Micro, Micro),
        (CardParameters.Take, [Take]), (CardParameters.Lead, [Lead]), (CardParameters.Beta, [Beta]), (CardParameters.Theta, [Theta]), (CardParameters.Anchor, [Anchor]),
        (CardParameters.Slip, [Slip]), (CardParameters.LegX, [LegX]), (CardParameters.LegY, [LegY]), (CardParameters.RateSell, [RateSell]),
        (CardParameters.RateBuy, [RateBuy]), (CardParameters.RateShift, [RateShift]), (CardParameters.LegAct, [LegAct]),
    ];

    /// <summary>Says what the card could not hold.</summary>
    /// <param name="where">File and slot, for the sentence.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="values">Its values.</param>
    /// <param name="within">The key that it stands in, with a dot; empty: none.</param>
    /// <exception cref="HostException">It could not hold one.</exception>
    internal static void Require(string where, ParameterDescriptor parameter, IReadOnlyList<long> values, string within = "")
    {
        string name = within + ParameterDocument.NameOf(parameter);
        if (values.Count != parameter.Count)
        {
            throw new HostException($"{where}: {name} has {values.Count} entries, not {parameter.Count}.");
        }

        for (int n = 0; n < values.Count; n++)
        {
            if (!parameter.Accepts(values[n]))
            {
                throw new HostException($"{where}: {name}{(values.Count == 1 ? string.Empty : $"[{n}]")} is {values[n]}, outside {$"{parameter.Min}..{parameter.Max} {parameter.Unit}".TrimEnd()}.");
            }
        }
    }
}

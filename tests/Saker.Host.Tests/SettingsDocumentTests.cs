using System.Text.Json.Nodes;
using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.TestKit;

namespace Saker.Host.Tests;

/// <summary>What a document of settings says of several slots, and what the card is told.</summary>
public sealed class SettingsDocumentTests : IDisposable
{
    private static readonly Instrument[] Symbols = [.. new[] { "BTCUSD", "ETHUSD", "SOLUSD" }.Select(s => new Instrument(s, 2, 3, 100, 6_000_000))];

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_document_of_one_slot_is_slot_0_with_the_symbol_of_the_command_line()
    {
        SlotSettings only = Assert.Single(Settings().Slots);
        Assert.Equal(("main", "BTCUSD", 20L), (only.Name, only.Symbol, only.Qty));
        SlotSettings named = Assert.Single(Settings(("name", "alone"), ("symbol", "ETHUSD")).Slots);
        Assert.Equal(("alone", "ETHUSD"), (named.Name, named.Symbol));
    }

    [Fact]
    public void A_slot_has_what_stands_for_all_but_for_what_it_says_itself()
    {
        ApplianceSettings settings = Listed("""{ "name": "main" }""", """{ "name": "twin", "symbol": "ETHUSD", "mode": "shadow", "qty": 7, "stepQty": [1, 2, 3], "loss": { "daily": 5 } }""");
        (SlotSettings main, SlotSettings twin) = (settings.Slots[0], settings.Slots[1]);
        Assert.Equal(("main", "BTCUSD", "active", 20L), (main.Name, main.Symbol, main.Mode, main.Qty));
        Assert.Equal(("twin", "ETHUSD", "shadow", 7L), (twin.Name, twin.Symbol, twin.Mode, twin.Qty));
        Assert.Equal((main.HalfBid, main.MaxPosition), (twin.HalfBid, twin.MaxPosition));
        Assert.Equal(main.Micro, twin.Micro);
        Assert.Equal([1, 2, 3], twin.StepQty);
        // An object says what is other in it.
        Assert.Equal(main.Loss with { Daily = 5 }, twin.Loss);
        Assert.Equal(25_000m, main.Loss.Daily);
        Assert.Equal((10_000L, 200L), (settings.MessagesPerSecond, settings.SilenceMs));
    }

    [Theory]
    [InlineData("""{ "name": "twin", "maxRejects": 0 }""", "slot 1 (twin): maxRejects is 0, outside 1..255 rejects.")]
    [InlineData("""{ "name": "twin", "qty": 1000000 }""", "slot 1 (twin): qty is 1000000, outside 0..999999 lots.")]
    [InlineData("""{ "name": "twin", "stepQty": [1, 2] }""", "slot 1 (twin): stepQty has 2 entries, not 3.")]
    [InlineData("""{ "name": "twin", "stepQty": [1, -2, 3] }""", "slot 1 (twin): stepQty[1] is -2, outside 0..999999 lots.")]
    [InlineData("""{ "name": "twin", "qty": "many" }""", "slot 1 (twin): qty cannot be \"many\":")]
    [InlineData("""{ "name": "twin", "qty": null }""", "slot 1 (twin): qty")]
    [InlineData("""{ "name": "twin", "loss": null }""", "slot 1 (twin): loss")]
    [InlineData("""{ "name": "twin", "loss": { "daily": 0 } }""", "slot 1 (twin): loss.daily is 0, outside above 0..")]
    [InlineData("""{ "name": "twin", "loss": { "dayly": 1 } }""", "slot 1 (twin): loss")]
    [InlineData("""{ "name": "twin", "mode": "off" }""", "slot 1 (twin): mode is 'off', neither 'active' nor 'shadow'.")]
    [InlineData("""{ "name": "twin", "symbol": "" }""", "slot 1 (twin): symbol is empty")]
    [InlineData("""{ "name": "twin", "quantity": 1 }""", "slot 1 (twin): there is no setting 'quantity'. Of the appliance there are")]
    [InlineData("""{ "name": "twin", "silenceMs": 5 }""", "slot 1 (twin): silenceMs is of the whole appliance: say it once, beside slots.")]
    [InlineData("""{ "name": "twin", "signals": { } }""", "slot 1 (twin): signals is of the whole appliance")]
    [InlineData("""{ "qty": 1 }""", "slot 1 has no name")]
    [InlineData("""{ "name": "main" }""", "2 slots have the name 'main': give each its own.")]
    [InlineData("""{ "name": "1st" }""", "slot 1 (1st): name is '1st': give a letter, then")]
    [InlineData("""{ "name": "seventeen-letters" }""", "at most 16 characters")]
    [InlineData("7", "slots wants a list with an object for each slot, at least one.")]
    public void What_cannot_be_is_refused_by_slot_key_value_and_range(string second, string sentence)
    {
        HostException e = Assert.Throws<HostException>(() => Listed("""{ "name": "main" }""", second));
        Assert.StartsWith($"Slot settings '{_path}'", e.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_for_all_is_named_with_the_slot_that_it_fails_for()
    {
        HostException e = Assert.Throws<HostException>(() => Settings(("maxFills", 0), List("""{ "name": "main", "maxFills": 1 }""", """{ "name": "twin" }""")));
        Assert.Contains("slot 1 (twin): maxFills is 0, outside 1..65535 executions.", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<HostException>(() => Settings(("qty", null), List("""{ "name": "main", "qty": 1 }""", """{ "name": "twin" }""")));
        Assert.Contains("slot 1 (twin): qty is missing.", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<HostException>(() => Settings(("name", "main"), List("""{ "name": "main" }""")));
        Assert.Contains("name stands beside slots", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<HostException>(() => Settings(("slots", new JsonArray())));
        Assert.Contains("at least one", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_stands_twice_is_refused()
    {
        File.WriteAllText(_path, """{ "qty": 1, "qty": 2 }""");
        Assert.Contains("qty", Assert.Throws<HostException>(() => SettingsDocument.Load(_path, "BTCUSD")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_slot_is_told_its_own_and_only_symbols_that_are_traded_are_raised()
    {
        using ScriptedCard card = Applied(slots: 2, Listed("""{ "name": "main", "symbol": "SOLUSD" }""", """{ "name": "twin", "qty": 7, "maxQty": 9, "loss": { "daily": 5 } }"""));
        Assert.Equal((50u, 9u), (card[CardRegisters.SlotMaxQtyAt(0)], card[CardRegisters.SlotMaxQtyAt(1)]));
        Assert.Equal((20L, 7L), (new SlotBanks(card, 0).Read(CardParameters.Qty, 0), new SlotBanks(card, 1).Read(CardParameters.Qty, 0)));
        Assert.Equal((2L, 0L), (new SlotBanks(card, 0).Read(CardParameters.Symbol, 0), new SlotBanks(card, 1).Read(CardParameters.Symbol, 0)));
        Assert.Equal((true, true), (new SlotBanks(card, 0).IsWhole(0), new SlotBanks(card, 1).IsWhole(0)));
        Assert.Equal(500_000u, card[CardRegisters.SlotMaxLossLoAt(1)]);
        Assert.Equal([3u, 0u, 3u], Enumerable.Range(0, 3).Select(n => card[CardRegisters.SymModeAt(n)]));
        Assert.Single(card.Writes, w => w.Address == CardRegisters.ThrottleNs);
    }

    [Fact]
    public void Slots_that_no_setting_names_have_no_limits_and_no_whole_bank()
    {
        using var card = new ScriptedCard { Kind = "scripted" };
        card[CardRegisters.Caps] = Caps(3).Raw;
        for (int slot = 1; slot < 3; slot++)
        {
            (card[CardRegisters.SlotMaxQtyAt(slot)], card[CardRegisters.SlotMaxPositionAt(slot)], card[CardRegisters.SlotMaxLossHiAt(slot)]) = (5, 6, 7);
            card[CardRegisters.SlotBankStatusAt(slot)] = new SlotBankStatusValue(0).WithWhole(3).Raw;
        }

        Settings().Apply(card, Symbols, Caps(3));
        for (int slot = 1; slot < 3; slot++)
        {
            uint[] limits = [card[CardRegisters.SlotMaxQtyAt(slot)], card[CardRegisters.SlotMaxPositionAt(slot)], card[CardRegisters.SlotMaxLossHiAt(slot)], card[CardRegisters.SlotCollarAt(slot)]];
            Assert.Equal([0u, 0u, 0u, 0u], limits);
            Assert.Equal(0u, new SlotBanks(card, slot).Status.Whole);
        }

        Assert.Equal(1u, new SlotBanks(card, 0).Status.Whole);
    }

    [Fact]
    public void More_slots_than_the_card_has_are_refused_with_what_to_do()
    {
        ApplianceSettings settings = Listed("""{ "name": "main" }""", """{ "name": "twin" }""", """{ "name": "third" }""");
        settings.Require(3);
        HostException e = Assert.Throws<HostException>(() => settings.Require(2));
        Assert.Equal("The settings name 3 slots (main, twin, third), the card has 2: take 1 out of \"slots\", or use a card with more (a virtual one: make sim SLOTS=3).", e.Message);
    }

    [Fact]
    public void Signals_are_of_each_symbol_that_is_traded_or_its_own()
    {
        JsonNode signals = JsonNode.Parse("""{ "window": 14, "symbols": { "ETHUSD": { "window": 9 } } }""")!;
        ApplianceSettings settings = Settings(("signals", signals), List("""{ "name": "main" }""", """{ "name": "twin", "symbol": "ETHUSD" }"""));
        using ScriptedCard card = Applied(slots: 2, settings);
        Assert.Equal((14u, 9u, 0u), (card[CardRegisters.SigWindowAt(0)], card[CardRegisters.SigWindowAt(1)], card[CardRegisters.SigWindowAt(2)]));
        HostException e = Assert.Throws<HostException>(() => Settings(("signals", signals.DeepClone()), List("""{ "name": "main" }""")));
        Assert.Contains("signals.symbols has 'ETHUSD', which no slot trades (BTCUSD).", e.Message, StringComparison.Ordinal);
        JsonNode wrong = JsonNode.Parse("""{ "symbols": { "BTCUSD": { "window": 32 } } }""")!;
        e = Assert.Throws<HostException>(() => Settings(("signals", wrong)));
        Assert.Contains("signals.symbols.BTCUSD.window is 32, outside 0..31", e.Message, StringComparison.Ordinal);
    }

    private static CapsValue Caps(uint slots) => new CapsValue(0).WithNumSymbols(3).WithNumSlots(slots);

    private static ScriptedCard Applied(uint slots, ApplianceSettings settings)
    {
        var card = new ScriptedCard();
        card[CardRegisters.Caps] = Caps(slots).Raw;
        settings.Apply(card, Symbols, Caps(slots));
        return card;
    }

    private static (string, JsonNode?) List(params string[] slots) => ("slots", new JsonArray([.. slots.Select(s => JsonNode.Parse(s))]));

    private ApplianceSettings Listed(params string[] slots) => Settings(List(slots));

    private ApplianceSettings Settings(params (string Name, JsonNode? Value)[] changes) => SettingsDocument.Load(SlotDocument.Write(_path, changes), "BTCUSD");
}

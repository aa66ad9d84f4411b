using System.Text.Json.Nodes;
using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.Model;
using Saker.TestKit;

namespace Saker.Host.Tests.Fallback;

/// <summary>What a document says of a slot's fallback, and which registers and banks it makes.</summary>
public sealed class FallbackSettingsTests : IDisposable
{
    private const string Bank = "\"bank\": { \"halfBid\": 2048 }";

    private static readonly Instrument[] Symbols = [.. new[] { "BTCUSD", "ETHUSD" }.Select(s => new Instrument(s, 2, 3, 100, 6_000_000))];

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("""{ "bank": { "qty": 1 } }""", "fallback names no cause: give it lossLevel, rejects, rejectsOf32, gates or latencyUs, at least one.")]
    [InlineData("""{ "lossLevel": 60, BANK }""", "fallback.lossLevel is 60, not one of 50, 75, 85, 90, 95, 100 % of a loss limit.")]
    [InlineData("""{ "lossLevel": 0, BANK }""", "fallback.lossLevel is 0, not one of")]
    [InlineData("""{ "rejects": 0, BANK }""", "fallback.rejects is 0, outside 1..255 rejects in a row.")]
    [InlineData("""{ "rejects": 256, BANK }""", "fallback.rejects is 256, outside 1..255 rejects in a row.")]
    [InlineData("""{ "rejectsOf32": 0, BANK }""", "fallback.rejectsOf32 is 0, outside 1..32 rejects among 32 answers.")]
    [InlineData("""{ "rejectsOf32": 33, BANK }""", "fallback.rejectsOf32 is 33, outside 1..32 rejects among 32 answers.")]
    [InlineData("""{ "rejects": "many", BANK }""", "fallback.rejects cannot be \"many\":")]
    [InlineData("""{ "latencyUs": 0, BANK }""", "fallback.latencyUs is 0, outside 1..1073740 us.")]
    [InlineData("""{ "latencyUs": 1073741, BANK }""", "fallback.latencyUs is 1073741, outside 1..1073740 us.")]
    [InlineData("""{ "gates": [], BANK }""", "fallback.gates is empty: name a gate, or leave it out.")]
    [InlineData("""{ "gates": ["vpn"], BANK }""", "fallback.gates has no gate 'vpn'; there are spread, imbalance, depthImbalance, ofiUp,")]
    [InlineData("""{ "gates": [null], BANK }""", "fallback.gates has no gate ''")]
    [InlineData("""{ "gates": ["spread", "spread"], BANK }""", "fallback.gates names 'spread' twice.")]
    [InlineData("""{ "gates": ["regime"], BANK }""", "fallback.gates names 'regime', and the signals of BTCUSD have no threshold gates.regime: the gate would never say yes, and the slot fall back at once.")]
    [InlineData("""{ "gates": ["spread", "burst"], BANK }""", "fallback.gates names 'burst', and the signals of BTCUSD have no burst:")]
    [InlineData("""{ "rejects": 3 }""", "fallback.bank is missing: it says which parameters are other when the slot has fallen back.")]
    [InlineData("""{ "rejects": 3, "bank": null }""", "fallback.bank is missing")]
    [InlineData("""{ "rejects": 3, "bank": { } }""", "fallback.bank says nothing that is other than the slot's own parameters")]
    [InlineData("""{ "rejects": 3, "bank": { "qty": 20, "stepQty": [10, 5, 0] } }""", "fallback.bank says nothing that is other than the slot's own parameters")]
    [InlineData("""{ "rejects": 3, "bank": { "qty": 1000000 } }""", "fallback.bank.qty is 1000000, outside 0..999999 lots.")]
    [InlineData("""{ "rejects": 3, "bank": { "stepQty": [1, -2, 3] } }""", "fallback.bank.stepQty[1] is -2, outside 0..999999 lots.")]
    [InlineData("""{ "rejects": 3, "bank": { "stepQty": [1, 2] } }""", "fallback.bank.stepQty has 2 entries, not 3.")]
    [InlineData("""{ "rejects": 3, "bank": { "qty": "five" } }""", "fallback.bank.qty is \"five\", not a whole number, 0..999999 lots.")]
    [InlineData("""{ "rejects": 3, "bank": { "qty": 1.5 } }""", "fallback.bank.qty is 1.5, not a whole number, 0..999999 lots.")]
    [InlineData("""{ "rejects": 3, "bank": { "stepQty": [1, "x", 3] } }""", "fallback.bank.stepQty is [1,\"x\",3], not a list of 3 whole numbers, 0..999999 lots.")]
    [InlineData("""{ "rejects": 3, "bank": { "symbol": "ETHUSD" } }""", "fallback.bank names 'symbol': symbol, take and what follows take are the slot's own")]
    [InlineData("""{ "rejects": 3, "bank": { "take": 0 } }""", "fallback.bank names 'take': symbol, take and what follows take are the slot's own")]
    [InlineData("""{ "rejects": 3, "bank": { "legAct": 1 } }""", "fallback.bank names 'legAct': symbol, take")]
    [InlineData("""{ "rejects": 3, "bank": { "hash": 1 } }""", "fallback.bank has no parameter 'hash'; there are qty, halfBid,")]
    [InlineData("""{ "rejects": 3, "bank": { "maxQty": 1 } }""", "fallback.bank has no parameter 'maxQty'")]
    [InlineData("""{ "rejects": 3, "cause": 1, BANK }""", "fallback.cause")]
    [InlineData("7", "fallback cannot be 7:")]
    public void What_cannot_be_is_refused_by_file_slot_key_value_and_range(string fallback, string sentence)
    {
        string entry = $$"""{ "name": "twin", "fallback": {{fallback.Replace("BANK", Bank, StringComparison.Ordinal)}} }""";
        JsonNode signals = JsonNode.Parse("""{ "gates": { "spread": { "below": 6 }, "burst": { "below": 100 } } }""")!;
        HostException e = Assert.Throws<HostException>(() => Settings(("signals", signals), List("""{ "name": "main" }""", entry)));
        Assert.StartsWith($"Slot settings '{_path}', slot 1 (twin): ", e.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "lossLevel": 75, BANK }""", 0x0021u, 0u, 0u)]
    [InlineData("""{ "lossLevel": 50, BANK }""", 0x0011u, 0u, 0u)]
    [InlineData("""{ "lossLevel": 100, "rejects": 255, BANK }""", 0xFF61u, 0u, 0u)]
    [InlineData("""{ "rejectsOf32": 32, BANK }""", 0x200001u, 0u, 0u)]
    [InlineData("""{ "rejects": 3, "gates": ["vpin", "burst", "spread"], BANK }""", 0x0301u, 0x10401u, 0u)]
    [InlineData("""{ "latencyUs": 500, BANK }""", 0x0001u, 0u, 489u)]
    [InlineData("""{ "latencyUs": 1, BANK }""", 0x0001u, 0u, 1u)]
    [InlineData("""{ "latencyUs": 1073740, BANK }""", 0x0001u, 0u, 0xFFFFFu)]
    public void The_causes_are_the_cards_registers(string fallback, uint register, uint gates, uint latency)
    {
        const string Gates = """{ "window": 14, "burst": 12, "vpinVolume": 5000, "vpinBuckets": 50, "gates": { "spread": { "below": 6 }, "vpin": { "below": 40000 }, "burst": { "below": 100 } } }""";
        using ScriptedCard card = Applied(("signals", JsonNode.Parse(Gates)), ("fallback", Node(fallback)));
        Assert.Equal(
            (register | SlotFallbackValue.BankMask, gates, latency),
            (card[CardRegisters.SlotFallbackAt(0)], card[CardRegisters.SlotFallbackGatesAt(0)], card[CardRegisters.SlotFallbackLatencyAt(0)]));
    }

    [Theory]
    [InlineData(500, 48_829u)]
    [InlineData(20_000, 0xFFFFFu)]
    public void A_virtual_card_waits_a_hundred_times_as_long_for_an_answer(long us, uint units)
    {
        using ScriptedCard card = Applied("simulated", ("fallback", Node($$"""{ "latencyUs": {{us}}, BANK }""")));
        Assert.Equal(units, card[CardRegisters.SlotFallbackLatencyAt(0)]);
    }

    /// <summary>Nothing may fall back to a bank that is half loaded, or for causes of another host.</summary>
    [Fact]
    public void Both_banks_are_loaded_and_sealed_then_the_causes_and_the_enabling_last()
    {
        using ScriptedCard card = Applied(("fallback", Node("""{ "rejects": 3, "latencyUs": 500, "bank": { "halfBid": 2048, "qty": 5, "stepQty": [3, 2, 1] } }""")));
        List<uint> order = [.. card.Writes.Select(w => w.Address)];
        int off = order.IndexOf(CardRegisters.SlotFallbackAt(0)), on = order.LastIndexOf(CardRegisters.SlotFallbackAt(0));
        Assert.Equal((0u, 0x0303u), (card.Writes[off].Value, card.Writes[on].Value));
        int[] banks = [.. Enumerable.Range(0, order.Count).Where(n => order[n] >= CardParameters.Base || order[n] == CardRegisters.SlotBankSealAt(0))];
        Assert.True(off < banks[0] && banks[^1] < order.IndexOf(CardRegisters.SlotFallbackGatesAt(0)));
        Assert.True(Math.Max(order.LastIndexOf(CardRegisters.SlotFallbackGatesAt(0)), order.LastIndexOf(CardRegisters.SlotFallbackLatencyAt(0))) < on);
        Assert.True(order.LastIndexOf(CardRegisters.SlotMaxRejectsAt(0)) < on);
        Assert.Single(order, a => a == CardRegisters.SlotFallbackGatesAt(0));
        var both = new SlotBanks(card, 0);
        Assert.Equal((0, 3u), (both.Running, both.Status.Whole));
        Assert.Equal([20, 5, 512, 2048, 512, 512, 10, 3], new[] { CardParameters.Qty, CardParameters.HalfBid, CardParameters.HalfAsk, CardParameters.StepQty }.SelectMany(p => Enumerable.Range(0, 2).Select(b => both.Read(p, b))));
        Assert.Equal((both.ReadImage(0).Hash, both.ReadImage(1).Hash), (both.ReadHash(0), both.ReadHash(1)));
    }

    [Fact]
    public void Without_one_what_an_earlier_host_set_is_switched_off_before_anything_is_loaded()
    {
        using var card = new ScriptedCard { Kind = "pcie" };
        foreach (int slot in new[] { 0, 1 })
        {
            (card[CardRegisters.SlotFallbackAt(slot)], card[CardRegisters.SlotFallbackGatesAt(slot)], card[CardRegisters.SlotFallbackLatencyAt(slot)]) = (0x0303, 5, 7);
        }

        Assert.All(Settings().Apply(card, Symbols, Caps(2)), s => Assert.DoesNotContain(s.Address, new[] { CardRegisters.SlotBankStatusAt(0) }));
        foreach (int slot in new[] { 0, 1 })
        {
            Assert.Equal((0u, 0u, 0u), (card[CardRegisters.SlotFallbackAt(slot)], card[CardRegisters.SlotFallbackGatesAt(slot)], card[CardRegisters.SlotFallbackLatencyAt(slot)]));
            Assert.True(card.Writes.FindIndex(w => w.Address == CardRegisters.SlotFallbackAt(slot)) < card.Writes.FindIndex(w => w.Address == CardParameters.Qty.Offset(slot, 0)));
        }
    }

    [Fact]
    public void Beside_the_list_it_holds_for_all_slots_key_by_key_and_null_takes_it_away()
    {
        ApplianceSettings settings = Settings(
            ("fallback", Node("""{ "rejects": 3, "lossLevel": 75, "bank": { "qty": 5, "skew": 1 } }""")),
            List("""{ "name": "main" }""", """{ "name": "twin", "fallback": { "rejects": 4, "bank": { "qty": 6 } } }""", """{ "name": "bold", "fallback": null }"""));
        Assert.Equal([(3L, 75L), (4L, 75L)], settings.Slots.Take(2).Select(s => (s.Fallback!.Rejects!.Value, s.Fallback.LossLevel!.Value)));
        Assert.Equal(["qty", "skew"], settings.Slots[0].Fallback!.Bank!.Keys);
        Assert.Equal(["qty"], settings.Slots[1].Fallback!.Bank!.Keys);
        Assert.Null(settings.Slots[2].Fallback);
    }

    /// <summary>Each gate's own prerequisites: without one of them it never says yes.</summary>
    [Fact]
    public void A_gate_needs_its_threshold_and_what_its_signal_is_measured_with()
    {
        var all = new Dictionary<string, int> { ["window"] = 14, ["burst"] = 12, ["sample"] = 10, ["kFast"] = 4, ["kSlow"] = 9, ["vpinVolume"] = 5000, ["vpinBuckets"] = 50, ["refillTime"] = 5, ["flickerTime"] = 5, ["flickerQty"] = 5, ["icebergTime"] = 5 };
        var needs = new Dictionary<string, string[]>
        {
            ["spread"] = [], ["imbalance"] = [], ["depthImbalance"] = [], ["entropy"] = [], ["ofiUp"] = ["window"], ["ofiDown"] = ["window"], ["flowUp"] = ["window"], ["flowDown"] = ["window"],
            ["varFast"] = ["sample", "kFast"], ["varSlow"] = ["sample", "kSlow"], ["regime"] = ["sample", "kFast", "kSlow"], ["vpin"] = ["vpinVolume", "vpinBuckets"], ["cancels"] = ["window"],
            ["refill"] = ["window", "refillTime"], ["flicker"] = ["window", "flickerTime", "flickerQty"], ["icebergBid"] = ["icebergTime"], ["icebergAsk"] = ["icebergTime"], ["burst"] = ["burst"],
        };
        Assert.Equal(Enum.GetValues<SignalGate>().Length, needs.Count);
        foreach ((string gate, string[] needed) in needs)
        {
            Settings(("signals", Signals(gate, needed)), ("fallback", Node($$"""{ "gates": ["{{gate}}"], BANK }""")));
            foreach (string without in needed)
            {
                HostException e = Assert.Throws<HostException>(() => Settings(("signals", Signals(gate, needed.Except([without]))), ("fallback", Node($$"""{ "gates": ["{{gate}}"], BANK }"""))));
                Assert.Contains($"slot 0 (main): fallback.gates names '{gate}', and the signals of BTCUSD have no {without}:", e.Message, StringComparison.Ordinal);
            }
        }

        JsonObject Signals(string gate, IEnumerable<string> given)
        {
            JsonObject signals = new() { ["gates"] = new JsonObject { [gate] = new JsonObject { ["below"] = 5 } } };
            foreach (string name in given)
            {
                signals[name] = all[name];
            }

            return signals;
        }
    }

    private static JsonNode Node(string fallback) => JsonNode.Parse(fallback.Replace("BANK", Bank, StringComparison.Ordinal))!;

    private static (string, JsonNode?) List(params string[] slots) => ("slots", new JsonArray([.. slots.Select(s => JsonNode.Parse(s))]));

    private static CapsValue Caps(uint slots) => new CapsValue(0).WithNumSymbols(2).WithNumSlots(slots);

    private ScriptedCard Applied(params (string Name, JsonNode? Value)[] changes) => Applied("pcie", changes);

    private ScriptedCard Applied(string kind, params (string Name, JsonNode? Value)[] changes)
    {
        var card = new ScriptedCard { Kind = kind };
        Settings(changes).Apply(card, Symbols, Caps(1));
        return card;
    }

    private ApplianceSettings Settings(params (string Name, JsonNode? Value)[] changes) => SettingsDocument.Load(SlotDocument.Write(_path, changes), "BTCUSD");
}

using System.Text.Json.Nodes;
using Saker.Card;
using Saker.Model;
using Saker.TestKit;

namespace Saker.Host.Tests;

/// <summary>Settings of the signals in the slot's document, and what the card makes of them.</summary>
public sealed class SignalSettingsTests
{
    [Theory]
    [InlineData("\"window\": 32", "signals.window")]
    [InlineData("\"vpinBuckets\": 7", "signals.vpinBuckets")]
    [InlineData("\"gates\": { \"spred\": { \"below\": 3 } }", "no gate 'spred'; there are spread, imbalance")]
    [InlineData("\"gates\": { \"spread\": { } }", "exactly one of 'above' and 'below'")]
    [InlineData("\"gates\": { \"spread\": { \"below\": 3, \"above\": 1 } }", "exactly one of 'above' and 'below'")]
    [InlineData("\"gates\": { \"icebergBid\": { \"above\": 256 } }", "signals.gates.icebergBid")]
    public void What_cannot_be_is_refused_by_its_name(string signals, string words)
    {
        string path = Document(signals);
        HostException refused = Assert.Throws<HostException>(() => SettingsDocument.Load(path, "BTCUSD"));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("needBid", 3, "\"gates\": { \"spread\": { \"below\": 6 } }", "needBid needs imbalance (threshold gates.imbalance is not set) of the signals of BTCUSD: the bid would never be wanted.")]
    [InlineData("needAsk", 8, "\"gates\": { \"ofiUp\": { \"below\": 6 } }", "needAsk needs ofiUp (window is not set) of the signals of BTCUSD: the ask would never be wanted.")]
    [InlineData("needTight", 512, "\"window\": 3", "needTight needs regime (threshold gates.regime is not set) of the signals of BTCUSD: both sides would always be widened.")]
    [InlineData("varHorizon", 1, "\"sample\": 10, \"kSlow\": 9", "varHorizon needs the fast variance (kFast is not set) of the signals of BTCUSD: neither side would ever be wanted.")]
    [InlineData("varHorizon", 2, "\"kSlow\": 9", "varHorizon needs the slow variance (sample is not set)")]
    public void What_a_slot_needs_and_its_symbols_signals_never_give_is_refused(string name, int value, string signals, string words)
    {
        string Refused(JsonNode? needs, string key) => Assert.Throws<HostException>(() => SettingsDocument.Load(Document(signals, (key, needs)), "BTCUSD")).Message;
        Assert.Contains($"slot 0 (main): {words}", Refused(value, name), StringComparison.Ordinal);
        JsonNode? fallback = JsonNode.Parse($$"""{ "rejects": 3, "bank": { "{{name}}": {{value}} } }""");
        Assert.Contains($"slot 0 (main): fallback.bank: {words}", Refused(fallback, "fallback"), StringComparison.Ordinal);
    }

    [RtlFact]
    public void The_card_holds_them_and_a_gate_that_opens_lets_its_side_quote()
    {
        using var rig = new HostRig(slot: Document("\"window\": 14, \"gates\": { \"spread\": { \"below\": 65535 }, \"ofiUp\": { \"above\": 4000000000 } }", ("needBid", 1), ("needAsk", 8)));
        rig.Run(200);
        int symbol = (int)new SlotBanks(rig.Card, 0).Read(CardParameters.Symbol, 0);
        Assert.Equal((14u, 65_535u, 4_000_000_000u, 1u << (int)SignalGate.OfiUp), (rig.Card.Read(CardRegisters.SigWindowAt(symbol)),
            rig.Card.Read(CardRegisters.SigTSpreadAt(symbol)), rig.Card.Read(CardRegisters.SigTOfiUpAt(symbol)), rig.Card.Read(CardRegisters.SigAboveAt(symbol))));
        Assert.Equal(1u, rig.Card.Read(CardRegisters.SigGatesAt(symbol)) & 9);
        V1.Slot slot = rig.State().Slots[0];
        // The bid needs the spread's gate, which is open; the ask one that never opens.
        Assert.True(slot.WantedBid > 0, "no bid is wanted");
        Assert.Equal(0, slot.WantedAsk);
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
        V1.ReadSignalsReply shown = rig.Appliance.ReadSignals(new() { Symbol = "BTCUSD" });
        V1.Book book = rig.State().Books.Single(b => b.Instrument.Symbol == "BTCUSD");
        Assert.Equal(("", true, (book.Asks[0].Price - book.Bids[0].Price) / book.Instrument.Tick), (shown.Refusal, shown.BookOk, (long)shown.Signals.Single(s => s.Name == "spread").Value));
        Assert.Equal((true, true), (shown.Gates.Single(g => g.Name == "spread").Open, shown.Gates.Single(g => g.Name == "spread").Known));
        Assert.All(shown.Gates.Where(g => g.Name is "vpin" or "burst"), g => Assert.False(g.Open || g.Known));
        Assert.StartsWith("'XRPUSD' is not tracked; there are BTCUSD", rig.Appliance.ReadSignals(new() { Symbol = "XRPUSD" }).Refusal, StringComparison.Ordinal);
    }

    /// <summary>The slot's settings with signals, and other values, in a file of their own.</summary>
    private static string Document(string signals, params (string Name, JsonNode? Value)[] others) => SlotDocument.Write(
        Path.Combine(Places.RepositoryRoot, "build", "host-tests", "signals-slot.json"), [("signals", JsonNode.Parse($"{{ {signals} }}")), .. others]);
}

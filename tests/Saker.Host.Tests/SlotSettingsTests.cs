using System.Text.Json.Nodes;
using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.TestKit;

namespace Saker.Host.Tests;

/// <summary>What a slot's document may say of the message limit and of doubt, and what the card is told.</summary>
public sealed class SlotSettingsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(1, 1_000_000_000u)]
    [InlineData(10_000, 100_000u)]
    [InlineData(3, 333_333_334u)]
    [InlineData(1_000_000_000, 1u)]
    public void The_card_is_never_told_a_shorter_time_than_the_venue_allows(long perSecond, uint ns)
    {
        using ScriptedCard card = Applied(("messagesPerSecond", perSecond), ("messageBurst", 7));
        Assert.Equal(ns, card.LastWritten(CardRegisters.ThrottleNs));
        Assert.Equal(7u, card.LastWritten(CardRegisters.ThrottleBurst));
    }

    [Theory]
    [InlineData("pcie", 50, 48_829u)]
    [InlineData("pcie", 0, 0u)]
    [InlineData("simulated", 50, 4_882_813u)]
    [InlineData("simulated", 17_179, 16_776_368u)]
    public void An_order_is_in_doubt_after_the_time_given_and_a_hundred_times_later_on_a_virtual_card(string kind, long ms, uint units)
    {
        using ScriptedCard card = Applied(kind, ("orderTimeoutMs", ms));
        Assert.Equal(units, card.LastWritten(CardRegisters.OrderTimeout));
    }

    [Fact]
    public void Nothing_is_cancelled_for_doubt_unless_asked_for()
    {
        using ScriptedCard told = Applied(("cancelInDoubt", true));
        Assert.True(new OrderTimeoutValue(told.LastWritten(CardRegisters.OrderTimeout)!.Value).AutoCancel);
        using ScriptedCard silent = Applied(("cancelInDoubt", null), ("orderTimeoutMs", null));
        var timeout = new OrderTimeoutValue(silent.LastWritten(CardRegisters.OrderTimeout)!.Value);
        Assert.Equal((false, 4_882_813u), (timeout.AutoCancel, timeout.Limit));
    }

    [Theory]
    [InlineData("messagesPerSecond", 0, "messagesPerSecond is 0, outside 1..1000000000 messages a second")]
    [InlineData("messagesPerSecond", 1_000_000_001, "messagesPerSecond is 1000000001, outside 1..1000000000 messages a second")]
    [InlineData("messageBurst", 0, "messageBurst is 0, outside 1..65535 messages")]
    [InlineData("messageBurst", 65_536, "messageBurst is 65536, outside 1..65535 messages")]
    [InlineData("maxNotional", 0, "maxNotional is 0, outside above 0..1000000000000000 of the quote currency")]
    [InlineData("maxRejects", 0, "maxRejects is 0, outside 1..255 rejects")]
    [InlineData("maxRejects", 256, "maxRejects is 256, outside 1..255 rejects")]
    [InlineData("maxFills", 0, "maxFills is 0, outside 1..65535 executions")]
    [InlineData("maxFills", 65_536, "maxFills is 65536, outside 1..65535 executions")]
    [InlineData("fillsPerSecond", -1, "fillsPerSecond is -1, outside 0..1000000000 executions a second")]
    [InlineData("varHorizon", 3, "varHorizon is 3, outside 0..2")]
    [InlineData("varHorizon", -1, "varHorizon is -1, outside 0..2")]
    [InlineData("varSkew", 4_294_967_296, "varSkew is 4294967296, outside 0..4294967295 ticks/2^24 per lot and ticks^2")]
    [InlineData("silenceMs", 0, "silenceMs is 0, outside 1..17179 ms")]
    [InlineData("silenceMs", 17_180, "silenceMs is 17180, outside 1..17179 ms")]
    [InlineData("orderTimeoutMs", -1, "orderTimeoutMs is -1, outside 0..17179 ms")]
    [InlineData("orderTimeoutMs", 17_180, "orderTimeoutMs is 17180, outside 0..17179 ms")]
    public void What_the_card_cannot_hold_is_refused_by_name_value_and_range(string name, long value, string sentence)
    {
        HostException e = Assert.Throws<HostException>(() => Settings((name, value)));
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_skew_from_the_variance_is_loaded_and_nothing_unless_given()
    {
        using ScriptedCard given = Applied(("varHorizon", 2), ("varSkew", 4_294_967_295), ("signals", JsonNode.Parse("""{ "sample": 10, "kSlow": 9 }""")));
        Assert.Equal((2u, uint.MaxValue), (given.LastWritten(CardParameters.VarHorizon.Offset(0)), given.LastWritten(CardParameters.VarSkew.Offset(0))));
        using ScriptedCard silent = Applied();
        Assert.Equal((0u, 0u), (silent.LastWritten(CardParameters.VarHorizon.Offset(0)), silent.LastWritten(CardParameters.VarSkew.Offset(0))));
    }

    [Theory]
    [InlineData("messagesPerSecond")]
    [InlineData("messageBurst")]
    [InlineData("maxNotional")]
    public void The_venues_limit_and_the_greatest_value_have_no_default(string name)
    {
        HostException e = Assert.Throws<HostException>(() => Settings((name, null)));
        Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10000", 1_000_000_000ul)]
    [InlineData("0.00001", 1ul)]
    [InlineData("0.123456", 12_345ul)]
    [InlineData("184467440737095.51615", ulong.MaxValue)]
    public void The_value_of_an_order_is_told_in_price_units_times_lots(string money, ulong units)
    {
        using ScriptedCard card = Applied(("maxNotional", JsonNode.Parse(money)));
        Assert.Equal((uint)units, card.LastWritten(CardRegisters.SlotMaxNotionalLoAt(0)));
        Assert.Equal((uint)(units >> 32), card.LastWritten(CardRegisters.SlotMaxNotionalHiAt(0)));
    }

    [Fact]
    public void A_value_beyond_what_the_card_counts_for_the_instrument_is_refused()
    {
        HostException e = Assert.Throws<HostException>(() => Applied(("maxNotional", 184_467_440_737_096)));
        Assert.Contains("more than the card counts for BTCUSD", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 100_000_000u)]
    [InlineData(3, 333_333_334u)]
    [InlineData(0, 0u)]
    public void Executions_leave_the_count_no_faster_than_said(long perSecond, uint ns)
    {
        using ScriptedCard card = Applied(("fillsPerSecond", perSecond), ("maxFills", 7), ("maxRejects", 9));
        Assert.Equal((7u, ns), (card.LastWritten(CardRegisters.SlotMaxFillsAt(0)), card.LastWritten(CardRegisters.SlotFillsNsAt(0))));
        Assert.Equal(9u, card.LastWritten(CardRegisters.SlotMaxRejectsAt(0)));
    }

    [Fact]
    public void Guards_have_defaults()
    {
        using ScriptedCard card = Applied("pcie", ("fillsPerSecond", null), ("maxFills", null), ("maxRejects", null), ("silenceMs", null));
        Assert.Equal((100u, 100_000_000u), (card.LastWritten(CardRegisters.SlotMaxFillsAt(0)), card.LastWritten(CardRegisters.SlotFillsNsAt(0))));
        Assert.Equal((5u, 195_313u), (card.LastWritten(CardRegisters.SlotMaxRejectsAt(0)), card.LastWritten(CardRegisters.SymSilenceAt(0))));
    }

    [Theory]
    [InlineData("pcie", 200, 195_313u)]
    [InlineData("simulated", 5, 488_282u)]
    [InlineData("simulated", 200, 16_776_368u)]
    public void A_symbol_is_silent_after_the_time_given_and_a_hundred_times_later_on_a_virtual_card(string kind, long ms, uint units)
    {
        using ScriptedCard card = Applied(kind, ("silenceMs", ms));
        Assert.Equal((units, units, 0u), (card.LastWritten(CardRegisters.SymSilenceAt(0)), card.LastWritten(CardRegisters.SymSilenceAt(3)), card.LastWritten(CardRegisters.SymSilenceAt(4))));
    }

    [Fact]
    public void Only_the_slots_symbol_may_be_traded()
    {
        using ScriptedCard card = Applied();
        Assert.Equal([0u, 0u, 3u, 0u], Enumerable.Range(0, 4).Select(n => card.LastWritten(CardRegisters.SymModeAt(n))!.Value));
    }

    private ScriptedCard Applied(params (string Name, JsonNode? Value)[] changes) => Applied("simulated", changes);

    private ScriptedCard Applied(string kind, params (string Name, JsonNode? Value)[] changes)
    {
        var card = new ScriptedCard { Kind = kind };
        Instrument[] symbols = [.. new[] { "ETHUSD", "SOLUSD", "BTCUSD", "ETHBTC" }.Select(s => new Instrument(s, 2, 3, 100, 6_000_000))];
        Settings(changes).Apply(card, symbols, new CapsValue(0).WithNumSymbols(16).WithNumSlots(1));
        return card;
    }

    /// <summary>The default slot with these values; null: the name is left out.</summary>
    private ApplianceSettings Settings(params (string Name, JsonNode? Value)[] changes) => SettingsDocument.Load(SlotDocument.Write(_path, changes), "BTCUSD");
}

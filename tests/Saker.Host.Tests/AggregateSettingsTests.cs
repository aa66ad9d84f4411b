using System.Text.Json.Nodes;
using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.TestKit;

namespace Saker.Host.Tests;

/// <summary>What a document may say of all slots together, and what the card is told.</summary>
public sealed class AggregateSettingsTests : IDisposable
{
    private const int Symbols = 4;

    // The last one counts a tenth of the others' units to the currency.
    private static readonly Instrument[] Tracked = [new("ETHUSD", 2, 3, 100, 300_000), new("SOLUSD", 2, 3, 1, 15_000), new("BTCUSD", 2, 3, 100, 6_000_000), new("XRPUSD", 2, 2, 1, 200)];

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void The_symbols_that_are_traded_alone_have_a_limit()
    {
        using ScriptedCard card = Applied(("symbolMaxPosition", Of("BTCUSD", 700)), ("maxExposure", JsonNode.Parse("60000.00001")));
        Assert.Equal([0u, 0u, 700u, 0u], Positions(card));
        Assert.Equal(6_000_000_001ul, Exposure(card));
    }

    [Fact]
    public void Without_a_word_the_slots_own_limits_are_the_measure()
    {
        using ScriptedCard card = Applied(("maxPosition", 300), ("maxNotional", 1_000));
        Assert.Equal(300u, Positions(card)[2]);
        // 300 lots at twice 60,000.00, and four times 1,000 USD at 100,000 units each.
        Assert.Equal((2ul * 300 * 6_000_000) + (4ul * 1_000 * 100_000), Exposure(card));
    }

    [Fact]
    public void Slots_of_one_symbol_share_the_greatest_of_their_limits_and_exposures_add_up()
    {
        using ScriptedCard card = Applied(("maxPosition", 300), ("maxNotional", 1_000), Slots("""{ "name": "a" }""", """{ "name": "b", "maxPosition": 400 }""", """{ "name": "c", "symbol": "ETHUSD" }"""));
        Assert.Equal([300u, 0u, 400u, 0u], Positions(card));
        Assert.Equal((2ul * 700 * 6_000_000) + (2ul * 300 * 300_000) + (3 * 4ul * 1_000 * 100_000), Exposure(card));
        using ScriptedCard said = Applied(("symbolMaxPosition", Of("ETHUSD", 5)), Slots("""{ "name": "a", "maxPosition": 8 }""", """{ "name": "c", "symbol": "ETHUSD" }"""));
        Assert.Equal([5u, 0u, 8u, 0u], Positions(said));
    }

    /// <summary>The card adds units of all symbols up: no sum of them may be more money than was said.</summary>
    [Fact]
    public void Symbols_with_other_decimals_are_counted_by_the_coarsest()
    {
        using ScriptedCard card = Applied(("maxExposure", 70), Slots("""{ "name": "a" }""", """{ "name": "b", "symbol": "XRPUSD", "maxNotional": 50 }"""));
        Assert.Equal(70ul * 10_000, Exposure(card));
    }

    [Fact]
    public void A_default_beyond_the_register_still_bounds_something()
    {
        using ScriptedCard card = Applied(("maxNotional", 184_467_440_737_095L));
        Assert.Equal(ulong.MaxValue - 1, Exposure(card));
    }

    /// <summary>Whatever stood there before, the limit is never above both it and the new one.</summary>
    [Theory]
    [InlineData(0x5_FFFF_FFFF, "0.00005")]
    [InlineData(0x0_0000_0005, "300000")]
    public void No_word_lets_more_through(ulong before, string after)
    {
        using ScriptedCard card = Applied(("maxExposure", JsonNode.Parse(after)));
        ulong held = before, most = Math.Max(before, Exposure(card));
        foreach ((uint address, uint value) in card.Writes)
        {
            held = address == CardRegisters.AggMaxNotionalLo ? (held & ~0xFFFF_FFFFul) | value
                : address == CardRegisters.AggMaxNotionalHi ? (held & 0xFFFF_FFFFul) | ((ulong)value << 32) : held;
            Assert.InRange(held, 0ul, most);
        }
    }

    [Theory]
    [InlineData("symbolMaxPosition", """{ "BTCUSD": 0 }""", "symbolMaxPosition.BTCUSD is 0, outside 1..4294967295 lots")]
    [InlineData("symbolMaxPosition", """{ "BTCUSD": 4294967296 }""", "symbolMaxPosition.BTCUSD is 4294967296, outside 1..4294967295 lots")]
    [InlineData("symbolMaxPosition", """{ "ETHUSD": 5 }""", "symbolMaxPosition.ETHUSD: no slot has that symbol (BTCUSD)")]
    [InlineData("maxExposure", "0", "maxExposure is 0, outside above 0..1000000000000000 of the quote currency")]
    [InlineData("maxExposure", "1000000000000001", "maxExposure is 1000000000000001, outside above 0..1000000000000000 of the quote currency")]
    [InlineData("maxExposure", "184467440737096", "maxExposure is 184467440737096, more than the card counts for BTCUSD")]
    public void What_the_card_cannot_hold_is_refused_by_name_value_and_range(string name, string value, string sentence)
    {
        HostException e = Assert.Throws<HostException>(() => Applied((name, JsonNode.Parse(value))));
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    private static uint[] Positions(ScriptedCard card) => [.. Enumerable.Range(0, Symbols).Select(n => card.LastWritten(CardRegisters.SymMaxPositionAt(n))!.Value)];

    private static ulong Exposure(ScriptedCard card) => card.LastWritten(CardRegisters.AggMaxNotionalLo)!.Value | ((ulong)card.LastWritten(CardRegisters.AggMaxNotionalHi)!.Value << 32);

    private static JsonObject Of(string symbol, long lots) => new() { [symbol] = lots };

    private static (string, JsonNode?) Slots(params string[] entries) => ("slots", new JsonArray([.. entries.Select(e => JsonNode.Parse(e))]));

    private ScriptedCard Applied(params (string Name, JsonNode? Value)[] changes)
    {
        var card = new ScriptedCard();
        AggregateSettings.Of(SettingsDocument.Load(SlotDocument.Write(_path, changes), "BTCUSD"), Tracked).Apply(card, Symbols);
        return card;
    }
}

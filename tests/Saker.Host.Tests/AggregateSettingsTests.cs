using System.Text.Json.Nodes;
using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.TestKit;

namespace Saker.Host.Tests;

/// <summary>What a slot's document may say of all slots together, and what the card is told.</summary>
public sealed class AggregateSettingsTests : IDisposable
{
    private const int Symbol = 2, Symbols = 4;
    private static readonly Instrument Btc = new("BTCUSD", 2, 3, 100, 6_000_000);

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void The_slots_symbol_alone_has_a_limit()
    {
        using ScriptedCard card = Applied(("symbolMaxPosition", 700), ("maxExposure", JsonNode.Parse("60000.00001")));
        Assert.Equal([0u, 0u, 700u, 0u], Enumerable.Range(0, Symbols).Select(n => card.LastWritten(CardRegisters.SymMaxPositionAt(n))!.Value));
        Assert.Equal(6_000_000_001ul, Exposure(card));
    }

    [Fact]
    public void Without_a_word_the_slots_own_limits_are_the_measure()
    {
        using ScriptedCard card = Applied(("maxPosition", 300), ("maxNotional", 1_000), ("symbolMaxPosition", null), ("maxExposure", null));
        Assert.Equal(300u, card.LastWritten(CardRegisters.SymMaxPositionAt(Symbol)));
        // 300 lots at twice 60,000.00, and four times 1,000 USD at 100,000 units each.
        Assert.Equal((2ul * 300 * 6_000_000) + (4ul * 1_000 * 100_000), Exposure(card));
    }

    [Fact]
    public void A_default_beyond_the_register_still_bounds_something()
    {
        using ScriptedCard card = Applied(("maxNotional", 184_467_440_737_095L), ("maxExposure", null));
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
    [InlineData("symbolMaxPosition", "0", "symbolMaxPosition is 0, outside 1..4294967295 lots")]
    [InlineData("symbolMaxPosition", "4294967296", "symbolMaxPosition is 4294967296, outside 1..4294967295 lots")]
    [InlineData("maxExposure", "0", "maxExposure is 0, outside above 0..1000000000000000 of the quote currency")]
    [InlineData("maxExposure", "1000000000000001", "maxExposure is 1000000000000001, outside above 0..1000000000000000 of the quote currency")]
    [InlineData("maxExposure", "184467440737096", "maxExposure is 184467440737096, more than the card counts for BTCUSD")]
    public void What_the_card_cannot_hold_is_refused_by_name_value_and_range(string name, string value, string sentence)
    {
        HostException e = Assert.Throws<HostException>(() => Applied((name, JsonNode.Parse(value))));
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    private static ulong Exposure(ScriptedCard card) => card.LastWritten(CardRegisters.AggMaxNotionalLo)!.Value | ((ulong)card.LastWritten(CardRegisters.AggMaxNotionalHi)!.Value << 32);

    private ScriptedCard Applied(params (string Name, JsonNode? Value)[] changes)
    {
        var card = new ScriptedCard();
        AggregateSettings.Of(SlotSettings.Load(SlotDocument.Write(_path, changes)), Btc).Apply(card, Symbol, Symbols);
        return card;
    }
}

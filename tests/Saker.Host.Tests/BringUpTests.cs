using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.TestKit;

namespace Saker.Host.Tests;

/// <summary>A card of another version, or one that does not hold what it is told, is not traded with.</summary>
public sealed class BringUpTests
{
    [Fact]
    public void A_card_of_our_version_is_taken()
    {
        using var card = new ScriptedCard();
        CardBringUp.Check(card);
        Assert.All(card.Writes, w => Assert.Equal(CardRegisters.Scratch, w.Address));
    }

    [Theory]
    [InlineData(CardRegisters.MapHashLo)]
    [InlineData(CardRegisters.MapHashHi)]
    public void A_map_of_another_version_is_refused_with_both_hashes(uint word)
    {
        using var card = new ScriptedCard();
        card[word] ^= 1;
        CardException fault = Assert.Throws<CardException>(() => CardBringUp.Check(card));
        Assert.Contains($"{CardRegisters.MapHash:X16}", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(card.Writes, w => w.Address == CardRegisters.Arm);
    }

    [Theory]
    [InlineData("SLOT_MAX_QTY")]
    [InlineData("SLOT_COLLAR")]
    [InlineData("SLOT_MAX_POSITION")]
    [InlineData("THROTTLE_NS")]
    [InlineData("THROTTLE_BURST")]
    public void A_control_that_reads_back_another_value_is_refused_by_name(string control)
    {
        uint address = control switch
        {
            "SLOT_MAX_QTY" => CardRegisters.SlotMaxQtyAt(0),
            "SLOT_COLLAR" => CardRegisters.SlotCollarAt(0),
            "SLOT_MAX_POSITION" => CardRegisters.SlotMaxPositionAt(0),
            "THROTTLE_NS" => CardRegisters.ThrottleNs,
            _ => CardRegisters.ThrottleBurst,
        };
        using var card = new ScriptedCard();
        card.OnWrite = (at, value) => card[at] = at == address ? value + 1 : value;
        HostException fault = Assert.Throws<HostException>(() => SlotSettings.Load(Path.Combine(Places.RepositoryRoot, "host", "Saker.Host", "slot.json")).Apply(card, 0, 0, new Instrument("BTCUSD", 2, 3, 100, 6_000_000)));
        Assert.StartsWith($"Control {control}: wrote ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(card.Writes, w => w.Address == CardRegisters.Arm);
    }
}

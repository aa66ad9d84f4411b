using System.Net;
using Saker.Card;
using Saker.Card.Feed;
using Saker.Host.Feed;
using Saker.Host.Tests.Session;
using Saker.TestKit;
using Saker.Wire;

namespace Saker.Host.Tests;

/// <summary>A card of another version, or one that does not hold what it is told, is not traded with.</summary>
public sealed class BringUpTests
{
    private static readonly DaemonOptions Options = new()
    {
        Card = "none", Listen = new Uri("http://127.0.0.1:1"), Symbol = "BTCUSD", Track = [], Instruments = Path.Combine(Places.RepositoryRoot, "sim", "venue", "instruments.json"),
        Venue = new IPEndPoint(IPAddress.Loopback, 1), Local = IPAddress.Loopback, Parameters = Path.Combine(Places.RepositoryRoot, "host", "Saker.Host", "slot.json"),
    };

    private static readonly FeedSetup Feed = new(new FeedPair(new Ipv4Address(0xEF4D_0101), 26477, new Ipv4Address(0xEF4D_0102), 26478, "S"), HasB: false, Retransmitter: null, Snapshots: null);

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
        HostException fault = Assert.Throws<HostException>(() => SettingsDocument.Load(SlotDocument.Default, "BTCUSD").Apply(card, [new Instrument("BTCUSD", 2, 3, 100, 6_000_000)], new CapsValue(0).WithNumSymbols(1).WithNumSlots(1)));
        Assert.StartsWith($"Control {control}: wrote ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(card.Writes, w => w.Address == CardRegisters.Arm);
    }

    /// <summary>The ring was off: no record will ever tell of that fill.</summary>
    [Theory]
    [InlineData(CardRegisters.BookClear)]
    [InlineData(CardRegisters.RingLog2)]
    public void A_fill_while_a_card_in_use_is_prepared_is_counted(uint during)
    {
        const int RingLog2 = 6, Before = -3, After = 11;
        using var card = new ScriptedCard(EventRing.RecordBytes << RingLog2) { Status = ScriptedCard.Owned };
        card[CardRegisters.SymNameLoAt(0)] = BitConverter.ToUInt32("BTCUSD  "u8);
        card[CardRegisters.SymNameHiAt(0)] = BitConverter.ToUInt32("BTCUSD  "u8[4..]);
        card[CardRegisters.SlotPositionAt(0)] = unchecked((uint)Before);
        card.OnWrite = (at, _) =>
        {
            if (at == during)
            {
                card[CardRegisters.SlotPositionAt(0)] = After;
            }
        };
        Appliance appliance = BringUp.Prepare(card, new EventRing(card, RingLog2), Options, Feed, new ManualTime(), new KeptLog());
        Assert.True(appliance.FoundInUse);
        Assert.Equal(After, appliance.Slots[0].Tracker.CardPosition);
        Assert.Equal(After, appliance.Slots[0].Tracker.HostPosition);
    }
}

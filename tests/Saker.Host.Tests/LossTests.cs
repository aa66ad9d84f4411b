using System.Globalization;
using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.Host.Trackers;
using Saker.V1;

namespace Saker.Host.Tests;

/// <summary>Losses as the host sets, tells and clears them (docs/card.md 8.5).</summary>
public sealed class LossTests : IDisposable
{
    private static readonly Instrument Bitcoin = new("BTCUSD", 2, 3, 100, 6_000_000);
    private static readonly LossSettings Some = new() { Daily = 1_000, Drawdown = 500.5m, Rolling = 43_000, RollingSeconds = 300, FeePerLot = 0.000_015m };

    private readonly SessionRig _rig = new();

    public void Dispose() => _rig.Card.Dispose();

    [Fact]
    public void Limits_are_told_in_price_units_times_lots_and_fees_are_rounded_up()
    {
        Some.Apply(_rig.Card, 0, Bitcoin);
        ScriptedCard card = _rig.Card;
        Assert.Equal((100_000_000u, 0u), (card[CardRegisters.SlotMaxLossLo], card[CardRegisters.SlotMaxLossHi]));
        Assert.Equal((50_050_000u, 0u), (card[CardRegisters.SlotMaxDrawdownLo], card[CardRegisters.SlotMaxDrawdownHi]));
        Assert.Equal((unchecked((uint)4_300_000_000), 1u), (card[CardRegisters.SlotMaxRollingLo], card[CardRegisters.SlotMaxRollingHi]));
        // Fifteen whole periods are no less than five minutes.
        Assert.Equal((19_531_250u, 2u), (card[CardRegisters.SlotLossPeriod], card[CardRegisters.SlotFee]));
    }

    [Fact]
    public void No_word_of_a_limit_passes_through_less_than_it_shall_be()
    {
        _rig.Card.Writes.Clear();
        Some.Apply(_rig.Card, 0, Bitcoin);
        Assert.Equal(
            [(CardRegisters.SlotMaxLossHi, uint.MaxValue), (CardRegisters.SlotMaxLossLo, 100_000_000u), (CardRegisters.SlotMaxLossHi, 0u)],
            _rig.Card.Writes.Where(w => w.Address is CardRegisters.SlotMaxLossHi or CardRegisters.SlotMaxLossLo));
    }

    [Theory]
    [InlineData("daily", "0")]
    [InlineData("drawdown", "-1")]
    [InlineData("rolling", "1000000000000001")]
    [InlineData("rollingSeconds", "0")]
    [InlineData("feePerLot", "-1")]
    public void A_value_outside_its_range_is_named(string name, string value)
    {
        decimal money = decimal.Parse(value, CultureInfo.InvariantCulture);
        LossSettings bad = name switch
        {
            "daily" => Some with { Daily = money },
            "drawdown" => Some with { Drawdown = money },
            "rolling" => Some with { Rolling = money },
            "rollingSeconds" => Some with { RollingSeconds = (long)money },
            _ => Some with { FeePerLot = money },
        };
        Assert.Contains($"loss.{name} is {value}", Assert.Throws<HostException>(() => bad.Validate("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fee_beyond_the_cards_count_is_refused() =>
        Assert.Contains("more than the card counts for BTCUSD", Assert.Throws<HostException>(() => (Some with { FeePerLot = 0.66m }).Apply(_rig.Card, 0, Bitcoin)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0x0000u, "", 0u, false)]
    [InlineData(0x0001u, "Slot 0 has 50 % of the daily loss.", 50u, false)]
    [InlineData(0x0240u, "Slot 0 has 90 % of the drawdown, 75 % of the rolling loss.", 0u, false)]
    [InlineData(0x4005u, "Slot 0 has 95 % of the daily loss: only orders that lower its position leave.", 95u, true)]
    [InlineData(0x5000u, "Slot 0 has a position without a mark: only orders that lower its position leave.", 0u, true)]
    [InlineData(0x6000u, "Slot 0: the card no longer knows its money, because an execution's price or the position left its range. It stays halted until the card is reset.", 0u, true)]
    public void Levels_are_told_in_words_and_percent(uint raw, string words, uint daily, bool reducing)
    {
        _rig.Card[CardRegisters.SlotPnlHi] = uint.MaxValue;
        _rig.Card[CardRegisters.SlotPnlLo] = unchecked((uint)-12_345_600);
        Tell(trips: 0, raw);
        Slot slot = _rig.Appliance.State("test", []).Slots[0];
        Assert.Equal((words, daily, reducing), (slot.Problem, slot.Loss.DailyPercent, slot.Loss.Reducing));
        Assert.Equal(-12_345_600, slot.Loss.Pnl * (double)Bitcoin.UnitsOfMoney, 3);
    }

    [Fact]
    public void A_level_is_logged_when_it_rises_and_not_again()
    {
        foreach (uint raw in new uint[] { 1, 2, 2, 1, 2 })
        {
            Tell(trips: 0, raw);
        }

        Assert.Equal(["50", "75", "75"], _rig.Log.Lines.Where(l => l.Contains("% of the daily loss", StringComparison.Ordinal)).Select(l => l.Split(" has ")[1][..2]));
    }

    [Fact]
    public void A_loss_that_stands_is_cleared_with_a_new_period_alone()
    {
        ScriptedCard card = _rig.Card;
        (card[CardRegisters.SlotTrips], card[CardRegisters.SlotLoss]) = (SlotTripsValue.LossMask, 0x4006);
        card.OnWrite = (address, value) =>
        {
            if (address == CardRegisters.SlotPnlStart)
            {
                card[CardRegisters.SlotLoss] = 0;
            }
            else if (address == CardRegisters.SlotClear && (card[CardRegisters.SlotLoss] & 7) < 6 && value == card[CardRegisters.SlotTrips])
            {
                card[CardRegisters.SlotTrips] = 0;
            }
        };
        ClearSlotReply refused = _rig.Appliance.ClearSlot(new() { CausesSeen = SlotTripsValue.LossMask });
        Assert.Equal("The card kept the slot halted: a loss stands at its limit. Clear it with a new period (saker clear-slot 0 --new-period), or wait until the loss has left the window.", refused.Refusal);
        Assert.Null(card.LastWritten(CardRegisters.SlotPnlStart));
        Assert.True(_rig.Appliance.ClearSlot(new() { CausesSeen = SlotTripsValue.LossMask, NewPeriod = true }).Cleared);
    }

    [Fact]
    public void The_trip_says_what_to_do()
    {
        Tell(SlotTripsValue.LossMask, 0x4006);
        Slot slot = _rig.Appliance.State("test", []).Slots[0];
        Assert.Contains("Slot 0 is halted: a loss reached its limit.", slot.Problem, StringComparison.Ordinal);
        Assert.Contains("saker clear-slot 0 --new-period", slot.Problem, StringComparison.Ordinal);
        Assert.Contains("Slot 0 has 100 % of the daily loss", slot.Problem, StringComparison.Ordinal);
        Assert.Equal("loss", Assert.Single(slot.Trips));
    }

    [Theory]
    [InlineData(false, -50_100)]
    [InlineData(true, 49_900)]
    public void Cash_pays_the_fee_on_both_sides_and_a_broken_trade_gives_it_back(bool sell, int expected)
    {
        var cash = new CashKeeper(20);
        cash.Fill(sell, 10_000, 5);
        Assert.Equal((Int128)expected, cash.Cash);
        cash.Break(sell, 10_000, 5);
        Assert.Equal(Int128.Zero, cash.Cash);
    }

    [Fact]
    public void Cash_that_differs_is_reported_once_it_was_seen_often_enough_and_only_when_nothing_moves()
    {
        var looks = new CashReconciliation(_rig.Card, 0, Int128.Zero);
        Cash(-5);
        Assert.All(Enumerable.Range(0, 10).Select(n => looks.Look(-5 - n)), Assert.Null);
        string?[] said = [.. Enumerable.Range(0, 10).Select(_ => looks.Look(-14))];
        Assert.Equal("-5 (card), -14 (host) price units x lots", Assert.Single(said, s => s is not null));
        Cash(-14);
        Assert.All(Enumerable.Range(0, 10).Select(_ => looks.Look(-14)), Assert.Null);
    }

    [Fact]
    public void Of_a_card_in_use_the_first_quiet_look_says_what_it_held()
    {
        var looks = new CashReconciliation(_rig.Card, 0, null);
        Cash(long.MinValue / 2);
        Assert.All(Enumerable.Range(0, 10).Select(_ => looks.Look(7)), Assert.Null);
        Cash((long.MinValue / 2) + 3);
        Assert.All(Enumerable.Range(0, 10).Select(_ => looks.Look(10)), Assert.Null);
        Assert.Single(Enumerable.Range(0, 10).Select(_ => looks.Look(11)), s => s is not null);
    }

    private void Cash(long value) => (_rig.Card[CardRegisters.SlotCashLo], _rig.Card[CardRegisters.SlotCashHi]) = (unchecked((uint)value), (uint)((ulong)value >> 32));

    private void Tell(uint trips, uint loss)
    {
        byte[] record = new byte[64];
        _ = new TripEventWriter(record) { Trips = trips, Loss = loss };
        _rig.Appliance.OnTrip(new TripEvent(record));
    }
}

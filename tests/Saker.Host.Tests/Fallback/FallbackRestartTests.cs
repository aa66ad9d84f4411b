using System.Text.Json.Nodes;
using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.TestKit;
using Saker.V1;

namespace Saker.Host.Tests.Fallback;

/// <summary>A host that starts on a card whose last host set a fallback: what fell back stays fallen back.</summary>
public sealed class FallbackRestartTests : IDisposable
{
    private const uint Loss = 1;
    private const int Own = 0, Safe = 1;

    private readonly string _path = Path.GetTempFileName();
    private readonly ScriptedCard _card;

    public FallbackRestartTests()
    {
        FallbackTests.Document(_path);
        _card = new SessionRig(SessionRig.Running, settings: _path).Card;
        _card.Writes.Clear();
    }

    public void Dispose()
    {
        _card.Dispose();
        File.Delete(_path);
    }

    [Theory]
    [InlineData(Loss)]
    [InlineData(0u)]
    public void What_took_over_while_no_host_ran_runs_on_with_the_same_parameters_and_is_said(uint stands)
    {
        _card.Banks.Causes(0, Loss);
        _card.Banks.Causes(0, stands);
        string[] hashes = [.. Enumerable.Range(0, 2).Select(b => new SlotBanks(_card, 0).ReadHash(b))];
        SessionRig rig = Restarted();
        Slot slot = rig.Appliance.State("test", []).Slots[0];
        Assert.Equal((1u, 1u, true), (slot.RunningBank, slot.BankSwaps, slot.Fallback.Runs));
        Assert.Equal(hashes, slot.Banks.Select(b => b.Hash));
        Assert.StartsWith(stands == 0 ? "Slot 0 runs its fallback's bank 1, as this host found it, and nothing that it falls back for stands any more:" : "Slot 0 runs its fallback's bank 1: loss stands,", slot.Problem, StringComparison.Ordinal);
        Assert.Contains($"Critical: slot 0: {slot.Problem}", rig.Log.Lines);
        Assert.Equal(("", 0ul), (rig.Appliance.Configuration.LookAtAll(), slot.Fallback.Falls));
        // A person swaps back when it has ended.
        rig.Card.Banks.Causes(0, 0);
        Assert.Equal("", rig.Appliance.SwapBank(new() { RequestId = "back", Hash = hashes[Own] }).Refusal);
        Assert.Equal(("", ""), (rig.Appliance.State("test", []).Slots[0].Problem, rig.Appliance.Configuration.LookAtAll()));
    }

    /// <summary>A host that dies at any write leaves the next one what it found.</summary>
    [Fact]
    public void It_is_switched_off_at_no_time_so_a_host_that_dies_while_it_loads_changes_nothing()
    {
        _card.Banks.Causes(0, Loss);
        SessionRig rig = Restarted(card => card.OnWrite = (_, _) => Assert.Equal((true, true), (new SlotFallbackValue(card[CardRegisters.SlotFallbackAt(0)]) is { Enable: true, Bank: true }, new SlotBanks(card, 0).Running == Safe)));
        Assert.Equal([0x0303u], rig.Card.Writes.Where(w => w.Address == CardRegisters.SlotFallbackAt(0)).Select(w => w.Value));
        Assert.True(rig.Card.Writes.FindIndex(w => w.Address == CardParameters.Qty.Offset(0, 0, Own)) >= 0);
    }

    [Fact]
    public void The_other_bank_gets_the_slots_own_parameters_anew()
    {
        _card.Banks.Causes(0, Loss);
        FallbackTests.Document(_path, more: ("refresh", 7));
        // Of both banks, for the fallback's says only what is other.
        HostException e = Assert.Throws<HostException>(() => Restarted());
        Assert.Contains("fell back", e.Message, StringComparison.Ordinal);
        FallbackTests.Document(_path, """{ "halfBid": 2048, "qty": 5, "refresh": 0 }""", ("refresh", 7));
        var banks = new SlotBanks(Restarted().Card, 0);
        Assert.Equal((7L, 0L, 3u), (banks.Read(CardParameters.Refresh, Own), banks.Read(CardParameters.Refresh, Safe), banks.Status.Whole));
    }

    [Theory]
    [InlineData("""{ "halfBid": 2049, "qty": 5 }""", "name another one, hash ")]
    [InlineData(null, "name no fallback. ")]
    public void Other_parameters_are_not_loaded_over_it_and_nothing_is_written(string? bank, string said)
    {
        _card.Banks.Causes(0, Loss);
        string hash = new SlotBanks(_card, 0).ReadHash(Safe);
        _ = bank is null ? SlotDocument.Write(_path) : FallbackTests.Document(_path, bank);
        ScriptedCard? seen = null;
        HostException e = Assert.Throws<HostException>(() => Restarted(card => seen = card));
        Assert.StartsWith($"The card's slot 0 fell back, for loss, which stands: bank 1 runs, its fallback's, hash {hash[..12]}, and the settings of slot 0 (main) {said}", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("or reset the card when nothing is open any more.", e.Message, StringComparison.Ordinal);
        Assert.All(seen!.Writes, w => Assert.Equal(CardRegisters.Scratch, w.Address));
    }

    /// <summary>Its words are what the settings say, so a bit that flipped, or a broken seal, is put right.</summary>
    [Fact]
    public void A_word_of_it_that_changed_is_written_again()
    {
        _card.Banks.Causes(0, Loss);
        uint address = CardParameters.HalfBid.Offset(0, 0, Safe), loaded = _card[address];
        _card[address] ^= 4;
        SessionRig rig = Restarted();
        Assert.Equal((loaded, ""), (rig.Card[address], rig.Appliance.Configuration.LookAtAll()));
    }

    [Fact]
    public void What_has_not_fallen_back_is_loaded_as_at_any_start()
    {
        FallbackTests.Document(_path, """{ "halfBid": 3000 }""", ("qty", 11));
        SessionRig rig = Restarted();
        var banks = new SlotBanks(rig.Card, 0);
        Assert.Equal((0, 11L, 512L, 3000L), (banks.Running, banks.Read(CardParameters.Qty, Own), banks.Read(CardParameters.HalfBid, Own), banks.Read(CardParameters.HalfBid, Safe)));
        Assert.Equal(("", ""), (rig.Appliance.State("test", []).Slots[0].Problem, rig.Appliance.Configuration.LookAtAll()));
    }

    /// <summary>The bank that a person swapped to is the slot's own from then on, wherever it stands.</summary>
    [Fact]
    public void A_bank_that_runs_since_the_fallback_was_dropped_is_no_fall()
    {
        _card[CardRegisters.SlotFallbackAt(0)] = 0;
        _card.Write(CardRegisters.SlotBankSwapAt(0), 1);
        SessionRig rig = Restarted();
        Slot slot = rig.Appliance.State("test", []).Slots[0];
        Assert.Equal((1u, 0u, false, ""), (slot.RunningBank, slot.Fallback.Bank, slot.Fallback.Runs, slot.Problem));
        Assert.Equal((2048L, 512L), (new SlotBanks(rig.Card, 0).Read(CardParameters.HalfBid, 0), new SlotBanks(rig.Card, 0).Read(CardParameters.HalfBid, 1)));
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
    }

    /// <summary>The last moment in which it can: after the host has looked, before SLOT_FALLBACK is 0.</summary>
    [Theory]
    [InlineData("""{ "halfBid": 2048, "qty": 5 }""", true)]
    [InlineData("""{ "halfBid": 2049, "qty": 5 }""", false)]
    public void A_fall_while_the_host_starts_is_kept_too(string bank, bool same)
    {
        FallbackTests.Document(_path, bank);
        ScriptedCard? seen = null;
        void Fall(ScriptedCard card)
        {
            seen = card;
            card.OnWrite = (address, _) =>
            {
                if (address == CardRegisters.SlotFallbackAt(0))
                {
                    card.OnWrite = null;
                    card[CardRegisters.SlotBankStatusAt(0)] = 0x0107;
                }
            };
        }

        if (same)
        {
            SessionRig rig = Restarted(Fall);
            Assert.Equal((1u, true), (rig.Appliance.State("test", []).Slots[0].RunningBank, rig.Appliance.State("test", []).Slots[0].Fallback.Runs));
            Assert.Equal((0x0303u, ""), (rig.Card[CardRegisters.SlotFallbackAt(0)], rig.Appliance.Configuration.LookAtAll()));
        }
        else
        {
            Assert.Contains("fell back", Assert.Throws<HostException>(() => Restarted(Fall)).Message, StringComparison.Ordinal);
            // For the next host to find.
            Assert.Equal(0x0303u, seen![CardRegisters.SlotFallbackAt(0)]);
            Assert.Equal(2048u, seen[CardParameters.HalfBid.Offset(0, 0, Safe)]);
        }
    }

    [Fact]
    public void What_stands_when_it_is_enabled_is_the_cards_first_fall()
    {
        SessionRig rig = Restarted(card => card.OnWrite = (address, value) =>
        {
            if (address == CardRegisters.SlotFallbackAt(0) && value != 0)
            {
                card.OnWrite = null;
                card.Banks.Causes(0, Loss);
            }
        });
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
        Assert.Equal((1u, 1ul), (rig.Appliance.State("test", []).Slots[0].RunningBank, rig.Appliance.Slots[0].Banks.Falls));
    }

    /// <summary>Another host on a card that holds what this one's holds.</summary>
    private SessionRig Restarted(Action<ScriptedCard>? found = null) => new(
        card =>
        {
            SessionRig.Running(card);
            foreach (uint address in Registers())
            {
                card[address] = _card[address];
            }

            card.Banks.Causes(0, new SlotBankStatusValue(_card[CardRegisters.SlotBankStatusAt(0)]).Fallback);
            card.Writes.Clear();
            found?.Invoke(card);
        },
        settings: _path);

    private static IEnumerable<uint> Registers() =>
        Enumerable.Range(0, 2 * (int)CardParameters.BankStride / 4).Select(n => CardParameters.Base + (4 * (uint)n))
            .Concat([CardRegisters.SlotBankStatusAt(0), CardRegisters.SlotFallbackAt(0), CardRegisters.SlotFallbackGatesAt(0), CardRegisters.SlotFallbackLatencyAt(0)]);
}

using System.Security.Cryptography;
using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.V1;

namespace Saker.Host.Tests;

/// <summary>What bring-up loaded stays so, or the card is killed and not armed.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private const uint Config = KillCausesValue.ConfigMask;
    private const long RoundNs = 3_000_000_000;

    private static readonly CapsValue Caps = new CapsValue(0).WithNumSymbols(8).WithNumSlots(1);

    private readonly SessionRig _rig = new();

    private ScriptedCard Card => _rig.Card;

    private ConfigurationCheck Check => _rig.Appliance.Configuration;

    public void Dispose() => Card.Dispose();

    [Fact]
    public void The_hash_is_of_addresses_and_values_by_address()
    {
        KeyValuePair<uint, uint>[] written = [new(CardRegisters.SlotCollarAt(0), 0x01020304), new(CardRegisters.ClockLimitNs, 5)];
        byte[] bytes = [0x70, 0, 0, 0, 5, 0, 0, 0, 0x08, 0x24, 0, 0, 4, 3, 2, 1];
        string hash = Convert.ToHexString(SHA256.HashData(bytes));
        Assert.Equal(hash, new LoadedConfiguration(written, Caps).Hash);
        Assert.Equal(hash, new LoadedConfiguration(written.Reverse(), Caps).Hash);
        Assert.NotEqual(hash, new LoadedConfiguration([written[0], new(CardRegisters.ClockLimitNs, 6)], Caps).Hash);
    }

    [Fact]
    public void The_same_settings_have_the_same_hash_and_people_see_it()
    {
        Assert.Equal(Check.Hash, new SessionRig(SessionRig.Running).Appliance.Configuration.Hash);
        Assert.Equal(64, Check.Hash.Length);
        Assert.Equal(Check.Hash, State().ConfigHash);
    }

    /// <summary>A write that bring-up begins to make is compared from then on, unless it is left out by name.</summary>
    [Fact]
    public void Every_register_that_bring_up_writes_and_that_holds_is_compared_but_for_those_that_change()
    {
        string[] left = [.. Card.Writes.Select(w => w.Address).Where(RegisterNames.Holds).Distinct().Except(Loaded().Select(s => s.Address)).Select(RegisterNames.Of).Select(n => n.Split('[')[0]).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["FEED_NEXT_HI", "FEED_NEXT_LO", "FEED_SESSION", "RING_CONSUMER", "SCRATCH", "SLOT_MODE", "SYM_BASE", "SYM_MODE"], left);
        string[] names = [.. Loaded().Select(s => RegisterNames.Of(s.Address))];
        string[] some = ["CLOCK_LIMIT_NS", "HEARTBEAT_LIMIT_US", "THROTTLE_NS", "SLOT_MAX_POSITION[0]", "SLOT_MAX_LOSS_HI[0]", "SYM_TICK_INV[0]", "SYM_SILENCE[7]", "RING_LOG2", "OE_CAPACITY", "FEED_MARKET", "slot 0 bank 0 QTY", "slot 0 bank 0 MICRO[31]"];
        Assert.Empty(some.Except(names));
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void One_bit_of_any_setting_kills_and_is_named()
    {
        int bit = 0;
        foreach (LoadedSetting setting in Loaded())
        {
            while ((setting.Mask >> bit & 1) == 0)
            {
                bit = (bit + 1) % 32;
            }

            string name = RegisterNames.Of(setting.Address);
            (Card[CardRegisters.KillCauses], uint flipped) = (0, setting.Value ^ (1u << bit));
            _rig.Log.Lines.Clear();
            Card[setting.Address] = flipped;
            Round();
            Assert.True(Card[CardRegisters.KillCauses] == Config, name);
            string line = Assert.Single(_rig.Log.Lines);
            Assert.Equal($"Critical: a setting on the card is not what was loaded, killed: {name} holds 0x{flipped:X8}, 0x{setting.Value:X8} was loaded", line);
            Assert.EndsWith($"{name} holds 0x{flipped:X8}, 0x{setting.Value:X8} was loaded", _rig.Note, StringComparison.Ordinal);
            // While it stands it is neither told nor killed for again: the number that arming needs stays.
            uint nonce = Card[CardRegisters.ArmNonce];
            Round();
            Assert.Equal(nonce, Card[CardRegisters.ArmNonce]);
            Assert.Single(_rig.Log.Lines, line);
            Card[setting.Address] = setting.Value;
            Round();
            Assert.Equal(("", $"Warning: {name} holds again what was loaded"), (Check.Difference, _rig.Log.Lines[^1]));
            bit = (bit + 7) % 32;
        }
    }

    [Fact]
    public void What_changes_on_purpose_does_not_kill()
    {
        Card[CardRegisters.KillCauses] = 0;
        Card[CardRegisters.FeedCtrl] ^= FeedCtrlValue.SnapshotMask;
        Card[CardRegisters.SymBaseAt(0)] += 100;
        Card[CardRegisters.FeedNextLo]++;
        Card[CardRegisters.FeedSessionAt(1)]++;
        Card[CardRegisters.RingConsumer]++;
        Round();
        Assert.Equal((0u, ""), (Card[CardRegisters.KillCauses], Check.LookAtAll()));
    }

    [Fact]
    public void A_turn_reads_few_registers_and_not_at_once_again()
    {
        int reads = 0;
        Card.OnRead = () => reads++;
        _rig.Time.Advance(RoundNs);
        Check.Turn();
        Check.Turn();
        Assert.Equal(ConfigurationCheck.AtOnce, reads);
    }

    [Fact]
    public void Arming_looks_at_everything_and_is_refused_by_name_until_the_setting_is_back()
    {
        uint address = CardRegisters.SlotMaxQtyAt(0), loaded = Card[address];
        Card[address] = loaded + 1;
        string? refusal = Arm(Check.Hash);
        Assert.StartsWith($"a setting on the card is not what was loaded: SLOT_MAX_QTY[0] holds 0x{loaded + 1:X8}, 0x{loaded:X8} was loaded. ", refusal, StringComparison.Ordinal);
        Assert.Equal(KillCausesValue.ResetMask | Config, Card[CardRegisters.KillCauses]);
        Assert.Equal(refusal, Arm(Check.Hash));
        Assert.Null(Card.LastWritten(CardRegisters.Arm));
        Card[address] = loaded;
        Assert.Null(Arm(Check.Hash));
        Assert.Equal(0u, Card[CardRegisters.KillCauses]);
        // And it is seen when it comes again.
        Card[address] = loaded + 1;
        Round();
        Assert.Equal(Config, Card[CardRegisters.KillCauses]);
    }

    [Theory]
    [InlineData("", "none")]
    [InlineData("C0FFEE", "C0FFEE")]
    [InlineData("0123456789ABCDEF", "0123456789AB")]
    public void Arming_for_another_configuration_is_refused_and_not_written(string seen, string shown)
    {
        Assert.Equal($"the configuration is now {Check.Hash[..12]}, not the one that was seen ({shown}): look again, then arm", Arm(seen));
        Assert.Null(Card.LastWritten(CardRegisters.Arm));
        Assert.Null(Arm(Check.Hash));
    }

    [Fact]
    public void The_daemons_loop_looks_and_does_not_arm_by_itself_for_another_setting()
    {
        _rig.Up();
        Card[CardRegisters.ThrottleBurst]++;
        _rig.RunDaemon();
        Assert.NotEqual(0u, Card[CardRegisters.KillCauses] & Config);
        Assert.Null(Card.LastWritten(CardRegisters.Arm));
    }

    [Fact]
    public void More_differences_than_a_person_reads_are_counted()
    {
        foreach (LoadedSetting setting in Loaded())
        {
            Card[setting.Address] = ~setting.Value;
        }

        Assert.EndsWith($" was loaded and {Loaded().Count - 3} more", Check.LookAtAll(), StringComparison.Ordinal);
        Assert.Single(Card.Writes, w => w == (CardRegisters.Kill, Config));
    }

    private string? Arm(string hash) => _rig.Appliance.Arm(Card[CardRegisters.KillCauses], Card[CardRegisters.ArmNonce], hash);

    private IReadOnlyList<LoadedSetting> Loaded() => Check.Loaded.Settings;

    private ApplianceState State() => _rig.Appliance.State("test", []);

    /// <summary>As long as it may take until every register was looked at.</summary>
    private void Round()
    {
        for (long ns = 0; ns < RoundNs; ns += ConfigurationCheck.LookEvery.Ticks * 100)
        {
            _rig.Time.Advance(ConfigurationCheck.LookEvery.Ticks * 100);
            Check.Turn();
        }
    }
}

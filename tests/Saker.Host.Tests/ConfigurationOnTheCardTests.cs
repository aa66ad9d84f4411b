using Saker.Card;
using Saker.V1;

namespace Saker.Host.Tests;

/// <summary>The card's own registers: each reads back what was loaded, while the host does all that it does, and a write behind its back kills.</summary>
public sealed class ConfigurationOnTheCardTests
{
    [RtlFact]
    public void A_moved_window_and_another_session_are_no_difference()
    {
        using var rig = new HostRig(record: true);
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
        rig.Run(50);
        rig.Market.Jump("BTCUSD", rig.Market.Books[0].Bids.Best!.Price + (4000 * rig.Market.Books[0].Instrument.Tick));
        rig.Until(s => rig.Appliance.Configuration.LookAtAll().Length == 0 && s.Feed.Snapshots != 0 && s.Feed.Phase == "whole", "the move", 10_000);
        Assert.Contains(rig.Log.Lines, l => l.Contains("windows moved: [BTCUSD from", StringComparison.Ordinal));
        rig.Market.RollSession("SAKER00002");
        rig.Until(s => s.Feed.Session == "SAKER00002" && s.Feed.Phase == "whole", "the session", 10_000);
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
        Assert.DoesNotContain(rig.Log.Lines, l => l.Contains("setting on the card", StringComparison.Ordinal));
    }

    [RtlFact]
    public void A_limit_that_is_raised_behind_the_hosts_back_kills_and_keeps_the_latch_closed_until_it_is_back()
    {
        using var rig = new HostRig();
        ConfigurationCheck check = rig.Appliance.Configuration;
        Assert.Null(Arm(rig, check.Hash));
        uint address = CardRegisters.SlotMaxPositionAt(0), loaded = rig.Card.Read(address);
        rig.Card.Write(address, loaded + 1);
        ApplianceState state = rig.Run(2).State();
        Assert.False(state.Kill.Killed);
        for (int ms = 0; ms < 3_000 && !state.Kill.Killed; ms += 20)
        {
            state = rig.Run(1, milliseconds: 20).State();
            check.Turn();
            rig.Card.Write(CardRegisters.Heartbeat, 1);
        }

        state = rig.Run(2).State();
        Assert.Equal((true, KillCausesValue.ConfigMask), (state.Kill.Killed, state.Kill.Causes));
        Assert.Contains("SLOT_MAX_POSITION[0] holds", state.Note, StringComparison.Ordinal);
        Assert.Contains("SLOT_MAX_POSITION[0] holds", Arm(rig, check.Hash), StringComparison.Ordinal);
        rig.Card.Write(address, loaded);
        Assert.Null(Arm(rig, check.Hash));
    }

    private static string? Arm(HostRig rig, string hash)
    {
        rig.Card.Write(CardRegisters.Heartbeat, 1);
        return rig.Appliance.Arm(rig.Card.Read(CardRegisters.KillCauses), rig.Card.Read(CardRegisters.ArmNonce), hash);
    }
}

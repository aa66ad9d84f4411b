using Saker.Card;
using Saker.V1;

namespace Saker.Host.Tests.Session;

/// <summary>What --arm-on-start may open.</summary>
public sealed class ArmTests
{
    [Fact]
    public void A_fresh_card_is_armed_when_session_and_book_are_good()
    {
        SessionRig rig = new SessionRig().Up();
        rig.RunDaemon();
        Assert.Equal(KillCausesValue.ResetMask, rig.Card.LastWritten(CardRegisters.Arm));
        Assert.Equal(("quoting", SlotMode.Active), (rig.Appliance.Note, State(rig).Kill.Mode));
    }

    [Fact]
    public void A_card_in_use_is_armed_by_a_person_only()
    {
        SessionRig rig = new SessionRig(SessionRig.Running).Up();
        rig.RunDaemon();
        Assert.Null(rig.Card.LastWritten(CardRegisters.Arm));
        Assert.Contains("not armed: an earlier host used this card", rig.Note, StringComparison.Ordinal);
        uint nonce = rig.Card[CardRegisters.ArmNonce];
        Assert.Null(rig.Appliance.Arm(KillCausesValue.HostHeartbeatMask, nonce, rig.Appliance.Configuration.Hash));
        Assert.Contains("armed, reducing", rig.Appliance.Note, StringComparison.Ordinal);
        Assert.Equal(SlotMode.Reducing, State(rig).Kill.Mode);
        Assert.Null(rig.Appliance.Activate(State(rig).Kill.Nonce));
        Assert.Equal(("armed", SlotMode.Active), (rig.Appliance.Note, State(rig).Kill.Mode));
    }

    [Fact]
    public void What_was_made_for_an_earlier_state_of_the_latch_is_refused_and_not_written()
    {
        SessionRig rig = new SessionRig(SessionRig.Running).Up();
        uint nonce = rig.Card[CardRegisters.ArmNonce];
        Assert.Equal("this was made for an earlier state of the latch: look again, then arm", rig.Appliance.Arm(KillCausesValue.HostHeartbeatMask, nonce - 2, rig.Appliance.Configuration.Hash));
        Assert.Null(rig.Card.LastWritten(CardRegisters.Arm));
        Assert.Equal("the latch is closed: arm first", rig.Appliance.Activate(nonce));
        Assert.Null(rig.Appliance.Arm(KillCausesValue.HostHeartbeatMask, nonce, rig.Appliance.Configuration.Hash));
        Assert.Equal("this was made for an earlier state of the latch: look again, then activate", rig.Appliance.Activate(nonce));
        Assert.Null(rig.Card.LastWritten(CardRegisters.Activate));
    }

    [Fact]
    public void A_clock_at_fault_is_told()
    {
        SessionRig rig = new();
        rig.Card[CardRegisters.State] = new StateValue(0).WithClockFault(true).Raw;
        Assert.True(State(rig).Kill is { ClockFault: true, Mode: SlotMode.Halted });
    }

    private static ApplianceState State(SessionRig rig) => rig.Appliance.State("test", []);

    [Fact]
    public void A_first_session_that_was_given_up_is_a_kill_that_a_person_acknowledges()
    {
        SessionRig rig = new();
        rig.Venue.AnswersLogin = false;
        for (int ms = 0; ms < 11_000 && rig.Card.LastWritten(CardRegisters.OeCtrl) != OeCtrlValue.ReleaseMask; ms++)
        {
            rig.Run(1);
        }

        rig.Venue.AnswersLogin = true;
        rig.Run(1_000);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
        rig.RunDaemon();
        Assert.Null(rig.Card.LastWritten(CardRegisters.Arm));
        Assert.Contains("not armed: power-on or reset, order session lost", rig.Note, StringComparison.Ordinal);
    }
}

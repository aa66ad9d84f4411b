using Saker.Card;

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
        Assert.Equal("quoting", rig.Appliance.Note);
    }

    [Fact]
    public void A_card_in_use_is_armed_by_a_person_only()
    {
        SessionRig rig = new SessionRig(SessionRig.Running).Up();
        rig.RunDaemon();
        Assert.Null(rig.Card.LastWritten(CardRegisters.Arm));
        Assert.Contains("not armed: an earlier host used this card", rig.Note, StringComparison.Ordinal);
        Assert.Null(rig.Appliance.Arm(KillCausesValue.HostHeartbeatMask));
        Assert.Equal("armed", rig.Appliance.Note);
    }

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

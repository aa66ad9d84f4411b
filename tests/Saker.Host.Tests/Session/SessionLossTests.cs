using Saker.Card;

namespace Saker.Host.Tests.Session;

/// <summary>A session that is given up closes the kill latch, and does so before it is released: after that the card asserts nothing any more.</summary>
public sealed class SessionLossTests
{
    private const uint Lost = KillCausesValue.OrderSessionMask;

    [Fact]
    public void A_line_that_is_cut_without_a_word_kills_before_the_session_is_released()
    {
        SessionRig rig = new SessionRig().Up();
        (rig.Venue.There, rig.Venue.Beats) = (false, false);
        rig.Run(16_000);
        Assert.False(rig.Appliance.SessionUp);
        Assert.Contains(rig.Log.Lines, l => l.Contains("lost: the venue ", StringComparison.Ordinal));
        KilledThenReleased(rig, times: 1);
    }

    [Fact]
    public void Bytes_that_nobody_acknowledges_kill_before_the_session_is_released()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card[CardRegisters.OeSndNxt] += 150;
        rig.Card[CardRegisters.OeStore] = new OeStoreValue(rig.Card[CardRegisters.OeStore]).WithKept(3).Raw;
        for (int ms = 0; ms < 70_000 && rig.Appliance.SessionUp; ms++)
        {
            // The venue's heartbeats come: only our way to it is cut.
            rig.Card[CardRegisters.OeSndUna] = 1;
            rig.Run(1);
        }

        Assert.Contains("the venue acknowledges nothing", rig.Note, StringComparison.Ordinal);
        KilledThenReleased(rig, times: 1);
    }

    [Theory]
    [InlineData(OeStatusValue.FinMask)]
    [InlineData(OeStatusValue.RstMask)]
    [InlineData(OeStatusValue.EndedMask)]
    public void What_the_card_asserts_itself_is_killed_by_the_host_too(uint flag)
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card.Status |= flag;
        rig.Run(16);
        KilledThenReleased(rig, times: 1);
    }

    [Fact]
    public void A_login_without_an_answer_kills_before_each_release()
    {
        SessionRig rig = new();
        rig.Venue.AnswersLogin = false;
        rig.Run(21_000);
        KilledThenReleased(rig, times: 2);
    }

    [Fact]
    public void A_session_of_another_day_than_the_last_kills_before_it_is_released()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Venue.Session = "DAY2";
        rig.Card.Status |= OeStatusValue.FinMask;
        rig.Run(1_000);
        Assert.Contains("order session stopped", rig.Note, StringComparison.Ordinal);
        KilledThenReleased(rig, times: 2);
    }

    [Fact]
    public void One_that_a_host_before_left_unusable_kills_before_it_is_released()
    {
        SessionRig rig = new SessionRig(card =>
        {
            SessionRig.Running(card);
            card.Status = ScriptedCard.Owned;
        }).Run(200);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
        KilledThenReleased(rig, times: 1);
    }

    [Fact]
    public void Connections_that_were_never_made_kill_nothing_more()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Venue.Listens = false;
        rig.Card.Status |= OeStatusValue.FinMask;
        rig.Run(20_000);
        Assert.True(rig.Venue.Segments.Count > 4, "it was tried again");
        KilledThenReleased(rig, times: 1);
    }

    [Fact]
    public void A_host_that_is_told_to_end_leaves_the_session_to_the_card_and_kills_nothing()
    {
        SessionRig rig = new SessionRig().Up();
        rig.RunDaemon();
        Assert.Equal((0u, ScriptedCard.Owned), (rig.Card[CardRegisters.KillCauses], rig.Card.Status & ScriptedCard.Owned));
        Assert.Equal([OeCtrlValue.TakeOverMask], rig.Card.Writes.Where(w => w.Address == CardRegisters.OeCtrl).Select(w => w.Value));
        Assert.DoesNotContain((CardRegisters.Kill, Lost), rig.Card.Writes);
    }

    [Fact]
    public void A_host_that_goes_on_with_the_session_of_the_one_before_kills_it_for_the_host_alone()
    {
        SessionRig rig = new SessionRig(SessionRig.Running).Up();
        Assert.DoesNotContain((CardRegisters.Kill, Lost), rig.Card.Writes);
        Assert.DoesNotContain(rig.Card.Writes, w => w.Address == CardRegisters.OeCtrl);
    }

    /// <summary>So many releases, the write before each of them that kill, and no other of its cause.</summary>
    private static void KilledThenReleased(SessionRig rig, int times)
    {
        List<(uint Address, uint Value)> writes = rig.Card.Writes;
        int[] releases = [.. Enumerable.Range(0, writes.Count).Where(n => writes[n] == (CardRegisters.OeCtrl, OeCtrlValue.ReleaseMask))];
        Assert.Equal(times, releases.Length);
        Assert.All(releases, n => Assert.Equal((CardRegisters.Kill, Lost), writes[n - 1]));
        Assert.Equal(times, writes.Count(w => w == (CardRegisters.Kill, Lost)));
        Assert.Equal(Lost, rig.Card[CardRegisters.KillCauses] & Lost);
    }
}

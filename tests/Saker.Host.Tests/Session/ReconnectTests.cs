using Saker.Card;
using Saker.Host.Session;
using Saker.Wire;

namespace Saker.Host.Tests.Session;

/// <summary>A session that is lost and comes back, or does not.</summary>
public sealed class ReconnectTests
{
    private static int Resets(SessionRig rig) => rig.Venue.Segments.Count(s => s.Flags == TcpFlags.Rst);

    private static List<ushort> Ports(SessionRig rig) => [.. rig.Venue.Segments.Where(s => s.Flags == TcpFlags.Syn).Select(s => s.Port)];

    [Theory]
    [InlineData(OeStatusValue.FinMask, "the venue closed the connection")]
    [InlineData(OeStatusValue.RstMask, "the venue reset the connection")]
    public void What_the_venue_ends_is_connected_again_from_another_port(uint flag, string why)
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card[CardRegisters.OeSoupSeq] = 42;
        rig.Card.Status |= flag;
        rig.Run(16);
        Assert.False(rig.Appliance.SessionUp);
        Assert.EndsWith($"order session lost: {why}; connecting again in 0.25 s", rig.Note, StringComparison.Ordinal);
        Assert.Equal(0u, rig.Card.Status & ScriptedCard.Owned);
        rig.Run(200);
        Assert.Single(Ports(rig));
        rig.Run(400);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
        Assert.Equal(2, Ports(rig).Distinct().Count());
        Assert.Equal([("", 1ul), ("DAY1", 42ul)], rig.Venue.Logins);
        Assert.Equal((2, 0), (rig.Venue.Queries, Resets(rig)));
    }

    [Fact]
    public void Pauses_double_and_are_short_again_after_a_session_that_was_up()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Venue.Listens = false;
        rig.Card.Status |= OeStatusValue.FinMask;
        var pauses = new List<string>();
        rig.Run(40_000);
        pauses.AddRange(rig.Log.Lines.Where(l => l.Contains("lost:", StringComparison.Ordinal)).Select(l => l[l.LastIndexOf("in ", StringComparison.Ordinal)..]));
        Assert.Equal(["in 0.25 s", "in 0.5 s", "in 1 s", "in 2 s", "in 4 s", "in 8 s", "in 10 s", "in 10 s"], pauses[..8]);
        rig.Venue.Listens = true;
        rig.Run(11_000);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
        rig.Card.Status |= OeStatusValue.FinMask;
        rig.Run(20);
        Assert.EndsWith("in 0.25 s", rig.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_venue_away_for_a_while_does_not_end_the_host()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Venue.There = false;
        rig.Card.Status |= OeStatusValue.RstMask;
        rig.Run(60_000);
        Assert.False(rig.Appliance.SessionUp);
        rig.Venue.There = true;
        rig.Run(20_000);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
    }

    [Fact]
    public void When_we_give_up_the_session_is_released_and_then_one_RST_goes_out()
    {
        SessionRig rig = new SessionRig().Up();
        ushort port = Ports(rig)[0];
        // Three orders that nobody acknowledges; heartbeats still come.
        rig.Card[CardRegisters.OeSndNxt] += 150;
        rig.Card[CardRegisters.OeStore] = new OeStoreValue(rig.Card[CardRegisters.OeStore]).WithKept(3).Raw;
        uint next = rig.Card[CardRegisters.OeSndNxt];
        for (int ms = 0; ms < 70_000 && rig.Appliance.SessionUp; ms++)
        {
            // The host's own heartbeats move the number on.
            next = rig.Card[CardRegisters.OeSndNxt];
            rig.Card[CardRegisters.OeSndUna] = 1;
            rig.Run(1);
        }

        Assert.Contains("order session lost: the venue acknowledges nothing: a segment was sent again 5 times", rig.Note, StringComparison.Ordinal);
        (TcpFlags Flags, uint Sequence, ushort Port, byte[]) last = rig.Venue.Segments[^1];
        Assert.Equal((TcpFlags.Rst, next, port), (last.Flags, last.Sequence, last.Port));
        rig.Card[CardRegisters.OeStore] = OeStoreValue.WindowMask;
        rig.Run(1_000);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
        Assert.Equal(1, Resets(rig));
    }

    [Fact]
    public void A_venue_without_a_heartbeat_for_15_seconds_is_given_up()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Venue.Beats = false;
        for (int ms = 0; ms < 14_500; ms++)
        {
            // Its kernel still answers.
            rig.Card[CardRegisters.CntOeAt((int)CntOeIndex.Frames)]++;
            rig.Run(1);
        }

        Assert.True(rig.Appliance.SessionUp, rig.Note);
        rig.Run(700);
        Assert.Contains(rig.Log.Lines, l => l.Contains("lost: the venue has sent nothing for 15 s, not even its heartbeat", StringComparison.Ordinal));
        Assert.Equal(1, Resets(rig));
    }

    [Fact]
    public void A_stream_that_cannot_be_parsed_is_given_up()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card[CardRegisters.KillAsserted] = KillCausesValue.OrderSessionMask;
        rig.Run(16);
        Assert.Contains("stream could not be parsed", rig.Note, StringComparison.Ordinal);
        Assert.Equal(1, Resets(rig));
    }

    [Theory]
    [InlineData(true, "the venue does not answer the account query")]
    [InlineData(false, "the venue does not answer the login")]
    public void Answers_that_do_not_come_are_not_waited_for_for_ever(bool login, string why)
    {
        SessionRig rig = new();
        (rig.Venue.AnswersLogin, rig.Venue.AnswersQuery) = (login, false);
        for (int ms = 0; ms < 10_200; ms++)
        {
            rig.Card[CardRegisters.OeRcvNxt]++;
            rig.Run(1);
        }

        Assert.Contains(rig.Log.Lines, l => l.Contains(why, StringComparison.Ordinal));
        Assert.Equal(1, Resets(rig));
    }

    [Fact]
    public void Another_session_than_the_last_is_not_traded_on()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Venue.Session = "DAY2";
        rig.Card.Status |= OeStatusValue.FinMask;
        rig.Run(1_000);
        Assert.False(rig.Appliance.SessionUp);
        Assert.Contains("order session stopped: the venue logged us in to session 'DAY2' instead of 'DAY1'", rig.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_login_waits_until_the_events_speak_of_the_new_connection()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card.Status |= OeStatusValue.FinMask;
        rig.HoldEvents = true;
        rig.Run(1_000);
        Assert.Single(rig.Venue.Logins);
        rig.HoldEvents = false;
        rig.Run(100);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
    }

    [Fact]
    public void The_reason_of_a_rejected_login_is_waited_for()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Venue.Rejects = SoupLoginRejected.NotAuthorised;
        rig.Card.Status |= OeStatusValue.FinMask;
        for (int ms = 0; ms < 2_000; ms++)
        {
            rig.HoldEvents = (rig.Card.Status & OeStatusValue.RejectedMask) != 0;
            rig.Run(1);
        }

        Assert.DoesNotContain("stopped", rig.Note, StringComparison.Ordinal);
        rig.HoldEvents = false;
        rig.Run(50);
        Assert.Contains("not authorised (A)", rig.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SoupLoginRejected.NotAuthorised, "the venue rejected the login, and the card's record of its reason does not come")]
    [InlineData((byte)0, "the venue accepted the login, and the card's record of its session and next message does not come")]
    public void An_answer_to_the_login_whose_record_was_lost_is_not_waited_for_for_ever(byte rejects, string why)
    {
        SessionRig rig = new();
        (rig.Venue.Rejects, rig.Venue.AnswerIsTold) = (rejects, false);
        rig.Run(9_900);
        Assert.Single(rig.Venue.Logins);
        Assert.DoesNotContain(rig.Log.Lines, l => l.Contains("lost:", StringComparison.Ordinal));
        rig.Run(200);
        Assert.Contains(rig.Log.Lines, l => l.Contains($"lost: {why}; connecting again in 0.25 s", StringComparison.Ordinal));
        Assert.Equal((1, 0u), (Resets(rig), rig.Card.Status & ScriptedCard.Owned));

        (rig.Venue.Rejects, rig.Venue.AnswerIsTold) = (0, true);
        rig.Run(1_000);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
    }

    [Fact]
    public void After_the_end_of_session_nothing_is_connected_again()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card.Status |= OeStatusValue.EndedMask | OeStatusValue.FinMask;
        rig.Run(60_000);
        Assert.Contains("order session stopped: the venue ended the session: the day is over", rig.Note, StringComparison.Ordinal);
        Assert.Single(Ports(rig));
        Assert.Equal(0u, rig.Card.Status & ScriptedCard.Owned);
    }

    [Fact]
    public void A_card_killed_by_the_loss_stays_killed_and_the_note_says_so()
    {
        SessionRig rig = new SessionRig().Up();
        byte[] record = new byte[KillEvent.Size];
        _ = new KillEventWriter(record) { Killed = 1, Causes = KillCausesValue.OrderSessionMask };
        rig.Appliance.OnKill(new KillEvent(record));
        rig.Card.Status |= OeStatusValue.FinMask;
        rig.Run(1_000);
        Assert.Equal("killed by the loss of the order session, which is up again: check the orders, then arm", rig.Note);
        Assert.Null(rig.Card.LastWritten(CardRegisters.Arm));
    }

    [Fact]
    public void What_belongs_to_no_connection_is_answered_with_RST_and_RST_is_not()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card.Status |= OeStatusValue.FinMask;
        rig.Run(100);
        rig.Venue.Segment(50_001, 1, 4711, TcpFlags.Ack | TcpFlags.Fin);
        rig.Venue.Segment(50_001, 1, 4712, TcpFlags.Ack | TcpFlags.Rst);
        rig.Run(40);
        Assert.Equal([(4711u, (ushort)50_001)], rig.Venue.Segments.Where(s => s.Flags == TcpFlags.Rst).Select(s => (s.Sequence, s.Port)));
    }
}

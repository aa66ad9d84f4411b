using Saker.Card;
using Saker.Host.Session;
using Saker.Wire;

namespace Saker.Host.Tests.Session;

/// <summary>From the first ARP to a session that may be traded on.</summary>
public sealed class ConnectTests
{
    private static readonly int[] Backoff = [0, 200, 600, 1400, 3000, 6000];

    [Fact]
    public void The_SYN_offers_a_segment_size_and_an_unscaled_window()
    {
        SessionRig rig = new SessionRig().Up();
        (TcpFlags flags, uint initial, ushort port, byte[] options) = rig.Venue.Segments[0];
        Assert.Equal(TcpFlags.Syn, flags);
        Assert.Equal("0204057801030300", Convert.ToHexString(options));
        Assert.Equal((TcpFlags.Ack, initial + 1, port), (rig.Venue.Segments[1].Flags, rig.Venue.Segments[1].Sequence, rig.Venue.Segments[1].Port));
        Assert.Equal(2, rig.Venue.Segments.Count);
    }

    [Fact]
    public void The_card_gets_the_venues_scale_and_its_first_window_in_scaled_units()
    {
        SessionRig rig = new SessionRig().Up();
        var window = new OeWindowValue(rig.Card[CardRegisters.OeWindow]);
        Assert.Equal((4096u, 7u), (window.Advertised, window.PeerScale));
        Assert.Equal(64_000u >> 7, rig.Card[CardRegisters.OePeerWindowInit]);
        Assert.Equal(ScriptedVenue.FirstSequence + 1, rig.Card[CardRegisters.OeRcvNxtInit]);
        Assert.Equal(rig.Venue.Segments[0].Sequence + 1, rig.Card[CardRegisters.OeSndNxtInit]);
    }

    [Fact]
    public void A_venue_that_does_not_scale_has_its_window_as_it_is()
    {
        SessionRig rig = new();
        (rig.Venue.Options, rig.Venue.Window) = ([2, 4, 5, 0xB4], 29_200);
        rig.Up();
        Assert.Equal((0u, 29_200u), (new OeWindowValue(rig.Card[CardRegisters.OeWindow]).PeerScale, rig.Card[CardRegisters.OePeerWindowInit]));
    }

    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        SessionRig rig = new();
        rig.Venue.Options = [2, 4, 5, 0xB4, 9, 9, 0, 0];
        Assert.Contains("TCP options that cannot be: 020405B409090000", Assert.Throws<HostException>(() => rig.Run(100)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_stand_before_the_card_takes_over()
    {
        SessionRig rig = new SessionRig().Up();
        List<uint> written = [.. rig.Card.Writes.Select(w => w.Address)];
        int taken = written.IndexOf(CardRegisters.OeCtrl);
        Assert.InRange(written.IndexOf(CardRegisters.OeMaxSeq), 0, taken);
        Assert.InRange(written.IndexOf(CardRegisters.OeKeep), 0, taken);
        Assert.InRange(written.IndexOf(CardRegisters.OePeerWindowInit), 0, taken);
        Assert.Equal(rig.Card[CardRegisters.OeSndNxtInit] + (1 << 20), rig.Card.Writes[written.IndexOf(CardRegisters.OeMaxSeq)].Value);
        Assert.Equal(OeCtrlValue.TakeOverMask, rig.Card.Writes[taken].Value);
        var keep = new OeKeepValue(rig.Card[CardRegisters.OeKeep]);
        Assert.Equal((1000u, 2000u), (keep.HeartbeatMs, keep.AckUs));
    }

    [Fact]
    public void The_login_asks_for_the_current_session_from_where_the_card_stands()
    {
        SessionRig rig = new(card => card[CardRegisters.OeSoupSeq] = 42);
        rig.Up();
        Assert.Equal([("", 42ul)], rig.Venue.Logins);
    }

    [Fact]
    public void It_is_up_when_the_query_was_answered_and_not_before()
    {
        SessionRig rig = new();
        rig.Venue.AnswersQuery = false;
        rig.Run(500);
        Assert.Equal((1, false), (rig.Venue.Queries, rig.Appliance.SessionUp));
        Assert.Equal("starting; logged in, waiting for what was missed", rig.Note);
        rig.Card.Status |= ScriptedCard.CaughtUp;
        rig.Run(50);
        Assert.True(rig.Appliance.SessionUp);
        Assert.Equal("logged in, waiting for the book", rig.Note);
        Assert.Equal(1, rig.Venue.Queries);
    }

    [Theory]
    [InlineData(43)]
    [InlineData(41)]
    public void Another_next_message_than_the_cards_is_not_traded_on(int sequence)
    {
        SessionRig rig = new(card => card[CardRegisters.OeSoupSeq] = 42);
        rig.Venue.Sequence = (ulong)sequence;
        rig.Run(30_000);
        Assert.False(rig.Appliance.SessionUp);
        Assert.Contains($"stopped: the venue goes on with message {sequence} of session 'DAY1' and the card waits for message 42", rig.Note, StringComparison.Ordinal);
        Assert.Equal(0u, rig.Card.Status & ScriptedCard.Owned);
        Assert.Equal((0, 1), (rig.Venue.Queries, rig.Venue.Logins.Count));
        Assert.Equal((TcpFlags.Rst, rig.Card[CardRegisters.OeSndNxt]), (rig.Venue.Segments[^1].Flags, rig.Venue.Segments[^1].Sequence));
    }

    [Fact]
    public void A_new_session_is_begun_when_a_person_says_so_and_only_at_the_first_login()
    {
        SessionRig rig = new SessionRig(card => card[CardRegisters.OeSoupSeq] = 42, newSession: true).Up();
        Assert.Equal([("", 1ul)], rig.Venue.Logins);
        rig.Card[CardRegisters.OeSoupSeq] = 7;
        rig.Card.Status |= OeStatusValue.FinMask;
        rig.Run(1_000);
        Assert.Equal([("", 1ul), ("DAY1", 7ul)], rig.Venue.Logins);
    }

    [Theory]
    [InlineData(SoupLoginRejected.NotAuthorised, "user or password are not authorised (A): correct --user and --password")]
    [InlineData((byte)'X', "reason 'X'")]
    public void A_login_that_the_next_one_would_not_better_stops_with_the_venues_reason(byte reason, string words)
    {
        SessionRig rig = new();
        rig.Venue.Rejects = reason;
        rig.Run(30_000);
        Assert.Contains("order session stopped: the venue rejected the login", rig.Note, StringComparison.Ordinal);
        Assert.Contains(words, rig.Note, StringComparison.Ordinal);
        Assert.Single(rig.Venue.Logins);
        Assert.Equal(0u, rig.Card.Status & ScriptedCard.Owned);
    }

    [Fact]
    public void A_session_that_stays_unavailable_is_asked_for_nine_times_and_no_more()
    {
        SessionRig rig = new();
        rig.Venue.Rejects = SoupLoginRejected.SessionNotAvailable;
        rig.Run(100);
        Assert.Equal(
            "starting; order session lost: the venue rejected the login: the session is not available (S), as while a venue still holds an earlier connection (login 1 of 9); connecting again in 0.25 s",
            rig.Note);
        rig.Run(30_000);
        Assert.DoesNotContain("stopped", rig.Note, StringComparison.Ordinal);
        rig.Run(300_000);
        Assert.Equal(9, rig.Venue.Logins.Count);
        Assert.Contains("order session stopped: the venue rejected the login: the session is not available (S), 9 times in a row", rig.Note, StringComparison.Ordinal);
        Assert.Contains("--new-session", rig.Note, StringComparison.Ordinal);
        Assert.Equal(0u, rig.Card.Status & ScriptedCard.Owned);
    }

    [Fact]
    public void A_session_that_is_unavailable_for_a_while_comes_up_and_the_count_begins_again()
    {
        SessionRig rig = new();
        for (int day = 0; day < 3; day++)
        {
            rig.Venue.Rejects = SoupLoginRejected.SessionNotAvailable;
            rig.Card.Status |= rig.Appliance.SessionUp ? OeStatusValue.FinMask : 0;
            rig.Run(16_000);
            Assert.False(rig.Appliance.SessionUp, rig.Note);
            rig.Venue.Rejects = 0;
            rig.Run(11_000);
            Assert.True(rig.Appliance.SessionUp, rig.Note);
        }

        Assert.DoesNotContain(rig.Log.Lines, l => l.Contains("stopped", StringComparison.Ordinal));
        Assert.True(rig.Venue.Logins.Count > 9, $"only {rig.Venue.Logins.Count} logins");
    }

    [Fact]
    public void A_venue_that_is_not_there_at_the_start_ends_the_host()
    {
        SessionRig rig = new();
        rig.Venue.There = false;
        Assert.Contains("does not answer (ARP, 6 tries)", Assert.Throws<HostException>(() => rig.Run(10_000)).Message, StringComparison.Ordinal);
        Assert.Equal(6, rig.Venue.Arps);
    }

    [Fact]
    public void The_time_between_SYNs_doubles_up_to_a_bound_and_so_it_does_for_ARP()
    {
        SessionRig rig = new();
        rig.Venue.There = false;
        Assert.Equal(Backoff, Moments(rig, () => rig.Venue.Arps, 8_900));

        // It is found in the middle of a pause, and then takes no SYN: they begin anew.
        rig = new();
        rig.Venue.There = false;
        rig.Run(300);
        (rig.Venue.There, rig.Venue.TakesSyn) = (true, false);
        Assert.Equal(Backoff, Moments(rig, () => rig.Venue.Segments.Count, 9_200));
        Assert.Contains("does not answer (SYN, 6 tries)", Assert.Throws<HostException>(() => rig.Run(1_000)).Message, StringComparison.Ordinal);
        Assert.Equal(6, rig.Venue.Segments.Count);
        Assert.Single(rig.Venue.Segments.Select(s => (s.Flags, s.Sequence, s.Port)).Distinct());
    }

    [Fact]
    public void A_SYN_that_was_lost_is_made_good_by_the_next()
    {
        SessionRig rig = new();
        rig.Venue.TakesSyn = false;
        rig.Run(500);
        rig.Venue.TakesSyn = true;
        rig.Run(300);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
    }

    [Fact]
    public void A_venue_that_does_not_listen_at_the_start_ends_the_host()
    {
        SessionRig rig = new();
        rig.Venue.Listens = false;
        Assert.Contains("nothing listens there", Assert.Throws<HostException>(() => rig.Run(100)).Message, StringComparison.Ordinal);
    }

    /// <summary>The milliseconds in which a count grew, from the first on.</summary>
    private static List<int> Moments(SessionRig rig, Func<int> count, int milliseconds)
    {
        var moments = new List<int>();
        for (int ms = 1; ms <= milliseconds; ms++)
        {
            int before = count();
            rig.Run(1);
            if (count() != before)
            {
                moments.Add(ms);
            }
        }

        return [.. moments.Select(ms => ms - moments[0])];
    }
}

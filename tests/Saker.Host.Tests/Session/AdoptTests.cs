using Saker.Card;
using Saker.Wire;

namespace Saker.Host.Tests.Session;

/// <summary>A host that starts on a card which the host before it left at work.</summary>
public sealed class AdoptTests
{
    private static IEnumerable<uint> Addresses(SessionRig rig) => rig.Card.Writes.Select(w => w.Address);

    [Fact]
    public void A_session_that_runs_goes_on_without_a_handshake()
    {
        SessionRig rig = new SessionRig(SessionRig.Running).Run(100);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
        Assert.Empty(rig.Venue.Segments);
        // What was missed has been replayed, and the card knows the next reference: nothing is asked.
        Assert.Equal((0, 0, 0), (rig.Venue.Arps, rig.Venue.Logins.Count, rig.Venue.Queries));
        Assert.DoesNotContain(CardRegisters.OeCtrl, Addresses(rig));
        Assert.DoesNotContain(CardRegisters.OeLocalIp, Addresses(rig));
        Assert.Equal(7000u + (1 << 20), rig.Card[CardRegisters.OeMaxSeq]);
    }

    [Fact]
    public void When_it_is_lost_later_the_login_asks_for_what_the_card_waits_for()
    {
        SessionRig rig = new SessionRig(SessionRig.Running).Run(100);
        rig.Card.Status |= OeStatusValue.RstMask;
        rig.Run(1_000);
        Assert.Equal([("", 42ul)], rig.Venue.Logins);
        Assert.NotEqual(ScriptedVenue.Line.LocalPort, rig.Venue.Segments[0].Port);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
    }

    [Theory]
    [InlineData(OeStatusValue.FinMask, false)]
    [InlineData(OeStatusValue.RstMask, false)]
    public void One_that_was_lost_meanwhile_is_released_and_connected_again(uint flag, bool reset)
    {
        SessionRig rig = new SessionRig(card =>
        {
            SessionRig.Running(card);
            card.Status |= flag;
        }).Run(200);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
        Assert.Equal([OeCtrlValue.ReleaseMask, OeCtrlValue.TakeOverMask], rig.Card.Writes.Where(w => w.Address == CardRegisters.OeCtrl).Select(w => w.Value));
        Assert.Equal([("", 42ul)], rig.Venue.Logins);
        Assert.Equal(reset, rig.Venue.Segments.Exists(s => s.Flags == TcpFlags.Rst));
    }

    [Fact]
    public void A_session_that_goes_on_is_no_new_one_whatever_the_command_line_says()
    {
        SessionRig rig = new SessionRig(SessionRig.Running, newSession: true).Run(100);
        rig.Card.Status |= OeStatusValue.RstMask;
        rig.Run(1_000);
        Assert.Equal([("", 42ul)], rig.Venue.Logins);
        Assert.Equal(OeCtrlValue.TakeOverMask, rig.Card.LastWritten(CardRegisters.OeCtrl));
    }

    [Fact]
    public void The_port_of_one_that_was_lost_is_not_taken_again()
    {
        var next = (ushort)(ScriptedVenue.Line.LocalPort + 1);
        SessionRig rig = new SessionRig(card =>
        {
            SessionRig.Running(card);
            card.Status |= OeStatusValue.FinMask;
            card[CardRegisters.OePorts] = new OePortsValue(card[CardRegisters.OePorts]).WithLocal(next).Raw;
        }).Run(200);
        Assert.Equal(next + 1, rig.Venue.Segments[0].Port);
    }

    [Fact]
    public void One_with_another_venue_is_reset_there()
    {
        SessionRig rig = new SessionRig(card =>
        {
            SessionRig.Running(card);
            card[CardRegisters.OePorts] = new OePortsValue(card[CardRegisters.OePorts]).WithPeer(9999).Raw;
        }).Run(200);
        Assert.Contains(rig.Log.Lines, l => l.Contains("it is with 10.78.0.1:9999, from 10.78.0.2", StringComparison.Ordinal));
        Assert.Equal((TcpFlags.Rst, 7000u), (rig.Venue.Segments[0].Flags, rig.Venue.Segments[0].Sequence));
        Assert.Single(rig.Venue.Logins);
    }

    [Fact]
    public void One_that_was_never_logged_in_is_reset_at_its_own_ends()
    {
        SessionRig rig = new SessionRig(card =>
        {
            SessionRig.Running(card);
            card.Status = ScriptedCard.Owned;
        }).Run(200);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
        Assert.Equal((TcpFlags.Rst, 7000u, ScriptedVenue.Line.LocalPort), (rig.Venue.Segments[0].Flags, rig.Venue.Segments[0].Sequence, rig.Venue.Segments[0].Port));
    }

    [Fact]
    public void After_a_day_that_ended_the_next_session_begins_with_its_first_message()
    {
        SessionRig rig = new SessionRig(card =>
        {
            SessionRig.Running(card);
            card.Status |= OeStatusValue.EndedMask;
        }).Run(200);
        Assert.True(rig.Appliance.SessionUp, rig.Note);
        Assert.Equal([("", 1ul)], rig.Venue.Logins);
        Assert.Equal(OeCtrlValue.TakeOverMask | OeCtrlValue.NewSessionMask, rig.Card.LastWritten(CardRegisters.OeCtrl));
    }

    [Fact]
    public void A_card_in_use_is_killed_for_the_host_that_was_away_and_not_for_a_reset()
    {
        SessionRig rig = new(SessionRig.Running);
        Assert.Equal(KillCausesValue.HostHeartbeatMask, rig.Card.LastWritten(CardRegisters.Kill));
        Assert.True(rig.Appliance.FoundInUse);
        Assert.Equal(KillCausesValue.ResetMask, new SessionRig().Card.LastWritten(CardRegisters.Kill));
        Assert.False(new SessionRig().Appliance.FoundInUse);
    }

    [Fact]
    public void The_position_goes_on_from_the_cards()
    {
        SessionRig rig = new(card =>
        {
            SessionRig.Running(card);
            card[CardRegisters.SlotPositionAt(0)] = unchecked((uint)-30);
            card[CardRegisters.SlotOrdersAt(0)] = 2;
            SlotSymbol(card, "BTCUSD");
        });
        Assert.Equal((-30, -30), (rig.Appliance.Slots[0].Tracker.HostPosition, rig.Appliance.Slots[0].Tracker.CardPosition));
        V1.ApplianceState state = rig.Appliance.State("test", []);
        Assert.Equal((2, false), (state.Kill.Open, state.Kill.Confirmed));
        // Five were sold between the look at the register and the start of the ring.
        Fill(rig, sell: true, 7, -42);
        Assert.Equal((-42, -42), (rig.Appliance.Slots[0].Tracker.HostPosition, rig.Appliance.Slots[0].Tracker.CardPosition));
        Fill(rig, sell: false, 10, -32);
        Assert.Equal((-32, -32), (rig.Appliance.Slots[0].Tracker.HostPosition, rig.Appliance.Slots[0].Tracker.CardPosition));
    }

    [Fact]
    public void A_fill_that_the_host_does_not_count_as_the_card_does_still_shows()
    {
        SessionRig rig = new();
        Fill(rig, sell: true, 7, -12);
        Assert.NotEqual(rig.Appliance.Slots[0].Tracker.HostPosition, rig.Appliance.Slots[0].Tracker.CardPosition);
    }

    [Fact]
    public void A_card_that_holds_another_symbols_position_is_left_alone()
    {
        var card = new ScriptedCard();
        HostException refused = Assert.Throws<HostException>(() => new SessionRig(found =>
        {
            SessionRig.Running(found);
            found[CardRegisters.SlotPositionAt(0)] = 30;
            SlotSymbol(found, "ETHUSD");
            found.Writes.Clear();
            card = found;
        }));
        Assert.Contains("a position of 30 lots and 0 orders in 'ETHUSD', not in 'BTCUSD'", refused.Message, StringComparison.Ordinal);
        Assert.All(card.Writes, w => Assert.Equal(CardRegisters.Scratch, w.Address));
    }

    private static void SlotSymbol(ScriptedCard card, string name)
    {
        byte[] padded = System.Text.Encoding.ASCII.GetBytes(name.PadRight(8));
        card[CardParameters.Symbol.Offset(0, 0)] = 3;
        card[CardRegisters.SymNameLoAt(3)] = BitConverter.ToUInt32(padded);
        card[CardRegisters.SymNameHiAt(3)] = BitConverter.ToUInt32(padded, 4);
    }

    private static void Fill(SessionRig rig, bool sell, uint quantity, int positionAfter)
    {
        byte[] record = new byte[VenueEvent.Size];
        _ = new VenueEventWriter(record) { Mtype = (byte)'E', Known = 1, Side = sell ? 1u : 0, Qty = quantity, Price = 100, Position = positionAfter };
        rig.Appliance.OnVenue(new VenueEvent(record));
    }
}

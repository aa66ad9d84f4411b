using Saker.Card;

namespace Saker.Host.Tests.Session;

/// <summary>A session that is up: what the host does at each look.</summary>
public sealed class KeepTests
{
    [Fact]
    public void Orders_may_go_on_as_long_as_the_host_looks()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card[CardRegisters.OeSndNxt] = rig.Card[CardRegisters.OeSndUna] = 5_000;
        rig.Run(16);
        Assert.Equal(5_000u + (1 << 20), rig.Card[CardRegisters.OeMaxSeq]);
    }

    [Fact]
    public void The_number_that_means_no_orders_is_never_written()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card[CardRegisters.OeSndNxt] = rig.Card[CardRegisters.OeSndUna] = 0xFFF0_0000;
        rig.Run(16);
        Assert.Equal(1u, rig.Card[CardRegisters.OeMaxSeq]);
    }

    [Fact]
    public void Lost_segments_are_asked_for_again()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card[CardRegisters.OeSndNxt] += 200;
        rig.Card[CardRegisters.OeStore] = new OeStoreValue(OeStoreValue.WindowMask).WithKept(4).WithDupAcks(3).Raw;
        rig.Run(16);
        Assert.Equal(1u, rig.Card.LastWritten(CardRegisters.OeResend));
    }

    [Fact]
    public void A_closed_window_is_probed()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card[CardRegisters.OeStore] = 0;
        rig.Run(1_050);
        Assert.Equal(OeResendValue.ProbeMask, rig.Card.LastWritten(CardRegisters.OeResend));
    }

    [Fact]
    public void A_measured_round_trip_is_taken_once()
    {
        SessionRig rig = new SessionRig().Up();
        rig.Card[CardRegisters.OeRtt] = 312_500 * 100;
        rig.Card[CardRegisters.OeRttSamples]++;
        rig.Card[CardRegisters.OeSndNxt] += 200;
        rig.Card[CardRegisters.OeStore] = new OeStoreValue(OeStoreValue.WindowMask).WithKept(4).Raw;
        // 100 ms measured: a timeout of 300.
        rig.Run(290);
        Assert.Null(rig.Card.LastWritten(CardRegisters.OeResend));
        rig.Run(40);
        Assert.Equal(1u, rig.Card.LastWritten(CardRegisters.OeResend));
    }

    [Fact]
    public void Heartbeats_and_ACKs_are_the_hosts_while_it_is_there()
    {
        SessionRig rig = new SessionRig().Up();
        int acks = rig.Venue.Acks;
        rig.Run(8_000);
        Assert.InRange(rig.Venue.Heartbeats, 9, 10);
        Assert.InRange(rig.Venue.Acks - acks, 7, 8);
    }
}

using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>Marks, and the cancels that they bring: docs/card.md section 7.4.</summary>
public sealed class MassCancelTests(ITestOutputHelper output)
{
    private const ulong FrameCycles = 23;
    private const int Many = 220;

    [RtlTheory]
    [InlineData(CancelScope.All, 0u)]
    [InlineData(CancelScope.All, 77u)]
    [InlineData(CancelScope.Slot, 0u)]
    [InlineData(CancelScope.Symbol, 0u)]
    public void EveryOrderOfTheScope_GetsExactlyOneCancel(CancelScope scope, uint number)
    {
        using TradingBench bench = Crowd(out uint[] quotes, out uint[] desk);
        bench.Desk.MassCancel(scope, number);
        uint[] cancelled = Cancelled(bench);
        Assert.Equal([.. quotes, .. desk.OrderBy(u => u % 256)], cancelled);
        bench.AgreesWithVenue();
        // The slot is ACTIVE: it quotes again, and these are left alone.
        Assert.Equal((2u, 0u), (bench.Orders, bench.Desk.Table.ToCancel));
        bench.Card.Run(5_000);
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
    }

    [RtlTheory]
    [InlineData(CancelScope.Slot, 1u)]
    [InlineData(CancelScope.Slot, 255u)]
    [InlineData(CancelScope.Symbol, 1u)]
    [InlineData(CancelScope.Symbol, 255u)]
    [InlineData((CancelScope)3, 0u)]
    public void OtherScopes_LeaveThemAlone(CancelScope scope, uint number)
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        bench.Rest(5);
        bench.Desk.MassCancel(scope, number);
        bench.Card.Run(1_000);
        Assert.Empty(bench.Recorded());
        Assert.Equal((7u, 0u), (bench.Orders, bench.Desk.Table.ToCancel));
    }

    [RtlFact]
    public void Kill_CancelsEverything_ExactlyOnce()
    {
        using TradingBench bench = Crowd(out uint[] quotes, out uint[] desk);
        bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
        Assert.Equal([.. quotes, .. desk.OrderBy(u => u % 256)], Cancelled(bench));
        bench.AgreesWithVenue();
        Assert.Equal(0u, bench.Orders);
        // Orders that are tried meanwhile are refused.
        bench.Feed.Discard();
        bench.Desk.New(DeskRig.Buy());
        Assert.Equal(Verdict.Kill, (Verdict)Assert.Single(bench.Recorded()).Verdict);
        bench.Arm();
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
    }

    [RtlFact]
    public void AnOrderThatDies_AtAnyMomentOfTheCancels_LetsNoNewOrderPassThem()
    {
        using TradingBench bench = DeskRig.Ready();
        int diedFirst = 0;
        for (ulong after = 0; after < 110; after++)
        {
            uint[] urns = [.. bench.Rest(4)];
            bench.Peer.Send(bench.Venue.Fill(bench.Order(urns[2]), 1));
            bench.Card.Run(after);
            bench.Desk.MassCancel(CancelScope.All, 0);
            bench.Desk.New(DeskRig.Buy());
            OrderAction[] acts = [.. bench.Recorded().Select(r => (OrderAction)r.Action)];
            diedFirst += acts.Length == urns.Length ? 1 : 0;
            Assert.True(acts[^1] == OrderAction.New && acts[..^1].All(a => a == OrderAction.Cancel) && acts.Length >= urns.Length, $"{after}: {string.Join(", ", acts)}");
            bench.Settle();
            bench.Desk.Cancel(bench.Desk.LastUrn);
            bench.Settle();
            bench.Feed.Discard();
        }

        Assert.InRange(diedFirst, 10, 100);
    }

    [RtlTheory]
    [InlineData(1)]
    [InlineData(7)]
    public void Cancels_FollowEachOther_AtTheWiresSpeed_WhateverLiesBetween(int everySo)
    {
        using TradingBench bench = DeskRig.Ready();
        List<uint> urns = bench.Rest(Many);
        foreach (uint urn in urns.Where(u => u % everySo != 0))
        {
            bench.Say(bench.Venue.Decrement(bench.Order(urn), 1, selfMatch: false));
        }

        bench.Acknowledge(bench.Peer.Expected);
        bench.Peer.Holds = null;
        uint orders = bench.Orders;
        Assert.Equal((uint)urns.Count(u => u % everySo == 0), orders);
        bench.Desk.MassCancel();
        Drive(bench, (int)orders);
        ulong[] starts = [.. bench.Peer.Packets.Select(p => p.StartCycle)];
        Assert.Equal((int)orders, starts.Length);
        ulong[] between = [.. starts.Skip(1).Zip(starts, (later, earlier) => later - earlier)];
        output.WriteLine($"mass_cancel_cycles_per_order {between.Max()} cycles ({orders} orders, one place in {everySo} taken)");
        Assert.All(between, b => Assert.Equal(FrameCycles, b));
        bench.Settle();
        bench.AgreesWithVenue();
        Assert.Equal(0u, bench.Orders);
    }

    [RtlFact]
    public void Kill_CancelsAtTheWiresSpeedToo_QuotesFirst()
    {
        using TradingBench bench = Crowd(out uint[] quotes, out uint[] desk);
        bench.Acknowledge(bench.Peer.Expected);
        bench.Peer.Holds = null;
        bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
        Drive(bench, Many + 2);
        PeerPacket[] sent = [.. bench.Peer.Packets];
        Assert.Equal([.. quotes, .. desk.OrderBy(u => u % 256)], sent.Select(Urn));
        ulong[] between = [.. sent.Skip(1).Zip(sent, (later, earlier) => later.StartCycle - earlier.StartCycle)];
        output.WriteLine($"mass_cancel_cycles_per_order {between.Max()} cycles after a kill");
        Assert.All(between, b => Assert.Equal(FrameCycles, b));
    }

    [RtlFact]
    public void OrdersNotAcknowledged_AreCancelledToo()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        // A replace in flight, and desk orders that nobody answered.
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 2, 100));
        bench.Rest();
        for (int i = 0; i < 10; i++)
        {
            bench.Unanswered(DeskRig.Sell(3));
        }

        uint[] replacing = [.. bench.Requests().Where(r => r.Payload[0] == (byte)'U').Select(r => Be(r.Payload, 5))];
        Assert.Equal(2, replacing.Length);
        bench.Desk.MassCancel();
        Assert.Equal([.. replacing, .. Enumerable.Range(5, 10).Select(n => (uint)n)], bench.Requests().Select(Urn));
    }

    [RtlFact]
    public void MarkedTwice_OneCancelAll_TheSame()
    {
        using TradingBench bench = Crowd(out _, out uint[] desk);
        for (int i = 0; i < 5; i++)
        {
            bench.Desk.MassCancel();
            bench.Card.Run(100);
        }

        bench.Desk.Cancel(desk[^1]);
        bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualConsole);
        Assert.Equal(Many + 2, Cancelled(bench).Length);
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void ACancelThatCameToNothing_IsSentAgain()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 2, 100));
        List<PeerPacket> replaces = bench.Requests();
        bench.Desk.MassCancel();
        // The cancels name the replacing orders; these are rejected.
        Assert.Equal(replaces.Select(r => Be(r.Payload, 5)), bench.Requests().Select(Urn));
        foreach (PeerPacket replace in replaces)
        {
            bench.Answer(replace.Payload, VenueAnswer.Reject);
        }

        List<PeerPacket> again = bench.Requests();
        Assert.Equal(replaces.Select(r => Be(r.Payload, 1)), again.Select(Urn));
        again.ForEach(r => bench.Answer(r.Payload));
        bench.Settle();
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void OrdersThatDieMeanwhile_AreNotCancelled_AndNewOnesAreLeftAlone()
    {
        using TradingBench bench = DeskRig.Ready();
        List<uint> urns = bench.Rest(40);
        bench.Hold();
        List<CardSegment> kept = bench.Fill(OrderStore.Places);
        bench.Desk.MassCancel();
        bench.Rest();
        Assert.Equal((40u, 40u), (bench.Desk.Table.ToCancel, bench.Desk.Table.Open));
        bench.Say(bench.Venue.Fill(bench.Order(urns[3]), 1), bench.Venue.Decrement(bench.Order(urns[20]), 1, selfMatch: false));
        Assert.Equal(38u, bench.Desk.Table.ToCancel);
        Assert.Empty(bench.Records(EventType.Order));
        bench.Peer.Holds = null;
        bench.Peer.Packets.Clear();
        bench.Acknowledge(kept[^1].End);
        bench.Peer.Holds = null;
        bench.Peer.Acknowledge();
        uint[] cancelled = Cancelled(bench);
        Assert.Equal(urns.Except([urns[3], urns[20]]), cancelled);
        uint young = bench.Rest(1)[0];
        bench.Card.Run(2_000);
        Assert.Equal([young], bench.Venue.Live.Keys);
        Assert.Empty(bench.Requests());
    }

    [RtlFact]
    public void WithoutRoom_TheyWait_AndLeaveAsPlacesCome()
    {
        using TradingBench bench = DeskRig.Ready();
        List<uint> urns = bench.Rest(6);
        bench.Hold();
        List<CardSegment> kept = bench.Fill(OrderStore.Places);
        bench.Sent();
        bench.Desk.MassCancel();
        for (int i = 0; i < urns.Count; i++)
        {
            Assert.Empty(bench.Recorded());
            Assert.Equal((uint)(urns.Count - i), bench.Desk.Table.ToCancel);
            bench.Acknowledge(kept[i].End);
            OrderRecord record = Assert.Single(bench.Recorded());
            Assert.Equal((urns[i], 1, 1), (record.Urn, (int)record.Sent, (int)record.Desk));
        }

        Assert.Equal(0u, bench.Desk.Table.ToCancel);
    }

    [RtlFact]
    public void SessionDown_TheDesksCancelsWaitWithoutAnEvent_AndLeaveWithTheNextLogin()
    {
        using TradingBench bench = DeskRig.Ready();
        List<uint> urns = bench.Rest(30);
        bench.Peer.Reset();
        bench.Rest();
        // The latch closed over the session: all are marked.
        Assert.Equal(KillCauses.OrderSession, bench.Causes);
        Assert.Equal((30u, 30u), (bench.Desk.Table.Open, bench.Desk.Table.ToCancel));
        Assert.Empty(bench.Recorded());
        bench.Reconnect();
        Assert.Empty(bench.Recorded());
        bench.Say(bench.Login());
        Assert.Equal(urns, bench.Requests().Select(Urn));
        Assert.Equal((30u, 0u), (bench.Desk.Table.Open, bench.Desk.Table.ToCancel));
        Assert.All(bench.Recorded(), r => Assert.Equal((1, 1, (int)OrderAction.Cancel), ((int)r.Desk, (int)r.Sent, (int)r.Action)));
    }

    [RtlFact]
    public void CancelsLostWithTheConnection_AreSentAgainAfterSettling()
    {
        using TradingBench bench = Crowd(out uint[] quotes, out uint[] desk);
        bench.Mode(SlotMode.Halted);
        bench.Desk.MassCancel();
        Drive(bench, Many + 2);
        // Ten arrive, with their answers; the others are lost.
        PeerPacket[] sent = [.. bench.Requests()];
        Assert.Equal(Many + 2, sent.Length);
        byte[][] answers = [.. sent.Take(10).Select(r => bench.Venue.Take(r.Payload, VenueAnswer.Accept))];
        bench.Reconnect();
        bench.Say([bench.Login(), .. answers]);
        Assert.Empty(bench.Requests());
        bench.Say(OrderStore.Answer(bench.Venue.Highest + 1));
        bench.Card.Run(600);
        uint[] again = Cancelled(bench);
        Assert.Equal(sent.Skip(10).Select(Urn), again);
        Assert.Equal([.. quotes, .. desk.OrderBy(u => u % 256)], sent.Select(Urn));
        bench.AgreesWithVenue();
        Assert.Equal((0u, false), (bench.Orders, bench.Killed));
    }

    /// <summary>Quotes that rest, and a crowd of orders of the desk on both sides.</summary>
    private static TradingBench Crowd(out uint[] quotes, out uint[] desk)
    {
        TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain);
        quotes = [.. bench.Venue.Live.Values.OrderByDescending(o => o.Buy).Select(o => o.Urn)];
        desk = [.. bench.Rest(Many / 2), .. bench.Rest(Many - (Many / 2), DeskRig.Sell(1))];
        Assert.Equal((uint)Many + 2, bench.Orders);
        bench.AgreesWithVenue();
        return bench;
    }

    /// <summary>Runs until as many messages have come, the venue acknowledging without answering.</summary>
    private static void Drive(TradingBench bench, int messages)
    {
        for (int i = 0; bench.Peer.Packets.Count < messages && i < 10_000; i++)
        {
            bench.Card.Run(50);
            bench.Peer.Poll();
            bench.Peer.Acknowledge();
        }

        bench.Rest();
        Assert.Equal(messages, bench.Peer.Packets.Count);
    }

    /// <summary>Lets card and venue speak until both are silent; what was cancelled meanwhile, in that order.</summary>
    private static uint[] Cancelled(TradingBench bench)
    {
        var cancelled = new List<uint>();
        int quiet = 0;
        while (quiet < 3)
        {
            bench.Card.Run(60);
            bench.Peer.Poll();
            bool any = false;
            while (bench.Peer.Packets.TryDequeue(out PeerPacket packet))
            {
                any = true;
                if (packet.Type != SoupType.UnsequencedData)
                {
                    continue;
                }

                if (packet.Payload[0] == OuchCancelRequest.Type)
                {
                    cancelled.Add(Urn(packet));
                }

                byte[] answer = bench.Venue.Take(packet.Payload, VenueAnswer.Accept);
                if (answer.Length != 0)
                {
                    bench.Peer.Send(answer);
                }
            }

            bench.Card.RunIdle(most: 400);
            quiet = any ? 0 : quiet + 1;
        }

        return [.. cancelled];
    }

    private static uint Urn(PeerPacket packet) => Be(packet.Payload, 1);

    private static uint Be(byte[] b, int at) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(b.AsSpan(at));
}

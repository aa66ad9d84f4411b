using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>Whatever closes the latch, nothing but cancels starts afterwards, every order ends, and the records say so.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Bid = 2_000, Ask = 2_010;

    [RtlFact]
    public void Kill_AtEveryMomentOfATick_StopsTheNextStart()
    {
        using var sweep = new KillSweep();
        IReadOnlyList<KillSample> samples = sweep.Sweep();
        Assert.All(samples, s =>
        {
            Assert.True(s.LastStart is null || s.LastStart < s.Closed, $"started {s.LastStart}, closed {s.Closed}");
            Assert.Equal(2u, s.OpenOrders);
            Assert.Equal(2, s.Cancels.Count);
            Assert.All(s.Cancels, c => Assert.True(c > s.Closed));
            Assert.Equal(0u, s.OrdersAfter);
        });
        // Every distance from the cause to the start of a frame was met, the least one too.
        Assert.Equal(0, samples.Max(s => s.StartAfterCause));
        Assert.Contains(samples, s => s.LastStart is null);
        Assert.Equal(KillSweep.Offsets, samples.Count);
        // The card and the venue agree that nothing lives.
        Assert.Empty(sweep.Bench.Venue.Live);
        output.WriteLine($"{samples.Count} moments, cause to last start {samples.Min(s => s.StartAfterCause)} to {samples.Max(s => s.StartAfterCause)} cycles");
    }

    [RtlFact]
    public void Kill_EverythingIsCancelledAndToldInOrder()
    {
        using TradingBench bench = Resting();
        bench.Card.Write(CardRegisters.Kill, (uint)(KillCauses.ManualCli | KillCauses.HostFault));
        bench.Settle();
        List<byte[]> records = bench.Feed.Records();
        var kill = new KillEvent(records.Single(r => r[4] == (byte)EventType.Kill));
        Assert.Equal((1u, (uint)(KillCauses.ManualCli | KillCauses.HostFault), 0u, 2u), (kill.Killed, kill.Causes, kill.Asserted, kill.OpenOrders));
        byte[][] orders = [.. records.Where(r => r[4] == (byte)EventType.Order)];
        Assert.Equal([0u, 1u], orders.Where(r => new OrderEvent(r).Action == (uint)OrderAction.Cancel).Select(r => new OrderEvent(r).Side));
        // What is wanted is still tried, and refused: the answers to the cancels are causes.
        Assert.All(orders.Where(r => new OrderEvent(r).Action != (uint)OrderAction.Cancel), r => Assert.Equal((0u, (ushort)Verdict.Kill), (new OrderEvent(r).Sent, new OrderEvent(r).Verdict)));
        Assert.Equal([(uint)'C', (uint)'C'], records.Where(r => r[4] == (byte)EventType.Venue).Select(r => new VenueEvent(r).Mtype));
        Assert.Equal((0u, 0u, 0u), (bench.Orders, bench.OpenBuy, bench.OpenSell));
        ulong at = bench.Card.Read(CardRegisters.KillNsLo) | ((ulong)bench.Card.Read(CardRegisters.KillNsHi) << 32);
        ulong recorded = new EventHeader(records.Single(r => r[4] == (byte)EventType.Kill)).NowNs;
        Assert.InRange(recorded - at, 0ul, 200ul);
    }

    [RtlFact]
    public void HeartbeatLoss_Kills_AndHoldsTheLatchShutUntilItReturns()
    {
        using TradingBench bench = Resting();
        const uint LimitUs = 10;
        bench.Card.Write(CardRegisters.Heartbeat, 1);
        bench.Card.Write(CardRegisters.HeartbeatLimitUs, LimitUs);
        ulong beat = bench.Card.Cycle;
        Assert.False(bench.Killed);
        bench.Card.Run(LimitUs * 1_000 * 10 / 32 / 2);
        Assert.False(bench.Killed);
        bench.Card.Run(LimitUs * 1_000 * 10 / 32);
        Assert.Equal(KillCauses.HostHeartbeat, bench.Causes);
        bench.Settle();
        var kill = new KillEvent(bench.Feed.Records(EventType.Kill).Single());
        // 10 us are 3125 cycles; the heartbeat and the limit were written a few bus cycles before.
        Assert.InRange(kill.Cycle - (uint)beat, 3_100u, 3_140u);
        Assert.Equal(0u, bench.Orders);
        NoArming(bench, KillCauses.HostHeartbeat);
        bench.Heartbeat();
        bench.Card.Run(16);
        bench.Arm();
        Assert.False(bench.Killed);
    }

    [RtlFact]
    public void RingFull_Kills_AndNoRecordIsLostSilently()
    {
        using TradingBench bench = Resting();
        const int Log2 = 6;
        var small = new EventRing(bench.Card, Log2);
        small.Enable();
        bench.Arm();
        // Nobody reads: every message makes records until less than an eighth is free.
        for (int i = 0; i < 80; i++)
        {
            // A full ring never comes to rest, so time is counted.
            bench.Feed.SendMessage(i % 2 == 0 ? bench.Book.Add(Side.Buy, Bid, 5) : bench.Book.Delete(bench.Book.Last));
            bench.Turn(300);
        }

        Assert.True(bench.Causes.HasFlag(KillCauses.EventRing));
        Assert.Equal(0u, bench.Orders);
        uint lost = bench.Card.Read(CardRegisters.RingLost);
        uint written = bench.Card.Read(CardRegisters.RingProducer);
        Assert.True(written <= 1u << Log2, $"{written} records in a ring of {1 << Log2}");
        // What did not fit waits in the card or is counted; what was written is whole and in sequence.
        int seen = 0;
        bool closed = false;
        while (small.TryPeek(out ReadOnlySpan<byte> record))
        {
            closed |= record[4] == (byte)EventType.Kill && new KillEvent(record).Killed != 0;
            small.Advance();
            small.Acknowledge();
            bench.Card.Run(100);
            seen++;
        }

        Assert.True(seen >= written, $"read {seen}, written {written}");
        Assert.Equal(bench.Card.Read(CardRegisters.RingProducer), small.Consumed);
        // 80 messages change the book 80 times and the quote 80 times: what is not among the records was counted as lost.
        Assert.True(lost > 0 && bench.Card.Read(CardRegisters.RingLost) >= lost, "the losses are not counted");
        Assert.True(closed, "the kill is not among the records");
        NoArming(bench, KillCauses.EventRing);
    }

    [RtlFact]
    public void RingOff_Kills()
    {
        using TradingBench bench = Resting();
        bench.Card.Write(CardRegisters.RingCtrl, 0);
        bench.Turn(500);
        bench.Turn(500);
        Assert.Equal(KillCauses.EventRing, bench.Causes);
        Assert.Equal(0u, bench.Orders);
        NoArming(bench, KillCauses.EventRing);
        bench.Feed.Ring.Enable();
        bench.Card.Run(500);
        bench.Arm();
        Assert.False(bench.Killed);
    }

    [RtlTheory]
    [InlineData("FIN")]
    [InlineData("RST")]
    [InlineData("end of session")]
    [InlineData("login rejected")]
    [InlineData("impossible length")]
    public void SessionLoss_Kills_AndNothingIsSentAnyMore(string how)
    {
        using TradingBench bench = Resting();
        long before = bench.Venue.Requests.Values.Sum();
        switch (how)
        {
            case "FIN":
                bench.Peer.Finish();
                break;
            case "RST":
                bench.Peer.Reset();
                break;
            case "end of session":
                bench.Peer.Send(VenueMessages.Soup(SoupType.EndOfSession));
                break;
            case "login rejected":
                bench.Peer.Send(VenueMessages.Soup(SoupType.LoginRejected, [SoupLoginRejected.NotAuthorised]));
                break;
            default:
                bench.Peer.Send([0, 0, (byte)'S']);
                break;
        }

        bench.Settle();
        Assert.Equal(KillCauses.OrderSession, bench.Causes);
        List<byte[]> records = bench.Feed.Records();
        var kill = new KillEvent(records.Single(r => r[4] == (byte)EventType.Kill));
        Assert.Equal((uint)KillCauses.OrderSession, kill.Causes);
        Assert.Contains(records, r => r[4] == (byte)EventType.Session);
        // The orders are in doubt, not dead; their cancels are refused for want of a session.
        Assert.Equal(2u, bench.Orders);
        Assert.Equal(before, bench.Venue.Requests.Values.Sum());
        byte[][] orders = [.. records.Where(r => r[4] == (byte)EventType.Order)];
        Assert.NotEmpty(orders);
        Assert.All(orders, r => Assert.Equal((uint)OrderAction.Cancel, new OrderEvent(r).Action));
        Assert.All(orders, r => Assert.Equal((0u, (ushort)Verdict.Session), (new OrderEvent(r).Sent, new OrderEvent(r).Verdict)));
        NoArming(bench, KillCauses.OrderSession);
    }

    [RtlTheory]
    [InlineData('A')]
    [InlineData('E')]
    [InlineData('U')]
    public void MessageAboutAnUnknownOrder_Kills(char type)
    {
        using TradingBench bench = Resting();
        VenueOrder known = bench.Venue.Live.Values.First();
        const uint Stranger = 4_000_000;
        bench.Peer.Send(type switch
        {
            'A' => VenueMessages.Accepted(known.Entered with { Urn = new UserRef(Stranger) }, 1, 10),
            'E' => VenueMessages.Executed(Stranger, 1, 10, 1_000_000, 1),
            _ => VenueMessages.Replaced(new OuchReplaceRequest(new UserRef(Stranger), new UserRef(Stranger + 1), new Quantity(10), new Price(1), '0', 'Y', 'N', ClOrdId.Of("")), 'B', Symbol.Of("AAAA"), 1, 10),
        });
        bench.Settle();
        Assert.Equal(KillCauses.UnknownOrder, bench.Causes);
        Assert.Equal(0u, bench.Orders);
        Assert.Equal(0, bench.Position);
        Assert.Equal(1u, bench.Feed.OrderEntryCounter(CntOeIndex.UnknownUrn));
    }

    [RtlFact]
    public void Arm_WithAnotherMaskThanTheCauses_DoesNothing()
    {
        using var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide);
        bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualConsole);
        KillCauses all = bench.Causes;
        Assert.Equal(KillCauses.ManualConsole, all & KillCauses.ManualConsole);
        foreach (uint mask in (uint[])[0, (uint)all & ((uint)all - 1), (uint)all | (uint)KillCauses.HostFault, (uint)all | 0x8000, uint.MaxValue, 1u << 31])
        {
            bench.TryArm(bench.Nonce, (KillCauses)mask);
            Assert.True(bench.Killed, $"mask {mask:X}");
            Assert.Equal(all, bench.Causes);
        }

        bench.TryArm(bench.Nonce, all);
        Assert.False(bench.Killed);
    }

    /// <summary>Armed, both orders resting, records forgotten.</summary>
    private static TradingBench Resting()
    {
        var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide);
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Feed.SendMessages([bench.Book.Add(Side.Buy, Bid, 500), bench.Book.Add(Side.Sell, Ask, 500)]);
        bench.Settle();
        Assert.Equal(2u, bench.Orders);
        bench.Feed.Discard();
        return bench;
    }

    private static void NoArming(TradingBench bench, KillCauses asserted)
    {
        Assert.Equal(asserted, (KillCauses)bench.Card.Read(CardRegisters.KillAsserted));
        bench.TryArm(bench.Nonce, bench.Causes);
        Assert.True(bench.Killed);
    }
}

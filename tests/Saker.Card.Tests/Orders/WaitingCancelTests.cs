using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Cancels are never refused for want of room: they wait, are told to nobody meanwhile, and leave one by one.</summary>
public sealed class WaitingCancelTests
{
    // From the last byte of the acknowledgment to the start of what waited for it.
    private const ulong Soon = 60;

    public enum Cause
    {
        Halted,
        Off,
        Killed,
        BookNotOk,
    }

    [RtlTheory]
    [InlineData(29, 2)]
    [InlineData(30, 2)]
    [InlineData(31, 1)]
    [InlineData(32, 0)]
    public void TheLastPlaces_AreTheirs(int kept, int sent)
    {
        using TradingBench bench = OrderStore.Resting();
        bench.Fill(kept);
        bench.Sent();
        Want(bench, Cause.Halted);
        Assert.Equal(Enumerable.Range(0, sent).Select(i => (OrderAction.Cancel, i, true)), bench.Judged().Select(o => (o.Action, o.Side, o.Sent)));
        Assert.Equal(sent, bench.Sent().Count);
        Assert.Equal((uint)(kept + sent), bench.Kept());
    }

    [RtlTheory]
    [InlineData(Cause.Halted)]
    [InlineData(Cause.Off)]
    [InlineData(Cause.Killed)]
    [InlineData(Cause.BookNotOk)]
    public void WithEveryPlaceTaken_TheyLeaveAsPlacesCome(Cause cause)
    {
        using TradingBench bench = OrderStore.Resting();
        List<CardSegment> kept = bench.Fill(OrderStore.Places);
        bench.Sent();
        Want(bench, cause);
        Assert.Empty(Cancels(bench));
        Assert.Empty(bench.Sent());
        bench.Acknowledge(kept[0].End - 1);
        Assert.Empty(bench.Sent());
        for (int side = 0; side < 2; side++)
        {
            ulong frame = bench.Peer.FrameNumber;
            bench.Acknowledge(kept[side].End);
            JudgedOrder cancel = Assert.Single(Cancels(bench));
            Assert.Equal((side, true, Verdict.Pass), (cancel.Side, cancel.Sent, cancel.Verdict));
            CardSegment sent = Assert.Single(bench.Sent());
            Assert.InRange(sent.StartCycle, bench.Card.SentAt(CardPort.OrderEntry, frame)!.Value, bench.Card.SentAt(CardPort.OrderEntry, frame)!.Value + Soon);
            Assert.Equal((uint)OrderStore.Places, bench.Kept());
        }

        bench.Acknowledge(kept[^1].End);
        Assert.Empty(Cancels(bench));
        Assert.Empty(bench.Sent());
    }

    [RtlTheory]
    [InlineData(Cause.Halted)]
    [InlineData(Cause.Killed)]
    public void WithAClosedWindow_TheyLeaveWhenItOpens(Cause cause)
    {
        using TradingBench bench = OrderStore.Resting();
        bench.Acknowledge(bench.Peer.Expected, window: 0);
        Want(bench, cause);
        Assert.Empty(Cancels(bench));
        bench.Acknowledge(bench.Peer.Expected, window: 63);
        Assert.Empty(Cancels(bench));
        // A cancel takes 12 bytes.
        bench.Acknowledge(bench.Peer.Expected, window: 64 + 11);
        Assert.Single(Cancels(bench));
        Assert.Single(bench.Sent());
        bench.Acknowledge(bench.Card.Read(CardRegisters.OeSndUna), window: 64 + 12);
        Assert.Single(Cancels(bench));
        Assert.Single(bench.Sent());
        Assert.Equal(2u, bench.Kept());
    }

    [RtlFact]
    public void AnOrderThatDiesMeanwhile_IsNotCancelled()
    {
        using TradingBench bench = OrderStore.Resting();
        List<CardSegment> kept = bench.Fill(OrderStore.Places);
        bench.Sent();
        Want(bench, Cause.Killed);
        VenueOrder buy = bench.Venue.Live.Values.Single(o => o.Buy);
        bench.Peer.Holds = kept[0].Sequence;
        bench.Peer.Send(bench.Venue.Fill(buy, buy.Open));
        bench.Rest();
        Assert.Equal(1u, bench.Orders);
        bench.Acknowledge(kept[^1].End);
        Assert.Equal(1, Assert.Single(Cancels(bench)).Side);
        Assert.Single(bench.Sent());
    }

    [RtlFact]
    public void AQuoteThatIsWantedAgainMeanwhile_IsNotCancelled()
    {
        using TradingBench bench = OrderStore.Resting();
        List<CardSegment> kept = bench.Fill(OrderStore.Places);
        bench.Sent();
        Want(bench, Cause.Halted);
        bench.Rest();
        bench.Mode(SlotMode.Active);
        bench.Acknowledge(kept[^1].End);
        Assert.Empty(bench.Judged());
        Assert.Empty(bench.Sent());
        Assert.Equal(2u, bench.Orders);
    }

    [RtlFact]
    public void ACancelAndAHostMessageThatWait_LeaveInThatOrder()
    {
        using TradingBench bench = OrderStore.Resting();
        List<CardSegment> kept = bench.Fill(OrderStore.Places);
        bench.Sent();
        OrderPeer.HostMessage(bench.Card, OrderStore.Text(30, 1));
        Want(bench, Cause.Halted);
        Assert.Empty(bench.Sent());
        for (int i = 0; i < 3; i++)
        {
            bench.Acknowledge(kept[i].End);
            Assert.Equal(i < 2 ? 12 : 30, Assert.Single(bench.Sent()).Payload.Length);
            Assert.Equal((uint)OrderStore.Places, bench.Kept());
        }
    }

    private static void Want(TradingBench bench, Cause cause)
    {
        switch (cause)
        {
            case Cause.Halted:
                bench.Mode(SlotMode.Halted);
                break;
            case Cause.Off:
                bench.Mode(SlotMode.Off);
                break;
            case Cause.Killed:
                bench.Card.Write(CardRegisters.Kill, (uint)KillCauses.ManualCli);
                break;
            case Cause.BookNotOk:
                bench.Feed.SendMessage(bench.Book.Trading('H'));
                bench.Rest();
                break;
        }
    }

    /// <summary>Orders that were refused with the latch closed are not asked about here.</summary>
    private static List<JudgedOrder> Cancels(TradingBench bench) => [.. bench.Judged().Where(o => o.Action == OrderAction.Cancel)];
}

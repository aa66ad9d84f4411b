using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A TRIP record.</summary>
/// <param name="Trips">SLOT_TRIPS.</param>
/// <param name="Rejects">Rejects in a row.</param>
/// <param name="Fills">Executions in the count.</param>
internal readonly record struct TripRow(TripCauses Trips, int Rejects, int Fills);

/// <summary>What the tests of the guards share: docs/card.md sections 8.1 to 8.4.</summary>
internal static class GuardsRig
{
    /// <summary>A price below every other one, where orders of the desk rest without meeting anything.</summary>
    public const ushort Far = DeskRig.Bid - 50;

    /// <summary>Offers an order of the desk and returns what the gate made of it; nobody answers it.</summary>
    public static Verdict Judge(this TradingBench bench, DeskOffer offer)
    {
        bench.Desk.New(offer);
        for (int cycle = 0; bench.Desk.Status.Busy; cycle++)
        {
            Assert.True(cycle < 1_000, $"{offer} is not judged");
            bench.Card.Run(1);
        }

        bench.Rest();
        return (Verdict)bench.Desk.Status.Verdict;
    }

    /// <summary>The venue answers everything that came.</summary>
    public static void AnswerAll(this TradingBench bench, VenueAnswer answer = VenueAnswer.Accept)
    {
        for (List<PeerPacket> requests = bench.Requests(); requests.Count != 0; requests = bench.Requests())
        {
            requests.ForEach(r => bench.Answer(r.Payload, answer));
        }
    }

    /// <summary>Offers an order of the desk that the venue answers so; returns its reference.</summary>
    public static uint Enter(this TradingBench bench, DeskOffer offer, VenueAnswer answer = VenueAnswer.Accept)
    {
        Assert.Equal(Verdict.Pass, bench.Judge(offer));
        bench.AnswerAll(answer);
        return bench.Desk.LastUrn;
    }

    /// <summary>Nothing but cancels left, the quotes' before those of the desk's two orders, and nothing rests any more.</summary>
    /// <param name="bench">The bench.</param>
    /// <param name="records">Its records since what halted the slot.</param>
    /// <param name="unanswered">The desk's order that the venue had not answered.</param>
    public static void HasCancelledQuotesAndDesk(this TradingBench bench, IReadOnlyList<byte[]> records, uint unanswered)
    {
        OrderRecord[] cancels = [.. records.Where(r => r[4] == (byte)EventType.Order).Select(TwinJudge.Read)];
        Assert.All(cancels, c => Assert.Equal((OrderAction.Cancel, 1), ((OrderAction)c.Action, c.Sent)));
        Assert.Equal([0, 0, 1, 1], cancels.Select(c => (int)c.Desk));
        Assert.Contains(cancels, c => c.Urn == unanswered);
        bench.Settle();
        Assert.Empty(bench.Venue.Live);
        bench.AgreesWithVenue();
    }

    /// <summary>An order of the desk is rejected so many times.</summary>
    public static void Reject(this TradingBench bench, int times)
    {
        for (int n = 0; n < times; n++)
        {
            bench.Enter(DeskRig.Buy(1, Far), VenueAnswer.Reject);
        }
    }

    /// <summary>One lot of an order that lives is executed.</summary>
    public static void Fill(this TradingBench bench, uint urn, uint quantity = 1) => bench.Say(bench.Venue.Fill(bench.Order(urn), quantity));

    /// <summary>The order if it lives once everything marked has been cancelled; else a new one like it.</summary>
    public static uint Live(this TradingBench bench, uint urn)
    {
        bench.AnswerAll();
        return bench.Venue.Live.ContainsKey(urn) ? urn : bench.Enter(DeskRig.Buy(1_000, Far));
    }

    /// <summary>The TRIP records since the last call; other records are forgotten.</summary>
    public static List<TripRow> Tripped(this TradingBench bench)
    {
        bench.Rest();
        return [.. bench.Records(EventType.Trip).Select(r =>
        {
            var t = new TripEvent(r);
            Assert.Equal(0u, t.Slot);
            return new TripRow((TripCauses)t.Trips, t.Rejects, t.Fills);
        })];
    }

    /// <summary>Verdicts of the quotes that were tried since the last call, one for each side and verdict.</summary>
    public static List<(int Side, Verdict Verdict)> Tried(this TradingBench bench) =>
        [.. bench.Recorded().Where(o => o.Desk == 0 && o.Action != (byte)OrderAction.Cancel).Select(o => ((int)o.Side, (Verdict)o.Verdict)).Distinct().Order()];
}

using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The bank that takes over by itself: docs/card.md section 6.1.</summary>
public sealed class FallbackTests
{
    private const ulong Limit = 100_000;
    private const int Safe = 1, Level = 3, Rejects = 3, Answers = 32;

    // From the message that makes it stand: SLOT_BANK_STATUS.FALLBACK, the swap, its quote.
    private const uint QuoteAfterReject = 4;

    // From the cycle of the gate word that closed, and from the first cycle in which an answer is late.
    private const uint QuoteAfterGates = 5, QuoteAfterLate = 5;

    // From the first late cycle to the effect of the first answer that is late.
    private const int FirstLateAnswer = 0;

    // An order's record is of its start, a cycle behind that in which it leaves.
    private const uint StartAfterLeaving = 1;

    private const uint None = 0, Loss = 1, Rejected = 2, Gates = 4, Slow = 8;
    private const ushort Narrow = 20;
    private const int Phases = 16;
    private const uint Limited = 3, LongestLimit = 0xF_FFFF;
    private const ulong LossAt = Limit, LimitCycles = Limited * Doubt.UnitNs * 5 / 16, Start = 1ul << 36, Second = 1_000_000_000;

    private static readonly SlotFallbackValue Either = new SlotFallbackValue(0).WithEnable(true).WithBank(true);

    // No ask: its gate is never known.
    private static readonly SlotParameters OneSided = TradingBench.Plain with { Qty = 50, NeedAsk = 1u << (int)SignalGate.Entropy };
    private static readonly SlotParameters Bold = TradingBench.Plain;
    private static readonly SlotParameters Shy = TradingBench.Plain with { HalfBid = 2_048, HalfAsk = 2_048 };

    [RtlFact]
    public void AfterReset_AndSwitchedOff_NothingFallsBack()
    {
        using TradingBench bench = Ready(new SlotFallbackValue(0).WithBank(true).WithLossLevel(1).WithRejects(1));
        Assert.Equal(0u, new SlotFallbackValue(Fresh()).Raw);
        bench.Reject(5);
        bench.Lose(10_000);
        Assert.Equal((0, false, 0u), (bench.Banks.Running, bench.Banks.Status.Fallback != 0, bench.Banks.Status.Swaps));
    }

    [RtlFact]
    public void SoManyRejectsInARow_LetTheOtherBankRun()
    {
        using TradingBench bench = Ready(new SlotFallbackValue(0).WithEnable(true).WithBank(true).WithRejects(Rejects), quantity: 0);
        bench.Reject(Rejects - 1);
        Assert.Equal((0, false), (bench.Banks.Running, bench.Banks.Status.Fallback != 0));
        bench.Feed.Discard();
        bench.Reject(1);
        List<byte[]> records = bench.Feed.Records();
        Decision first = Decision.Of(records).First(q => q.Bank == Safe);
        uint reject = records.Where(r => r[4] == (byte)EventType.Venue && new VenueEvent(r).Mtype == 'J').Select(r => new EventHeader(r).Cycle).Last(cycle => cycle < first.Cycle);
        Assert.Equal((true, QuoteAfterReject), (first.Again, first.Cycle - reject));
        // One that is taken ends the row: then a person may go back.
        bench.Enter(DeskRig.Buy(1, GuardsRig.Far));
        Assert.Equal((Safe, false, 1u, 0u), (bench.Banks.Running, bench.Banks.Status.Fallback != 0, bench.Banks.Status.Swaps, bench.Banks.Status.SwapsRefused));
        bench.Banks.Swap(0);
        Assert.Equal((0, 2u), (bench.Banks.Running, bench.Banks.Status.Swaps));
    }

    /// <summary>Never two in a row: the third of all that were answered is one too many, until it is no longer among the last 32.</summary>
    [RtlFact]
    public void SoManyRejectsOfTheLastAnswers_LetTheOtherBankRun_UntilTheyAreOld()
    {
        using TradingBench bench = Ready(Either.WithRate(Rejects), quantity: 0);
        for (int n = 1; n < Rejects; n++)
        {
            bench.Reject(1);
            bench.Enter(DeskRig.Buy(1, GuardsRig.Far));
        }

        Assert.Equal((0, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
        bench.Feed.Discard();
        bench.Reject(1);
        List<byte[]> records = bench.Feed.Records();
        Decision first = Decision.Of(records).First(q => q.Bank == Safe);
        uint reject = records.Where(r => r[4] == (byte)EventType.Venue && new VenueEvent(r).Mtype == 'J').Select(r => new EventHeader(r).Cycle).Single();
        Assert.Equal((true, QuoteAfterReject), (first.Again, first.Cycle - reject));
        Assert.Equal((Safe, Rejected), (bench.Banks.Running, bench.Banks.Status.Fallback));
        // The first of them is the oldest of 2 * Rejects - 1 answers; executions and cancels are none.
        for (int n = (2 * Rejects) - 1; n < Answers; n++)
        {
            uint urn = bench.Enter(DeskRig.Buy(1, GuardsRig.Far));
            if (n % 2 == 0)
            {
                bench.Fill(urn);
            }
            else
            {
                bench.Desk.Cancel(urn);
                bench.AnswerAll();
            }

            Assert.Equal(Rejected, bench.Banks.Status.Fallback);
        }

        bench.Enter(DeskRig.Buy(1, GuardsRig.Far));
        Assert.Equal((Safe, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
        bench.Banks.Swap(0);
        Assert.Equal((0, 2u, 0u), (bench.Banks.Running, bench.Banks.Status.Swaps, bench.Banks.Status.SwapsRefused));
    }

    /// <summary>Against the model, whatever the venue says of the slot's orders: quotes that move, orders of the desk, taken, refused, dead on entry, told twice, executed, cancelled,
    /// and the slot killed and cleared. Another slot's rate stays 0.</summary>
    [RtlFact]
    public void TheRate_IsOfTheLast32Answers_AtRandom()
    {
        int seed = TestLength.Seed;
        var random = new Random(seed);
        var model = new SlotTrips { Limits = new TripLimits(byte.MaxValue, ushort.MaxValue, 0) };
        var heard = new HashSet<char>();
        int most = 0;
        using TradingBench bench = Ready(Either);
        bench.Card.Write(CardRegisters.SlotFallbackAt(1), Either.WithRate(1).Raw);
        for (int n = 0; n < 300; n++)
        {
            if (n % 60 == 59)
            {
                bench.Card.Write(CardRegisters.SlotKillAt(0), 1);
                bench.AnswerAll();
                heard.UnionWith(Hear(bench, model));
                bench.Card.Write(CardRegisters.SlotClearAt(0), (uint)bench.Trips);
                model.Kill();
                Assert.True(model.Clear((uint)TripCauses.Manual));
            }

            Act(bench, random);
            heard.UnionWith(Hear(bench, model));
            most = Math.Max(most, model.Rate);
            // What stands for it, and what is one more.
            foreach (int limit in (int[])[Math.Max(model.Rate, 1), model.Rate + 1])
            {
                bench.Card.Write(CardRegisters.SlotFallbackAt(0), Either.WithRate((uint)limit).Raw);
                bench.Rest();
                uint status = bench.Banks.Status.Fallback;
                Assert.True((status == Rejected) == (model.Rate >= limit), $"seed {seed}, step {n}: {model.Rate} rejects, limit {limit}, status {status}");
            }

            Assert.Equal(None, new SlotBankStatusValue(bench.Card.Read(CardRegisters.SlotBankStatusAt(1))).Fallback);
        }

        Assert.Superset("AUJEC".ToHashSet(), heard);
        Assert.InRange(most, 4, Answers);
        bench.AnswerAll();
        bench.AgreesWithVenue();
    }

    [RtlTheory]
    [InlineData(LossRig.SinceStart)]
    [InlineData(LossRig.Drawdown)]
    [InlineData(LossRig.Rolling)]
    public void ALossAtItsLevel_LetsTheOtherBankRun(int breaker)
    {
        using TradingBench bench = Ready(new SlotFallbackValue(0).WithEnable(true).WithBank(true).WithLossLevel(Level));
        bench.Loss(LossRig.Only(breaker, Limit, period: breaker == LossRig.Rolling ? 1u << 20 : 0));
        bench.Lose((long)(Limit * 85 / 100) - 1);
        Assert.Equal((0, false), (bench.Banks.Running, bench.Banks.Status.Fallback != 0));
        bench.Lose(1);
        Assert.Equal((Safe, true, TripCauses.None), (bench.Banks.Running, bench.Banks.Status.Fallback != 0, bench.Trips));
        bench.Banks.Swap(0);
        Assert.Equal((Safe, 1u), (bench.Banks.Running, bench.Banks.Status.SwapsRefused));
    }

    [RtlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhereTheBankCannotRun_TheSlotIsHalted_UntilItCan(bool otherSymbol)
    {
        using TradingBench bench = Ready(new SlotFallbackValue(0).WithEnable(true).WithBank(true).WithRejects(Rejects));
        Assert.Equal(2u, bench.Orders);
        bench.Banks.Write(CardParameters.Symbol, Safe, otherSymbol ? 1 : 0);
        if (otherSymbol)
        {
            bench.Banks.Seal(Safe);
        }

        bench.Reject(Rejects);
        bench.Settle();
        Assert.Equal((0, true, 0u, 0u), (bench.Banks.Running, bench.Banks.Status.Fallback != 0, bench.Banks.Status.Swaps, bench.Orders));
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        bench.Card.Run(1_000);
        Assert.Equal((0, 0u), (bench.Banks.Running, bench.Banks.Status.SwapsRefused));
        bench.Banks.Write(CardParameters.Symbol, Safe, 0);
        bench.Banks.Seal(Safe);
        bench.Settle();
        Assert.Equal((Safe, 2u), (bench.Banks.Running, bench.Orders));
        bench.AgreesWithVenue();
    }

    [RtlFact]
    public void AGateThatCloses_OrIsNotKnown_LetsTheOtherBankRun()
    {
        using TradingBench bench = Ready(Either, quantity: 0);
        SignalRegisters.Write(bench.Card, 0, new SignalParameters().With(SignalGate.Spread, Narrow, above: false), sideOfP: false);
        bench.Feed.Write(bench.Feed.Control.WithRecordSignals(true));
        ulong best = bench.Book.Last;
        bench.Tell(bench.Book.Add(Side.Sell, DeskRig.Ask + Narrow, 100));
        bench.Card.Write(CardRegisters.SlotFallbackGatesAt(0), 1u << (int)SignalGate.Spread);
        bench.Rest();
        Assert.Equal((0, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
        bench.Feed.Discard();
        bench.Tell(bench.Book.Delete(best));
        List<byte[]> records = bench.Feed.Records();
        Decision first = Decision.Of(records).First(q => q.Bank == Safe);
        uint closed = records.Where(r => r[4] == (byte)EventType.Signal).Select(r => new SignalEvent(r).Cycle).Single();
        Assert.Equal((true, QuoteAfterGates), (first.Again, first.Cycle - closed));
        Assert.Equal((Safe, Gates, 1u), (bench.Banks.Running, bench.Banks.Status.Fallback, bench.Banks.Status.Swaps));
        bench.Banks.Swap(0);
        Assert.Equal((Safe, 1u), (bench.Banks.Running, bench.Banks.Status.SwapsRefused));
        // It opens: nothing stands any more, and a person may go back.
        bench.Tell(bench.Book.Add(Side.Sell, DeskRig.Ask, 100));
        Assert.Equal((Safe, None, 1u), (bench.Banks.Running, bench.Banks.Status.Fallback, bench.Banks.Status.Swaps));
        bench.Banks.Swap(0);
        Assert.Equal((0, 2u), (bench.Banks.Running, bench.Banks.Status.Swaps));
        // A restart says nothing until the next update, and a book that is not ok says nothing.
        bench.Card.Write(CardRegisters.SigRestartAt(0), 1);
        bench.Rest();
        Assert.Equal((0, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
        foreach (char state in "HT")
        {
            bench.Tell(bench.Book.Trading(state));
            Assert.Equal((0, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
        }

        // A gate whose signal has no settings is not known, beside one that says yes.
        bench.Card.Write(CardRegisters.SlotFallbackGatesAt(0), (1u << (int)SignalGate.Spread) | (1u << (int)SignalGate.Vpin));
        bench.Rest();
        Assert.Equal((Safe, Gates), (bench.Banks.Running, bench.Banks.Status.Fallback));
    }

    /// <summary>Of the one side that quotes, at many phases of the unit: which cycle is the first late one is the card's time's alone.</summary>
    [RtlFact]
    public void AnAnswerThatDoesNotCome_LetsTheOtherBankRun_InTheCycleInWhichItIsLate()
    {
        using TradingBench bench = Quoting(out CardClock clock);
        for (int n = 0; n < Phases; n++)
        {
            bench.Card.Run((ulong)(n * 23));
            uint late = Pend(bench, clock, n);
            bench.Card.Run(LimitCycles + 400);
            Decision first = Decision.Of(bench.Feed.Records()).First(q => q.Bank == Safe);
            Assert.Equal((true, QuoteAfterLate), (first.Again, first.Cycle - late));
            Assert.Equal((Safe, Slow), (bench.Banks.Running, bench.Banks.Status.Fallback));
            // The answer comes, but late. That to the other bank's quote is in time, and ends it.
            bench.Answer(Assert.Single(bench.Requests()).Payload);
            Assert.Equal(Slow, bench.Banks.Status.Fallback);
            Back(bench, n);
        }

        bench.AgreesWithVenue();
    }

    /// <summary>The answer takes effect around the first late cycle: before it nothing happens, from it on the side is slow, and stays it.</summary>
    [RtlFact]
    public void WhetherAnAnswerIsLate_IsDecidedInOneCycle()
    {
        using TradingBench bench = Quoting(out CardClock clock);
        ulong reach = 0;
        var slow = new List<int>();
        var inTime = new List<int>();
        for (int n = 0; n < 13; n++)
        {
            uint late = Pend(bench, clock, n);
            byte[] answer = bench.Venue.Take(Assert.Single(bench.Requests()).Payload, VenueAnswer.Accept);
            // The first one measures what an answer takes to the card.
            uint aim = late + (uint)(n == 0 ? -200 : n - 7);
            bench.Card.Run(aim - (uint)bench.Card.Cycle - reach);
            uint from = (uint)bench.Card.Cycle;
            bench.Peer.Send(answer);
            bench.Rest();
            uint effect = bench.Feed.Records(EventType.Venue).Select(r => new VenueEvent(r).Cycle).Single();
            reach = n == 0 ? effect - from : reach;
            (bench.Banks.Status.Fallback == Slow ? slow : inTime).Add((int)(effect - late));
            Assert.Contains(bench.Banks.Status.Fallback, (uint[])[None, Slow]);
            Assert.Equal(bench.Banks.Status.Fallback == Slow ? Safe : 0, bench.Banks.Running);
            if (bench.Banks.Status.Fallback == Slow)
            {
                Back(bench, n);
            }
        }

        Assert.Equal((FirstLateAnswer - 1, FirstLateAnswer), (inTime.Max(), slow.Min()));
    }

    [RtlTheory]
    [InlineData("cancel")]
    [InlineData("new")]
    public void CancelsAndNewOrdersCount_AndAnOrderThatDiedLateStaysSlow(string kind)
    {
        using TradingBench bench = Quoting(out _);
        bench.Mode(SlotMode.Halted);
        if (kind == "new")
        {
            bench.Settle();
            bench.Mode(SlotMode.Active);
        }

        bench.Rest();
        Assert.Equal((0, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
        bench.Card.Run(LimitCycles + 200);
        Assert.Equal((Safe, Slow), (bench.Banks.Running, bench.Banks.Status.Fallback));
        bench.Answer(Assert.Single(bench.Requests()).Payload, kind == "new" ? VenueAnswer.Reject : VenueAnswer.Accept);
        Assert.Equal(Slow, bench.Banks.Status.Fallback);
        bench.Mode(SlotMode.Active);
        bench.Settle();
        Assert.Equal((1u, None, Safe), (bench.Orders, bench.Banks.Status.Fallback, bench.Banks.Running));
    }

    [RtlFact]
    public void WithoutALimit_InTime_AndForTheDesk_NobodyIsSlow()
    {
        using TradingBench bench = Quoting(out CardClock clock);
        for (int n = 0; n < 4; n++)
        {
            Pend(bench, clock, n);
            bench.Settle();
            Assert.Equal((0, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
        }

        bench.Unanswered(DeskRig.Buy(1, GuardsRig.Far));
        bench.Card.SetTime(bench.Now() + Second);
        bench.Card.Run(100);
        Assert.Equal((0, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
        bench.AnswerAll();
        bench.Card.Write(CardRegisters.SlotFallbackLatencyAt(0), 0);
        clock = CardClock.Set(bench, bench.Now() + Second);
        Pend(bench, clock, 4);
        bench.Card.SetTime(bench.Now() + Second);
        bench.Card.Run(100);
        Assert.Equal((0, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
        bench.Settle();
        // The longest one there is.
        bench.Card.Write(CardRegisters.SlotFallbackLatencyAt(0), LongestLimit);
        clock = CardClock.Set(bench, bench.Now() + Second);
        Pend(bench, clock, 5);
        ulong left = bench.Now();
        bench.Card.SetTime(left + ((LongestLimit - 3) * Doubt.UnitNs));
        bench.Card.Run(100);
        Assert.Equal((0, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
        bench.Card.SetTime(left + (LongestLimit * Doubt.UnitNs));
        bench.Card.Run(100);
        Assert.Equal((Safe, Slow), (bench.Banks.Running, bench.Banks.Status.Fallback));
    }

    [RtlFact]
    public void EachSideIsSlowByItself_AndOneInTimeEndsItsOwn()
    {
        using TradingBench bench = Quoting(out _, Bold with { HalfBid = 1_024, HalfAsk = 1_024 });
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 4, 100));
        PeerPacket[] both = [.. bench.Requests()];
        Assert.Equal(2, both.Length);
        bench.Answer(both[0].Payload);
        bench.Card.Run(LimitCycles + 200);
        Assert.Equal((Safe, Slow), (bench.Banks.Running, bench.Banks.Status.Fallback));
        // The other side's order is answered in time: that ends nothing of this one.
        bench.Answer(both[1].Payload);
        bench.AnswerAll();
        Assert.Equal(Slow, bench.Banks.Status.Fallback);
        bench.Tell(bench.Book.Delete(bench.Book.Last));
        bench.Settle();
        Assert.Equal((Safe, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
    }

    [RtlFact]
    public void ATakersAnswersCountAlike()
    {
        SlotParameters lead = TradingBench.Plain with { Take = Take.LeadLag, Lead = 1, Beta = 4_096, Theta = 256 };
        using TakerBench bench = new(lead);
        TradingBench trading = bench.Trading;
        trading.Banks.Write(Safe, lead with { Theta = 10_000 });
        trading.Banks.Seal(Safe);
        trading.Card.Write(CardRegisters.SlotFallbackAt(0), Either.Raw);
        trading.Card.Write(CardRegisters.SlotFallbackLatencyAt(0), Limited);
        bench.Open(0, 500, 504);
        bench.Open(1, 1_000, 1_020);
        bench.Move(1, Side.Buy, 1_002);
        byte[] request = Assert.Single(bench.Entered()).Request;
        Assert.Equal((0, None), (trading.Banks.Running, trading.Banks.Status.Fallback));
        trading.Card.Run(LimitCycles + 200);
        Assert.Equal((Safe, Slow), (trading.Banks.Running, trading.Banks.Status.Fallback));
        bench.Answer(request, 0);
        Assert.Equal((Safe, Slow), (trading.Banks.Running, trading.Banks.Status.Fallback));
    }

    /// <summary>A bit for each cause, beside each other; none while it is switched off.</summary>
    [RtlFact]
    public void TheStatus_SaysWhichCausesStand()
    {
        // The other bank quotes the same: what is late moves nothing.
        using TradingBench bench = Quoting(out CardClock clock, OneSided, OneSided, Either.WithLossLevel(Level).WithRejects(Rejects));
        bench.Loss(LossRig.Only(LossRig.SinceStart, LossAt));
        bench.StartPnl();
        bench.Found();
        Pend(bench, clock, 0);
        bench.Card.Run(LimitCycles + 200);
        bench.AnswerAll();
        Assert.Equal(Slow, bench.Banks.Status.Fallback);
        bench.Card.Write(CardRegisters.SlotFallbackGatesAt(0), 1u << (int)SignalGate.Vpin);
        bench.Rest();
        Assert.Equal(Slow | Gates, bench.Banks.Status.Fallback);
        bench.Lose((long)(LossAt * 90 / 100));
        Assert.Equal(Slow | Gates | Loss, bench.Banks.Status.Fallback);
        bench.Reject(Rejects);
        Assert.Equal((Slow | Gates | Loss | Rejected, 1u), (bench.Banks.Status.Fallback, bench.Banks.Status.Swaps));
        bench.Card.Write(CardRegisters.SlotFallbackAt(0), Either.WithLossLevel(Level).WithRejects(Rejects).WithEnable(false).Raw);
        bench.Rest();
        Assert.Equal((None, Safe), (bench.Banks.Status.Fallback, bench.Banks.Running));
    }

    /// <summary>One thing that makes the venue speak, and its answers until nothing is asked any more.</summary>
    private static void Act(TradingBench bench, Random random)
    {
        VenueOrder[] live = [.. bench.Venue.Live.Values.Where(o => o.AsEntered)];
        VenueOrder? one = live.Length == 0 ? null : live[random.Next(live.Length)];
        switch (random.Next(7))
        {
            case 0:
                bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid + 4, 100));
                bench.Tell(bench.Book.Delete(bench.Book.Last));
                break;
            case 1:
                bench.Banks.Swap(random.Next(2));
                break;
            case 2 when one is not null:
                bench.Fill(one.Urn);
                break;
            case 3 when one is not null:
                bench.Desk.Cancel(one.Urn);
                break;
            case 4 when one is not null:
                bench.Say(bench.Venue.AcceptAgain(one));
                break;
            default:
                bench.Desk.New(DeskRig.Buy(1, GuardsRig.Far));
                break;
        }

        bench.Rest();
        List<PeerPacket> requests = bench.Requests();
        for (int round = 0; requests.Count != 0; round++, requests = bench.Requests())
        {
            requests.ForEach(r => bench.Answer(r.Payload, round > 3 ? VenueAnswer.Accept : random.Next(5) switch { 0 => VenueAnswer.Reject, 1 => VenueAnswer.Dead, _ => VenueAnswer.Accept }));
        }
    }

    /// <summary>What the venue said since the last call; returns the types.</summary>
    private static IEnumerable<char> Hear(TradingBench bench, SlotTrips model)
    {
        var types = new List<char>();
        foreach (byte[] record in bench.Feed.Records(EventType.Venue))
        {
            var v = new VenueEvent(record);
            types.Add((char)v.Mtype);
            model.Venue(new VenueMessage((byte)v.Mtype, v.VenueTs, v.Urn, v.OrigUrn, v.Qty, v.Price, (byte)v.Side, v.Code, v.Reason, v.ExtRef), moved: v.Mtype == 'E', 0);
        }

        return types;
    }

    /// <summary>Quoting by bank 0 a bid alone, which rests, with a limit of its answers' time.</summary>
    private static TradingBench Quoting(out CardClock clock, SlotParameters? first = null, SlotParameters? safe = null, SlotFallbackValue? fallback = null)
    {
        TradingBench bench = DeskRig.Ready(parameters: first ?? OneSided);
        bench.Banks.Write(Safe, safe ?? (first ?? OneSided) with { HalfBid = 2_048 });
        bench.Banks.Seal(Safe);
        bench.Card.Write(CardRegisters.SlotFallbackAt(0), (fallback ?? Either).Raw);
        clock = CardClock.Set(bench, Start);
        bench.Heartbeat();
        bench.Card.Write(CardRegisters.SlotFallbackLatencyAt(0), Limited);
        bench.Settle();
        bench.Feed.Discard();
        return bench;
    }

    /// <summary>The bid moves, and nobody answers yet. Returns the first cycle in which the answer is late.</summary>
    private static uint Pend(TradingBench bench, CardClock clock, int n)
    {
        bench.Feed.Discard();
        bench.Tell(n % 2 == 0 ? bench.Book.Add(Side.Buy, DeskRig.Bid + 4, 100) : bench.Book.Delete(bench.Book.Last));
        uint left = bench.Feed.Records(EventType.Order).Where(r => new OrderEvent(r).Sent != 0).Select(r => new OrderEvent(r).Cycle).Single() - StartAfterLeaving;
        ulong lateNs = ((clock.Ns(left) / Doubt.UnitNs) + Limited) * Doubt.UnitNs;
        uint late = left;
        while (clock.Ns(late) < lateNs)
        {
            late++;
        }

        return late;
    }

    /// <summary>An answer in time, and the first bank runs again.</summary>
    private static void Back(TradingBench bench, int n)
    {
        bench.Settle();
        bench.Banks.Swap(0);
        bench.Settle();
        Assert.Equal((0, None), (bench.Banks.Running, bench.Banks.Status.Fallback));
        bench.Feed.Discard();
    }

    /// <summary>Quoting by bank 0, with the other one whole.</summary>
    /// <param name="fallback">SLOT_FALLBACK.</param>
    /// <param name="quantity">Of quotes; 0: none is entered, so that none is rejected.</param>
    private static TradingBench Ready(SlotFallbackValue fallback, uint quantity = 50)
    {
        TradingBench bench = DeskRig.Ready(parameters: Bold with { Qty = quantity });
        bench.Banks.Write(Safe, Shy with { Qty = quantity });
        bench.Banks.Seal(Safe);
        bench.Card.Write(CardRegisters.SlotFallbackAt(0), fallback.Raw);
        bench.Settle();
        bench.Feed.Discard();
        return bench;
    }

    private static uint Fresh()
    {
        using var card = new Verilated.VerilatedCard();
        return card.Read(CardRegisters.SlotFallbackAt(0));
    }
}

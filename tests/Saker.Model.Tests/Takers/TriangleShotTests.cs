using Xunit;

namespace Saker.Model.Tests.Takers;

/// <summary>What becomes of a triangle's shot: docs/card.md section 13.2.</summary>
public sealed class TriangleShotTests
{
    private const int Window = 4_096;
    private static readonly TakerWant[] Wants = [new(0, 202, 11), new(0, 53, 22), new(1, 105, 33)];
    private static readonly TakerBook Book = Of(200, 201);

    /// <summary>Every outcome of three legs (nothing, in part, whole), in every order of their ends, with each LEG_ACT.</summary>
    [Fact]
    public void EveryOutcome_WithEachAct()
    {
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        foreach (LegAct act in Enum.GetValues<LegAct>())
        {
            for (int code = 0; code < 27; code++)
            {
                uint[] executed = [.. Enumerable.Range(0, 3).Select(n => (code / (int)Math.Pow(3, n) % 3) switch { 0 => 0u, 1 => Wants[n].Qty - 4, _ => Wants[n].Qty })];
                bool part = code is not (0 or 26);
                foreach (int[] order in orders)
                {
                    var shot = new TriangleShot(Wants, act);
                    foreach (int leg in order)
                    {
                        Assert.Equal(ShotOutcome.UnderWay, shot.Outcome);
                        shot.End(leg, executed[leg]);
                    }

                    ShotOutcome expected = !part || act == LegAct.Hold ? ShotOutcome.Over : act == LegAct.Kill ? ShotOutcome.Kill : ShotOutcome.Owes;
                    Assert.Equal(expected, shot.Outcome);
                    Assert.Equal(expected == ShotOutcome.Owes ? executed : [0, 0, 0], Enumerable.Range(0, 3).Select(shot.Owed));
                }
            }
        }
    }

    [Fact]
    public void WhatIsOwed_IsGivenBackOnTheOtherSide_UntilNoneOwes()
    {
        var shot = new TriangleShot(Wants, LegAct.Flatten);
        (uint x, uint z) = (5, 33);
        shot.End(0, x);
        shot.End(1, 0);
        shot.End(2, z);
        Assert.Equal(new TakerWant(1, 199, 5), shot.GiveBack(0, Book, 1, Window));
        Assert.Null(shot.GiveBack(1, Book, 1, Window));
        Assert.Equal(new TakerWant(0, 201, 33), shot.GiveBack(2, Book, 0, Window));
        Assert.Null(shot.GiveBack(0, Book, 201, Window));
        Assert.Null(shot.GiveBack(2, Book, Window - 201, Window));
        shot.GaveBack(2, 30);
        Assert.Equal((3u, ShotOutcome.Owes), (shot.Owed(2), shot.Outcome));
        shot.GaveBack(0, 0);
        Assert.Equal((5u, ShotOutcome.Owes), (shot.Owed(0), shot.Outcome));
        shot.GaveBack(2, 3);
        Assert.Equal(ShotOutcome.Owes, shot.Outcome);
        shot.GaveBack(0, 5);
        Assert.Equal((0u, 0u, ShotOutcome.Over), (shot.Owed(0), shot.Owed(2), shot.Outcome));
    }

    [Fact]
    public void AnotherBank_LeavesNothingOwed()
    {
        var shot = new TriangleShot(Wants, LegAct.Flatten);
        shot.End(0, 5);
        shot.End(1, 0);
        shot.End(2, 0);
        shot.Drop();
        Assert.Equal((0u, ShotOutcome.Over), (shot.Owed(0), shot.Outcome));
        shot = new TriangleShot(Wants, LegAct.Kill);
        shot.Drop();
        Assert.Equal(ShotOutcome.Over, shot.Outcome);
    }

    [Fact]
    public void AHaltedSlot_OwesNothingOfItsShot()
    {
        var shot = new TriangleShot(Wants, LegAct.Flatten);
        shot.Halt(0);
        shot.End(0, 5);
        shot.End(1, 4);
        shot.End(2, 3);
        Assert.Equal((0u, 4u, 3u, ShotOutcome.Owes), (shot.Owed(0), shot.Owed(1), shot.Owed(2), shot.Outcome));
        shot.Halt(1);
        shot.Halt(2);
        Assert.Equal((0u, 0u, ShotOutcome.Over), (shot.Owed(1), shot.Owed(2), shot.Outcome));
        shot = new TriangleShot(Wants, LegAct.Flatten);
        shot.Halt(1);
        shot.End(0, 0);
        shot.End(1, 1);
        shot.End(2, 0);
        Assert.Equal(ShotOutcome.Over, shot.Outcome);
    }

    [Fact]
    public void ATripOfALeg_IsOneMoreCauseOfASlot()
    {
        var trips = new SlotTrips();
        Assert.True(trips.Leg());
        Assert.False(trips.Leg());
        Assert.Equal((TripCauses)16, trips.Causes);
        trips.Kill();
        Assert.False(trips.Clear(16));
        Assert.True(trips.Clear(17));
        Assert.Equal(TripCauses.None, trips.Causes);
    }

    private static TakerBook Of(int bid, int ask)
    {
        var book = new TakerBook();
        book.Take(new BookRecord(0, 0, 1, 0, 0, 0, (ushort)bid, (ushort)ask, 1, 1));
        return book;
    }
}

using Xunit;
using static Saker.Model.Tests.OrderWords;

namespace Saker.Model.Tests;

/// <summary>Executions told again and positions that the host moves, in the model of the card.</summary>
public sealed class ExecutionAgainTests
{
    [Fact]
    public void An_execution_told_again_moves_nothing()
    {
        OrderState state = new(1);
        state.Sent(Desk(7, 100));
        VenueMessage fill = Said('E', 7, 30, match: 5);
        state.Knows(fill);
        VenueRecord again = state.Venue(fill, out KillCauses causes);
        Assert.Equal((KillCauses.RepeatedExecution, 1, 0, 30), (causes, (int)again.Again, (int)again.Known, again.Position));
        Assert.Equal((30, 70u, 0u), (state.Position(0), state.WorstOpen(0, 0), state.UnknownUrn));
    }

    [Fact]
    public void One_of_a_dead_order_keeps_its_owner_and_is_not_unknown_twice()
    {
        OrderState state = new(1);
        state.Sent(Desk(7, 100, side: 1));
        state.Knows(Said('C', 7, 100));
        VenueMessage fill = Said('E', 7, 30, match: 5);
        Assert.Equal(KillCauses.UnknownOrder, state.DoesNotKnow(fill));
        VenueRecord again = state.Venue(fill, out KillCauses causes);
        Assert.Equal((KillCauses.RepeatedExecution, 1, -30, 1u), (causes, (int)again.Side, state.Position(0), state.UnknownUrn));
    }

    [Fact]
    public void Sixteen_are_remembered()
    {
        OrderState state = new(1);
        state.Sent(Desk(7, 100));
        for (ulong n = 0; n <= 16; n++)
        {
            state.Knows(Said('E', 7, 1, match: n));
        }

        Assert.Equal(KillCauses.RepeatedExecution, Causes(state, Said('E', 7, 1, match: 1)));
        Assert.Equal(KillCauses.None, Causes(state, Said('E', 7, 1, match: 0)));
    }

    [Fact]
    public void A_broken_trade_is_for_the_host_to_settle()
    {
        OrderState state = new(1);
        state.Sent(Desk(7, 100));
        state.Knows(Said('E', 7, 30, match: 5));
        Assert.Equal(KillCauses.Reconciliation, Causes(state, Said('B', 7, match: 5)));
        Assert.Equal((30, 70u), (state.Position(0), state.WorstOpen(0, 0)));
        Assert.Equal(new VenueRecord(0, 0, 0, 1, 0, 0, 0, 30, 0, 0, 0, 0, 0), state.Adjust(0, -30, out KillCauses causes));
        Assert.Equal((0, KillCauses.None), (state.Position(0), causes));
        state.Adjust(0, int.MinValue, out _);
        state.Adjust(0, -1, out causes);
        Assert.Equal((int.MinValue, KillCauses.UnknownOrder), (state.Position(0), causes));
    }

    private static KillCauses Causes(OrderState state, VenueMessage message)
    {
        state.Venue(message, out KillCauses causes);
        return causes;
    }
}

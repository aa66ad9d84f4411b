using Microsoft.Extensions.Logging.Abstractions;
using Saker.Card;
using Saker.Host.Service;

namespace Saker.Host.Tests.Session;

/// <summary>What --arm-on-start may open.</summary>
public sealed class ArmTests
{
    [Fact]
    public void A_fresh_card_is_armed_when_session_and_book_are_good()
    {
        SessionRig rig = new SessionRig().Up();
        Loop(rig);
        Assert.Equal(KillCausesValue.ResetMask, rig.Card.LastWritten(CardRegisters.Arm));
        Assert.Equal("quoting", rig.Appliance.Note);
    }

    [Fact]
    public void A_card_in_use_is_armed_by_a_person_only()
    {
        SessionRig rig = new SessionRig(SessionRig.Running).Up();
        Loop(rig);
        Assert.Null(rig.Card.LastWritten(CardRegisters.Arm));
        Assert.Contains("not armed: an earlier host used this card", rig.Note, StringComparison.Ordinal);
        Assert.Null(rig.Appliance.Arm(KillCausesValue.HostHeartbeatMask));
        Assert.Equal("armed", rig.Appliance.Note);
    }

    /// <summary>A few turns of the daemon's loop with a good book.</summary>
    private static void Loop(SessionRig rig)
    {
        byte[] record = new byte[BookEvent.Size];
        _ = new BookEventWriter(record) { Sym = 0, Flags = 0, BidQty = 1, AskQty = 1, BidIdx = 10, AskIdx = 12 };
        rig.Appliance.OnBook(new BookEvent(record));
        Assert.True(rig.Appliance.BookGood);
        using var end = new CancellationTokenSource();
        int reads = 0;
        rig.Card.OnRead = () =>
        {
            if (++reads == 200)
            {
                end.Cancel();
            }

            rig.Time.Advance(1_000_000);
        };
        var loop = new CardLoop(rig.Card, rig.Ring, rig.Appliance, rig.Session, new CardCommands(), new StateStore(), rig.Options, rig.Time, NullLogger<CardLoop>.Instance);
        loop.Run(end.Token);
    }
}

using Saker.Card;
using Saker.Host.Tests.Session;

namespace Saker.Host.Tests;

/// <summary>A card's thread that falls closes the latch before the daemon ends: the heartbeat's limit need not run out.</summary>
public sealed class HostFaultTests
{
    private const int ReadsBefore = 50;

    [Fact]
    public void A_thread_that_falls_kills_with_its_own_cause_and_ends_with_what_broke_it()
    {
        SessionRig rig = new SessionRig().Up();
        Fall(rig, () => throw new InvalidOperationException("broken"));
        InvalidOperationException broken = Assert.Throws<InvalidOperationException>(() => rig.Loop(Limit()));
        Assert.Equal("broken", broken.Message);
        Assert.Equal([(CardRegisters.Kill, KillCausesValue.HostFaultMask)], rig.Card.Writes.Where(w => w.Address == CardRegisters.Kill));
        Assert.Equal(CardRegisters.Kill, rig.Card.Writes[^1].Address);
    }

    [Fact]
    public void A_card_that_is_gone_ends_it_with_the_cards_own_words()
    {
        SessionRig rig = new SessionRig().Up();
        Fall(rig, () => throw new CardException("the card is gone"));
        rig.Card.OnWrite = (address, _) =>
        {
            if (address == CardRegisters.Kill)
            {
                throw new CardException("nor can it be written");
            }
        };
        Assert.Equal("the card is gone", Assert.Throws<CardException>(() => rig.Loop(Limit())).Message);
    }

    /// <summary>A loop that swallows its fault ends all the same, and fails the test.</summary>
    private static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    private static void Fall(SessionRig rig, Action fault)
    {
        rig.Card.Writes.Clear();
        int reads = 0;
        rig.Card.OnRead = () =>
        {
            rig.Time.Advance(1_000_000);
            if (++reads >= ReadsBefore)
            {
                fault();
            }
        };
    }
}

using Saker.Card;
using Saker.TestKit;
using Saker.V1;

namespace Saker.Host.Tests;

/// <summary>A host whose slot is in SHADOW: it is armed and quotes, and all of it stays on paper.</summary>
public sealed class ShadowOnTheCardTests
{
    [RtlFact]
    public void A_slot_in_shadow_fills_on_paper_and_sends_nothing()
    {
        using var rig = new HostRig(slot: Shadowed());
        Slot slot = rig.Run(400).State().Slots[0];
        Assert.Equal((SlotMode.Shadow, 0L, 0u), (slot.Mode, slot.Position, slot.Sent));
        Assert.True(slot.Paper.Orders > 2, $"{slot.Paper.Orders} orders on paper");
        Assert.True(slot.Paper.Fills > 0 && slot.Paper.Bought + slot.Paper.Sold > 0, "nothing was filled on paper");
        Assert.Equal(slot.Paper.Bought - slot.Paper.Sold, slot.Paper.Position);
        Assert.Equal(0u, rig.Card.Read(CardRegisters.SlotSentAt(0)));
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
    }

    [Fact]
    public void Another_mode_is_refused_with_its_name()
    {
        string path = Shadowed("reducing");
        HostException refused = Assert.Throws<HostException>(() => SettingsDocument.Load(path, "BTCUSD"));
        Assert.Contains("mode is 'reducing', neither 'active' nor 'shadow'", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The slot's settings with a mode, at the mid, so that something trades against it soon.</summary>
    private static string Shadowed(string mode = "shadow") => SlotDocument.Write(
        Path.Combine(Places.RepositoryRoot, "build", "host-tests", $"{mode}-slot.json"), ("mode", mode), ("halfBid", 0), ("halfAsk", 0), ("minEdge", 0));
}

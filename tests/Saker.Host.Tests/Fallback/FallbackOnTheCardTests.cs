using System.Text.Json.Nodes;
using Saker.Card;
using Saker.TestKit;
using Saker.V1;

namespace Saker.Host.Tests.Fallback;

/// <summary>The card's own fallback under a host: it falls back for a gate, is held there, and a person swaps back; a host that is started anew keeps it.</summary>
public sealed class FallbackOnTheCardTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [RtlFact]
    public void A_gate_that_shuts_lets_the_other_bank_run_and_the_host_takes_it_for_the_cards()
    {
        using HostRig rig = Ready("""{ "gates": ["burst"], "latencyUs": 10000, "lossLevel": 75, "bank": { "halfBid": 2048, "halfAsk": 2048 } }""");
        // What is counted in a period is not known before one is over: it falls back with the first good book.
        Slot slot = Until(rig, s => s.Fallback.Falls != 0);
        Assert.Equal((1u, true, 1ul), (slot.RunningBank, slot.Fallback.Runs, slot.Fallback.Falls));
        Assert.Equal(["gates"], slot.Fallback.Stands);
        Assert.Equal(slot.Fallback.Stands, slot.Fallback.FellFor);
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
        string normal = slot.Banks[0].Hash;
        Assert.Contains("refuses every swap away", Swap(rig, normal).Refusal, StringComparison.Ordinal);
        // A period later the gate says yes; the bank runs on until somebody swaps.
        slot = Until(rig, s => s.Fallback.Stands.Count == 0);
        Assert.Equal((1u, "gates"), (slot.RunningBank, Assert.Single(slot.Fallback.FellFor)));
        Assert.Equal((true, 0u, ""), (Swap(rig, normal) is { } back ? (back.Swapped, back.Running, back.Refusal) : default));
        Assert.Equal(("", "", false), (Looked(rig).Problem, rig.Appliance.Configuration.LookAtAll(), Looked(rig).Fallback.Runs));
        Arm(rig);
        // The signals begin anew, and the next book finds the gate shut.
        rig.Card.Write(CardRegisters.SigRestartAt(0), 1);
        slot = Until(rig, s => s.Fallback.Falls != 1);
        Assert.Equal((1u, 2ul, 3u), (slot.RunningBank, slot.Fallback.Falls, slot.BankSwaps));
        Until(rig, s => s.Fallback.Stands.Count == 0);
        Assert.Equal(("", false), (rig.Appliance.Configuration.LookAtAll(), rig.State().Kill.Killed));
        // Somebody's swap, with the fallback's own on top, is none of the card's.
        Swap(rig, normal);
        new SlotBanks(rig.Card, 0).Swap(1);
        new SlotBanks(rig.Card, 0).Swap(0);
        Assert.StartsWith("SLOT_BANK_STATUS[0] holds 0x00000606, 0x00000406 was loaded", rig.Appliance.Configuration.LookAtAll(), StringComparison.Ordinal);
        Assert.True(rig.Run(2).State().Kill.Killed);
    }

    [RtlFact]
    public void A_loss_limit_that_is_not_reached_falls_nothing_when_it_is_set()
    {
        using HostRig rig = Ready("""{ "rejects": 3, "lossLevel": 50, "bank": { "qty": 5 } }""");
        Slot slot = Looked(rig.Run(20));
        Assert.Equal((0u, 0ul, 0), (slot.RunningBank, slot.Fallback.Falls, slot.Fallback.Stands.Count));
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
    }

    [RtlFact]
    public void A_host_that_starts_on_a_card_that_fell_back_keeps_what_runs()
    {
        const string Fallback = """{ "gates": ["burst"], "bank": { "halfBid": 2048 } }""";
        using HostRig rig = Ready(Fallback);
        Slot before = Until(rig, s => s.Fallback.Falls != 0 && s.Fallback.Stands.Count == 0);
        Appliance second = rig.StartAgain();
        Slot after = second.State("test", []).Slots[0];
        Assert.Equal((1u, true, before.BankSwaps), (after.RunningBank, after.Fallback.Runs, after.BankSwaps));
        Assert.Equal(before.Banks.Select(b => b.Hash), after.Banks.Select(b => b.Hash));
        Assert.Equal("", second.Configuration.LookAtAll());
        Assert.Contains(rig.Log.Lines, l => l.StartsWith("Critical: slot 0: Slot 0 runs its fallback's bank 1", StringComparison.Ordinal));
        Document("""{ "gates": ["burst"], "bank": { "halfBid": 2049 } }""");
        Assert.Contains("fell back", Assert.Throws<HostException>(() => rig.StartAgain()).Message, StringComparison.Ordinal);
        Assert.Equal(2048, new SlotBanks(rig.Card, 0).Read(CardParameters.HalfBid, 1));
    }

    private static void Arm(HostRig rig)
    {
        rig.Card.Write(CardRegisters.Heartbeat, 1);
        Assert.Null(rig.Appliance.Arm(rig.Card.Read(CardRegisters.KillCauses), rig.Card.Read(CardRegisters.ArmNonce), rig.Appliance.Configuration.Hash));
        Assert.Null(rig.Appliance.Activate(rig.Card.Read(CardRegisters.ArmNonce)));
    }

    private static Slot Looked(HostRig rig)
    {
        rig.Time.Advance(20_000_000);
        rig.Appliance.LookAtBanks();
        return rig.State().Slots[0];
    }

    private static Slot Until(HostRig rig, Func<Slot, bool> so)
    {
        rig.Until(s => so(s.Slots[0]), "what becomes of the fallback", 10_000);
        return Looked(rig);
    }

    private static SwapBankReply Swap(HostRig rig, string hash) => rig.Appliance.SwapBank(new() { RequestId = Guid.NewGuid().ToString(), Hash = hash });

    private string Document(string fallback) => SlotDocument.Write(_path, ("fallback", JsonNode.Parse(fallback)), ("signals", JsonNode.Parse("""{ "burst": 8, "gates": { "burst": { "below": 1000000 } } }""")));

    private HostRig Ready(string fallback) => new(slot: Document(fallback));
}

using Saker.Card;
using Saker.Card.Parameters;
using Saker.V1;

namespace Saker.Host.Tests;

/// <summary>The banks of the card itself: what is loaded is what it holds, and what it runs is what was asked for.</summary>
public sealed class ParameterBanksOnTheCardTests
{
    [RtlFact]
    public void A_document_is_loaded_read_back_swapped_to_and_back_while_the_slot_is_live()
    {
        using var rig = new HostRig();
        string first = Read(rig).HashStored;
        Assert.Equal((first, true, true), (Read(rig).HashRead, Read(rig).Running, Read(rig).Whole));
        Arm(rig);
        var random = new Random(20260722);
        LoadBankRequest request = Request(rig, "l1");
        foreach (Parameter parameter in request.Parameters.Where(p => p.Name is "halfBid" or "halfAsk" or "skew" or "micro"))
        {
            ParameterDescriptor of = ParameterDocument.Parameters.Single(p => ParameterDocument.NameOf(p) == parameter.Name);
            for (int n = 0; n < parameter.Values.Count; n++)
            {
                parameter.Values[n] = random.NextInt64(of.Min, of.Max + 1);
            }
        }

        LoadBankReply load = rig.Appliance.LoadBank(request);
        Assert.Equal((1u, ""), (load.Bank, load.Refusal));
        ReadBankReply read = Read(rig, 1);
        Assert.Equal((load.Hash, load.Hash, false, true), (read.HashRead, read.HashStored, read.Running, read.Whole));
        Assert.Equal(request.Parameters, read.Parameters);
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());

        Assert.Contains("look again", rig.Appliance.SwapBank(new() { RequestId = "s0", Hash = new string('0', 64) }).Refusal, StringComparison.Ordinal);
        Assert.Equal(first, Read(rig).HashRead);
        SwapBankReply swap = rig.Appliance.SwapBank(new() { RequestId = "s1", Hash = load.Hash });
        Assert.Equal((true, 1u, ""), (swap.Swapped, swap.Running, swap.Refusal));
        Assert.Equal((1u, load.Hash, true), (Read(rig).Bank, Read(rig).HashRead, Read(rig).Running));
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
        Slot slot = rig.Run(20).State().Slots[0];
        Assert.Equal((1u, false, 1u), (slot.RunningBank, slot.SwapPending, slot.BankSwaps));
        Assert.False(rig.State().Kill.Killed);

        swap = rig.Appliance.SwapBank(new() { RequestId = "s2", Hash = first });
        Assert.Equal((true, 0u, ""), (swap.Swapped, swap.Running, swap.Refusal));
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
        Assert.False(rig.Run(20).State().Kill.Killed);
    }

    [RtlFact]
    public void A_bank_with_a_word_changed_behind_the_hosts_back_does_not_run()
    {
        using var rig = new HostRig();
        Arm(rig);
        LoadBankReply load = rig.Appliance.LoadBank(Request(rig, "l1"));
        var banks = new SlotBanks(rig.Card, 0);
        // By one who knows how: with a new seal, and even with the hash of what the bank holds then.
        banks.Write(CardParameters.InventoryCap, 1, 1);
        banks.Seal(1);
        Assert.StartsWith("slot 0 bank 1 INVENTORY_CAP is not what was loaded", rig.Appliance.SwapBank(new() { RequestId = "s1", Hash = load.Hash }).Refusal, StringComparison.Ordinal);
        Assert.NotEqual(Read(rig, 1).HashStored, Read(rig, 1).HashRead);
        BankImage other = banks.ReadImage(1);
        Assert.Null(banks.Load(other, 1));
        Assert.Contains("look again", rig.Appliance.SwapBank(new() { RequestId = "s2", Hash = other.Hash }).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("slot 0 bank 1 INVENTORY_CAP is not what was loaded", rig.Appliance.SwapBank(new() { RequestId = "s3", Hash = load.Hash }).Refusal, StringComparison.Ordinal);
        Assert.Equal(0u, rig.State().Slots[0].RunningBank);
        // The check finds it too, though the bank decides nothing.
        Assert.Contains("slot 0 bank 1 INVENTORY_CAP holds 0x00000001", rig.Appliance.Configuration.LookAtAll(), StringComparison.Ordinal);
        Assert.True(rig.Run(2).State().Kill.Killed);
        Assert.Equal("", rig.Appliance.LoadBank(Request(rig, "l2")).Refusal);
        Assert.Equal("", rig.Appliance.Configuration.LookAtAll());
    }

    [RtlFact]
    public void A_swap_that_nobody_asked_the_host_for_kills()
    {
        using var rig = new HostRig();
        Arm(rig);
        rig.Appliance.LoadBank(Request(rig, "l1"));
        new SlotBanks(rig.Card, 0).Swap(1);
        rig.Run(2);
        Assert.StartsWith("SLOT_BANK_STATUS[0] holds 0x00000007, 0x00000006 was loaded", rig.Appliance.Configuration.LookAtAll(), StringComparison.Ordinal);
        Assert.True(rig.Run(2).State().Kill.Killed);
    }

    private static void Arm(HostRig rig)
    {
        rig.Card.Write(CardRegisters.Heartbeat, 1);
        Assert.Null(rig.Appliance.Arm(rig.Card.Read(CardRegisters.KillCauses), rig.Card.Read(CardRegisters.ArmNonce), rig.Appliance.Configuration.Hash));
        Assert.Null(rig.Appliance.Activate(rig.Card.Read(CardRegisters.ArmNonce)));
    }

    private static ReadBankReply Read(HostRig rig, uint? bank = null) => rig.Appliance.ReadBank(bank is { } number ? new() { Bank = number } : new());

    private static LoadBankRequest Request(HostRig rig, string id) => new() { RequestId = id, Symbol = "BTCUSD", Parameters = { Read(rig).Parameters } };
}

using Saker.Card;
using Saker.Card.Parameters;
using Saker.V1;
using static Saker.Host.Tests.Slots.TwoSlotRig;

namespace Saker.Host.Tests.Slots;

/// <summary>What people ask of one of two slots reaches that slot alone.</summary>
public sealed class SlotActTests : IDisposable
{
    private readonly TwoSlotRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_kill_and_a_clear_reach_the_slot_that_is_named()
    {
        _rig.Appliance.KillSlot(new() { RequestId = "k", Source = "test", Slot = Twin });
        Assert.Equal((null, 1u), (_rig.Card.LastWritten(CardRegisters.SlotKillAt(Main)), _rig.Card.LastWritten(CardRegisters.SlotKillAt(Twin))));
        _rig.Card[CardRegisters.SlotTripsAt(Twin)] = SlotTripsValue.ManualMask;
        _rig.Card.OnWrite = (address, _) => _rig.Card[CardRegisters.SlotTripsAt(Twin)] = address == CardRegisters.SlotClearAt(Twin) ? 0 : _rig.Card[CardRegisters.SlotTripsAt(Twin)];
        Assert.True(_rig.Appliance.ClearSlot(new() { Slot = Twin, CausesSeen = SlotTripsValue.ManualMask }).Cleared);
        // Halting does no harm: a slot of the card that nobody uses may be killed too.
        Assert.Equal("", _rig.Appliance.KillSlot(new() { Slot = Unused }).Refusal);
        Assert.Contains("There is no slot 3", _rig.Appliance.KillSlot(new() { Slot = 3 }).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Banks_are_loaded_swapped_and_read_by_slot()
    {
        string before = _rig.Appliance.Configuration.Hash;
        ReadBankReply main = Read(Main), twin = Read(Twin);
        Assert.Equal(((long)MainQty, (long)TwinQty, "BTCUSD", "ETHUSD"), (Qty(main), Qty(twin), main.Symbol, twin.Symbol));
        var load = new LoadBankRequest { RequestId = "l", Slot = Twin, Symbol = "ETHUSD", Parameters = { twin.Parameters } };
        load.Parameters.Single(p => p.Name == "qty").Values[0] = 9;
        LoadBankReply loaded = _rig.Appliance.LoadBank(load);
        Assert.Equal((1u, ""), (loaded.Bank, loaded.Refusal));
        Assert.NotEqual(before, _rig.Appliance.Configuration.Hash);
        Assert.True(_rig.Appliance.SwapBank(new() { RequestId = "s", Slot = Twin, Hash = loaded.Hash }).Swapped);
        Assert.Equal((MainQty, 9L), (Qty(Read(Main)), Qty(Read(Twin))));
        Assert.Equal([(0u, 0u), (1u, 1u)], _rig.State().Slots.Select(s => (s.RunningBank, s.BankSwaps)));
        Assert.Equal("", _rig.Appliance.Configuration.LookAtAll());
        Assert.StartsWith("This host has loaded nothing into bank 1", _rig.Appliance.SwapBank(new() { RequestId = "s2", Slot = Main, Hash = loaded.Hash }).Refusal, StringComparison.Ordinal);
        load.RequestId = "l2";
        load.Slot = Main;
        Assert.Contains("The parameters are for 'ETHUSD', slot 0 (main) trades BTCUSD", _rig.Appliance.LoadBank(load).Refusal, StringComparison.Ordinal);
        load.Slot = Unused;
        Assert.Equal("There is no slot 2 here: this host runs 0 (main), 1 (twin). Nothing was done.", _rig.Appliance.LoadBank(load).Refusal);
    }

    [Fact]
    public void An_order_of_the_desk_is_priced_and_sent_for_its_slot()
    {
        _rig.Card[CardRegisters.DeskLastUrn] = 77;
        _rig.Card.OnWrite = (address, _) => _rig.Card[CardRegisters.DeskStatus] = address == CardRegisters.DeskSend ? DeskStatusValue.SentMask : _rig.Card[CardRegisters.DeskStatus];
        long price = _rig.Appliance.Slots[Twin].Slot.Tracked.Window.Price(12);
        EnterOrderReply reply = _rig.Appliance.EnterOrder(new() { RequestId = "o", Slot = Twin, Quantity = 2, Price = price });
        Assert.Equal((true, ""), (reply.Sent, reply.Refusal));
        Assert.Equal((1u, 12u), (new DeskOrderValue(_rig.Card.LastWritten(CardRegisters.DeskOrder)!.Value).Slot, _rig.Card.LastWritten(CardRegisters.DeskIdx)!.Value));
        // The same price is none of the other symbol.
        Assert.Contains("of BTCUSD is outside the card's window", _rig.Appliance.EnterOrder(new() { RequestId = "o2", Slot = Main, Quantity = 2, Price = price }).Refusal, StringComparison.Ordinal);
        Assert.Equal("There is no slot 2 here: this host runs 0 (main), 1 (twin).", _rig.Appliance.EnterOrder(new() { RequestId = "o3", Slot = Unused, Quantity = 2, Price = price }).Refusal);
    }

    [Fact]
    public void Cancels_and_modifies_find_the_order_whatever_its_slot_and_say_it()
    {
        _rig.Card.OnWrite = (address, _) => _rig.Card[CardRegisters.DeskStatus] = address == CardRegisters.DeskSend ? DeskStatusValue.SentMask : _rig.Card[CardRegisters.DeskStatus];
        _rig.Card[CardRegisters.State] = StateValue.SessionUpMask;
        _rig.Order(Main, 7, desk: true);
        _rig.Order(Twin, 8, desk: true);
        _rig.Venue(Twin, 'A', 8, 20, 0);
        Assert.Equal(new ModifyOrderReply { Sent = true, Slot = 1 }, _rig.Appliance.ModifyOrder(new() { RequestId = "m", Source = "test", Urn = 8, Quantity = 4 }));
        Assert.Equal(new CancelOrderReply { Marked = true, Slot = 1 }, _rig.Appliance.CancelOrder(new() { RequestId = "c", Source = "test", Urn = 8 }));
        Assert.Equal(new CancelOrderReply { Marked = true, Slot = 0 }, _rig.Appliance.CancelOrder(new() { Urn = 7 }));
        Assert.False(_rig.Appliance.ModifyOrder(new() { Urn = 9, Quantity = 4 }).HasSlot);
        Assert.Contains(_rig.Host.Log.Lines, l => l.Contains("cancel of order 8, slot 1: marked", StringComparison.Ordinal));
        _rig.Appliance.MassCancel(new() { Scope = CancelScope.Slot, Slot = Twin });
        Assert.Equal(new MassCancelValue(0).WithScope(1).WithNumber(1).Raw, _rig.Card.LastWritten(CardRegisters.MassCancel));
    }

    private ReadBankReply Read(int slot) => _rig.Appliance.ReadBank(new() { Slot = (uint)slot });

    private static long Qty(ReadBankReply bank) => bank.Parameters.Single(p => p.Name == ParameterDocument.NameOf(CardParameters.Qty)).Values[0];
}

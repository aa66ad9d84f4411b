using Saker.Card;
using Saker.Card.Parameters;
using Saker.Host.Tests.Session;
using Saker.V1;

namespace Saker.Host.Tests;

/// <summary>Loading, swapping and reading a slot's banks, and what the check of the configuration makes of it.</summary>
public sealed class ParameterBanksTests : IDisposable
{
    private const uint Config = KillCausesValue.ConfigMask;

    private readonly SessionRig _rig = new();
    private int _requests;

    private ScriptedCard Card => _rig.Card;

    private ConfigurationCheck Check => _rig.Appliance.Configuration;

    public void Dispose() => Card.Dispose();

    [Fact]
    public void A_started_host_shows_the_bank_that_runs_with_its_hash()
    {
        Slot slot = Slot();
        Assert.Equal((0u, false, 0u), (slot.RunningBank, slot.SwapPending, slot.BankSwaps));
        Assert.Equal([(Read(0).HashRead, true), ("", false)], slot.Banks.Select(b => (b.Hash, b.Whole)));
        Assert.Equal((Read().HashRead, 64, true, true, "BTCUSD"), (Read().HashStored, Read().HashStored.Length, Read().Running, Read().Whole, Read().Symbol));
    }

    [Fact]
    public void What_is_loaded_is_read_back_and_does_not_run()
    {
        string before = Check.Hash;
        LoadBankRequest request = Request(("halfBid", 700), ("skew", -9));
        LoadBankReply reply = _rig.Appliance.LoadBank(request);
        Assert.Equal((1u, ""), (reply.Bank, reply.Refusal));
        ReadBankReply read = Read(1);
        Assert.Equal((reply.Hash, reply.Hash, false, true, "BTCUSD"), (read.HashRead, read.HashStored, read.Running, read.Whole, read.Symbol));
        Assert.Equal(request.Parameters, read.Parameters);
        Slot slot = Slot();
        Assert.Equal((0u, reply.Hash, true), (slot.RunningBank, slot.Banks[1].Hash, slot.Banks[1].Whole));
        Assert.Contains(_rig.Log.Lines, l => l.Contains($"bank 1 loaded, hash {reply.Hash}", StringComparison.Ordinal));
        // What was loaded belongs to the configuration from now on.
        Assert.NotEqual(before, Check.Hash);
        Assert.Equal("", Check.LookAtAll());
    }

    [Theory]
    [InlineData("needBid", 1, "needBid needs spread (threshold gates.spread is not set) of the signals of BTCUSD: the bid would never be wanted.")]
    [InlineData("varHorizon", 2, "varHorizon needs the slow variance (sample is not set) of the signals of BTCUSD: neither side would ever be wanted.")]
    public void A_bank_that_needs_what_is_never_measured_is_refused_and_nothing_written(string name, long value, string words)
    {
        LoadBankReply reply = _rig.Appliance.LoadBank(Request((name, value)));
        Assert.Equal((1u, $"{words} Nothing was loaded. Set it under signals and restart the host, or leave the need out."), (reply.Bank, reply.Refusal));
        Assert.Equal(("", false), (Slot().Banks[1].Hash, Slot().Banks[1].Whole));
        Assert.Equal("", Check.LookAtAll());
    }

    [Fact]
    public void A_swap_to_the_named_hash_and_back_changes_what_runs_and_the_configuration()
    {
        string first = Read(0).HashStored;
        LoadBankReply load = _rig.Appliance.LoadBank(Request(("halfBid", 700)));
        string loaded = Check.Hash;
        Assert.Equal((true, 1u, ""), Swap(load.Hash));
        Assert.Equal((1u, 1u), (Slot().RunningBank, Slot().BankSwaps));
        Assert.NotEqual(loaded, Check.Hash);
        Assert.Equal("", Check.LookAtAll());
        Assert.Equal((true, 0u, ""), Swap(first.ToLowerInvariant()));
        Assert.Equal(loaded, Check.Hash);
        Assert.Equal("", Check.LookAtAll());
    }

    [Fact]
    public void The_next_load_goes_into_the_other_bank_and_takes_the_place_of_what_it_held()
    {
        LoadBankReply first = _rig.Appliance.LoadBank(Request(("halfBid", 700)));
        Swap(first.Hash);
        LoadBankReply second = _rig.Appliance.LoadBank(Request(("halfBid", 800)));
        Assert.Equal((0u, ""), (second.Bank, second.Refusal));
        Assert.Equal("", Check.LookAtAll());
        Assert.Equal((true, 0u, ""), Swap(second.Hash));
        Assert.Equal(800, new SlotBanks(Card, 0).Read(CardParameters.HalfBid, 0));
        Assert.Equal("", Check.LookAtAll());
    }

    [Fact]
    public void Another_hash_is_refused_and_not_written()
    {
        string runs = Read(0).HashStored;
        Assert.Equal("This host has loaded nothing into bank 1: load it, then swap.", Swap(new string('A', 64)).Refusal);
        LoadBankReply load = _rig.Appliance.LoadBank(Request(("halfBid", 700)));
        Assert.Equal($"Bank 1 has the hash {load.Hash[..12]}, not AAAAAAAAAAAA: look again, or load what you want.", Swap(new string('a', 64)).Refusal);
        Assert.Equal($"Bank 0 with the hash {runs[..12]} runs already.", Swap(runs).Refusal);
        Assert.Equal("A swap names the bank by its whole hash, 64 hexadecimal digits.", Swap(load.Hash[..12]).Refusal);
        Assert.Equal("A swap names the bank by its whole hash, 64 hexadecimal digits.", Swap(load.Hash[..63] + "?").Refusal);
        Assert.Null(Card.LastWritten(CardRegisters.SlotBankSwapAt(0)));
        Assert.Contains(_rig.Log.Lines, l => l.Contains("look again, or load what you want", StringComparison.Ordinal));
    }

    /// <summary>One bit of any word of either bank is found by the check, and of the other bank by a swap too.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_bit_that_flips_in_a_bank_is_found(int bank)
    {
        LoadBankReply load = _rig.Appliance.LoadBank(Request(("halfBid", 700)));
        int bit = 0;
        foreach ((ParameterDescriptor parameter, int element) in CardParameters.All.SelectMany(p => Enumerable.Range(0, p.Count).Select(n => (p, n))))
        {
            uint address = parameter.Offset(0, element, bank), held = Card[address];
            Card[CardRegisters.KillCauses] = 0;
            Card[address] = held ^ (1u << bit);
            if (bank == 1)
            {
                Assert.StartsWith($"{RegisterNames.Of(address)} is not what was loaded: bank 1 was changed behind the host's back.", Swap(load.Hash).Refusal, StringComparison.Ordinal);
            }

            Assert.StartsWith($"{RegisterNames.Of(address)} holds 0x", Check.LookAtAll(), StringComparison.Ordinal);
            Assert.Equal(Config, Card[CardRegisters.KillCauses]);
            Card[address] = held;
            Assert.Equal("", Check.LookAtAll());
            bit = (bit + 5) % 32;
        }

        Assert.True(Swap(load.Hash).Swapped);
    }

    [Fact]
    public void A_swap_behind_the_hosts_back_and_a_broken_seal_kill_and_are_named()
    {
        _rig.Appliance.LoadBank(Request(("halfBid", 700)));
        Card[CardRegisters.KillCauses] = 0;
        Card.Write(CardRegisters.SlotBankSwapAt(0), 1);
        Assert.Equal("SLOT_BANK_STATUS[0] holds 0x00000007, 0x00000006 was loaded", Check.LookAtAll());
        Assert.Equal(Config, Card[CardRegisters.KillCauses]);
        Card.Write(CardRegisters.SlotBankSwapAt(0), 0);
        Assert.Equal("", Check.LookAtAll());
        // The same value again: nothing differs but the seal.
        uint address = CardParameters.Qty.Offset(0, 0, 1);
        Card.Write(address, Card[address]);
        Assert.Equal("SLOT_BANK_STATUS[0] holds 0x00000002, 0x00000006 was loaded", Check.LookAtAll());
        Assert.Equal("Bank 1 is not whole: it was written after it was sealed. Find out who wrote it, and load the bank again.", Swap(Slot().Banks[1].Hash).Refusal);
    }

    [Fact]
    public void A_word_that_the_card_does_not_hold_leaves_the_bank_unsealed_and_is_no_difference()
    {
        LoadBankReply good = _rig.Appliance.LoadBank(Request(("halfBid", 700)));
        uint address = CardParameters.Micro.Offset(0, 7, 1);
        Card.OnWrite = (written, value) => Card[address] = written == address ? value ^ 1 : Card[address];
        LoadBankReply reply = _rig.Appliance.LoadBank(Request(("halfBid", 800)));
        Assert.StartsWith("slot 0 bank 1 MICRO[7]: wrote 96, the card holds 97. Bank 1 is not to be used; bank 0 runs as before.", reply.Refusal, StringComparison.Ordinal);
        Assert.Equal("", reply.Hash);
        Assert.Equal(("", false), (Slot().Banks[1].Hash, Slot().Banks[1].Whole));
        Assert.Equal("", Check.LookAtAll());
        Assert.StartsWith("This host has loaded nothing into bank 1", Swap(good.Hash).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seal_that_the_card_does_not_take_is_said()
    {
        Card.OnWrite = (_, _) => Card[CardRegisters.SlotBankStatusAt(0)] &= ~4u;
        Assert.StartsWith("Bank 1 of slot 0: sealed, but the card says that it is not whole.", _rig.Appliance.LoadBank(Request()).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_is_no_document_writes_nothing()
    {
        int writes = Card.Writes.Count;
        LoadBankRequest request = Request(("qty", 1_000_000), ("halfBid", -1));
        request.Parameters.RemoveAt(request.Parameters.Count - 1);
        Assert.Equal(
            "Parameter document 'request': qty is 1000000, outside 0..999999 lots. Parameter document 'request': halfBid is -1, outside 0..4194303 ticks/256. Parameter document 'request': legAct is missing. Nothing was loaded.",
            _rig.Appliance.LoadBank(request).Refusal);
        request = Request();
        request.Parameters.Add(request.Parameters[0]);
        Assert.Contains("qty is given twice", _rig.Appliance.LoadBank(request).Refusal, StringComparison.Ordinal);
        request = Request();
        request.Symbol = "ETHUSD";
        Assert.Equal("The parameters are for 'ETHUSD', slot 0 (main) trades BTCUSD: name that symbol, or restart the host with another one for the slot.", _rig.Appliance.LoadBank(request).Refusal);
        request = Request();
        request.Slot = 1;
        Assert.StartsWith("There is no slot 1", _rig.Appliance.LoadBank(request).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("There is no slot 1", _rig.Appliance.SwapBank(new() { RequestId = "x", Slot = 1 }).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("There is no slot 1", _rig.Appliance.ReadBank(new() { Slot = 1 }).Refusal, StringComparison.Ordinal);
        Assert.Equal("There is no bank 2: a slot has 2, from 0 on.", Read(2).Refusal);
        Assert.Equal(writes, Card.Writes.Count);
    }

    [Fact]
    public void A_repeated_request_is_one_load_and_one_swap()
    {
        LoadBankRequest request = Request(("halfBid", 700));
        LoadBankReply load = _rig.Appliance.LoadBank(request);
        var swap = new SwapBankRequest { RequestId = "s", Hash = load.Hash };
        Assert.Equal((true, 1u), (_rig.Appliance.SwapBank(swap).Swapped, _rig.Appliance.SwapBank(swap).Running));
        int writes = Card.Writes.Count;
        Assert.Equal(load, _rig.Appliance.LoadBank(request));
        Assert.True(_rig.Appliance.SwapBank(swap).Swapped);
        Assert.Equal(writes, Card.Writes.Count);
        Assert.Equal(1u, Slot().BankSwaps);
    }

    [Fact]
    public void A_swap_that_waits_is_waited_for()
    {
        LoadBankReply load = _rig.Appliance.LoadBank(Request(("skew", 5)));
        Card.Banks.Waits = true;
        int reads = 0;
        Card.OnWrite = (address, _) => Card.OnRead = address == CardRegisters.SlotBankSwapAt(0) ? () => Later(++reads) : Card.OnRead;
        Assert.Equal((true, 1u, ""), Swap(load.Hash));
        Assert.True(reads > 500);
        Assert.Equal("", Check.LookAtAll());

        void Later(int n)
        {
            if (n == 500)
            {
                Card.Banks.Stand();
            }
        }
    }

    [Fact]
    public void A_swap_that_the_card_never_decides_is_withdrawn_and_the_bank_stays_whole()
    {
        LoadBankReply load = _rig.Appliance.LoadBank(Request(("skew", 5)));
        Card.Banks.Waits = true;
        (bool swapped, uint running, string refusal) = Swap(load.Hash);
        Assert.Equal((false, 0u), (swapped, running));
        Assert.Contains("it was withdrawn: bank 0 runs as before", refusal, StringComparison.Ordinal);
        Card.Banks.Stand();
        Slot slot = Slot();
        Assert.Equal((0u, false, true, 0u), (slot.RunningBank, slot.SwapPending, slot.Banks[1].Whole, slot.BankSwaps));
        Assert.Equal("", Check.LookAtAll());
        Assert.True(Swap(load.Hash).Swapped);
    }

    /// <summary>The swap happens just before the word that was to withdraw it.</summary>
    [Fact]
    public void A_swap_that_comes_with_its_withdrawal_is_a_swap()
    {
        LoadBankReply load = _rig.Appliance.LoadBank(Request(("skew", 5)));
        Card.Banks.Waits = true;
        int reads = 0;
        Card.OnWrite = (address, _) => Card.OnRead = address == CardRegisters.SlotBankSwapAt(0) ? () => Late(++reads) : Card.OnRead;
        Assert.Equal((true, 1u, ""), Swap(load.Hash));
        Assert.Equal((1u, true), (Slot().RunningBank, Slot().Banks[1].Whole));
        Assert.Equal("", Check.LookAtAll());

        void Late(int n)
        {
            // The read after the last look is of the word.
            if (n == 1_001)
            {
                Card.Banks.Stand();
            }
        }
    }

    [Fact]
    public void A_swap_that_the_card_refuses_is_said()
    {
        LoadBankReply load = _rig.Appliance.LoadBank(Request(("skew", 5)));
        Card.Banks.Waits = true;
        Card.OnWrite = (address, _) =>
        {
            if (address == CardRegisters.SlotBankSwapAt(0))
            {
                // Somebody else writes it while it waits.
                Card.OnWrite = null;
                Card.Write(CardParameters.Qty.Offset(0, 0, 1), 1);
            }
        };
        Assert.Equal("The card refused the swap: bank 1 is not whole, or of another symbol or take. Bank 0 runs as before. Load bank 1 again.", Swap(load.Hash).Refusal);
    }

    [Fact]
    public void While_a_swap_waits_that_another_asked_for_nothing_is_loaded_or_swapped()
    {
        LoadBankReply load = _rig.Appliance.LoadBank(Request(("skew", 5)));
        Card.Banks.Waits = true;
        Card.Write(CardRegisters.SlotBankSwapAt(0), 1);
        Assert.True(Slot().SwapPending);
        Assert.Equal("A swap of this slot waits on the card: load when it is decided.", _rig.Appliance.LoadBank(Request(("skew", 6))).Refusal);
        Assert.Equal("A swap of this slot waits on the card already.", Swap(load.Hash).Refusal);
    }

    private (bool Swapped, uint Running, string Refusal) Swap(string hash)
    {
        SwapBankReply reply = _rig.Appliance.SwapBank(new() { RequestId = $"swap {_requests++}", Source = "cli", Hash = hash });
        return (reply.Swapped, reply.Running, reply.Refusal);
    }

    private ReadBankReply Read(uint? bank = null) => _rig.Appliance.ReadBank(bank is { } number ? new() { Bank = number } : new());

    private Slot Slot() => _rig.Appliance.State("test", []).Slots[0];

    /// <summary>What the running bank of a started host holds, with these values.</summary>
    private LoadBankRequest Request(params (string Name, long Value)[] changes)
    {
        var request = new LoadBankRequest { RequestId = $"load {_requests++}", Source = "cli", Symbol = "BTCUSD" };
        request.Parameters.Add(Read().Parameters);
        foreach ((string name, long value) in changes)
        {
            request.Parameters.Single(p => p.Name == name).Values[0] = value;
        }

        return request;
    }
}

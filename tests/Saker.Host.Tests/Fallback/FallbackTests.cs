using System.Text.Json.Nodes;
using Saker.Card;
using Saker.Card.Parameters;
using Saker.Host.Tests.Session;
using Saker.TestKit;
using Saker.V1;

namespace Saker.Host.Tests.Fallback;

/// <summary>A slot with a fallback under a host that runs: what it sees when the card falls back, what it takes for somebody's swap, loads and swaps.</summary>
public sealed class FallbackTests : IDisposable
{
    private const uint Config = KillCausesValue.ConfigMask, Loss = 1, Rejects = 2, Gates = 4, Slow = 8;

    private readonly string _path = Path.GetTempFileName();
    private readonly SessionRig _rig;
    private int _requests;

    public FallbackTests()
    {
        _rig = new SessionRig(settings: Document(_path));
        Card[CardRegisters.KillCauses] = 0;
    }

    private ScriptedCard Card => _rig.Card;

    private ConfigurationCheck Check => _rig.Appliance.Configuration;

    public void Dispose()
    {
        Card.Dispose();
        File.Delete(_path);
    }

    [Fact]
    public void A_started_host_shows_both_banks_and_which_one_takes_over()
    {
        Slot slot = Slot();
        Assert.Equal(0u, slot.RunningBank);
        Assert.All(slot.Banks, b => Assert.Equal((64, true), (b.Hash.Length, b.Whole)));
        Assert.Equal((1u, false, 0ul), (slot.Fallback.Bank, slot.Fallback.Runs, slot.Fallback.Falls));
        Assert.Empty(slot.Fallback.Stands);
        Assert.Empty(slot.Fallback.FellFor);
        Assert.Equal("", slot.Problem);
        Assert.Equal("", Check.LookAtAll());
        Assert.Null(new SessionRig().Appliance.State("test", []).Slots[0].Fallback);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void When_the_card_falls_back_it_is_recorded_and_is_no_difference(bool checkLooksFirst)
    {
        string before = Check.Hash;
        Card.Banks.Causes(0, Rejects | Slow);
        if (checkLooksFirst)
        {
            Assert.Equal("", Check.LookAtAll());
        }

        Look();
        Slot slot = Slot();
        Assert.Equal((1u, 1u, true, 1ul), (slot.RunningBank, slot.BankSwaps, slot.Fallback.Runs, slot.Fallback.Falls));
        Assert.Equal(["rejects", "slow answers"], slot.Fallback.Stands);
        Assert.Equal(slot.Fallback.Stands, slot.Fallback.FellFor);
        Assert.StartsWith("Slot 0 runs its fallback's bank 1: rejects, slow answers stand, and no swap leads back meanwhile. Rejects end with the venue's answers, or when the slot is killed and cleared. Look at", slot.Problem, StringComparison.Ordinal);
        Assert.EndsWith($"saker params swap --slot 0 --hash {slot.Banks[0].Hash[..12]}.", slot.Problem, StringComparison.Ordinal);
        Assert.Single(_rig.Log.Lines, l => l == $"Critical: slot 0: {slot.Problem}");
        Assert.Equal(1ul, _rig.Appliance.State("test", []).Counters.Single(c => c.Name == "slot_falls").Value);
        Assert.Equal(("", 0u), (Check.LookAtAll(), Card[CardRegisters.KillCauses]));
        // Another bank runs: who is about to arm looks again.
        Assert.NotEqual(before, Check.Hash);
        // It ends, and the bank runs on.
        Card.Banks.Causes(0, 0);
        Look();
        Assert.Equal($"Slot 0 fell back for rejects, slow answers, which has ended: its fallback's bank 1 runs on until a person swaps back: saker params swap --slot 0 --hash {slot.Banks[0].Hash[..12]}.", Slot().Problem);
        Assert.Equal((true, 0), (Slot().Fallback.Runs, Slot().Fallback.Stands.Count));
        Assert.Equal("", Check.LookAtAll());
    }

    /// <summary>The card's turn is seen within the time between two looks, not first when the round comes to the register.</summary>
    [Fact]
    public void It_is_seen_soon()
    {
        Card.Banks.Causes(0, Loss);
        _rig.Appliance.LookAtBanks();
        _rig.Time.Advance(20_000_000);
        _rig.Appliance.LookAtBanks();
        Assert.Equal(1ul, _rig.Appliance.Slots[0].Banks.Falls);
        Assert.True(_rig.Appliance.Dirty);
    }

    [Fact]
    public void What_ended_before_the_host_looked_is_said_to_have()
    {
        Card.Banks.Causes(0, Gates);
        Card.Banks.Causes(0, 0);
        Look();
        Assert.Contains("fell back, for what ended before the host looked: its fallback's bank 1 runs on", Slot().Problem, StringComparison.Ordinal);
        Assert.Equal((1ul, 0), (Slot().Fallback.Falls, Slot().Fallback.FellFor.Count));
    }

    /// <summary>Swaps that are none of the card's: after somebody else's command, more than one, to a bank that is not whole, with another SLOT_FALLBACK.</summary>
    [Theory]
    [InlineData(0x0107u, 0x0303u, true)]
    [InlineData(0x0007u, 0x0303u, false)]
    [InlineData(0x0207u, 0x0303u, false)]
    [InlineData(0x0206u, 0x0303u, false)]
    [InlineData(0x0106u, 0x0303u, false)]
    [InlineData(0x0103u, 0x0303u, false)]
    [InlineData(0x0105u, 0x0303u, false)]
    [InlineData(0x0107u, 0x0302u, false)]
    [InlineData(0x0107u, 0x0403u, false)]
    [InlineData(0x0107u, 0u, false)]
    public void Only_one_swap_to_its_bank_by_the_fallback_as_it_was_loaded_is_the_cards(uint status, uint fallback, bool own)
    {
        Card[CardRegisters.SlotBankStatusAt(0)] = status;
        Card[CardRegisters.SlotFallbackAt(0)] = fallback;
        Look();
        Assert.Equal(own ? 0u : Config, Card[CardRegisters.KillCauses]);
        Assert.Equal(own, Check.LookAtAll().Length == 0);
        Assert.Equal(own ? 1ul : 0ul, _rig.Appliance.Slots[0].Banks.Falls);
        if (!own)
        {
            Assert.Contains($"SLOT_BANK_STATUS[0] holds 0x{status & 0xFF07:X8}, 0x00000006 was loaded", Check.Difference, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_swap_away_that_nobody_asked_for_is_found_after_a_fall_too()
    {
        Card.Banks.Causes(0, Loss);
        Look();
        Card.Banks.Causes(0, 0);
        // One more to where it is already: no card of ours does that.
        Card[CardRegisters.SlotBankStatusAt(0)] = 0x0207;
        Assert.Equal("SLOT_BANK_STATUS[0] holds 0x00000207, 0x00000107 was loaded", Check.LookAtAll());
        Card[CardRegisters.SlotBankStatusAt(0)] = 0x0107;
        Assert.Equal("", Check.LookAtAll());
        Card.Write(CardRegisters.SlotBankSwapAt(0), 0);
        Look();
        Assert.Equal(("SLOT_BANK_STATUS[0] holds 0x00000206, 0x00000107 was loaded", Config), (Check.LookAtAll(), Card[CardRegisters.KillCauses]));
        // And back, as if nothing had been: the count knows.
        Card.Write(CardRegisters.SlotBankSwapAt(0), 1);
        Assert.Equal("SLOT_BANK_STATUS[0] holds 0x00000307, 0x00000107 was loaded", Check.LookAtAll());
    }

    [Fact]
    public void Its_registers_belong_to_the_configuration()
    {
        foreach (uint address in new[] { CardRegisters.SlotFallbackAt(0), CardRegisters.SlotFallbackGatesAt(0), CardRegisters.SlotFallbackLatencyAt(0), CardParameters.HalfBid.Offset(0, 0, 1) })
        {
            Card[CardRegisters.KillCauses] = 0;
            Card[address] ^= 0x10;
            Assert.StartsWith(RegisterNames.Of(address), Check.LookAtAll(), StringComparison.Ordinal);
            Assert.Equal(Config, Card[CardRegisters.KillCauses]);
            Card[address] ^= 0x10;
            Assert.Equal("", Check.LookAtAll());
        }
    }

    /// <summary>The count of swaps is compared, but two cards with the same settings have the same hash.</summary>
    [Fact]
    public void The_hash_of_the_configuration_is_the_settings_and_not_the_count()
    {
        using SessionRigHolder other = new(_path, card => card[CardRegisters.SlotBankStatusAt(0)] = new SlotBankStatusValue(0).WithSwaps(7).Raw);
        Assert.Equal(Check.Hash, other.Rig.Appliance.Configuration.Hash);
        Assert.Equal("", other.Rig.Appliance.Configuration.LookAtAll());
        Assert.NotEqual(Check.Hash, new SessionRig().Appliance.Configuration.Hash);
    }

    [Fact]
    public void While_it_stands_no_swap_leads_back_and_after_it_one_does()
    {
        string normal = Slot().Banks[0].Hash, before = Check.Hash;
        Card.Banks.Causes(0, Loss | Gates);
        Assert.Equal(
            (false, 1u, "The card holds slot 0 on its fallback's bank 1, for loss, gates, which stand: it refuses every swap away meanwhile. When that has ended (saker status), swap again; or load other parameters with --drop-fallback."),
            Swap(normal));
        Assert.DoesNotContain(Card.Writes, w => w.Address == CardRegisters.SlotBankSwapAt(0));
        Card.Banks.Causes(0, 0);
        Assert.Equal((true, 0u, ""), Swap(normal));
        Assert.Equal(("", before), (Check.LookAtAll(), Check.Hash));
        Assert.Equal(("", false, 1ul), (Slot().Problem, Slot().Fallback.Runs, Slot().Fallback.Falls));
        // The next fall is the card's again.
        Card.Banks.Causes(0, Rejects);
        Look();
        Assert.Equal((2ul, "", 3u), (Slot().Fallback.Falls, Check.LookAtAll(), Slot().BankSwaps));
    }

    [Fact]
    public void A_person_may_swap_to_it_and_that_is_no_fall()
    {
        Assert.Equal((true, 1u, ""), Swap(Slot().Banks[1].Hash));
        Slot slot = Slot();
        Assert.Equal((true, 0ul, "", ""), (slot.Fallback.Runs, slot.Fallback.Falls, slot.Problem, Check.LookAtAll()));
        // Once something stands it holds the slot there.
        Card.Banks.Causes(0, Loss);
        Look();
        Assert.Equal((0ul, ""), (Slot().Fallback.Falls, Check.LookAtAll()));
        Assert.StartsWith("Slot 0 runs its fallback's bank 1: loss stands,", Slot().Problem, StringComparison.Ordinal);
    }

    /// <summary>The cause comes between the host's look and its swap, or with the swap.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_swap_back_that_the_card_does_not_keep_is_said(bool afterTheSwap)
    {
        string normal = Slot().Banks[0].Hash;
        Card.Banks.Causes(0, Loss);
        Look();
        Card.Banks.Causes(0, 0);
        Card.Banks.Waits = !afterTheSwap;
        Card.OnWrite = (address, _) =>
        {
            if (address == CardRegisters.SlotBankSwapAt(0))
            {
                Card.OnWrite = null;
                Card.Banks.Causes(0, Rejects);
                Card.Banks.Stand();
            }
        };
        (bool swapped, uint running, string refusal) = Swap(normal);
        Assert.Equal((false, 1u), (swapped, running));
        Assert.StartsWith(afterTheSwap ? "Bank 0 ran, and the slot fell back to bank 1 at once. Slot 0 runs its fallback's bank 1: rejects stand" : "The card holds slot 0 on its fallback's bank 1, for rejects, which stand:", refusal, StringComparison.Ordinal);
        // The swap is the last write: nothing is withdrawn.
        Assert.Equal(CardRegisters.SlotBankSwapAt(0), Card.Writes[^1].Address);
        Assert.Equal((afterTheSwap ? 2ul : 1ul, "", 0u), (Slot().Fallback.Falls, Check.LookAtAll(), Card[CardRegisters.KillCauses]));
    }

    [Theory]
    [InlineData(false, "Bank 1 is the fallback's of slot 0, which takes over by itself: nothing is loaded in its place.")]
    [InlineData(true, "Slot 0 runs its fallback's bank 1, and bank 0 is the one that a swap leads back to: nothing is loaded in its place.")]
    public void A_load_is_refused_unless_the_fallback_is_dropped_with_it(bool fell, string sentence)
    {
        Card.Banks.Causes(0, fell ? Loss : 0);
        string before = Hash();
        int writes = Card.Writes.Count;
        LoadBankReply refused = _rig.Appliance.LoadBank(Request(drop: false, ("halfBid", 700)));
        Assert.StartsWith(sentence, refused.Refusal, StringComparison.Ordinal);
        Assert.Contains("With --drop-fallback the load switches the fallback off first; the slot has none then until the host is restarted.", refused.Refusal, StringComparison.Ordinal);
        Assert.Equal((false, writes), (refused.FallbackDropped, Card.Writes.Count));
        Assert.Equal((before, 1u), (Check.Hash, Card[CardRegisters.SlotFallbackAt(0)] & 1));

        LoadBankReply load = _rig.Appliance.LoadBank(Request(drop: true, ("halfBid", 700)));
        Assert.Equal((fell ? 0u : 1u, "", true), (load.Bank, load.Refusal, load.FallbackDropped));
        // First, before a word of the bank.
        Assert.Equal((CardRegisters.SlotFallbackAt(0), 0u), Card.Writes[writes]);
        Assert.Contains(_rig.Log.Lines, l => l.Contains($"its fallback was dropped; bank {load.Bank} loaded, hash {load.Hash}", StringComparison.Ordinal));
        Assert.Null(Slot().Fallback);
        Assert.Equal(("", 0u), (Check.LookAtAll(), Card[CardRegisters.KillCauses]));
        Assert.NotEqual(before, Check.Hash);
        // What it was to fall back for falls nothing any more, and loads and swaps are as of any slot.
        Card.Banks.Causes(0, Loss);
        Assert.Equal((true, load.Bank, ""), Swap(load.Hash));
        Assert.Equal("", _rig.Appliance.LoadBank(Request(drop: false, ("halfBid", 800))).Refusal);
        Assert.Equal("", Check.LookAtAll());
        // And somebody's swap is a fault again.
        Card.Write(CardRegisters.SlotBankSwapAt(0), 1 - load.Bank);
        Assert.StartsWith("SLOT_BANK_STATUS[0] holds", Check.LookAtAll(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_document_drops_nothing()
    {
        LoadBankReply reply = _rig.Appliance.LoadBank(Request(drop: true, ("qty", 1_000_000)));
        Assert.Contains("Nothing was loaded.", reply.Refusal, StringComparison.Ordinal);
        Assert.False(reply.FallbackDropped);
        Assert.Equal((1u, true), (Card[CardRegisters.SlotFallbackAt(0)] & 1, Slot().Fallback is not null));
    }

    /// <summary>It falls back before one of the host's reads of the load, or just before the write that drops it: what runs then runs, and the other bank is loaded.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_fall_that_comes_with_the_drop_is_the_cards(int read)
    {
        LoadBankRequest request = Request(drop: true, ("halfBid", 700));
        int reads = 0;
        Card.OnRead = () => Card.Banks.Causes(0, ++reads == read ? Loss : 0);
        Card.OnWrite = (address, value) =>
        {
            Card[CardRegisters.SlotBankStatusAt(0)] = read == 0 && address == CardRegisters.SlotFallbackAt(0) ? 0x0107u : Card[CardRegisters.SlotBankStatusAt(0)];
            Card.OnWrite = null;
        };
        LoadBankReply load = _rig.Appliance.LoadBank(request);
        Card.OnRead = null;
        bool fell = Slot().RunningBank == 1;
        // The fifth read is of SLOT_FALLBACK, 0 by then.
        Assert.Equal(read < 4, fell);
        Assert.Equal((fell ? 0u : 1u, "", true), (load.Bank, load.Refusal, load.FallbackDropped));
        Assert.Equal((fell ? 1ul : 0ul, "", 0u), (_rig.Appliance.Slots[0].Banks.Falls, Check.LookAtAll(), Card[CardRegisters.KillCauses]));
    }

    [Fact]
    public void After_somebody_elses_swap_nothing_is_loaded_over_what_runs()
    {
        Card.Write(CardRegisters.SlotBankSwapAt(0), 1);
        Card.Write(CardRegisters.SlotBankSwapAt(0), 0);
        Card.Write(CardRegisters.SlotBankSwapAt(0), 1);
        int writes = Card.Writes.Count;
        const string Behind = "Bank 1 runs, and this host has bank 0 running: somebody swapped behind its back.";
        Assert.StartsWith(Behind, _rig.Appliance.LoadBank(Request(drop: true)).Refusal, StringComparison.Ordinal);
        Assert.StartsWith(Behind, Swap(Slot().Banks[0].Hash).Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(Card.Writes.Skip(writes), w => w.Address != CardRegisters.Kill);
    }

    [Fact]
    public void A_bank_that_cannot_take_over_is_said()
    {
        uint address = CardParameters.Qty.Offset(0, 0, 1);
        Card.Write(address, Card[address]);
        Card.Banks.Causes(0, Gates);
        Assert.StartsWith("Slot 0 falls back for gates, and its fallback's bank 1 does not run yet: where it cannot, the slot is halted.", Slot().Problem, StringComparison.Ordinal);
        Assert.Equal((0u, false), (Slot().RunningBank, Slot().Fallback.Runs));
    }

    [Fact]
    public void Arming_names_the_bank_that_runs_by_the_hash()
    {
        string seen = Check.Hash;
        Card.Banks.Causes(0, Loss);
        Look();
        Assert.StartsWith("the configuration is now", _rig.Appliance.Arm(0, Card[CardRegisters.ArmNonce], seen), StringComparison.Ordinal);
        Assert.Null(_rig.Appliance.Arm(0, Card[CardRegisters.ArmNonce], Check.Hash));
    }

    /// <summary>A document of one slot with a fallback for three rejects in a row.</summary>
    internal static string Document(string path, string bank = """{ "halfBid": 2048, "qty": 5 }""", params (string Name, JsonNode? Value)[] more) =>
        SlotDocument.Write(path, [("fallback", JsonNode.Parse($$"""{ "rejects": 3, "bank": {{bank}} }""")), .. more]);

    private string Hash()
    {
        Look();
        return Check.Hash;
    }

    private void Look()
    {
        _rig.Time.Advance(20_000_000);
        _rig.Appliance.LookAtBanks();
    }

    private (bool Swapped, uint Running, string Refusal) Swap(string hash)
    {
        SwapBankReply reply = _rig.Appliance.SwapBank(new() { RequestId = $"swap {_requests++}", Source = "cli", Hash = hash });
        return (reply.Swapped, reply.Running, reply.Refusal);
    }

    private Slot Slot() => _rig.Appliance.State("test", []).Slots[0];

    private LoadBankRequest Request(bool drop, params (string Name, long Value)[] changes)
    {
        var request = new LoadBankRequest { RequestId = $"load {_requests++}", Source = "cli", Symbol = "BTCUSD", DropFallback = drop };
        request.Parameters.Add(_rig.Appliance.ReadBank(new()).Parameters);
        foreach ((string name, long value) in changes)
        {
            request.Parameters.Single(p => p.Name == name).Values[0] = value;
        }

        return request;
    }

    private sealed class SessionRigHolder(string settings, Action<ScriptedCard> found) : IDisposable
    {
        public SessionRig Rig { get; } = new(found, settings: settings);

        public void Dispose() => Rig.Card.Dispose();
    }
}

using Saker.Card;
using Saker.Card.Parameters;

namespace Saker.Host;

/// <summary>What this host loaded into the banks of a slot, which one it has running, and which one takes over by itself. The check of the configuration is told of each
/// change, so that another word in either bank, a broken seal and a swap that nobody asked for are found, and nothing else is: where a fallback is set, one swap to its
/// bank is the card's own. Card thread only.</summary>
public sealed class LoadedBanks
{
    /// <summary>The card's count of swaps is this at most, and then 0 again.</summary>
    public const uint MostSwaps = 0xFF;

    private const uint CountMask = SlotBankStatusValue.SwapsMask;

    private readonly ICard _card;
    private readonly int _slot;
    private readonly ConfigurationCheck _check;
    private readonly Action<SlotBankStatusValue> _fell;
    private readonly string[] _hashes = [.. Enumerable.Repeat(string.Empty, CardParameters.Banks)];
    private uint _swaps;
    private bool _dropping;

    /// <param name="card">The card, whose banks were loaded a moment ago.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="check">Knows the words of these banks already.</param>
    /// <param name="fell">Told when the card let the fallback's bank take over.</param>
    public LoadedBanks(ICard card, int slot, ConfigurationCheck check, Action<SlotBankStatusValue> fell)
    {
        (_card, _slot, _check, _fell) = (card, slot, check, fell);
        var banks = new SlotBanks(card, slot);
        if (Loaded(Fallback) is { } register && new SlotFallbackValue(register.Value) is { Enable: true } fallback && Loaded(Status) is { } before)
        {
            var status = new SlotBankStatusValue(before.Value);
            (RunningBank, Safe, _swaps) = (status.Running ? 1 : 0, fallback.Bank ? 1 : 0, status.Swaps);
            for (int bank = 0; bank < _hashes.Length; bank++)
            {
                _hashes[bank] = banks.ReadHash(bank);
            }

            _check.Expect(Status, Fell);
        }
        else
        {
            RunningBank = banks.Running;
            _hashes[RunningBank] = banks.ReadHash(RunningBank);
            Running(RunningBank, swaps: 0);
        }
    }

    /// <summary>The bank that this host has running, or that took over.</summary>
    public int RunningBank { get; private set; }

    /// <summary>The bank that takes over by itself; null: none does.</summary>
    public int? Safe { get; private set; }

    private uint Status => CardRegisters.SlotBankStatusAt(_slot);

    private uint Fallback => CardRegisters.SlotFallbackAt(_slot);

    /// <summary>What SLOT_BANK_STATUS must say while the fallback of a slot is set.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="running">The bank that runs.</param>
    /// <param name="whole">A bit a bank: loaded.</param>
    /// <param name="swaps">Swaps so far.</param>
    public static LoadedSetting StatusOf(int slot, int running, uint whole, uint swaps) => new(
        CardRegisters.SlotBankStatusAt(slot),
        new SlotBankStatusValue(0).WithRunning(running != 0).WithWhole(whole).WithSwaps(swaps).Raw,
        new SlotBankStatusValue(SlotBankStatusValue.RunningMask | CountMask).WithWhole(whole).Raw) { Count = CountMask };

    /// <summary>The bank's hash, 64 hexadecimal digits; empty: this host loaded nothing into it.</summary>
    public string Hash(int bank) => _hashes[bank];

    /// <summary>Looks whether the card let the fallback's bank take over, and whether anything else happened to the banks that nobody asked for.</summary>
    public void Look()
    {
        if (Safe is not null)
        {
            _check.LookAt(Status);
        }
    }

    /// <summary>No bank takes over by itself from now on. If one did a moment ago, it runs.</summary>
    /// <exception cref="HostException">The card does not take it.</exception>
    public void DropFallback()
    {
        Look();
        _card.WriteBack(Fallback, 0, "SLOT_FALLBACK");
        _dropping = true;
        Look();
        (_dropping, Safe) = (false, null);
        _check.Replace(_check.Loaded.With([new LoadedSetting(Fallback, 0, uint.MaxValue)]));
        Running(RunningBank, _swaps);
    }

    /// <summary>The bank is about to be written, and does not run.</summary>
    public void Forget(int bank)
    {
        _hashes[bank] = string.Empty;
        HashSet<uint> words = [.. Words(bank).Select(w => w.Address)];
        _check.Replace(_check.Loaded.Without(words.Contains));
        Running(RunningBank, _swaps);
    }

    /// <summary>The bank was loaded, and does not run.</summary>
    public void Loaded(BankImage image, int bank)
    {
        _hashes[bank] = image.Hash;
        _check.Replace(_check.Loaded.With(Words(bank).Select(w => new LoadedSetting(w.Address, w.Parameter == CardParameters.Hash ? image.HashWord(w.Element) : image.Word(w.Parameter, w.Element), uint.MaxValue))));
        Running(RunningBank, _swaps);
    }

    /// <summary>The bank runs from now on.</summary>
    /// <param name="bank">The bank.</param>
    /// <param name="swaps">Swaps counted with the one that made it run.</param>
    public void Running(int bank, uint swaps)
    {
        (RunningBank, _swaps) = (bank, swaps);
        _check.Replace(_check.Loaded.With([Expected()]));
    }

    /// <summary>The first word of the bank that is not what was loaded, by its name; null: all are.</summary>
    public string? Difference(int bank)
    {
        HashSet<uint> words = [.. Words(bank).Select(w => w.Address)];
        uint[] other = [.. _check.Loaded.Settings.Where(s => words.Contains(s.Address) && !s.Is(_card.Read(s.Address))).Select(s => s.Address).Take(1)];
        return other.Length == 0 ? null : RegisterNames.Of(other[0]);
    }

    /// <summary>What SLOT_BANK_STATUS must say if it is the card that let the fallback's bank take over: one swap, from the other bank to that one, both whole, and SLOT_FALLBACK
    /// as it was loaded. Null: that was not the card.</summary>
    private LoadedSetting? Fell(uint read)
    {
        (int running, uint swaps) = (RunningBank, _swaps);
        if (Safe is not { } safe || running == safe || Loaded(Fallback) is not { } register)
        {
            return null;
        }

        (RunningBank, _swaps) = (safe, (swaps + 1) & MostSwaps);
        LoadedSetting expected = Expected();
        if (!expected.Is(read) || !(_dropping || register.Is(_card.Read(Fallback))))
        {
            (RunningBank, _swaps) = (running, swaps);
            return null;
        }

        _fell(new SlotBankStatusValue(read));
        return expected;
    }

    private LoadedSetting Expected()
    {
        uint whole = (uint)Enumerable.Range(0, _hashes.Length).Where(b => _hashes[b].Length != 0).Sum(b => 1 << b);
        LoadedSetting counted = StatusOf(_slot, RunningBank, whole, _swaps);
        return Safe is not null ? counted : new LoadedSetting(counted.Address, counted.Value & ~CountMask, counted.Mask & ~CountMask);
    }

    private LoadedSetting? Loaded(uint address) => _check.Loaded.Settings.Where(s => s.Address == address).Select(s => (LoadedSetting?)s).FirstOrDefault();

    private IEnumerable<(ParameterDescriptor Parameter, int Element, uint Address)> Words(int bank) =>
        CardParameters.All.SelectMany(p => Enumerable.Range(0, p.Count).Select(n => (p, n, p.Offset(_slot, n, bank))));
}

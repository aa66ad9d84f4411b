using Saker.Card;
using Saker.Card.Parameters;

namespace Saker.Host;

/// <summary>What this host loaded into the banks of a slot, and which one it has running. The check of the configuration is told of each change, so that another
/// word in either bank, a broken seal and a swap that nobody asked for are found, and nothing else is. Card thread only.</summary>
public sealed class LoadedBanks
{
    private readonly ICard _card;
    private readonly int _slot;
    private readonly ConfigurationCheck _check;
    private readonly string[] _hashes = [.. Enumerable.Repeat(string.Empty, CardParameters.Banks)];

    /// <param name="card">The card, whose running bank was loaded a moment ago.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="check">Knows the words of that bank already.</param>
    public LoadedBanks(ICard card, int slot, ConfigurationCheck check)
    {
        (_card, _slot, _check) = (card, slot, check);
        var banks = new SlotBanks(card, slot);
        int running = banks.Running;
        _hashes[running] = banks.ReadHash(running);
        Running(running);
    }

    /// <summary>The bank's hash, 64 hexadecimal digits; empty: this host loaded nothing into it.</summary>
    public string Hash(int bank) => _hashes[bank];

    /// <summary>The bank is about to be written, and does not run.</summary>
    public void Forget(int bank, int running)
    {
        _hashes[bank] = string.Empty;
        HashSet<uint> words = [.. Words(bank).Select(w => w.Address)];
        _check.Replace(_check.Loaded.Without(words.Contains));
        Running(running);
    }

    /// <summary>The bank was loaded, and does not run.</summary>
    public void Loaded(BankImage image, int bank, int running)
    {
        _hashes[bank] = image.Hash;
        _check.Replace(_check.Loaded.With(Words(bank).Select(w => new LoadedSetting(w.Address, w.Parameter == CardParameters.Hash ? image.HashWord(w.Element) : image.Word(w.Parameter, w.Element), uint.MaxValue))));
        Running(running);
    }

    /// <summary>The bank runs from now on.</summary>
    public void Running(int bank)
    {
        uint loaded = (uint)Enumerable.Range(0, _hashes.Length).Where(b => _hashes[b].Length != 0).Sum(b => 1 << b);
        uint mask = new SlotBankStatusValue(SlotBankStatusValue.RunningMask).WithWhole(loaded).Raw;
        uint value = new SlotBankStatusValue(0).WithRunning(bank != 0).WithWhole(loaded).Raw;
        _check.Replace(_check.Loaded.With([new LoadedSetting(CardRegisters.SlotBankStatusAt(_slot), value, mask)]));
    }

    /// <summary>The first word of the bank that is not what was loaded, by its name; null: all are.</summary>
    public string? Difference(int bank)
    {
        HashSet<uint> words = [.. Words(bank).Select(w => w.Address)];
        uint[] other = [.. _check.Loaded.Settings.Where(s => words.Contains(s.Address) && !s.Is(_card.Read(s.Address))).Select(s => s.Address).Take(1)];
        return other.Length == 0 ? null : RegisterNames.Of(other[0]);
    }

    private IEnumerable<(ParameterDescriptor Parameter, int Element, uint Address)> Words(int bank) =>
        CardParameters.All.SelectMany(p => Enumerable.Range(0, p.Count).Select(n => (p, n, p.Offset(_slot, n, bank))));
}

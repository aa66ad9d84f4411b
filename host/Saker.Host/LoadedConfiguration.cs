using System.Buffers.Binary;
using System.Security.Cryptography;
using Saker.Card;

namespace Saker.Host;

/// <summary>A setting of the card.</summary>
/// <param name="Address">Its register.</param>
/// <param name="Value">What was written, without the bits that may change.</param>
/// <param name="Mask">The bits that must stay.</param>
public readonly record struct LoadedSetting(uint Address, uint Value, uint Mask)
{
    /// <summary>Bits that must stay, and that two cards with the same settings need not share: a count. They are not part of <see cref="LoadedConfiguration.Hash"/>.</summary>
    public uint Count { get; init; }

    /// <summary>Whether a register that reads so is as it was loaded.</summary>
    public bool Is(uint read) => (read & Mask) == Value;
}

/// <summary>What bring-up wrote and must stay so while this host runs: limits, parameters, controls, symbols, ring, the feed's addresses, the fields of orders.
/// Left out, because they change on purpose: SYM_BASE (the recovery of the books moves windows), FEED_SESSION and FEED_NEXT (another session, a recovery),
/// FEED_CTRL.SNAPSHOT, RING_CONSUMER, and the modes: SLOT_MODE, SYM_MODE (raised, SYM_MODE serves no slot, for the slot's SYMBOL stays). Bring-up does not write the
/// registers of a connection (OE addresses, ports, windows), of an order of the desk and of a correction: they are given with each. SCRATCH is the bus test's.
/// <see cref="LoadedBanks"/> adds the bank that runs and the seals of loaded banks (SLOT_BANK_STATUS), where a fallback is set the count of swaps too, and changes it
/// with each load, each swap, and when the slot falls back.</summary>
public sealed class LoadedConfiguration
{
    private static readonly HashSet<uint> Changing =
    [
        CardRegisters.FeedNextLo, CardRegisters.FeedNextHi, CardRegisters.RingConsumer,
        .. Enumerable.Range(0, CardRegisters.FeedSessionCount).Select(CardRegisters.FeedSessionAt),
    ];

    private readonly LoadedSetting[] _settings;

    /// <param name="written">The last value written to each register, by its address; those that hold nothing are left out.</param>
    /// <param name="caps">How many symbols and slots the card has.</param>
    public LoadedConfiguration(IEnumerable<KeyValuePair<uint, uint>> written, CapsValue caps)
    {
        HashSet<uint> changing =
        [
            .. Changing,
            .. Enumerable.Range(0, (int)caps.NumSymbols).SelectMany<int, uint>(n => [CardRegisters.SymBaseAt(n), CardRegisters.SymModeAt(n)]),
            .. Enumerable.Range(0, (int)caps.NumSlots).Select(CardRegisters.SlotModeAt),
        ];
        _settings = [.. written.Where(w => RegisterNames.Holds(w.Key) && !changing.Contains(w.Key)).OrderBy(w => w.Key).Select(w => Setting(w.Key, w.Value))];
        Hash = HashOf(_settings);
    }

    private LoadedConfiguration(IEnumerable<LoadedSetting> settings)
    {
        _settings = [.. settings.OrderBy(s => s.Address)];
        Hash = HashOf(_settings);
    }

    /// <summary>By address.</summary>
    public IReadOnlyList<LoadedSetting> Settings => _settings;

    /// <summary>SHA-256 of all settings by address, each as address and value without its count, 32 bits little-endian; 64 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>The same with these settings, in the place of others of their addresses.</summary>
    public LoadedConfiguration With(IEnumerable<LoadedSetting> settings)
    {
        Dictionary<uint, LoadedSetting> all = _settings.ToDictionary(s => s.Address);
        foreach (LoadedSetting setting in settings)
        {
            all[setting.Address] = setting;
        }

        return new LoadedConfiguration(all.Values);
    }

    /// <summary>The same without the settings of these addresses.</summary>
    public LoadedConfiguration Without(Func<uint, bool> address) => new(_settings.Where(s => !address(s.Address)));

    private static LoadedSetting Setting(uint address, uint value)
    {
        uint mask = address == CardRegisters.FeedCtrl ? ~FeedCtrlValue.SnapshotMask : uint.MaxValue;
        return new LoadedSetting(address, value & mask, mask);
    }

    private static string HashOf(LoadedSetting[] settings)
    {
        const int Size = 2 * sizeof(uint);
        byte[] bytes = new byte[settings.Length * Size];
        for (int n = 0; n < settings.Length; n++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(n * Size), settings[n].Address);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((n * Size) + sizeof(uint)), settings[n].Value & ~settings[n].Count);
        }

        return Convert.ToHexString(SHA256.HashData(bytes));
    }
}

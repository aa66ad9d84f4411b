using Saker.Card;

namespace Saker.Host;

/// <summary>Reads back what was loaded, a few registers at a time. A difference is logged by name and kills; while it stands there is no arming. Card thread only.</summary>
/// <param name="card">The card.</param>
/// <param name="loaded">What it must hold at first.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Takes differences, and their end.</param>
public sealed class ConfigurationCheck(ICard card, LoadedConfiguration loaded, TimeProvider time, ILogger log)
{
    /// <summary>Registers of a turn, and the least time between two: a virtual card runs cycles for each read, and its records wait meanwhile. Some 200 settings
    /// are seen each second so.</summary>
    public const int AtOnce = 4;

    /// <inheritdoc cref="AtOnce"/>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private const int MostNamed = 3;

    private readonly SortedDictionary<uint, string> _standing = [];
    private readonly Dictionary<uint, Func<uint, LoadedSetting?>> _own = [];
    private LoadedConfiguration _loaded = loaded;
    private int _next;
    private long _lookedAt;

    /// <summary>What the card must hold.</summary>
    public LoadedConfiguration Loaded => _loaded;

    /// <inheritdoc cref="LoadedConfiguration.Hash"/>
    public string Hash => _loaded.Hash;

    /// <summary>The differences that were seen and still stood when last looked at, in words; empty: none.</summary>
    public string Difference => _standing.Count == 0 ? string.Empty
        : string.Join(", ", _standing.Values.Take(MostNamed)) + (_standing.Count > MostNamed ? $" and {_standing.Count - MostNamed} more" : string.Empty);

    /// <summary>Something was loaded on purpose, or is no longer looked at.</summary>
    /// <param name="loaded">What the card must hold from now on.</param>
    public void Replace(LoadedConfiguration loaded)
    {
        _loaded = loaded;
        _next = 0;
        HashSet<uint> addresses = [.. loaded.Settings.Select(s => s.Address)];
        foreach (uint gone in _standing.Keys.Where(a => !addresses.Contains(a)).ToArray())
        {
            _standing.Remove(gone);
        }
    }

    /// <summary>The card may change a register by itself.</summary>
    /// <param name="address">The register, one of those that are looked at.</param>
    /// <param name="changed">Given what was read when it differs: what the card must hold from then on; null: that was not the card.</param>
    public void Expect(uint address, Func<uint, LoadedSetting?> changed) => _own[address] = changed;

    /// <summary>Looks at one register now; nothing is said of one that was not loaded.</summary>
    public void LookAt(uint address) => Kill(_loaded.Settings.Where(s => s.Address == address).ToArray().Any(Differs));

    /// <summary>Looks at the next registers, if it is time.</summary>
    public void Turn()
    {
        if (time.GetElapsedTime(_lookedAt) < LookEvery)
        {
            return;
        }

        _lookedAt = time.GetTimestamp();
        Look(AtOnce);
    }

    /// <summary>Looks at every register now, which on a virtual card takes a while. Returns <see cref="Difference"/>.</summary>
    public string LookAtAll()
    {
        Look(_loaded.Settings.Count);
        return Difference;
    }

    private void Look(int registers)
    {
        bool differs = false;
        for (int n = 0; n < registers; n++)
        {
            differs |= Differs(_loaded.Settings[_next]);
            _next = (_next + 1) % _loaded.Settings.Count;
        }

        Kill(differs);
    }

    private void Kill(bool differs)
    {
        if (differs)
        {
            card.Write(CardRegisters.Kill, new KillCausesValue(0).WithConfig(true).Raw);
        }
    }

    /// <summary>Whether a register differs that did not when it was last looked at.</summary>
    private bool Differs(LoadedSetting setting)
    {
        uint read = card.Read(setting.Address);
        if (!setting.Is(read) && _own.GetValueOrDefault(setting.Address)?.Invoke(read) is { } now)
        {
            // The same addresses as before, so the round goes on where it is.
            _loaded = _loaded.With([now]);
            setting = now;
        }

        if (setting.Is(read))
        {
            if (_standing.Remove(setting.Address))
            {
                log.ConfigurationMended(RegisterNames.Of(setting.Address));
            }

            return false;
        }

        string difference = $"{RegisterNames.Of(setting.Address)} holds 0x{read & setting.Mask:X8}, 0x{setting.Value:X8} was loaded";
        bool seen = _standing.ContainsKey(setting.Address);
        _standing[setting.Address] = difference;
        if (!seen)
        {
            log.ConfigurationDiffers(difference);
        }

        return !seen;
    }
}

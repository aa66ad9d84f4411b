using System.Globalization;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli;

/// <summary>Slots as people name them: by their number on the card, or by their name in the settings.</summary>
internal static class SlotNames
{
    /// <summary>For the description of an option.</summary>
    public const string Wanted = "the slot, by number or name";

    /// <summary>The number of a slot. A number is taken as it is: nothing is asked of the appliance then.</summary>
    /// <exception cref="CliException">The appliance has no slot of that name.</exception>
    public static async Task<uint> NumberAsync(ApplianceClient client, string slot) =>
        Number(slot) ?? (uint)Find(await client.GetStateAsync().ConfigureAwait(false), slot).Index;

    /// <summary>A slot of a state.</summary>
    /// <param name="state">The appliance's.</param>
    /// <param name="slot">Number or name; null: the only one that there is.</param>
    /// <exception cref="CliException">There is none, or several and none is named.</exception>
    public static Slot Find(ApplianceState state, string? slot) => slot is null
        ? state.Slots.Count == 1 ? state.Slots[0] : throw new CliException($"The appliance has several slots ({All(state)}): name one with --slot.")
        : state.Slots.FirstOrDefault(s => Number(slot) is { } number ? s.Index == number : s.Name == slot) ?? throw new CliException($"The appliance has no slot {slot} (it has {All(state)}).");

    private static uint? Number(string slot) => uint.TryParse(slot, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;

    private static string All(ApplianceState state) => string.Join(", ", state.Slots.Select(s => $"{s.Index} {s.Name}".TrimEnd()));
}

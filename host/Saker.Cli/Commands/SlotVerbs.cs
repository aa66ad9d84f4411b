using System.CommandLine;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli;

/// <summary>`saker clear-slot`: acknowledges why a slot is halted. Names exactly the trips that its state shows.</summary>
public sealed class ClearSlotVerb : IVerb
{
    public Command Build()
    {
        Argument<string> slot = new("slot") { Description = SlotNames.Wanted };
        Option<string?> appliance = Appliances.Option();
        Option<bool> newPeriod = new("--new-period") { Description = "profit and losses count from here on; a slot whose loss stands at its limit is cleared in no other way" };
        Command command = new("clear-slot", "Clear a slot of a running appliance that was killed or tripped; it goes on with its modes") { slot, newPeriod, appliance };
        command.SetAction((p, _) => Appliances.CallAsync(p.GetValue(appliance), client => SlotVerbs.ClearAsync(client, p.GetValue(slot)!, p.GetValue(newPeriod))));
        return command;
    }
}

/// <summary>What the verbs of a slot ask of the appliance.</summary>
internal static class SlotVerbs
{
    public static async Task<int> KillAsync(ApplianceClient client, string named, string reason)
    {
        uint slot = await SlotNames.NumberAsync(client, named).ConfigureAwait(false);
        KillSlotReply reply = await client.KillSlotAsync(new KillSlotRequest
        {
            RequestId = Guid.NewGuid().ToString(), Source = "cli", Slot = slot, Reason = reason,
        }).ConfigureAwait(false);
        return Told(reply.Refusal, $"slot {slot} is halted, its orders are being cancelled; other slots go on");
    }

    public static async Task<int> ClearAsync(ApplianceClient client, string named, bool newPeriod)
    {
        ApplianceState state = await client.GetStateAsync().ConfigureAwait(false);
        Slot seen = SlotNames.Find(state, named);
        uint slot = (uint)seen.Index;
        if (seen.TripCauses == 0)
        {
            return Told($"slot {slot} is not tripped: there is nothing to clear", string.Empty);
        }

        ClearSlotReply reply = await client.ClearSlotAsync(new ClearSlotRequest
        {
            RequestId = Guid.NewGuid().ToString(), Source = "cli", Slot = slot, CausesSeen = seen.TripCauses, NewPeriod = newPeriod,
        }).ConfigureAwait(false);
        return Told(reply.Refusal, $"slot {slot} is cleared ({string.Join(", ", seen.Trips)}) and goes on as {seen.Mode}");
    }

    /// <summary>Says what was done, or why it was not; the exit code.</summary>
    public static int Told(string refusal, string done)
    {
        if (refusal.Length != 0)
        {
            Console.Error.WriteLine($"saker: {refusal}");
            return ExitCode.No;
        }

        Console.WriteLine(done);
        return ExitCode.Ok;
    }
}

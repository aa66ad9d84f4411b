using System.CommandLine;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli;

/// <summary>`saker modify REFERENCE QUANTITY`: makes an order of the desk smaller.</summary>
public sealed class ModifyVerb : IVerb
{
    public Command Build()
    {
        Argument<uint> urn = new("reference") { Description = "of an order of the desk" };
        Argument<uint> quantity = new("quantity") { Description = "lots that it shall have in all, executed ones included" };
        Option<string?> appliance = Appliances.Option();
        Command command = new("modify", "Make an order of the desk smaller; it keeps its place in the venue's queue") { urn, quantity, appliance };
        command.SetAction((p, _) => Appliances.CallAsync(p.GetValue(appliance), client => ModifyAsync(client, p.GetValue(urn), p.GetValue(quantity))));
        return command;
    }

    private static async Task<int> ModifyAsync(ApplianceClient client, uint urn, uint quantity)
    {
        ModifyOrderReply reply = await client.ModifyOrderAsync(
            new ModifyOrderRequest { RequestId = Guid.NewGuid().ToString(), Source = "cli", Urn = urn, Quantity = quantity }).ConfigureAwait(false);
        if (!reply.Sent)
        {
            Console.Error.WriteLine($"saker: {reply.Refusal}");
            return ExitCode.No;
        }

        Console.WriteLine($"order {urn}: its modify to {quantity} lots in all was sent");
        return ExitCode.Ok;
    }
}

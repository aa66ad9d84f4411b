using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli;

/// <summary>`saker cancel`: one order of the desk by its reference, or every open order of a scope.</summary>
public sealed class CancelVerb : IVerb
{
    public Command Build()
    {
        Argument<uint?> urn = new("reference") { Description = "of an order of the desk", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> all = new("--all") { Description = "every open order, quotes too" };
        Option<string?> slot = new("--slot") { Description = "every open order of a slot, by number or name" };
        Option<string?> symbol = new("--symbol") { Description = "every open order of a symbol" };
        Option<string?> appliance = Appliances.Option();
        Command command = new("cancel", "Cancel an order of the desk, or all orders of a running appliance, a slot or a symbol (a slot that is ACTIVE may quote again)")
        {
            urn, all, slot, symbol, appliance,
        };
        command.Validators.Add(result => RequireOne(result, urn, all, slot, symbol));
        command.SetAction((p, _) => Appliances.CallAsync(p.GetValue(appliance), client => p.GetValue(urn) is { } reference
            ? CancelAsync(client, reference)
            : CancelAsync(client, p.GetValue(slot), p.GetValue(symbol))));
        return command;
    }

    private static void RequireOne(CommandResult result, Argument<uint?> urn, params Option[] scopes)
    {
        int given = (result.GetValue(urn) is null ? 0 : 1) + scopes.Count(s => result.GetResult(s) is { Implicit: false });
        if (given != 1)
        {
            result.AddError("Name what to cancel, one thing: a reference, --all, --slot N or --symbol S.");
        }
    }

    private static async Task<int> CancelAsync(ApplianceClient client, uint urn)
    {
        CancelOrderReply reply = await client.CancelOrderAsync(new CancelOrderRequest { RequestId = Guid.NewGuid().ToString(), Source = "cli", Urn = urn }).ConfigureAwait(false);
        return Told(reply.Refusal, $"order {urn}: its cancel is on its way");
    }

    private static async Task<int> CancelAsync(ApplianceClient client, string? slot, string? symbol)
    {
        var request = new MassCancelRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Source = "cli",
            Scope = slot is not null ? CancelScope.Slot : symbol is not null ? CancelScope.Symbol : CancelScope.All,
            Slot = slot is null ? 0 : await SlotNames.NumberAsync(client, slot).ConfigureAwait(false),
            Symbol = symbol ?? string.Empty,
        };
        MassCancelReply reply = await client.MassCancelAsync(request).ConfigureAwait(false);
        string scope = request.Scope switch { CancelScope.Slot => $" of slot {request.Slot}", CancelScope.Symbol => $" of {request.Symbol}", _ => string.Empty };
        return Told(reply.Refusal, $"the cancels of every order{scope} are on their way; {reply.Open} were open on the card");
    }

    private static int Told(string refusal, string done)
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

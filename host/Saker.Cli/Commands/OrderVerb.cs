using System.CommandLine;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli;

/// <summary>`saker order buy|sell QTY PRICE`: enters an order of the desk through the card's gate.</summary>
public sealed class OrderVerb : IVerb
{
    public Command Build()
    {
        Argument<string> side = new("side") { Description = "buy or sell" };
        side.AcceptOnlyFromAmong("buy", "sell");
        Argument<uint> quantity = new("quantity") { Description = "lots" };
        Argument<string> price = new("price") { Description = "limit in the quote currency, on a tick" };
        Option<string?> slot = new("--slot") { Description = "slot whose symbol, limits and position it counts under, by number or name (default: the only one there is)" };
        Option<bool> ioc = new("--ioc") { Description = "take what is there at once, cancel the rest; else it rests for the day" };
        Option<uint> minQty = new("--min-qty") { Description = "lots that must be executed at once" };
        Option<bool> postOnly = new("--post-only") { Description = "never take from the book" };
        Option<uint> display = new("--display-qty") { Description = "lots that the book shows" };
        Option<string> firm = new("--firm") { Description = "firm, at most 4 letters", DefaultValueFactory = _ => string.Empty };
        Option<string?> appliance = Appliances.Option();
        Command command = new("order", "Enter an order beside the quotes of a running appliance, through the card's risk gate")
        {
            side, quantity, price, slot, ioc, minQty, postOnly, display, firm, appliance,
        };
        command.SetAction((p, _) => Appliances.CallAsync(p.GetValue(appliance), client => EnterAsync(client, p.GetValue(slot), p.GetValue(price)!, new EnterOrderRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Source = "cli",
            Sell = p.GetValue(side) == "sell",
            Quantity = p.GetValue(quantity),
            Ioc = p.GetValue(ioc),
            MinQty = p.GetValue(minQty),
            PostOnly = p.GetValue(postOnly),
            DisplayQty = p.GetValue(display),
            Firm = p.GetValue(firm)!,
        })));
        return command;
    }

    private static async Task<int> EnterAsync(ApplianceClient client, string? named, string price, EnterOrderRequest order)
    {
        ApplianceState state = await client.GetStateAsync().ConfigureAwait(false);
        Slot slot = SlotNames.Find(state, named);
        order.Slot = (uint)slot.Index;
        Instrument instrument = Prices.InstrumentOf(state, slot.Symbol) ?? throw new CliException($"The appliance does not track {slot.Symbol}.");
        order.Price = Prices.Parse(price, instrument);
        EnterOrderReply reply = await client.EnterOrderAsync(order).ConfigureAwait(false);
        string what = $"{(order.Sell ? "sell" : "buy")} {order.Quantity} {slot.Symbol} at {Prices.Show(order.Price, instrument)}, slot {slot.Index}";
        if (!reply.Sent)
        {
            string by = reply.RefusedBy.Count == 0 ? string.Empty : $" [{string.Join(", ", reply.RefusedBy)}]";
            Console.Error.WriteLine($"saker: not sent: {what}.{by} {reply.Refusal}");
            return ExitCode.No;
        }

        Console.WriteLine($"sent, reference {reply.Urn}: {what}");
        return ExitCode.Ok;
    }
}

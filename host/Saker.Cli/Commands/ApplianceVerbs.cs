using System.CommandLine;
using System.Globalization;
using Saker.Card;
using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli;

/// <summary>Finds a running appliance: by --appliance, else the one that `saker up` of this checkout started.</summary>
internal static class Appliances
{
    public static Option<string?> Option() => new("--appliance") { Description = "address of the appliance (default: the one that `make run` started)" };

    public static Task<int> CallAsync(string? address, Func<ApplianceClient, Task> call) => CallAsync(address, async client =>
    {
        await call(client).ConfigureAwait(false);
        return ExitCode.Ok;
    });

    /// <summary>The same for a call that says its own exit code.</summary>
    public static async Task<int> CallAsync(string? address, Func<ApplianceClient, Task<int>> call)
    {
        string note = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "run", "appliance"));
        string? url = address ?? (File.Exists(note) ? await File.ReadAllTextAsync(note).ConfigureAwait(false) : null);
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out Uri? uri))
        {
            Console.Error.WriteLine("saker: no appliance runs here: start one with `make run`, or name one with --appliance http://host:port.");
            return ExitCode.BadInput;
        }

        try
        {
            using var channel = new RpcChannel(uri);
            return await call(new ApplianceClient(channel)).ConfigureAwait(false);
        }
        catch (CliException e)
        {
            Console.Error.WriteLine($"saker: {e.Message}");
            return ExitCode.BadInput;
        }
        catch (RpcException e)
        {
            Console.Error.WriteLine($"saker: the appliance at {uri} did not do it: {e.Detail} ({e.Code}).");
            return ExitCode.No;
        }
    }
}

/// <summary>`saker status`: one page of what an appliance says of itself.</summary>
public sealed class StatusVerb : IVerb
{
    public Command Build()
    {
        Option<string?> appliance = Appliances.Option();
        Command command = new("status", "Show the state of a running appliance") { appliance };
        command.SetAction((p, _) => Appliances.CallAsync(p.GetValue(appliance), async client => Print(await client.GetStateAsync().ConfigureAwait(false))));
        return command;
    }

    /// <summary>Which controls refused, those that refused most first.</summary>
    private static string RefusedBy(Slot slot)
    {
        string by = string.Join(", ", slot.RefusedBy.OrderByDescending(c => c.Value).Select(c => $"{c.Name} {c.Value}"));
        return by.Length == 0 ? string.Empty : $" ({by})";
    }

    /// <summary>Profit since the period began as the card counts it, and how much of its loss limits is used up.</summary>
    private static string Losses(SlotLoss? loss) => loss is null ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $" (card, after fees: {loss.Pnl:0.00}; loss, drawdown, rolling at {loss.DailyPercent}, {loss.DrawdownPercent}, {loss.RollingPercent} % of the limits)");

    /// <summary>Which bank of parameters runs, and what each one has.</summary>
    private static string Banks(Slot slot) => string.Create(CultureInfo.InvariantCulture,
        $"{slot.RunningBank} runs; {string.Join(", ", slot.Banks.Select((b, n) => $"{n}: {HashDigits.Short(b.Hash)} {(b.Whole ? "whole" : "not whole")}"))}; {slot.BankSwaps} swaps{(slot.SwapPending ? ", one waits" : string.Empty)}");

    /// <summary>Which bank takes over by itself, whether it has, and for what.</summary>
    private static string Fallback(SlotFallback fallback) => string.Create(CultureInfo.InvariantCulture,
        $"bank {fallback.Bank}{(fallback.Runs ? " RUNS" : string.Empty)}; stands: {(fallback.Stands.Count == 0 ? "nothing" : string.Join(", ", fallback.Stands))}; fell {fallback.Falls} times{(fallback.FellFor.Count == 0 ? string.Empty : $", last for {string.Join(", ", fallback.FellFor)}")}");

    private static void Print(ApplianceState s)
    {
        void Line(string name, FormattableString value) => Console.WriteLine($"{name,-14} {value.ToString(CultureInfo.InvariantCulture)}");
        Line("appliance", $"{s.Name}, {s.Card} card, map {s.MapHash}, {s.Note}");
        Line("links", $"order session {(s.OrderSessionUp ? "up" : "down")}, feed {(s.FeedUp ? "live" : "silent")}");
        Line("kill", $"{(s.Kill.Killed ? "KILLED: " + string.Join(", ", s.Kill.CauseNames) : s.Kill.Mode == SlotMode.Active ? "armed" : $"armed, {s.Kill.Mode.ToString().ToUpperInvariant()}")}{(s.Kill.ClockFault ? ", CLOCK FAULT" : string.Empty)}; {s.Kill.Open} open{(s.Kill.Confirmed ? ", confirmed" : string.Empty)}");
        Line("configuration", $"{s.ConfigHash}");
        foreach (Slot slot in s.Slots)
        {
            Line($"slot {slot.Index} {slot.Name}".TrimEnd(), $"{slot.Symbol} {slot.Mode}: position {slot.Position} (host {slot.PositionHost}), P&L {slot.Pnl:0.00}{Losses(slot.Loss)}, sent {slot.Sent}, refused {slot.Refused}{RefusedBy(slot)}{(slot.Trips.Count == 0 ? string.Empty : $", HALTED: {string.Join(", ", slot.Trips)}")}");
            if (slot.Banks.Count != 0)
            {
                Line("banks", $"{Banks(slot)}");
            }

            if (slot.Fallback is { } fallback)
            {
                Line("fallback", $"{Fallback(fallback)}");
            }

            if (slot.Paper is { } paper)
            {
                Line("on paper", $"position {paper.Position}, P&L {paper.Pnl:0.00} before fees, bought {paper.Bought}, sold {paper.Sold} in {paper.Fills} fills of {paper.Orders} orders, {paper.Refused} refused{(paper.Lost == 0 ? string.Empty : $"; NOT ALL OF IT: {paper.Lost} records found no room")}");
            }

            if (slot.Problem.Length != 0)
            {
                Line("ALARM", $"{slot.Problem}");
            }
        }

        foreach (Order order in s.Slots.SelectMany(slot => slot.Desk))
        {
            Line("desk order", $"{order.Urn}, slot {order.Slot}: {(order.Sell ? "sell" : "buy")} {order.Quantity} {order.Symbol} at {Prices.Show(order.Price, Prices.InstrumentOf(s, order.Symbol))}, {order.Open} open, {order.State}{(order.Ioc ? ", immediate or cancel" : string.Empty)}");
        }

        if (s.OrderEntry is { } table)
        {
            Line("order table", $"{table.Open} open, {table.ToCancel} to cancel, {table.InDoubt} in doubt; {table.ThrottleHeadroom} of {table.ThrottleBurst} messages may leave now");
            if (table.Problem.Length != 0)
            {
                Line("ALARM", $"{table.Problem}");
            }
        }

        foreach (Book book in s.Books)
        {
            Level bid = book.Bids.FirstOrDefault() ?? new Level();
            Level ask = book.Asks.FirstOrDefault() ?? new Level();
            Line("book", $"{book.Instrument.Symbol,-8} {book.State}: {bid.Quantity} @ {Prices.Show(bid.Price, book.Instrument)} / {Prices.Show(ask.Price, book.Instrument)} @ {ask.Quantity}, {book.Messages} messages");
        }

        Line("tick to order", $"{s.TickToOrder.Samples} samples, {s.TickToOrder.MinCycles}..{s.TickToOrder.MaxCycles} cycles ({s.TickToOrder.MaxCycles * s.TickToOrder.NsPerCycle:0.0} ns)");
    }
}

/// <summary>`saker kill`: one deliberate act; needs neither console nor control plane.</summary>
public sealed class KillVerb(TimeProvider time) : IVerb
{
    private static readonly TimeSpan ConfirmLimit = TimeSpan.FromSeconds(5);

    public Command Build()
    {
        Option<string?> appliance = Appliances.Option();
        Option<string> reason = new("--reason") { Description = "why, for the record", DefaultValueFactory = _ => "command line" };
        Option<string?> slot = new("--slot") { Description = "halt this slot (number or name) alone and cancel its orders; the latch stays open" };
        Command command = new("kill", "Close the kill latch of a running appliance and follow its open orders to their end") { appliance, reason, slot };
        command.SetAction((p, _) => p.GetValue(slot) is { } named
            ? Appliances.CallAsync(p.GetValue(appliance), client => SlotVerbs.KillAsync(client, named, p.GetValue(reason)!))
            : Appliances.CallAsync(p.GetValue(appliance), client => KillAsync(client, p.GetValue(reason)!)));
        return command;
    }

    private async Task KillAsync(ApplianceClient client, string reason)
    {
        long clicked = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        KillReply reply = await client.KillAsync(new KillRequest
        {
            RequestId = Guid.NewGuid().ToString(), Reason = reason, ClickedUnixNs = clicked, Source = "cli",
        }).ConfigureAwait(false);
        Console.WriteLine(reply.GateClosedUnixNs >= clicked
            ? string.Create(CultureInfo.InvariantCulture, $"gate closed {(reply.GateClosedUnixNs - clicked) / 1e6:0.000} ms after the command")
            : "the gate was closed already; this cause was added");
        using var limit = new CancellationTokenSource(ConfirmLimit);
        KillProgress? last = null;
        try
        {
            await foreach (ApplianceState state in client.WatchStateAsync(new CallOptions { Cancel = limit.Token }).ConfigureAwait(false))
            {
                last = state.Kill;
                if (state.Kill is { Killed: true, Confirmed: true })
                {
                    break;
                }
            }
        }
        catch (Exception e) when (limit.IsCancellationRequested && e is RpcException or OperationCanceledException)
        {
            Console.Error.WriteLine($"saker: not confirmed within {ConfirmLimit.TotalSeconds} s: {last?.Open} orders are in doubt.");
            return;
        }

        Console.WriteLine("0 open, confirmed");
    }
}

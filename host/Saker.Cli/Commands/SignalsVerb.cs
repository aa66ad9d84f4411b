using System.CommandLine;
using System.Globalization;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli;

/// <summary>`saker signals`: what a running appliance's card measures of a symbol.</summary>
public sealed class SignalsVerb : IVerb
{
    private const string NotKnown = "not known";

    public Command Build()
    {
        Argument<string?> symbol = new("symbol") { Description = "ticker (default: every tracked symbol)", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> appliance = Appliances.Option();
        Command command = new("signals", "Show what the card measures of a symbol, and which of its gates say yes") { symbol, appliance };
        command.SetAction((p, _) => Appliances.CallAsync(p.GetValue(appliance), client => ShowAsync(client, p.GetValue(symbol))));
        return command;
    }

    private static async Task<int> ShowAsync(ApplianceClient client, string? named)
    {
        IEnumerable<string> symbols = named is not null ? [named] : (await client.GetStateAsync().ConfigureAwait(false)).Books.Select(b => b.Instrument.Symbol);
        foreach (string symbol in symbols)
        {
            ReadSignalsReply reply = await client.ReadSignalsAsync(new ReadSignalsRequest { Symbol = symbol }).ConfigureAwait(false);
            int code = SlotVerbs.Told(reply.Refusal, $"{symbol}: book {(reply.BookOk ? "ok" : "not ok")}, {(reply.CardNs == 0 ? "no update yet" : $"card time {reply.CardNs} ns")}");
            if (code != ExitCode.Ok)
            {
                return code;
            }

            foreach (Signal s in reply.Signals)
            {
                string value = s.Known ? s.Value.ToString("G6", CultureInfo.InvariantCulture) : NotKnown;
                Console.WriteLine($"  {s.Name,-14} {value,14} {(s.Known ? s.Unit : string.Empty)}".TrimEnd());
            }

            Console.WriteLine($"  open: {Names(reply, g => g.Open)}; shut: {Names(reply, g => !g.Open && g.Known)}; {NotKnown}: {Names(reply, g => !g.Open && !g.Known)}");
        }

        return ExitCode.Ok;
    }

    private static string Names(ReadSignalsReply reply, Func<Gate, bool> which) => reply.Gates.Any(which) ? string.Join(", ", reply.Gates.Where(which).Select(g => g.Name)) : "none";
}

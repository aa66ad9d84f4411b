using System.CommandLine;
using Saker.Card;
using Saker.Card.Parameters;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli;

/// <summary>`saker params load`, `read-back`, `swap`: the banks of a slot of a running appliance.</summary>
internal static class BankVerbs
{
    private const int LeastDigits = 8;

    public static Command Load()
    {
        Argument<FileInfo> file = ParamsVerb.File("file");
        Option<string> slot = Slot();
        Option<string?> appliance = Appliances.Option();
        Option<bool> drop = new("--drop-fallback") { Description = "switch the slot's fallback off first, until the host is restarted; a slot that has one takes no load without" };
        Command command = new("load", "Load a parameter document into the bank of a slot that does not run; it decides nothing until it is swapped") { file, slot, drop, appliance };
        // What the document lacks is said before an appliance is asked.
        command.SetAction((p, _) => Appliances.CallAsync(p.GetValue(appliance), client => LoadAsync(client, p.GetValue(slot)!, ParamsVerb.Document(p.GetValue(file)!), p.GetValue(file)!.ToString(), p.GetValue(drop))));
        return command;
    }

    public static Command ReadBack()
    {
        Option<string> slot = Slot();
        Option<uint?> bank = new("--bank") { Description = "0 or 1 (default: the bank that runs)" };
        Option<FileInfo?> to = new("--out") { Description = "file for the document (default: standard output)" };
        Option<string?> appliance = Appliances.Option();
        Command command = new("read-back", "Read a bank from the card as a parameter document, and say whether it is what its hash says") { slot, bank, to, appliance };
        command.SetAction((p, _) => Appliances.CallAsync(p.GetValue(appliance), client => ReadBackAsync(client, p.GetValue(slot)!, p.GetValue(bank), p.GetValue(to))));
        return command;
    }

    public static Command Swap()
    {
        Option<string> slot = Slot();
        Option<string> hash = new("--hash") { Description = $"of the bank that shall run; its first {LeastDigits} digits are enough", Required = true };
        Option<string?> appliance = Appliances.Option();
        Command command = new("swap", "Have the other bank of a slot run, if it has this hash") { slot, hash, appliance };
        command.Validators.Add(result =>
        {
            string digits = result.GetValue(hash) ?? string.Empty;
            if (digits.Length is < LeastDigits or > HashDigits.All || !digits.All(char.IsAsciiHexDigit))
            {
                result.AddError($"--hash wants {LeastDigits} to {HashDigits.All} hexadecimal digits.");
            }
        });
        command.SetAction((p, _) => Appliances.CallAsync(p.GetValue(appliance), client => SwapAsync(client, p.GetValue(slot)!, p.GetValue(hash)!.ToUpperInvariant())));
        return command;
    }

    private static Option<string> Slot() => new("--slot") { Description = SlotNames.Wanted, Required = true };

    private static async Task<int> LoadAsync(ApplianceClient client, string named, ParameterDocument document, string file, bool dropFallback)
    {
        uint slot = await SlotNames.NumberAsync(client, named).ConfigureAwait(false);
        var request = new LoadBankRequest { RequestId = Guid.NewGuid().ToString(), Source = "cli", Slot = slot, Symbol = document.Symbol, DropFallback = dropFallback };
        request.Parameters.Add(ParameterDocument.Parameters.Select(p => new Parameter { Name = ParameterDocument.NameOf(p), Values = { document.Values(p) } }));
        LoadBankReply reply = await client.LoadBankAsync(request).ConfigureAwait(false);
        if (reply.FallbackDropped)
        {
            Console.WriteLine($"slot {slot}: its fallback is switched off; the next start of the host sets it again");
        }

        return SlotVerbs.Told(reply.Refusal, $"slot {slot}: bank {reply.Bank} holds {file}, read back word by word, hash {reply.Hash}; it runs after: saker params swap --slot {slot} --hash {HashDigits.Short(reply.Hash)}");
    }

    private static async Task<int> ReadBackAsync(ApplianceClient client, string named, uint? bank, FileInfo? to)
    {
        uint slot = await SlotNames.NumberAsync(client, named).ConfigureAwait(false);
        var request = new ReadBankRequest { Slot = slot };
        if (bank is { } number)
        {
            request.Bank = number;
        }

        ReadBankReply reply = await client.ReadBankAsync(request).ConfigureAwait(false);
        if (reply.Refusal.Length != 0)
        {
            return SlotVerbs.Told(reply.Refusal, string.Empty);
        }

        string name = $"slot {slot} bank {reply.Bank}";
        string text = DocumentOf(reply, name).ToJson();
        if (to is null)
        {
            Console.Write(text);
        }
        else
        {
            await Write(to, text).ConfigureAwait(false);
        }

        bool same = reply.HashStored == reply.HashRead;
        string hash = same ? $"its hash is that of what was read, {reply.HashRead}"
            : reply.HashStored.All(c => c == '0') ? $"it has no hash; of what was read it is {reply.HashRead}"
            : $"ITS HASH IS {reply.HashStored}, that of what was read is {reply.HashRead}: the bank is not what was loaded";
        await Console.Error.WriteLineAsync($"{name} {(reply.Running ? "runs" : "does not run")}, {(reply.Whole ? "whole" : "NOT WHOLE")}; {hash}").ConfigureAwait(false);
        return same ? ExitCode.Ok : ExitCode.No;
    }

    private static async Task Write(FileInfo to, string text)
    {
        try
        {
            await File.WriteAllTextAsync(to.FullName, text).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(e.Message);
        }
    }

    /// <exception cref="CliException">The bank holds what no document may say.</exception>
    private static ParameterDocument DocumentOf(ReadBankReply reply, string name)
    {
        try
        {
            return ParameterDocument.Of(reply.Symbol, reply.Parameters.ToDictionary(p => p.Name, IReadOnlyList<long> (p) => p.Values), name);
        }
        catch (ParameterException e)
        {
            throw ParamsVerb.Said(e);
        }
    }

    private static async Task<int> SwapAsync(ApplianceClient client, string named, string hash)
    {
        uint slot = await SlotNames.NumberAsync(client, named).ConfigureAwait(false);
        SwapBankReply reply = await client.SwapBankAsync(new SwapBankRequest
        {
            RequestId = Guid.NewGuid().ToString(), Source = "cli", Slot = slot, Hash = hash.Length == HashDigits.All ? hash : await WholeAsync(client, slot, hash).ConfigureAwait(false),
        }).ConfigureAwait(false);
        return SlotVerbs.Told(reply.Refusal, $"slot {slot}: bank {reply.Running} runs");
    }

    /// <summary>The hash that begins so, of the bank that does not run.</summary>
    private static async Task<string> WholeAsync(ApplianceClient client, uint slot, string digits)
    {
        ApplianceState state = await client.GetStateAsync().ConfigureAwait(false);
        Slot seen = SlotNames.Find(state, slot.ToString(System.Globalization.CultureInfo.InvariantCulture));
        string standby = seen.Banks.Where((_, bank) => bank != seen.RunningBank).Select(b => b.Hash).FirstOrDefault(string.Empty);
        return standby.StartsWith(digits, StringComparison.Ordinal) ? standby
            : throw new CliException($"The bank of slot {slot} that does not run has the hash {HashDigits.Short(standby)}, not {digits}: load what you want, or look again with `saker status`.");
    }
}

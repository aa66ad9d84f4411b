using Saker.Card.Parameters;
using Saker.Rpc.Tests;
using Saker.V1;
using Xunit;

namespace Saker.Cli.Tests;

/// <summary>`saker params load`, `read-back` and `swap`, and the banks in `saker status`.</summary>
public sealed class BankVerbTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly BankedAppliance _appliance = new();
    private readonly ParameterDocument _document = ParameterDocument.Of(
        BankImage.Of((p, n) => p.Encode(Math.Min(p.Max, p.Id + n))), "BTCUSD", "test");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_load_sends_every_parameter_and_says_how_to_swap()
    {
        await File.WriteAllTextAsync(_file, _document.ToJson());
        SakerOutput run = await RunAsync("load", _file, "--slot", "0");
        Assert.Equal((0, $"slot 0: bank 1 holds {_file}, read back word by word, hash {BankedAppliance.StandbyHash}; it runs after: saker params swap --slot 0 --hash BBBBBBBBBBBB\n"), (run.Code, run.Out));
        LoadBankRequest load = Assert.Single(_appliance.Loads);
        Assert.Equal(("cli", "BTCUSD", 0u), (load.Source, load.Symbol, load.Slot));
        Assert.NotEmpty(load.RequestId);
        Assert.Equal(Parameters(), load.Parameters);
        _appliance.Refusal = "no";
        run = await RunAsync("load", _file, "--slot", "0");
        Assert.Equal((1, "", "saker: no\n"), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task What_is_read_back_is_a_valid_document_and_its_hash_is_judged()
    {
        Bank(_document.Image(0).Hash);
        SakerOutput run = await RunAsync("read-back", "--slot", "0", "--bank", "1");
        Assert.Equal((0, _document.ToJson()), (run.Code, run.Out));
        Assert.Equal($"slot 0 bank 1 runs, whole; its hash is that of what was read, {_document.Image(0).Hash}\n", run.Error);
        Assert.Equal((true, 1u), (_appliance.Reads[0].HasBank, _appliance.Reads[0].Bank));

        Bank(BankedAppliance.StandbyHash);
        run = await RunAsync("read-back", "--slot", "0", "--out", _file);
        Assert.Equal((1, ""), (run.Code, run.Out));
        Assert.Contains($"ITS HASH IS {BankedAppliance.StandbyHash}", run.Error, StringComparison.Ordinal);
        Assert.Empty(_document.ChangesTo(ParameterDocument.Load(_file)));
        Assert.False(_appliance.Reads[1].HasBank);

        Bank(new string('0', 64));
        run = await RunAsync("read-back", "--slot", "0");
        Assert.Equal(1, run.Code);
        Assert.Contains("it has no hash", run.Error, StringComparison.Ordinal);
        _appliance.Refusal = "no";
        Assert.Equal((1, ""), ((run = await RunAsync("read-back", "--slot", "9")).Code, run.Out));
    }

    [Fact]
    public async Task A_bank_that_no_document_could_say_is_named()
    {
        Bank(BankedAppliance.StandbyHash);
        _appliance.Bank.Parameters[0].Values[0] = 1_000_000;
        SakerOutput run = await RunAsync("read-back", "--slot", "0");
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains("slot 0 bank 1': qty is 1000000, outside 0..999999 lots", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_swap_sends_the_whole_hash_and_takes_a_beginning_of_the_standing_banks()
    {
        SakerOutput run = await RunAsync("swap", "--slot", "0", "--hash", "bbbbbbbb");
        Assert.Equal((0, "slot 0: bank 1 runs\n"), (run.Code, run.Out));
        await RunAsync("swap", "--slot", "0", "--hash", BankedAppliance.RunningHash);
        Assert.Equal([BankedAppliance.StandbyHash, BankedAppliance.RunningHash], _appliance.Swaps.Select(s => s.Hash));
        Assert.All(_appliance.Swaps, s => Assert.NotEmpty(s.RequestId));
        foreach (string[] words in new string[][] { ["0", "AAAAAAAA"], ["0", "BBBBBBBA"], ["7", "BBBBBBBB"] })
        {
            Assert.Equal(2, (await RunAsync("swap", "--slot", words[0], "--hash", words[1])).Code);
        }

        Assert.Equal(2, _appliance.Swaps.Count);
        _appliance.Refusal = "no";
        run = await RunAsync("swap", "--slot", "0", "--hash", "bbbbbbbb");
        Assert.Equal((1, "", "saker: no\n"), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task The_status_has_a_line_of_the_banks()
    {
        await using RpcTestHost host = await RpcTestHost.StartAsync(_appliance);
        SakerOutput run = await Task.Run(() => SakerProgram.Run("status", "--appliance", host.Address.ToString()));
        Assert.Contains("banks          0 runs; 0: AAAAAAAAAAAA whole, 1: BBBBBBBBBBBB not whole; 4 swaps", run.Lines);
    }

    [Fact]
    public async Task A_load_drops_the_fallback_only_when_it_is_told_to()
    {
        await File.WriteAllTextAsync(_file, _document.ToJson());
        await RunAsync("load", _file, "--slot", "0");
        SakerOutput run = await RunAsync("load", _file, "--slot", "0", "--drop-fallback");
        Assert.Equal([false, true], _appliance.Loads.Select(l => l.DropFallback));
        Assert.StartsWith("slot 0: its fallback is switched off; the next start of the host sets it again\nslot 0: bank 1 holds", run.Out, StringComparison.Ordinal);
        // It stays so where the load fails.
        _appliance.Refusal = "no";
        run = await RunAsync("load", _file, "--slot", "0", "--drop-fallback");
        Assert.Equal((1, "slot 0: its fallback is switched off; the next start of the host sets it again\n", "saker: no\n"), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task The_status_has_a_line_of_the_fallback()
    {
        _appliance.Fallback = new SlotFallback { Bank = 1 };
        Assert.Contains("fallback       bank 1; stands: nothing; fell 0 times", await StatusAsync());
        _appliance.Fallback = new SlotFallback { Bank = 1, Runs = true, Falls = 2, Stands = { "loss", "gates" }, FellFor = { "gates" } };
        Assert.Contains("fallback       bank 1 RUNS; stands: loss, gates; fell 2 times, last for gates", await StatusAsync());
        _appliance.Fallback = null;
        Assert.DoesNotContain(await StatusAsync(), l => l.StartsWith("fallback", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<string>> StatusAsync()
    {
        await using RpcTestHost host = await RpcTestHost.StartAsync(_appliance);
        return (await Task.Run(() => SakerProgram.Run("status", "--appliance", host.Address.ToString()))).Lines;
    }

    private async Task<SakerOutput> RunAsync(params string[] words)
    {
        await using RpcTestHost host = await RpcTestHost.StartAsync(_appliance);
        return await Task.Run(() => SakerProgram.Run(["params", .. words, "--appliance", host.Address.ToString()]));
    }

    private void Bank(string stored)
    {
        ReadBankReply bank = _appliance.Bank;
        (bank.Bank, bank.Running, bank.Whole, bank.Symbol, bank.HashStored, bank.HashRead) = (1, true, true, "BTCUSD", stored, _document.Image(0).Hash);
        bank.Parameters.Clear();
        bank.Parameters.Add(Parameters());
    }

    private IEnumerable<Parameter> Parameters() =>
        ParameterDocument.Parameters.Select(p => new Parameter { Name = ParameterDocument.NameOf(p), Values = { _document.Values(p) } });
}

using Saker.Rpc.Tests;
using Saker.V1;
using Xunit;

namespace Saker.Cli.Tests;

/// <summary>`saker signals`.</summary>
public sealed class SignalsVerbTests
{
    private readonly BankedAppliance _appliance = new();

    [Fact]
    public async Task Values_units_and_gates_are_shown_and_what_is_not_known_is_no_number()
    {
        ReadSignalsReply signals = _appliance.Signals;
        (signals.Symbol, signals.BookOk, signals.CardNs) = ("BTCUSD", true, 77);
        signals.Signals.Add([new Signal { Name = "spread", Value = 3, Unit = "ticks", Known = true }, new Signal { Name = "kyleSlope", Value = 1.5e-4, Unit = "ticks/lot", Known = true }, new Signal { Name = "vpinTick", Value = 9 }]);
        signals.Gates.Add([new Gate { Name = "spread", Open = true, Known = true }, new Gate { Name = "burst", Known = true }, new Gate { Name = "vpin" }]);
        SakerOutput run = await RunAsync("BTCUSD");
        Assert.Equal((0, """
            BTCUSD: book ok, card time 77 ns
              spread                      3 ticks
              kyleSlope             0.00015 ticks/lot
              vpinTick            not known
              open: spread; shut: burst; not known: vpin

            """), (run.Code, run.Out));
        Assert.Equal(["BTCUSD"], _appliance.SignalsOf);
    }

    [Fact]
    public async Task A_symbol_that_is_not_tracked_is_said()
    {
        SakerOutput run = await RunAsync("XRPUSD");
        Assert.Equal((1, "saker: 'XRPUSD' is not tracked\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task A_symbol_without_an_update_says_so()
    {
        _appliance.Signals.Symbol = "BTCUSD";
        Assert.Equal("BTCUSD: book not ok, no update yet\n  open: none; shut: none; not known: none\n", (await RunAsync("BTCUSD")).Out);
    }

    private async Task<SakerOutput> RunAsync(string symbol)
    {
        await using RpcTestHost host = await RpcTestHost.StartAsync(_appliance);
        return await Task.Run(() => SakerProgram.Run(["signals", symbol, "--appliance", host.Address.ToString()]));
    }
}

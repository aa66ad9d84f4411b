using System.CommandLine;
using System.Globalization;
using Saker.Rpc.Services;

namespace Saker.Cli;

/// <summary>`saker drill`: what must stop an order, tried on a running appliance.</summary>
public sealed class DrillVerb(TimeProvider time) : IVerb
{
    private const int Runs = 100;
    private const int MostRuns = 10_000;

    public Command Build() => new("drill", "Try on a running appliance what must stop its orders") { BuildKill() };

    private Command BuildKill()
    {
        Option<int> runs = new("--runs") { Description = $"kills, 1 to {MostRuns}", DefaultValueFactory = _ => Runs };
        Option<bool> live = new("--live-card") { Description = "the appliance may drive a real card: each kill stops its trading" };
        Option<string?> appliance = Appliances.Option();
        Command command = new("kill", "Kill while it quotes, time gate, cancels and confirmation, arm again; so many times") { runs, live, appliance };
        command.Validators.Add(result =>
        {
            if (result.GetValue(runs) is < 1 or > MostRuns)
            {
                result.AddError($"--runs wants a number from 1 to {MostRuns}.");
            }
        });
        command.SetAction((p, _) => Appliances.CallAsync(p.GetValue(appliance), client => KillAsync(client, p.GetValue(runs), p.GetValue(live))));
        return command;
    }

    private async Task<int> KillAsync(ApplianceClient client, int runs, bool live)
    {
        var kills = new List<DrilledKill>();
        string? fault = null;
        try
        {
            await new KillDrill(client, time).RunAsync(runs, live, kills).ConfigureAwait(false);
        }
        catch (DrillException e)
        {
            fault = e.Message;
        }

        if (kills.Count != 0)
        {
            Console.WriteLine(string.Join(Environment.NewLine, DrillReport.Lines(kills)));
        }

        if (fault is not null)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"saker: the drill stopped after {kills.Count} of {runs} kills: {fault}."));
            return ExitCode.No;
        }

        Console.WriteLine($"{kills.Count} kills: each confirmed, no order after the gate closed, none in doubt; armed again");
        return ExitCode.Ok;
    }
}

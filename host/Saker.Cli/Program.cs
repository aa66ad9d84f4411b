using System.CommandLine;
using Saker.Cli;

Engines.Register("rtl", () => new RtlBookEngine(), () => new RtlDecodeEngine(), () => new RtlSimulationEngine());
RootCommand root = new("Saker: decode captures, rebuild books, watch and stop the trading system.");
foreach (IVerb verb in Verbs.All)
{
    root.Subcommands.Add(verb.Build());
}
return await root.Parse(args).InvokeAsync();

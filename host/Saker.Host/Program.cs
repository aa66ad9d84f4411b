using Saker.Card;
using Saker.Card.Simulated;
using Saker.Host;

try
{
    DaemonOptions options = DaemonOptions.Parse(args);
    using var card = new SimulatedCard(options.Card);
    return await Daemon.RunAsync(card, options).ConfigureAwait(false);
}
catch (Exception e) when (e is HostException or CardException)
{
    Console.Error.WriteLine($"saker-host: {e.Message}");
    return 1;
}

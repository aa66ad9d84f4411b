using System.Net;
using Saker.Card;
using Saker.Host.Feed;
using Saker.Host.Service;
using Saker.Host.Session;
using Saker.Rpc.Server;
using Saker.Wire;

namespace Saker.Host;

/// <summary>Brings a card up, serves it, and runs its loop until the process is told to end.</summary>
public static class Daemon
{
    private const int RingLog2 = 16;

    /// <summary>Returns the process's exit code.</summary>
    /// <exception cref="HostException">The card cannot be brought up or the loop broke.</exception>
    public static async Task<int> RunAsync(ICard card, DaemonOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning).AddFilter("Saker", LogLevel.Information);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenRpc(options.Listen));
        await using WebApplication app = builder.Build();
        ILoggerFactory logs = app.Services.GetRequiredService<ILoggerFactory>();

        var ring = new EventRing(card, RingLog2);
        using FeedSetup feed = FeedSetup.Of(options);
        Appliance appliance = BringUp.Prepare(card, ring, options, feed, TimeProvider.System, logs.CreateLogger("Saker.Host"));
        var session = new OrderSession(card, Line(options), options, TimeProvider.System, logs.CreateLogger("Saker.Host"));
        var commands = new CardCommands();
        var store = new StateStore();
        var loop = new CardLoop(card, ring, appliance, session, commands, store, options, TimeProvider.System, logs.CreateLogger<CardLoop>());

        app.MapRpcService(new ApplianceService(store, commands, appliance, TimeProvider.System));
        app.MapUnknownRpc();
        await ServeAsync(app, options.Listen).ConfigureAwait(false);
        Console.WriteLine($"{{\"ready\":true,\"listen\":\"{options.Listen}\"}}");

        int code = 0;
        var thread = new Thread(() => code = Guarded(loop, app, logs)) { Name = "card", IsBackground = true };
        thread.Start();
        await app.WaitForShutdownAsync().ConfigureAwait(false);
        thread.Join(TimeSpan.FromSeconds(5));
        return code;
    }

    private static async Task ServeAsync(WebApplication app, Uri listen)
    {
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new HostException($"The service cannot listen at {listen}: {e.Message} Nobody could watch or kill this appliance. Free that address or give another --listen.", e);
        }
    }

    /// <summary>Whatever breaks the loop ends the daemon: nobody follows the card any more, so its heartbeat must stop, even where the loop could not kill.</summary>
    private static int Guarded(CardLoop loop, WebApplication app, ILoggerFactory logs)
    {
        try
        {
            loop.Run(app.Lifetime.ApplicationStopping);
            return 0;
        }
        catch (Exception e)
        {
            logs.CreateLogger("Saker.Host").Ended(e is HostException or CardException ? e.Message : e.ToString());
            app.Lifetime.StopApplication();
            return 1;
        }
    }

    private static OrderLine Line(DaemonOptions options)
    {
        // A locally administered address; the port is any of the dynamic range.
        var mac = new MacAddress(0x0253_414B_4552);
        ushort port = (ushort)Random.Shared.Next(49152, 65536);
        return new OrderLine(mac, Ip(options.Local), port, Ip(options.Venue.Address), (ushort)options.Venue.Port);
    }

    internal static Ipv4Address Ip(IPAddress address) =>
        Ipv4Address.TryParse(address.ToString(), out Ipv4Address ip) ? ip : throw new HostException($"'{address}' is not an IPv4 address.");
}

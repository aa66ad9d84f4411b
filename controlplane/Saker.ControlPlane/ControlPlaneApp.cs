using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Saker.ControlPlane.Auth;
using Saker.ControlPlane.Fleet;
using Saker.ControlPlane.Storage;
using Saker.Rpc.Server;

namespace Saker.ControlPlane;

/// <summary>Puts the parts together.</summary>
internal static class ControlPlaneApp
{
    public static WebApplication Build(Options options, Database database, TimeProvider time)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(c => c.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            c => c.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(k => k.ListenRpc(options.Listen));

        // Streams never end by themselves: a stop cuts them.
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton(options)
            .AddSingleton(database)
            .AddSingleton(time)
            .AddSingleton<UserStore>()
            .AddSingleton<AuditLog>()
            .AddSingleton<SessionStore>()
            .AddSingleton<LoginThrottle>()
            .AddSingleton<Authenticator>()
            .AddSingleton<ApplianceFleet>()
            .AddSingleton<PersistentCall>()
            .AddSingleton<KillRelay>()
            .AddSingleton<SlotRelay>()
            .AddSingleton<ArmRelay>()
            .AddSingleton<OrderRelay>()
            .AddSingleton<ControlPlaneService>()
            .AddHostedService(services => services.GetRequiredService<ApplianceFleet>());
        WebApplication app = builder.Build();
        app.MapRpcService(app.Services.GetRequiredService<ControlPlaneService>(), new() { Time = time });
        app.MapUnknownRpc();
        return app;
    }
}

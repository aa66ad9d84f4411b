using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Saker.Rpc.Server;

namespace Saker.Rpc.Tests;

/// <summary>One service on this machine: by default on a port that the system chose.</summary>
internal sealed class RpcTestHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RpcTestHost(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<RpcTestHost> StartAsync(RpcService service, RpcServerOptions? options = null, int port = 0) =>
        await StartAtAsync(service, new Uri($"http://127.0.0.1:{port}"), options);

    public static async Task<RpcTestHost> StartAtAsync(RpcService service, Uri listen, RpcServerOptions? options = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.ListenRpc(listen));
        WebApplication app = builder.Build();
        app.MapRpcService(service, options);
        app.MapUnknownRpc();
        await app.StartAsync();
        return new(app, listen.Scheme == RpcAddress.UnixScheme ? listen : new Uri(app.Urls.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        // Open streams are cut at once, as by a crash: what the clients must survive.
        using CancellationTokenSource now = new(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Saker.ControlPlane.Auth;
using Saker.ControlPlane.Storage;
using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.Rpc.Tests;
using Saker.V1;

namespace Saker.ControlPlane.Tests;

/// <summary>A control plane with its own database folder and any number of fake appliances, over real connections.</summary>
internal sealed class ControlPlaneFixture : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RpcChannel _channel;
    private readonly List<RpcTestHost> _hosts;

    private ControlPlaneFixture(WebApplication app, List<RpcTestHost> hosts, string data, IReadOnlyList<FirstLogin> logins)
    {
        _app = app;
        _hosts = hosts;
        Data = data;
        Logins = logins;
        _channel = new(new Uri(app.Urls.Single()));
    }

    public static TimeSpan Soon { get; } = TimeSpan.FromSeconds(60);

    public string Data { get; }

    public IReadOnlyList<FirstLogin> Logins { get; }

    public ControlPlaneClient Client => new(_channel);

    public AuditLog Audit => _app.Services.GetRequiredService<AuditLog>();

    public IReadOnlyList<RpcTestHost> Hosts => _hosts;

    public static Task<ControlPlaneFixture> StartAsync(params FakeAppliance[] appliances) => StartAsync(TimeProvider.System, appliances);

    public static async Task<ControlPlaneFixture> StartAsync(TimeProvider time, params FakeAppliance[] appliances)
    {
        List<RpcTestHost> hosts = [];
        foreach (FakeAppliance appliance in appliances)
        {
            hosts.Add(await RpcTestHost.StartAsync(appliance));
        }

        string data = Directory.CreateTempSubdirectory("saker-cp-").FullName;
        Options options = new(new Uri("http://127.0.0.1:0"), data, [.. hosts.Select((h, i) => ($"a{i}", h.Address))]);
        Database database = Database.Open(data);
        IReadOnlyList<FirstLogin> logins = FirstLogins.Create(new UserStore(database));
        WebApplication app = ControlPlaneApp.Build(options, database, time);
        await app.StartAsync();
        return new(app, hosts, data, logins);
    }

    public async Task<CallOptions> LoginAsync(string user)
    {
        LoginReply reply = await Client.LoginAsync(
            new() { User = user, Password = Logins.Single(l => l.User == user).Password }, new(Soon));
        return new(Soon, ControlPlaneClient.Bearer(reply.Token));
    }

    /// <summary>Waits until the fleet looks as wanted.</summary>
    public async Task<FleetState> UntilAsync(CallOptions call, Func<FleetState, bool> wanted)
    {
        await foreach (FleetState fleet in Client.WatchStateAsync(call))
        {
            if (wanted(fleet))
            {
                return fleet;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    /// <summary>Makes the database unreachable, as a broken disk does.</summary>
    public void BreakDatabase() => Directory.Move(Data, Data + "-gone");

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        foreach (RpcTestHost host in _hosts)
        {
            await host.DisposeAsync();
        }

        foreach (string folder in new[] { Data, Data + "-gone" }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

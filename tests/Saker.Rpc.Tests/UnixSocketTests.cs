using System.Net.Sockets;
using System.Text.Json;
using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Rpc.Tests;

/// <summary>The same calls over a socket of the file system.</summary>
public sealed class UnixSocketTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    // A blank and a percent sign: what an address must carry escaped.
    private readonly string _folder = Directory.CreateTempSubdirectory("saker rpc 100%").FullName;
    private readonly ProbeService _probe = new();
    private readonly Uri _address;
    private RpcTestHost? _host;
    private RpcChannel? _channel;

    public UnixSocketTests() => _address = RpcAddress.OfSocket(SocketPath).Uri;

    private string SocketPath => Path.Combine(_folder, "host.sock");

    private ApplianceClient Client => new(_channel!);

    public async Task InitializeAsync()
    {
        _host = await RpcTestHost.StartAtAsync(_probe, _address);
        _channel = new(_address);
    }

    public async Task DisposeAsync()
    {
        _probe.Release.TrySetResult();
        _channel!.Dispose();
        await _host!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_unary_call_carries_message_metadata_and_deadline()
    {
        ApplianceState state = await Client.GetStateAsync(new(Soon, new() { { "x-echo", "heard" } }));
        Assert.Equal(("probe", "heard"), (state.Name, state.Note));
        Assert.NotNull(_probe.DeadlineSeen);
    }

    [Fact]
    public async Task A_stream_gives_every_message_and_its_status()
    {
        List<long> got = [];
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (ApplianceState state in Client.WatchStateAsync(new(Soon, new() { { "x-then", "fail" } })))
            {
                got.Add(state.UnixNs);
            }
        });
        Assert.Equal([0, 1, 2], got);
        Assert.Equal((StatusCode.DataLoss, "after three"), (e.Code, e.Detail));
    }

    [Fact]
    public async Task A_cancelled_call_is_seen_by_the_server()
    {
        using CancellationTokenSource cancel = new();
        Task<KillReply> call = Client.KillAsync(new() { Reason = "wait" }, new(Soon, null, cancel.Token));
        await _probe.Waiting.Task.WaitAsync(Soon);
        await cancel.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => call)).Code);
        await _probe.CancellationSeen.Task.WaitAsync(Soon);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_unavailable_by_its_path_and_comes_back()
    {
        await Client.GetStateAsync(new(Soon));
        await _host!.DisposeAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => Client.GetStateAsync(new(Soon)));
        Assert.Equal(StatusCode.Unavailable, e.Code);
        Assert.Contains(SocketPath, e.Detail, StringComparison.Ordinal);
        _host = await RpcTestHost.StartAtAsync(_probe, _address);
        Assert.Equal("probe", (await Client.GetStateAsync(new(Soon))).Name);
    }

    [Fact]
    public async Task What_a_dead_server_left_is_replaced()
    {
        await _host!.DisposeAsync();
        string left = Path.Combine(_folder, "left");
        LeaveBehind(left);
        Assert.True(File.Exists(left), "a bound socket outlives its process");
        Uri address = RpcAddress.OfSocket(left).Uri;
        await using RpcTestHost host = await RpcTestHost.StartAtAsync(_probe, address);
        using RpcChannel channel = new(address);
        Assert.Equal("probe", (await new ApplianceClient(channel).GetStateAsync(new(Soon))).Name);
    }

    [Fact]
    public async Task A_live_server_keeps_its_socket()
    {
        IOException e = await Assert.ThrowsAnyAsync<IOException>(() => RpcTestHost.StartAtAsync(new ProbeService(), _address));
        Assert.Contains("another process", e.Message, StringComparison.Ordinal);
        Assert.Equal("probe", (await Client.GetStateAsync(new(Soon))).Name);
    }

    [Fact]
    public async Task A_file_is_not_removed()
    {
        string file = Path.Combine(_folder, "notes");
        await File.WriteAllTextAsync(file, "kept");
        await Assert.ThrowsAnyAsync<IOException>(() => RpcTestHost.StartAtAsync(_probe, RpcAddress.OfSocket(file).Uri));
        Assert.Equal("kept", await File.ReadAllTextAsync(file));
    }

    [NodeFact]
    public async Task A_foreign_client_calls_and_gets_trailers()
    {
        using Plain plain = await Plain.StartAsync(_probe);
        JsonElement result = await ForeignClient.RunAsync(plain.Address, "unary");
        Assert.Equal("from node", result.GetProperty("reply").GetProperty("note").GetString());
        Assert.Equal("carried", result.GetProperty("trailers").GetProperty("x-trailer").GetString());
    }

    [NodeFact]
    public async Task A_foreign_client_streams_and_cancels()
    {
        using Plain plain = await Plain.StartAsync(_probe);
        JsonElement result = await ForeignClient.RunAsync(plain.Address, "stream-cancel");
        Assert.Equal(1, result.GetProperty("code").GetInt32());
        await _probe.CancellationSeen.Task.WaitAsync(Soon);
    }

    /// <summary>A bound socket whose owner never closed it: bound in a process that is killed would be the same to the file system.</summary>
    private static void LeaveBehind(string path)
    {
        // .NET removes the path of a socket that it closes, so it is moved away from under it.
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path + ".bound"));
        socket.Listen();
        File.Move(path + ".bound", path);
    }

    /// <summary>A server at a path without anything to escape: the foreign library takes the address as it is written.</summary>
    private sealed class Plain(string folder, RpcTestHost host) : IDisposable
    {
        public Uri Address => host.Address;

        public static async Task<Plain> StartAsync(ProbeService probe)
        {
            string folder = Directory.CreateTempSubdirectory("saker-rpc-").FullName;
            return new(folder, await RpcTestHost.StartAtAsync(probe, new Uri($"unix:{folder}/host.sock")));
        }

        public void Dispose()
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        }
    }
}

using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Rpc.Tests;

/// <summary>Our client against our server, over a real connection.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly ProbeService _probe = new();
    private RpcTestHost? _host;
    private RpcChannel? _channel;

    private ApplianceClient Client => new(_channel!);

    public async Task InitializeAsync()
    {
        _host = await RpcTestHost.StartAsync(_probe);
        _channel = new(_host.Address);
    }

    public async Task DisposeAsync()
    {
        _probe.Release.TrySetResult();
        _channel!.Dispose();
        await _host!.DisposeAsync();
    }

    [Fact]
    public async Task A_unary_call_carries_message_and_metadata()
    {
        ApplianceState state = await Client.GetStateAsync(new(Soon, new() { { "x-echo", "heard" } }));
        Assert.Equal(("probe", "heard"), (state.Name, state.Note));
        Assert.NotNull(_probe.DeadlineSeen);
    }

    [Fact]
    public async Task Without_a_timeout_there_is_no_deadline()
    {
        await Client.GetStateAsync();
        Assert.Null(_probe.DeadlineSeen);
    }

    [Fact]
    public async Task A_stream_gives_every_message_and_ends()
    {
        List<long> got = [];
        await foreach (ApplianceState state in Client.WatchStateAsync(new(Soon, new() { { "x-then", "end" } })))
        {
            got.Add(state.UnixNs);
        }

        Assert.Equal([0, 1, 2], got);
    }

    [Fact]
    public async Task A_stream_that_fails_gives_its_messages_first()
    {
        int got = 0;
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (ApplianceState _ in Client.WatchStateAsync(new(Soon, new() { { "x-then", "fail" } })))
            {
                got++;
            }
        });
        Assert.Equal((3, StatusCode.DataLoss, "after three"), (got, e.Code, e.Detail));
    }

    [Fact]
    public async Task An_error_carries_its_code_and_any_text()
    {
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => Client.ArmAsync(new(), new(Soon)));
        Assert.Equal((StatusCode.FailedPrecondition, "Ärger: 100 % nicht bereit\n"), (e.Code, e.Detail));
    }

    [Fact]
    public async Task A_crash_of_the_handler_says_nothing_of_its_inside()
    {
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => Client.KillAsync(new() { Reason = "crash" }, new(Soon)));
        Assert.Equal(StatusCode.Unknown, e.Code);
        Assert.DoesNotContain("eyes", e.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        // The connection stands before, so that the deadline does not pass while it is made.
        await Client.GetStateAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(
            () => Client.KillAsync(new() { Reason = "wait" }, new(TimeSpan.FromSeconds(2))));
        Assert.Equal(StatusCode.DeadlineExceeded, e.Code);
        await _probe.CancellationSeen.Task.WaitAsync(Soon);
    }

    [Fact]
    public async Task The_server_sees_a_cancelled_unary_call()
    {
        using CancellationTokenSource cancel = new();
        Task<KillReply> call = Client.KillAsync(new() { Reason = "wait" }, new(Cancel: cancel.Token));
        await _probe.Waiting.Task.WaitAsync(Soon);
        await cancel.CancelAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.Equal(StatusCode.Cancelled, e.Code);
        await _probe.CancellationSeen.Task.WaitAsync(Soon);
    }

    [Fact]
    public async Task The_server_sees_a_stream_that_was_left()
    {
        await foreach (ApplianceState _ in Client.WatchStateAsync())
        {
            break;
        }

        await _probe.CancellationSeen.Task.WaitAsync(Soon);
    }

    [Fact]
    public async Task An_answer_over_the_clients_limit_is_refused()
    {
        using RpcChannel small = new(_host!.Address, new() { MaxReceiveSize = 1000 });
        Metadata headers = [];
        headers.AddBytes("x-size-bin", BitConverter.GetBytes(5000));
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => new ApplianceClient(small).GetStateAsync(new(Soon, headers)));
        Assert.Equal(StatusCode.ResourceExhausted, e.Code);
    }

    [Fact]
    public async Task An_answer_over_the_servers_limit_is_refused()
    {
        Metadata headers = [];
        headers.AddBytes("x-size-bin", BitConverter.GetBytes(5_000_000));
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => Client.GetStateAsync(new(Soon, headers)));
        Assert.Equal(StatusCode.ResourceExhausted, e.Code);
    }

    [Fact]
    public async Task A_large_message_arrives_whole()
    {
        Metadata headers = [];
        headers.AddBytes("x-size-bin", BitConverter.GetBytes(3_000_000));
        ApplianceState state = await Client.GetStateAsync(new(Soon, headers));
        Assert.Equal(3_000_000, state.Note.Length);
    }

    [Fact]
    public async Task A_request_over_the_servers_limit_is_refused()
    {
        await using RpcTestHost host = await RpcTestHost.StartAsync(new ProbeService(), new() { MaxReceiveSize = 100 });
        using RpcChannel channel = new(host.Address);
        RpcException e = await Assert.ThrowsAsync<RpcException>(
            () => new ApplianceClient(channel).KillAsync(new() { Reason = new string('r', 200) }, new(Soon)));
        Assert.Equal(StatusCode.ResourceExhausted, e.Code);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_unavailable_and_comes_back()
    {
        int port = _host!.Address.Port;
        await Client.GetStateAsync(new(Soon));
        await _host.DisposeAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => Client.GetStateAsync(new(Soon)));
        Assert.Equal(StatusCode.Unavailable, e.Code);
        _host = await RpcTestHost.StartAsync(_probe, port: port);
        Assert.Equal("probe", (await Client.GetStateAsync(new(Soon))).Name);
    }

    [Fact]
    public async Task An_unknown_method_is_unimplemented()
    {
        RpcMethod<GetStateRequest, ApplianceState> unknown = ApplianceMethods.GetState with { Name = "Fly" };
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => _channel!.UnaryAsync(unknown, new GetStateRequest(), new(Soon)));
        Assert.Equal(StatusCode.Unimplemented, e.Code);
    }
}

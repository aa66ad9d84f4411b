using System.Text.Json;

namespace Saker.Rpc.Tests;

/// <summary>The official JavaScript library against our server.</summary>
public sealed class ForeignClientTests : IAsyncLifetime
{
    private readonly ProbeService _probe = new();
    private RpcTestHost? _host;

    public async Task InitializeAsync() => _host = await RpcTestHost.StartAsync(_probe);

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [NodeFact]
    public async Task Unary_with_metadata_and_trailers()
    {
        JsonElement result = await RunAsync("unary");
        Assert.Equal(0, Code(result));
        Assert.Equal("probe", result.GetProperty("reply").GetProperty("name").GetString());
        Assert.Equal("from node", result.GetProperty("reply").GetProperty("note").GetString());
        Assert.Equal("carried", result.GetProperty("trailers").GetProperty("x-trailer").GetString());
    }

    [NodeFact]
    public async Task Request_values_arrive()
    {
        JsonElement result = await RunAsync("values");
        Assert.Equal(1234567, result.GetProperty("reply").GetProperty("gate_closed_unix_ns").GetInt64());
        Assert.Equal(2, result.GetProperty("reply").GetProperty("causes").GetInt32());
    }

    [NodeFact]
    public async Task A_message_of_a_million_bytes()
    {
        JsonElement result = await RunAsync("large");
        Assert.Equal(1_000_000, result.GetProperty("noteLength").GetInt32());
    }

    [NodeFact]
    public async Task A_stream_to_its_end()
    {
        JsonElement result = await RunAsync("stream");
        Assert.Equal("[0,1,2]", result.GetProperty("got").GetRawText());
        Assert.Equal(0, Code(result));
    }

    [NodeFact]
    public async Task A_stream_that_fails()
    {
        JsonElement result = await RunAsync("stream-error");
        Assert.Equal("[0,1,2]", result.GetProperty("got").GetRawText());
        Assert.Equal((15, "after three"), (Code(result), result.GetProperty("details").GetString()));
    }

    [NodeFact]
    public async Task A_stream_that_the_client_cancels_is_seen_by_the_server()
    {
        JsonElement result = await RunAsync("stream-cancel");
        Assert.Equal(1, Code(result));
        await _probe.CancellationSeen.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [NodeFact]
    public async Task An_error_with_its_text()
    {
        JsonElement result = await RunAsync("error");
        Assert.Equal((9, "Ärger: 100 % nicht bereit\n"), (Code(result), result.GetProperty("details").GetString()));
    }

    [NodeFact]
    public async Task A_deadline()
    {
        JsonElement result = await RunAsync("deadline");
        Assert.Equal(4, Code(result));
        await _probe.CancellationSeen.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [NodeFact]
    public async Task A_cancelled_call_is_seen_by_the_server()
    {
        JsonElement result = await RunAsync("cancel");
        Assert.Equal(1, Code(result));
        await _probe.CancellationSeen.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private Task<JsonElement> RunAsync(string name) => ForeignClient.RunAsync(_host!.Address, name);

    private static int Code(JsonElement result) => result.GetProperty("code").GetInt32();
}

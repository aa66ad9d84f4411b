using System.Net;
using System.Net.Http.Headers;

namespace Saker.Rpc.Tests;

/// <summary>The server against bytes that no well-behaved client sends.</summary>
public sealed class WireTests : IAsyncLifetime
{
    private readonly ProbeService _probe = new();
    private readonly HttpClient _http = new();
    private RpcTestHost? _host;

    public async Task InitializeAsync() => _host = await RpcTestHost.StartAsync(_probe);

    public async Task DisposeAsync()
    {
        _probe.Release.TrySetResult();
        _http.Dispose();
        await _host!.DisposeAsync();
    }

    [Theory]
    [InlineData("gzip", "0100000000", "12")]
    [InlineData(null, "0100000000", "13")]
    [InlineData(null, "0200000000", "13")]
    [InlineData(null, "00000000", "13")]
    [InlineData(null, "0000000005AA", "13")]
    [InlineData(null, "", "13")]
    [InlineData(null, "0000000002FFFF", "13")]
    [InlineData(null, "00FFFFFFFF", "8")]
    [InlineData(null, "0000000000", "0")]
    public async Task A_frame_is_answered_with_the_status_it_deserves(string? encoding, string hex, string status)
    {
        using HttpRequestMessage request = Request("GetState", Convert.FromHexString(hex));
        if (encoding is not null)
        {
            request.Headers.Add("grpc-encoding", encoding);
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(status, await StatusAsync(response));
        Assert.Equal("identity", response.Headers.GetValues("grpc-accept-encoding").Single());
    }

    [Fact]
    public async Task An_error_before_the_first_answer_is_headers_alone()
    {
        using HttpRequestMessage request = Request("Arm", new byte[5]);
        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal("9", response.Headers.GetValues("grpc-status").Single());
        Assert.Equal("%C3%84rger: 100 %25 nicht bereit%0A", response.Headers.GetValues("grpc-message").Single());
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Trailers_of_the_handler_stand_after_the_message()
    {
        using HttpRequestMessage request = Request("GetState", new byte[5]);
        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal("0", await StatusAsync(response));
        Assert.Equal("carried", response.TrailingHeaders.GetValues("x-trailer").Single());
    }

    [Fact]
    public async Task A_handler_that_ignores_its_deadline_does_not_hold_the_caller()
    {
        // KillRequest.reason is field 2.
        byte[] deaf = [0, 0, 0, 0, 6, 0x12, 4, (byte)'d', (byte)'e', (byte)'a', (byte)'f'];
        using HttpRequestMessage request = Request("Kill", deaf);
        request.Headers.Add("grpc-timeout", "100m");
        using HttpResponseMessage response = await _http.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("4", await StatusAsync(response));
    }

    [Fact]
    public async Task A_malformed_timeout_is_refused()
    {
        using HttpRequestMessage request = Request("GetState", new byte[5]);
        request.Headers.Add("grpc-timeout", "soon");
        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal("13", await StatusAsync(response));
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        using HttpRequestMessage request = Request("GetState", new byte[5]);
        request.Content!.Headers.ContentType = new("application/grpc-web");
        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    private HttpRequestMessage Request(string method, byte[] body) => new(HttpMethod.Post, new Uri(_host!.Address, $"/saker.v1.Appliance/{method}"))
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
    };

    private static async Task<string> StatusAsync(HttpResponseMessage response)
    {
        await response.Content.ReadAsByteArrayAsync();
        return (response.Headers.TryGetValues("grpc-status", out IEnumerable<string>? values)
            ? values
            : response.TrailingHeaders.GetValues("grpc-status")).Single();
    }
}

using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Saker.Rpc.Client;

/// <summary>Calls to one server over HTTP/2 without TLS (prior knowledge). Connects on the first call and again after a loss. Thread-safe.</summary>
public sealed class RpcChannel : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly RpcChannelOptions _options;
    private readonly RpcAddress _address;

    /// <param name="address"><c>http://HOST:PORT</c> or <c>unix:/PATH</c></param>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="ArgumentException">The address is neither.</exception>
    public RpcChannel(Uri address, RpcChannelOptions? options = null)
    {
        _address = RpcAddress.Of(address);
        _options = options ?? new();
        _http = new(new SocketsHttpHandler
        {
            ConnectCallback = _address.SocketPath is { } path ? (_, cancel) => ConnectAsync(path, cancel) : null,
            ConnectTimeout = _options.ConnectTimeout,
            KeepAlivePingDelay = _options.KeepAliveDelay,
            KeepAlivePingTimeout = _options.KeepAliveTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            EnableMultipleHttp2Connections = true,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
        });
    }

    /// <summary>Where the calls go.</summary>
    public Uri Address => _address.Uri;

    /// <summary>Calls a unary method.</summary>
    /// <exception cref="RpcException">The call ended with another status than Ok; Cancelled when <see cref="CallOptions.Cancel"/> ended it.</exception>
    public async Task<TResponse> UnaryAsync<TRequest, TResponse>(
        RpcMethod<TRequest, TResponse> method, TRequest request, CallOptions call = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        using ClientCall<TRequest, TResponse> running = new(method, _http, _address, _options, call);
        await running.StartAsync(request).ConfigureAwait(false);
        TResponse? response = await running.ReadAsync().ConfigureAwait(false)
            ?? throw new RpcException(StatusCode.Internal, "The call ended Ok without an answer.");
        return await running.ReadAsync().ConfigureAwait(false) is null
            ? response
            : throw new RpcException(StatusCode.Internal, "A unary call gave more than one answer.");
    }

    /// <summary>Calls a server-streaming method. Leaving the enumeration ends the call.</summary>
    /// <exception cref="RpcException">While enumerating: as for <see cref="UnaryAsync"/>.</exception>
    public async IAsyncEnumerable<TResponse> ServerStreamingAsync<TRequest, TResponse>(
        RpcMethod<TRequest, TResponse> method, TRequest request, CallOptions call = default,
        [EnumeratorCancellation] CancellationToken cancel = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel, cancel);
        using ClientCall<TRequest, TResponse> running = new(method, _http, _address, _options, call with { Cancel = both.Token });
        await running.StartAsync(request).ConfigureAwait(false);
        while (await running.ReadAsync().ConfigureAwait(false) is { } response)
        {
            yield return response;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancel)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Saker.Rpc.Framing;

namespace Saker.Rpc.Client;

/// <summary>One call on the client: request out, answers in, status at the end, whatever ends it turned into a status.</summary>
internal sealed class ClientCall<TRequest, TResponse> : IDisposable
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly RpcMethod<TRequest, TResponse> _method;
    private readonly HttpMessageInvoker _http;
    private readonly RpcAddress _address;
    private readonly RpcChannelOptions _options;
    private readonly CallOptions _call;
    private readonly CancellationTokenSource _expired;
    private readonly CancellationTokenSource _either;
    private HttpResponseMessage? _response;
    private PipeReader? _reader;

    public ClientCall(
        RpcMethod<TRequest, TResponse> method, HttpMessageInvoker http, RpcAddress address, RpcChannelOptions options, CallOptions call)
    {
        _method = method;
        _http = http;
        _address = address;
        _options = options;
        _call = call;
        _expired = call.Timeout is { } timeout
            ? new(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, options.Time)
            : new CancellationTokenSource();
        _either = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel, _expired.Token);
    }

    public async Task StartAsync(TRequest request)
    {
        HttpRequestMessage message = NewRequest(request);
        try
        {
            _response = await _http.SendAsync(message, _either.Token).ConfigureAwait(false);
            CheckHeaders(_response);
            Stream body = await _response.Content.ReadAsStreamAsync(_either.Token).ConfigureAwait(false);
            _reader = PipeReader.Create(body);
        }
        catch (Exception e) when (IsTransport(e))
        {
            throw Translate(e);
        }
    }

    /// <summary>The next answer, or null after the last one of a call that ended Ok.</summary>
    public async Task<TResponse?> ReadAsync()
    {
        HttpResponseMessage response = _response ?? throw new InvalidOperationException("The call was not started.");
        PipeReader reader = _reader ?? throw new InvalidOperationException("The call was not started.");
        try
        {
            string? encoding = First(response.Headers, Headers.Encoding);
            TResponse? next = await MessageFrame.ReadAsync(
                reader, _method.ResponseParser, _options.MaxReceiveSize, encoding, _either.Token).ConfigureAwait(false);
            if (next is null)
            {
                ClientStatus.ThrowUnlessOk(response);
            }

            return next;
        }
        catch (Exception e) when (IsTransport(e))
        {
            throw Translate(e);
        }
    }

    public void Dispose()
    {
        // Disposing an unfinished response resets the stream: the server sees the cancellation.
        _response?.Dispose();
        _either.Dispose();
        _expired.Dispose();
    }

    private HttpRequestMessage NewRequest(TRequest request)
    {
        HttpRequestMessage message = new(HttpMethod.Post, new Uri(_address.Http, _method.Path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new RequestContent(request, _options.MaxSendSize),
        };
        message.Headers.TryAddWithoutValidation("te", "trailers");
        message.Headers.TryAddWithoutValidation("user-agent", "grpc-saker/1.0");
        message.Headers.TryAddWithoutValidation(Headers.AcceptEncoding, "identity");
        if (_call.Timeout is { } timeout)
        {
            message.Headers.TryAddWithoutValidation(Headers.Timeout, GrpcTimeout.Format(timeout));
        }

        foreach ((string key, string value) in _call.Headers ?? [])
        {
            message.Headers.TryAddWithoutValidation(key, value);
        }

        return message;
    }

    private static void CheckHeaders(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new RpcException(ClientStatus.FromHttp(response.StatusCode), $"The server answered HTTP {(int)response.StatusCode}.");
        }

        if (!Headers.IsGrpc(response.Content.Headers.ContentType?.MediaType))
        {
            throw new RpcException(StatusCode.Unknown, "The server does not speak gRPC at this address.");
        }

        // Headers alone: the call failed before its first answer. (A status of Ok here means an empty stream, and is read at its end.)
        if (First(response.Headers, Headers.Status) is not null and not "0")
        {
            ClientStatus.ThrowUnlessOk(response);
        }
    }

    private static bool IsTransport(Exception e) => e is OperationCanceledException or HttpRequestException or IOException or SocketException;

    private RpcException Translate(Exception e)
    {
        if (_call.Cancel.IsCancellationRequested)
        {
            return new(StatusCode.Cancelled, "The call was cancelled.", e);
        }

        if (_expired.IsCancellationRequested)
        {
            return new(StatusCode.DeadlineExceeded, "The deadline passed.", e);
        }

        for (Exception? x = e; x is not null; x = x.InnerException)
        {
            if (x is HttpProtocolException protocol)
            {
                return new(ClientStatus.FromHttp2(protocol.ErrorCode), $"The stream was reset by the server ({protocol.ErrorCode}).", e);
            }
        }

        return new(StatusCode.Unavailable, $"{_address.Name} cannot be reached: {e.GetBaseException().Message}", e);
    }

    private static string? First(System.Net.Http.Headers.HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}

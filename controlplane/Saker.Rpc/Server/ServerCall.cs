using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Saker.Rpc.Framing;

namespace Saker.Rpc.Server;

/// <summary>One call on the server: reads the request, runs the handler against deadline and caller, writes status and trailers.</summary>
internal sealed class ServerCall<TRequest, TResponse>(
    RpcMethod<TRequest, TResponse> method, HttpContext http, RpcServerOptions options, ILogger log)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private delegate Task Handler(TRequest request, ResponseStream<TResponse> stream, ServerCallContext context);

    public Task RunUnaryAsync(Func<TRequest, ServerCallContext, Task<TResponse>> handler) =>
        RunAsync(async (request, stream, context) =>
        {
            TResponse response = await handler(request, context).ConfigureAwait(false);
            await stream.WriteAsync(response, context.CancellationToken).ConfigureAwait(false);
        });

    public Task RunStreamingAsync(Func<TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task> handler) =>
        RunAsync(async (request, stream, context) =>
        {
            // The caller learns at once that its stream stands, even if the first message takes long.
            await stream.StartAsync(context.CancellationToken).ConfigureAwait(false);
            await handler(request, stream, context).ConfigureAwait(false);
        });

    private async Task RunAsync(Handler handler)
    {
        http.Response.ContentType = Headers.ContentType;
        http.Response.Headers[Headers.AcceptEncoding] = "identity";
        if (!TryGetTimeout(out TimeSpan? timeout))
        {
            ServerStatus.Write(http, StatusCode.Internal, "The grpc-timeout header is malformed.", []);
            return;
        }

        CancellationToken gone = http.RequestAborted;
        using CancellationTokenSource expired = timeout is { } t && t <= MaxTimer
            ? new(t, options.Time)
            : new CancellationTokenSource();
        CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(gone, expired.Token);
        ServerCallContext context = NewContext(timeout, either.Token);
        ResponseStream<TResponse> stream = new(http.Response, options.MaxSendSize);

        // A handler that ignores its token must not hold the caller beyond the deadline: the call ends without it.
        Task work = HandleAsync(handler, stream, context);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (either.Token.UnsafeRegister(static s => ((TaskCompletionSource)s!).TrySetResult(), ended))
        {
            await Task.WhenAny(work, ended.Task).ConfigureAwait(false);
        }

        (StatusCode code, string detail, Metadata extra) = work.IsCompleted
            ? Outcome(work, gone, expired.Token)
            : Ended(gone);
        _ = work.ContinueWith(
            static (w, s) =>
            {
                // Reads the exception of a handler that outlived its call, so that it is not reported as unobserved.
                _ = w.Exception;
                ((CancellationTokenSource)s!).Dispose();
            },
            either, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await stream.CloseAsync().ConfigureAwait(false);
        if (gone.IsCancellationRequested)
        {
            RpcLog.CallerGone(log, method.Path);
            return;
        }

        if (code != StatusCode.Ok)
        {
            RpcLog.EndedWith(log, method.Path, code, detail);
        }

        ServerStatus.Write(http, code, detail, Merge(context.ResponseTrailers, extra));
    }

    /// <summary>Timers cannot be longer than this (49 days); a longer deadline is as good as none.</summary>
    private static TimeSpan MaxTimer => TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private async Task HandleAsync(Handler handler, ResponseStream<TResponse> stream, ServerCallContext context)
    {
        string? encoding = http.Request.Headers[Headers.Encoding];
        TRequest request = await MessageFrame.ReadAsync(
                http.Request.BodyReader, method.RequestParser, options.MaxReceiveSize, encoding, context.CancellationToken).ConfigureAwait(false)
            ?? throw new RpcException(StatusCode.Internal, "The call ended before its request.");
        await handler(request, stream, context).ConfigureAwait(false);
    }

    private (StatusCode Code, string Detail, Metadata Trailers) Outcome(Task work, CancellationToken gone, CancellationToken expired)
    {
        if (work.IsCompletedSuccessfully)
        {
            return (StatusCode.Ok, "", []);
        }

        Exception? failure = work.Exception?.InnerException;
        if (failure is RpcException rpc)
        {
            return (rpc.Code, rpc.Detail, rpc.Trailers);
        }

        if (gone.IsCancellationRequested || expired.IsCancellationRequested)
        {
            return Ended(gone);
        }

        if (failure is null)
        {
            return (StatusCode.Cancelled, "The handler cancelled the call.", []);
        }

        RpcLog.HandlerFailed(log, method.Path, failure);
        return (StatusCode.Unknown, "The handler failed.", []);
    }

    private static (StatusCode Code, string Detail, Metadata Trailers) Ended(CancellationToken gone) =>
        gone.IsCancellationRequested
            ? (StatusCode.Cancelled, "The caller went away.", [])
            : (StatusCode.DeadlineExceeded, "The deadline passed.", []);

    private ServerCallContext NewContext(TimeSpan? timeout, CancellationToken cancel)
    {
        Metadata metadata = [];
        foreach ((string key, Microsoft.Extensions.Primitives.StringValues values) in http.Request.Headers)
        {
            foreach (string? value in values)
            {
                metadata.AddReceived(key, value ?? "");
            }
        }

        DateTimeOffset now = options.Time.GetUtcNow();
        DateTimeOffset? deadline = timeout is { } t ? (t < DateTimeOffset.MaxValue - now ? now + t : DateTimeOffset.MaxValue) : null;
        string peer = $"{http.Connection.RemoteIpAddress}:{http.Connection.RemotePort}";
        return new(method.Path, peer, metadata, deadline, cancel);
    }

    private bool TryGetTimeout(out TimeSpan? timeout)
    {
        timeout = null;
        string? text = http.Request.Headers[Headers.Timeout];
        if (text is null)
        {
            return true;
        }

        if (!GrpcTimeout.TryParse(text, out TimeSpan value))
        {
            return false;
        }

        timeout = value;
        return true;
    }

    private static Metadata Merge(Metadata first, Metadata second)
    {
        Metadata all = [];
        foreach ((string key, string value) in first.Concat(second))
        {
            all.AddReceived(key, value);
        }

        return all;
    }
}

using Google.Protobuf;

namespace Saker.Rpc.Server;

/// <summary>A set of methods under one service name. Derived classes say in the constructor how each method is answered.</summary>
public abstract class RpcService
{
    private readonly List<RpcRoute> _routes = [];

    internal IReadOnlyList<RpcRoute> Routes => _routes;

    /// <summary>Answers a unary method. The handler may run concurrently with itself.</summary>
    protected void Unary<TRequest, TResponse>(
        RpcMethod<TRequest, TResponse> method, Func<TRequest, ServerCallContext, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        Check(method, RpcMethodKind.Unary);
        _routes.Add(new(method.Path, (http, options, log) =>
            new ServerCall<TRequest, TResponse>(method, http, options, log).RunUnaryAsync(handler)));
    }

    /// <summary>Answers a server-streaming method; the stream ends when the handler returns.</summary>
    protected void ServerStreaming<TRequest, TResponse>(
        RpcMethod<TRequest, TResponse> method, Func<TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        Check(method, RpcMethodKind.ServerStreaming);
        _routes.Add(new(method.Path, (http, options, log) =>
            new ServerCall<TRequest, TResponse>(method, http, options, log).RunStreamingAsync(handler)));
    }

    private static void Check<TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, RpcMethodKind kind)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        if (method.Kind != kind)
        {
            throw new ArgumentException($"{method.Path} is {method.Kind}, not {kind}.", nameof(method));
        }
    }
}

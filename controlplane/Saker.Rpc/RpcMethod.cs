using Google.Protobuf;

namespace Saker.Rpc;

/// <summary>How many answers a method gives.</summary>
public enum RpcMethodKind
{
    /// <summary>One request, one answer.</summary>
    Unary,
    /// <summary>One request, any number of answers.</summary>
    ServerStreaming,
}

/// <summary>Name and message types of one method: what a client and a server must agree on.</summary>
/// <param name="Kind">Unary or server streaming.</param>
/// <param name="Service">Full name with package, as in the .proto.</param>
/// <param name="Name">The method's name.</param>
/// <param name="RequestParser">Parser of the request message.</param>
/// <param name="ResponseParser">Parser of the answer message.</param>
public sealed record RpcMethod<TRequest, TResponse>(
    RpcMethodKind Kind,
    string Service,
    string Name,
    MessageParser<TRequest> RequestParser,
    MessageParser<TResponse> ResponseParser)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    /// <summary>The HTTP path: <c>/package.Service/Method</c>.</summary>
    public string Path => $"/{Service}/{Name}";
}

namespace Saker.Rpc.Server;

/// <summary>The answers of a streaming method. One write at a time.</summary>
public interface IServerStreamWriter<in T>
{
    /// <summary>Sends one message and waits until the transport took it: this is the back-pressure of the stream.</summary>
    /// <exception cref="OperationCanceledException">The call has ended.</exception>
    /// <exception cref="RpcException">ResourceExhausted: the message is over the size limit.</exception>
    Task WriteAsync(T message, CancellationToken cancel = default);
}

using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Saker.Rpc.Framing;

namespace Saker.Rpc.Server;

/// <summary>Answers on their way out. Closing it cuts off a handler that outlived its call, so that it never touches the next one.</summary>
internal sealed class ResponseStream<T>(HttpResponse response, int maxSize) : IServerStreamWriter<T>
    where T : class, IMessage<T>
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _closed;

    public async Task StartAsync(CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            ThrowIfClosed();
            await response.StartAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task WriteAsync(T message, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await _gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            ThrowIfClosed();
            MessageFrame.Write(response.BodyWriter, message, maxSize);
            await response.BodyWriter.FlushAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits for the write in progress, whose token the end of the call has cancelled, and refuses further ones.</summary>
    public async Task CloseAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        _closed = true;
        _gate.Release();
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new OperationCanceledException("The call has ended.");
        }
    }
}

using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Saker.Rpc.Framing;

namespace Saker.Rpc.Client;

/// <summary>A request body of exactly one message.</summary>
internal sealed class RequestContent : HttpContent
{
    private readonly ArrayBufferWriter<byte> _frame;

    public RequestContent(IMessage message, int maxSize)
    {
        _frame = new(MessageFrame.HeaderSize + message.CalculateSize());
        MessageFrame.Write(_frame, message, maxSize);
        Headers.ContentType = new MediaTypeHeaderValue(Framing.Headers.ContentType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(_frame.WrittenMemory).AsTask();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_frame.WrittenMemory, cancellationToken).AsTask();

    // gRPC bodies are not announced by length.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

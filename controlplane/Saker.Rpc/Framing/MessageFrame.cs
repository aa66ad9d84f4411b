using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Saker.Rpc.Framing;

/// <summary>Length-prefixed messages: one byte of flags (bit 0: compressed), four bytes of length, big-endian, then the message.</summary>
internal static class MessageFrame
{
    public const int HeaderSize = 5;

    /// <summary>Writes one message, uncompressed, without flushing.</summary>
    /// <exception cref="RpcException">ResourceExhausted: larger than <paramref name="maxSize"/> bytes. Nothing was written.</exception>
    public static void Write(IBufferWriter<byte> output, IMessage message, int maxSize)
    {
        int size = message.CalculateSize();
        if (size > maxSize)
        {
            throw new RpcException(StatusCode.ResourceExhausted, $"A message of {size} bytes is over the limit of {maxSize} for sending.");
        }

        Span<byte> header = output.GetSpan(HeaderSize);
        header[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)size);
        output.Advance(HeaderSize);
        message.WriteTo(output);
    }

    /// <summary>Reads the next message, or null at a clean end.</summary>
    /// <param name="encoding">The peer's <c>grpc-encoding</c>, or null: decides how a set compressed flag is answered.</param>
    /// <exception cref="RpcException">Unimplemented (compressed), ResourceExhausted (too large), Internal (cut off, or not this message).</exception>
    public static async ValueTask<T?> ReadAsync<T>(
        PipeReader input, MessageParser<T> parser, int maxSize, string? encoding, CancellationToken cancel)
        where T : class, IMessage<T>
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancel).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = read.Buffer;
            if (TryRead(buffer, parser, maxSize, encoding, out T? message, out SequencePosition consumed))
            {
                input.AdvanceTo(consumed);
                return message;
            }

            bool empty = buffer.IsEmpty;
            input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return empty ? null : throw new RpcException(StatusCode.Internal, "The stream ended inside a message.");
            }

            if (read.IsCanceled)
            {
                throw new OperationCanceledException("The pending read was cancelled.");
            }
        }
    }

    private static bool TryRead<T>(
        ReadOnlySequence<byte> buffer, MessageParser<T> parser, int maxSize, string? encoding, out T? message, out SequencePosition consumed)
        where T : class, IMessage<T>
    {
        message = null;
        consumed = buffer.Start;
        if (buffer.Length < HeaderSize)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);
        CheckFlags(header[0], encoding);
        uint size = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (size > (uint)maxSize)
        {
            throw new RpcException(StatusCode.ResourceExhausted, $"A message of {size} bytes is over the limit of {maxSize} for receiving.");
        }

        if (buffer.Length < HeaderSize + size)
        {
            return false;
        }

        ReadOnlySequence<byte> body = buffer.Slice(HeaderSize, size);
        consumed = body.End;
        try
        {
            message = parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new RpcException(StatusCode.Internal, "The message could not be parsed.", e);
        }

        return true;
    }

    private static void CheckFlags(byte flags, string? encoding)
    {
        if (flags == 0)
        {
            return;
        }

        if (flags != 1)
        {
            throw new RpcException(StatusCode.Internal, $"A message has the unknown flags 0x{flags:X2}.");
        }

        throw encoding is null or "identity"
            ? new RpcException(StatusCode.Internal, "A message is marked compressed, but no encoding was announced.")
            : new RpcException(StatusCode.Unimplemented, $"The encoding '{encoding}' is not supported; only identity is.");
    }
}

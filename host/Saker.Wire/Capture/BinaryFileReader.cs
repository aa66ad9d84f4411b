namespace Saker.Wire;

/// <summary>
/// Reads Nasdaq's BinaryFILE framing: each message preceded by its length in two big-endian bytes, no packet headers. The span returned is valid
/// until the next read. Not thread-safe.
/// </summary>
public sealed class BinaryFileReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[ushort.MaxValue];
    private readonly byte[] _length = new byte[2];

    /// <summary>Messages read so far; equals the 1-based number of the last one.</summary>
    public long Count { get; private set; }

    /// <summary>Reads the next message; false at the end of the file.</summary>
    /// <exception cref="CaptureFormatException">The file ends inside a message.</exception>
    public bool TryRead(out ReadOnlySpan<byte> message)
    {
        message = default;
        int got = stream.ReadAtLeast(_length, 2, throwOnEndOfStream: false);
        if (got == 0)
        {
            return false;
        }
        int length = got == 2 ? Be.U16(_length, 0) : 0;
        if (got == 1 || stream.ReadAtLeast(_buffer.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
        {
            throw new CaptureFormatException($"The file ends inside message {Count + 1}.");
        }
        Count++;
        message = _buffer.AsSpan(0, length);
        return true;
    }

    /// <summary>Writes one message in this framing.</summary>
    /// <exception cref="ArgumentException">The message has more than 65,535 bytes.</exception>
    public static void Write(Stream to, ReadOnlySpan<byte> message)
    {
        if (message.Length > ushort.MaxValue)
        {
            throw new ArgumentException("A message has at most 65,535 bytes.", nameof(message));
        }
        Span<byte> length = stackalloc byte[2];
        Be.U16(length, 0, (ushort)message.Length);
        to.Write(length);
        to.Write(message);
    }
}

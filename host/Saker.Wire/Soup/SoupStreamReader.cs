namespace Saker.Wire;

/// <summary>
/// Puts a TCP byte stream of any split back into packets. Append what arrived, then read until <see cref="SoupRead.NeedMore"/>. A packet's payload
/// is valid until the next append. Not thread-safe. Allocates only at construction.
/// </summary>
public sealed class SoupStreamReader
{
    private readonly byte[] _buffer;
    private readonly int _maxLength;
    private int _start;
    private int _end;

    /// <param name="maxLength">Greatest length field accepted, 1..65535; longer packets break the stream.</param>
    public SoupStreamReader(int maxLength = ushort.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxLength, ushort.MaxValue);
        _maxLength = maxLength;
        _buffer = new byte[2 * (maxLength + 2)];
    }

    /// <summary>Bytes held that are not yet a whole packet.</summary>
    public int Pending => _end - _start;

    /// <summary>Takes as many bytes as there is room for; returns how many. Room for at least one whole packet exists after all packets were read.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, Pending).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        int taken = Math.Min(bytes.Length, _buffer.Length - _end);
        bytes[..taken].CopyTo(_buffer.AsSpan(_end));
        _end += taken;
        return taken;
    }

    /// <summary>Reads the next packet.</summary>
    public SoupRead Read(out SoupPacket packet)
    {
        SoupRead result = SoupPacket.Read(_buffer.AsSpan(_start, Pending), out packet, out int consumed, _maxLength);
        _start += consumed;
        return result;
    }

    /// <summary>Forgets what is pending: for a new connection.</summary>
    public void Reset() => _start = _end = 0;
}

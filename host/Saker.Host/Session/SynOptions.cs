using System.Buffers.Binary;

namespace Saker.Host.Session;

/// <summary>What a SYN or SYN-ACK says in its TCP options (RFC 9293 3.1, RFC 7323 2). Timestamps are not offered, so a peer that offers
/// them does not use them.</summary>
/// <param name="MaximumSegment">Bytes of payload that its sender takes; 536 when it says nothing.</param>
/// <param name="WindowScale">Its sender's windows count units of 2^scale bytes, those of a SYN excepted; null: not offered, so nobody scales.</param>
public readonly record struct SynOptions(ushort MaximumSegment, byte? WindowScale)
{
    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public const int WrittenLength = 8;

    /// <summary>Greatest scale; a greater one counts as this (RFC 7323 2.3).</summary>
    public const byte GreatestScale = 14;

    private const byte End = 0, NoOperation = 1, SegmentKind = 2, SegmentLength = 4, ScaleKind = 3, ScaleLength = 3;
    private const ushort DefaultSegment = 536;
    private const int LeastLength = 2;

    /// <summary>False when an option's length is impossible, or a known one's is another than its own. Unknown ones are passed over.</summary>
    public static bool TryRead(ReadOnlySpan<byte> options, out SynOptions value)
    {
        value = new SynOptions(DefaultSegment, null);
        while (options.Length != 0 && options[0] != End)
        {
            if (options[0] == NoOperation)
            {
                options = options[1..];
                continue;
            }

            if (options.Length < LeastLength || options[1] < LeastLength || options[1] > options.Length)
            {
                return false;
            }

            ReadOnlySpan<byte> option = options[..options[1]];
            switch (option[0])
            {
                case SegmentKind when option.Length == SegmentLength:
                    value = value with { MaximumSegment = BinaryPrimitives.ReadUInt16BigEndian(option[2..]) };
                    break;
                case ScaleKind when option.Length == ScaleLength:
                    value = value with { WindowScale = Math.Min(option[2], GreatestScale) };
                    break;
                case SegmentKind or ScaleKind:
                    return false;
            }

            options = options[option.Length..];
        }

        return true;
    }

    /// <summary>Writes both, padded to whole words; returns <see cref="WrittenLength"/>. Our own scale of 0 lets the peer use its own.</summary>
    public static int Write(Span<byte> to, ushort maximumSegment, byte windowScale)
    {
        to[0] = SegmentKind;
        to[1] = SegmentLength;
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], maximumSegment);
        to[4] = NoOperation;
        to[5] = ScaleKind;
        to[6] = ScaleLength;
        to[7] = windowScale;
        return WrittenLength;
    }
}

using System.Buffers.Binary;

namespace Saker.Wire;

/// <summary>Big-endian loads and stores of the odd widths that the protocols use. Callers have checked the length.</summary>
internal static class Be
{
    public static ushort U16(ReadOnlySpan<byte> b, int at) => BinaryPrimitives.ReadUInt16BigEndian(b[at..]);
    public static uint U32(ReadOnlySpan<byte> b, int at) => BinaryPrimitives.ReadUInt32BigEndian(b[at..]);
    public static ulong U64(ReadOnlySpan<byte> b, int at) => BinaryPrimitives.ReadUInt64BigEndian(b[at..]);
    public static ulong U48(ReadOnlySpan<byte> b, int at) => ((ulong)U16(b, at) << 32) | U32(b, at + 2);

    public static void U16(Span<byte> b, int at, ushort v) => BinaryPrimitives.WriteUInt16BigEndian(b[at..], v);
    public static void U32(Span<byte> b, int at, uint v) => BinaryPrimitives.WriteUInt32BigEndian(b[at..], v);
    public static void U64(Span<byte> b, int at, ulong v) => BinaryPrimitives.WriteUInt64BigEndian(b[at..], v);

    public static void U48(Span<byte> b, int at, ulong v)
    {
        U16(b, at, (ushort)(v >> 32));
        U32(b, at + 2, (uint)v);
    }
}

using System.Buffers.Binary;

namespace Saker.Wire;

/// <summary>IEEE 802.3 frame check sequence: CRC-32, polynomial 0x04C11DB7 reflected (0xEDB88320), sent least significant byte first.</summary>
public static class Crc32
{
    public const int Length = 4;
    private const uint Polynomial = 0xEDB8_8320;
    private static readonly uint[] Table = BuildTable();

    /// <summary>FCS of a frame from its destination address to the last byte before the FCS.</summary>
    public static uint Compute(ReadOnlySpan<byte> frame)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in frame)
        {
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        }
        return ~crc;
    }

    /// <summary>Writes the FCS of <paramref name="frame"/> as the wire carries it.</summary>
    public static void Write(ReadOnlySpan<byte> frame, Span<byte> to) => BinaryPrimitives.WriteUInt32LittleEndian(to, Compute(frame));

    /// <summary>True when the last four bytes are the FCS of those before them.</summary>
    public static bool Verify(ReadOnlySpan<byte> frameWithFcs) => frameWithFcs.Length >= Length
        && BinaryPrimitives.ReadUInt32LittleEndian(frameWithFcs[^Length..]) == Compute(frameWithFcs[..^Length]);

    private static uint[] BuildTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint c = i;
            for (int bit = 0; bit < 8; bit++)
            {
                c = (c & 1) != 0 ? Polynomial ^ (c >> 1) : c >> 1;
            }
            table[i] = c;
        }
        return table;
    }
}

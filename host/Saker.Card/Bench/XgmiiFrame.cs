using System.Buffers.Binary;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>A frame as 32-bit XGMII words with preamble, padding, frame check and terminate, and idle in front: for frames that
/// are broken on purpose.</summary>
/// <param name="Data">Words, first byte in the lowest lane.</param>
/// <param name="Control">A bit for each lane that holds a control character.</param>
public readonly record struct XgmiiFrame(uint[] Data, byte[] Control)
{
    private const int IdleWords = 3;
    private const uint Idle = 0x0707_0707;
    private const byte IdleByte = 0x07, Terminate = 0xFD;
    private const uint Start = 0x5555_55FB, StartOfFrame = 0xD555_5555;

    /// <summary>A frame without FCS, whose check sequence is XORed with a mask; 0 is a right one.</summary>
    public static XgmiiFrame Of(ReadOnlySpan<byte> frame, uint fcsMask)
    {
        int length = Math.Max(frame.Length, EthernetFrame.MinLength);
        Span<byte> bytes = new byte[length + Crc32.Length];
        frame.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[length..], Crc32.Compute(bytes[..length]) ^ fcsMask);
        var data = new List<uint>();
        var control = new List<byte>();
        for (int i = 0; i < IdleWords; i++)
        {
            data.Add(Idle);
            control.Add(0xF);
        }

        data.Add(Start);
        control.Add(0x1);
        data.Add(StartOfFrame);
        control.Add(0x0);
        for (int at = 0; at <= bytes.Length; at += 4)
        {
            uint word = 0;
            byte lanes = 0;
            for (int lane = 0; lane < 4; lane++)
            {
                int i = at + lane;
                byte value = i < bytes.Length ? bytes[i] : i == bytes.Length ? Terminate : IdleByte;
                word |= (uint)value << (8 * lane);
                lanes |= (byte)(i < bytes.Length ? 0 : 1 << lane);
            }

            data.Add(word);
            control.Add(lanes);
        }

        return new XgmiiFrame([.. data], [.. control]);
    }
}

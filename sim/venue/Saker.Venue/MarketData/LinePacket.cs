namespace Saker.Venue;

/// <summary>A packet as it arrives at a receiver's end of a line.</summary>
/// <param name="Line">0 line A, 1 line B.</param>
/// <param name="TimeNs">Simulated ns of the arrival.</param>
/// <param name="Bytes">UDP payload; both lines may share the array, so it is never written to.</param>
/// <param name="Corrupt">Bits were flipped: on a wire the receiver's frame check fails.</param>
public readonly record struct LinePacket(int Line, long TimeNs, ReadOnlyMemory<byte> Bytes, bool Corrupt);

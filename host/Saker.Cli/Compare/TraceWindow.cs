namespace Saker.Cli;

/// <summary>Clock cycles of which a waveform is written.</summary>
/// <param name="Path">VCD file.</param>
/// <param name="From">First cycle.</param>
/// <param name="To">Last cycle.</param>
internal sealed record TraceWindow(string Path, ulong From, ulong To);

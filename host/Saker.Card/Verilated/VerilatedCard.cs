using System.Runtime.InteropServices;

namespace Saker.Card.Verilated;

/// <summary>A port of the virtual card.</summary>
public enum CardPort
{
    /// <summary>Market data, feed A, receive only.</summary>
    MarketDataA = 0,

    /// <summary>Order entry.</summary>
    OrderEntry = 1,

    /// <summary>Market data, feed B, receive only.</summary>
    MarketDataB = 2,
}

/// <summary>A frame that the card sent.</summary>
/// <param name="Bytes">Destination MAC first, without FCS.</param>
/// <param name="StartCycle">Cycle in which its start character stood on the pins.</param>
/// <param name="FcsOk">Its frame check sequence was right.</param>
public readonly record struct SentFrame(byte[] Bytes, ulong StartCycle, bool FcsOk);

/// <summary>The card's Verilog in this process, clocked by the caller. For tests and for `--engine rtl`.
/// Time stands still between calls.</summary>
public sealed class VerilatedCard : ICard
{
    private const int LongestFrame = 2048;

    private readonly CardHandle _handle;
    private unsafe readonly byte* _memory;
    private readonly int _memoryBytes;
    private bool _disposed;

    /// <param name="memoryBytes">Size of the memory that the card's DMA reaches.</param>
    /// <exception cref="CardException">The library is not there or is not a card.</exception>
    public unsafe VerilatedCard(int memoryBytes = 8 << 20)
    {
        if (!IsAvailable)
        {
            CardException.Throw($"The virtual card's library '{LibraryPath}' is not there: build it with `make sim`.");
        }

        _memoryBytes = memoryBytes;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)memoryBytes, 4096);
        NativeMemory.Clear(_memory, (nuint)memoryBytes);
        _handle = CardHandle.Create(_memory, memoryBytes);
        if (_handle.IsInvalid)
        {
            NativeMemory.AlignedFree(_memory);
            CardException.Throw("The virtual card's library could not make a card.");
        }
    }

    /// <summary>Where the library is looked for.</summary>
    public static string LibraryPath =>
        Environment.GetEnvironmentVariable("SAKER_CARD_LIBRARY") is { Length: > 0 } set ? set : Find("build/card/libsaker_card.so");

    /// <summary>Whether the library is there. Without it the RTL engine is absent; everything else works.</summary>
    public static bool IsAvailable => File.Exists(LibraryPath);

    public string Kind => "verilated";

    public unsafe Span<byte> HostMemory => new(_memory, _memoryBytes);

    /// <summary>Clock cycles since reset.</summary>
    public ulong Cycle => Native.Cycle(_handle);

    public uint Read(uint address)
    {
        CardException.ThrowOnError(Native.Read(_handle, address, out uint value), "Read", address);
        return value;
    }

    public void Write(uint address, uint value) => CardException.ThrowOnError(Native.Write(_handle, address, value), "Write", address);

    /// <summary>Sets the card's time; it then runs on with the clock.</summary>
    public void SetTime(ulong nowNs) => Check(Native.SetTime(_handle, nowNs));

    /// <summary>The clock's pins: whether it follows its master, and by how many ns it is off. Before the first call: valid, 0.</summary>
    public void SetClock(bool valid, int offsetNs) => Check(Native.SetClock(_handle, valid ? 1 : 0, offsetNs));

    /// <summary>From now on the card's time keeps its value, or moves on again.</summary>
    public void StopTime(bool stands) => Check(Native.StopTime(_handle, stands ? 1 : 0));

    /// <summary>The switch at the front panel. Before the first call it is not pressed.</summary>
    public void SetPanel(bool pressed) => Check(Native.SetPanel(_handle, pressed ? 1 : 0));

    /// <summary>Queues a frame (no FCS) for a port's receive side, at least <paramref name="gap"/> idle bytes after the previous one.</summary>
    public void Send(CardPort port, ReadOnlySpan<byte> frame, uint gap = 12) =>
        Check(Native.Send(_handle, (int)port, frame, (nuint)frame.Length, gap));

    /// <summary>Queues a frame (no FCS) whose start character stands on the pins in exactly that cycle: for lines whose timing
    /// against each other matters. False when the port cannot: what is queued for it ends later, 12 bytes of idle included.</summary>
    public bool SendAt(CardPort port, ReadOnlySpan<byte> frame, ulong startCycle)
    {
        int code = Native.SendAt(_handle, (int)port, frame, (nuint)frame.Length, startCycle);
        return code == Native.Again ? false : Check(code) == 0;
    }

    /// <summary>Queues exact XGMII words, for frames that are broken on purpose.</summary>
    public void SendWords(CardPort port, ReadOnlySpan<uint> data, ReadOnlySpan<byte> control)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(control.Length, data.Length);
        Check(Native.SendWords(_handle, (int)port, data, control, (nuint)data.Length));
    }

    public void Run(ulong cycles) => Native.Run(_handle, cycles);

    /// <summary>Runs until nothing is queued or moving for <paramref name="quiet"/> cycles. Returns the cycles run.</summary>
    public long RunIdle(ulong quiet = 64, ulong most = 50_000_000) => Native.RunIdle(_handle, quiet, most);

    /// <summary>The next frame sent on the order port.</summary>
    public bool TryReceive(out SentFrame frame)
    {
        Span<byte> buffer = stackalloc byte[LongestFrame];
        int n = Check(Native.Receive(_handle, buffer, LongestFrame, out ulong start, out int fcsOk));
        frame = n == 0 ? default : new SentFrame(buffer[..n].ToArray(), start, fcsOk != 0);
        return n != 0;
    }

    /// <summary>The cycle in which the last byte (of the FCS) of the n-th frame sent to a port was on the pins.</summary>
    public ulong? SentAt(CardPort port, ulong n)
    {
        ulong at = Native.SentAt(_handle, (int)port, n);
        return at == Native.NotYet ? null : at;
    }

    /// <summary>Starts a waveform (VCD), or ends it with null. Needs a library built with tracing.</summary>
    public void Trace(string? path)
    {
        if (Native.Trace(_handle, path) < 0)
        {
            CardException.Throw("This virtual card was built without tracing: build one with `make sim-trace` and name it in SAKER_CARD_LIBRARY.");
        }
    }

    public unsafe void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _handle.Dispose();
        NativeMemory.AlignedFree(_memory);
    }

    private static int Check(int code)
    {
        if (code < 0)
        {
            CardException.Throw($"The virtual card refused a call (code {code}).");
        }

        return code;
    }

    /// <summary>Looks for a file of the repository from the program's folder upwards, then from the working folder.</summary>
    private static string Find(string relative)
    {
        foreach (string start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
            {
                string candidate = Path.Combine(at.FullName, relative);
                if (File.Exists(candidate))
                {
                    return candidate;
                }
            }
        }

        return Path.GetFullPath(relative);
    }
}

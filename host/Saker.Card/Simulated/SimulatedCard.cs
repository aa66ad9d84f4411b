using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Net.Sockets;

namespace Saker.Card.Simulated;

/// <summary>The virtual card's process, over shared memory. One driver at a time (the file is locked).</summary>
/// <remarks>Layout: sim/card/shared_memory.h. A register access is one exchange through the mailbox; it waits by
/// spinning, yielding, then sleeping, so an idle driver costs nothing.</remarks>
public sealed class SimulatedCard : ICard
{
    private const ulong Magic = 0x44524143524B4153;
    private const uint LayoutVersion = 3;
    private const int HeaderBytes = 4096;
    private const int AsleepOffset = 0x14;
    private const int AliveOffset = 0x20;
    private const int RequestOffset = 0x40;
    private const int ResponseOffset = 0x80;
    private const int WordsOffset = 0x100;
    private const int MostWords = 512;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    private readonly FileStream _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly unsafe byte* _base;
    private readonly int _dmaBytes;
    private readonly Socket _bell = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private uint _request;
    private bool _disposed;

    /// <param name="path">The shared file that the card's process made.</param>
    /// <exception cref="CardException">No card there, another driver has it, or its layout is another version's.</exception>
    public unsafe SimulatedCard(string path)
    {
        try
        {
            _file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (IOException e)
        {
            throw new CardException($"No virtual card at '{path}': start it first ({e.Message}).", e);
        }

        long bytes = _file.Length;
        if (bytes <= HeaderBytes)
        {
            _file.Dispose();
            CardException.Throw($"'{path}' is not a virtual card's memory: it holds {bytes} bytes.");
        }

        _map = MemoryMappedFile.CreateFromFile(_file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _base);
        if (Volatile.Read(ref *(ulong*)_base) != Magic || *(uint*)(_base + 8) != LayoutVersion)
        {
            Dispose();
            CardException.Throw($"'{path}' is not a virtual card of layout version {LayoutVersion}: rebuild the card and the host together.");
        }

        _bell.Connect(new UnixDomainSocketEndPoint(path + ".bell"));
        _bell.Blocking = false;
        _dmaBytes = *(int*)(_base + 0x0C);
        ProcessId = *(int*)(_base + 0x10);
        _request = Volatile.Read(ref *(uint*)(_base + RequestOffset));
    }

    public string Kind => "simulated";

    /// <summary>Process id of the virtual card.</summary>
    public int ProcessId { get; }

    public unsafe Span<byte> HostMemory => new(_base + HeaderBytes, _dmaBytes);

    /// <summary>When the card's process last took a turn, in ns of the monotonic clock.</summary>
    public unsafe ulong AliveNs => Volatile.Read(ref *(ulong*)(_base + AliveOffset));

    public uint Read(uint address) => Exchange(1, address, 0, "Read");

    public void Write(uint address, uint value) => Exchange(2, address, value, "Write");

    public unsafe void Write(uint address, ReadOnlySpan<uint> values)
    {
        while (!values.IsEmpty)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            int count = Math.Min(values.Length, MostWords);
            values[..count].CopyTo(new Span<uint>(_base + WordsOffset, MostWords));
            Exchange(3, address, (uint)count, "Write");
            values = values[count..];
        }
    }

    private unsafe uint Exchange(uint op, uint address, uint value, string what)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        *(uint*)(_base + RequestOffset + 4) = op;
        *(uint*)(_base + RequestOffset + 8) = address;
        *(uint*)(_base + RequestOffset + 12) = value;
        Interlocked.Exchange(ref *(uint*)(_base + RequestOffset), ++_request);
        if (Volatile.Read(ref *(uint*)(_base + AsleepOffset)) != 0)
        {
            Ring();
        }

        ref uint response = ref *(uint*)(_base + ResponseOffset);
        var wait = new SpinWait();
        long started = 0;
        while (Volatile.Read(ref response) != _request)
        {
            wait.SpinOnce(sleep1Threshold: 200);
            if (wait.Count % 256 != 0)
            {
                continue;
            }

            started = started == 0 ? Stopwatch.GetTimestamp() : started;
            if (Stopwatch.GetElapsedTime(started) > AnswerLimit)
            {
                CardException.Throw($"The virtual card (process {ProcessId}) did not answer within {AnswerLimit.TotalSeconds} s: it has ended or hangs.");
            }
        }

        CardException.ThrowOnError(-(int)*(uint*)(_base + ResponseOffset + 4), what, address);
        return *(uint*)(_base + ResponseOffset + 8);
    }

    /// <summary>Wakes the card. A full socket means that it is being woken already; a dead one shows as no answer.</summary>
    private void Ring() => _bell.Send([1], SocketFlags.None, out _);

    public unsafe void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_base is not null)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        _bell.Dispose();
        _view.Dispose();
        _map.Dispose();
        _file.Dispose();
    }
}

using System.Reflection;
using System.Runtime.InteropServices;

namespace Saker.Card.Verilated;

/// <summary>The C ABI of the virtual card (sim/card/saker_card.h). Calls return 0 or a count, or a negative code:
/// -1 invalid argument, -2 bus error, -3 nothing there yet, -4 buffer too small.</summary>
internal static partial class Native
{
    internal const string Library = "saker_card";
    internal const int Again = -3;
    internal const ulong NotYet = ulong.MaxValue;

    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);

    [LibraryImport(Library, EntryPoint = "saker_card_create")]
    internal static unsafe partial nint Create(byte* hostMemory, nuint hostBytes);

    [LibraryImport(Library, EntryPoint = "saker_card_destroy")]
    internal static partial void Destroy(nint card);

    [LibraryImport(Library, EntryPoint = "saker_card_trace", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Trace(CardHandle card, string? path);

    [LibraryImport(Library, EntryPoint = "saker_card_set_time")]
    internal static partial int SetTime(CardHandle card, ulong nowNs);

    [LibraryImport(Library, EntryPoint = "saker_card_set_clock")]
    internal static partial int SetClock(CardHandle card, int valid, int offsetNs);

    [LibraryImport(Library, EntryPoint = "saker_card_stop_time")]
    internal static partial int StopTime(CardHandle card, int stands);

    [LibraryImport(Library, EntryPoint = "saker_card_set_panel")]
    internal static partial int SetPanel(CardHandle card, int pressed);

    [LibraryImport(Library, EntryPoint = "saker_card_cycle")]
    internal static partial ulong Cycle(CardHandle card);

    [LibraryImport(Library, EntryPoint = "saker_card_read")]
    internal static partial int Read(CardHandle card, uint address, out uint value);

    [LibraryImport(Library, EntryPoint = "saker_card_write")]
    internal static partial int Write(CardHandle card, uint address, uint value);

    [LibraryImport(Library, EntryPoint = "saker_card_send")]
    internal static partial int Send(CardHandle card, int port, ReadOnlySpan<byte> frame, nuint length, uint gap);

    [LibraryImport(Library, EntryPoint = "saker_card_send_at")]
    internal static partial int SendAt(CardHandle card, int port, ReadOnlySpan<byte> frame, nuint length, ulong startCycle);

    [LibraryImport(Library, EntryPoint = "saker_card_send_words")]
    internal static partial int SendWords(CardHandle card, int port, ReadOnlySpan<uint> data, ReadOnlySpan<byte> control, nuint words);

    [LibraryImport(Library, EntryPoint = "saker_card_run")]
    internal static partial long Run(CardHandle card, ulong cycles);

    [LibraryImport(Library, EntryPoint = "saker_card_run_idle")]
    internal static partial long RunIdle(CardHandle card, ulong quiet, ulong most);

    [LibraryImport(Library, EntryPoint = "saker_card_receive")]
    internal static partial int Receive(CardHandle card, Span<byte> buffer, nuint size, out ulong startCycle, out int fcsOk);

    [LibraryImport(Library, EntryPoint = "saker_card_sent_at")]
    internal static partial ulong SentAt(CardHandle card, int port, ulong n);

    /// <summary>The library stands in the repository's build folder, or where SAKER_CARD_LIBRARY says.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
        {
            return 0;
        }

        return NativeLibrary.TryLoad(VerilatedCard.LibraryPath, out nint handle) ? handle : 0;
    }
}

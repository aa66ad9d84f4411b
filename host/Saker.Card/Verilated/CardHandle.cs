using Microsoft.Win32.SafeHandles;

namespace Saker.Card.Verilated;

/// <summary>Owns one virtual card of the native library.</summary>
internal sealed class CardHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public CardHandle() : base(ownsHandle: true) { }

    internal static unsafe CardHandle Create(byte* memory, int bytes)
    {
        var handle = new CardHandle();
        handle.SetHandle(Native.Create(memory, (nuint)bytes));
        return handle;
    }

    protected override bool ReleaseHandle()
    {
        Native.Destroy(handle);
        return true;
    }
}

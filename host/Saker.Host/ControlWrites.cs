using Saker.Card;

namespace Saker.Host;

/// <summary>Controls are read back when they are written.</summary>
internal static class ControlWrites
{
    /// <summary>Writes a control and reads it back.</summary>
    /// <exception cref="HostException">The card holds another value than was written.</exception>
    public static void WriteBack(this ICard card, uint offset, uint value, string name)
    {
        card.Write(offset, value);
        uint back = card.Read(offset);
        if (back != value)
        {
            throw new HostException($"Control {name}: wrote {value}, the card holds {back}.");
        }
    }
}

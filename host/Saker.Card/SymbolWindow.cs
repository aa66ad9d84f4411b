using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Saker.Card;

/// <summary>A symbol as the card tracks it: name, tick, and the window of prices that its ladder covers.</summary>
/// <param name="Symbol">1..8 ASCII characters.</param>
/// <param name="Base">Lowest price of the window, price units.</param>
/// <param name="Tick">Tick size, price units, 1..65535.</param>
public readonly record struct SymbolWindow(string Symbol, uint Base, uint Tick)
{
    /// <summary>The symbol padded to 8 characters, first in the lowest byte: SYM_NAME_LO in the low word.</summary>
    public ulong NameBits
    {
        get
        {
            Span<byte> name = stackalloc byte[8];
            name.Fill((byte)' ');
            Encoding.ASCII.GetBytes(Symbol, name);
            return BinaryPrimitives.ReadUInt64LittleEndian(name);
        }
    }

    /// <summary>Inverse modulo 2^32 of the tick's odd part: SYM_TICK_INV.</summary>
    public uint TickInverse
    {
        get
        {
            uint odd = Tick >> BitOperations.TrailingZeroCount(Tick);
            uint inverse = odd;
            // Newton: each step doubles the right bits, and an odd number is its own inverse modulo 8.
            for (int bits = 3; bits < 32; bits *= 2)
            {
                inverse *= 2 - (odd * inverse);
            }

            return inverse;
        }
    }

    /// <summary>A window of <paramref name="levels"/> ticks with a price in its middle.</summary>
    public static SymbolWindow Around(string symbol, uint price, uint tick, int levels)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tick);
        uint half = (uint)(levels / 2);
        uint middle = price / tick;
        return new SymbolWindow(symbol, (middle > half ? middle - half : 0) * tick, tick);
    }

    /// <summary>Price of a level.</summary>
    public long Price(int index) => Base + ((long)index * Tick);

    /// <summary>Writes the window of symbol <paramref name="index"/>. The books must be cleared afterwards: levels mean other prices now.</summary>
    public void Load(ICard card, int index)
    {
        ulong name = NameBits;
        card.Write(CardRegisters.SymNameLoAt(index), (uint)name);
        card.Write(CardRegisters.SymNameHiAt(index), (uint)(name >> 32));
        card.Write(CardRegisters.SymBaseAt(index), Base);
        card.Write(CardRegisters.SymTickAt(index), Tick);
        card.Write(CardRegisters.SymTickInvAt(index), TickInverse);
    }
}

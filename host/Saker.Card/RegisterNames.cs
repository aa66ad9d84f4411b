namespace Saker.Card;

/// <summary>What an address of the card is called in its maps, for people.</summary>
public static class RegisterNames
{
    /// <summary>"CLOCK_LIMIT_NS", "SYM_TICK[3]", of a slot's parameters "slot 0 bank 1 MICRO[5]"; an address of no map in hexadecimal.</summary>
    public static string Of(uint address) => Parameter(address) ?? Find(address) switch
    {
        null => $"0x{address:X4}",
        { Stride: 0 } one => one.Name,
        var array => $"{array.Name}[{(address - array.Offset) / array.Stride}]",
    };

    /// <summary>Whether the address holds what was written and reads it back.</summary>
    public static bool Holds(uint address) => address >= CardParameters.Base || Find(address) is { Holds: true };

    /// <summary>Arrays of symbols and slots are as long as the card has of them, and stand interleaved: the nearest below that meets the address.</summary>
    private static RegisterDescriptor? Find(uint address) =>
        CardRegisters.All.LastOrDefault(r => r.Offset == address || (r.Stride != 0 && r.Offset < address && (address - r.Offset) % r.Stride == 0));

    private static string? Parameter(uint address)
    {
        if (address < CardParameters.Base)
        {
            return null;
        }

        (uint slot, uint bank) = Math.DivRem((address - CardParameters.Base) / CardParameters.BankStride, (uint)CardParameters.Banks);
        int id = (int)((address - CardParameters.Base) % CardParameters.BankStride / sizeof(uint));
        ParameterDescriptor? of = CardParameters.All.FirstOrDefault(p => id >= p.Id && id < p.Id + p.Count);
        return of is null ? null : $"slot {slot} bank {bank} {of.Name}{(of.Count == 1 ? string.Empty : $"[{id - of.Id}]")}";
    }
}

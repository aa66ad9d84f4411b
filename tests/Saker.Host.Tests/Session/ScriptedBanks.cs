using Saker.Card;

namespace Saker.Host.Tests.Session;

/// <summary>The banks of slot 0 as docs/card.md 6.1 has them, but for their lock: a write breaks a seal, a swap is taken or refused at once, or waits.</summary>
/// <param name="card">Holds the registers.</param>
internal sealed class ScriptedBanks(ScriptedCard card)
{
    /// <summary>Swaps wait, as while the inventory term does not stand.</summary>
    public bool Waits { get; set; }

    private SlotBankStatusValue Status
    {
        get => new(card[CardRegisters.SlotBankStatusAt(0)]);
        set => card[CardRegisters.SlotBankStatusAt(0)] = value.Raw;
    }

    /// <summary>A register was written.</summary>
    public void Written(uint address, uint value)
    {
        SlotBankStatusValue now = Status;
        if (address == CardRegisters.SlotBankSealAt(0))
        {
            Status = now.WithWhole(now.Whole | value);
        }
        else if (address == CardRegisters.SlotBankSwapAt(0))
        {
            Status = now.WithPending((value != 0) != now.Running);
            Decide();
        }
        else if (address >= CardParameters.Base && address < CardParameters.Base + (CardParameters.Banks * CardParameters.BankStride))
        {
            Status = now.WithWhole(now.Whole & ~(1u << (int)((address - CardParameters.Base) / CardParameters.BankStride)));
            Decide();
        }
    }

    /// <summary>The swap that waits happens.</summary>
    public void Stand()
    {
        Waits = false;
        Decide();
    }

    private void Decide()
    {
        SlotBankStatusValue now = Status;
        bool whole = (now.Whole >> (now.Running ? 0 : 1) & 1) != 0;
        if (now.Pending && !whole)
        {
            Status = now.WithPending(false).WithSwapsRefused((now.SwapsRefused + 1) & 0xFF);
        }
        else if (now.Pending && !Waits)
        {
            Status = now.WithPending(false).WithRunning(!now.Running).WithSwaps((now.Swaps + 1) & 0xFF);
        }
    }
}

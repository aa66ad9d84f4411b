using Saker.Card;

namespace Saker.Host.Tests.Session;

/// <summary>The banks of the slots as docs/card.md 6.1 has them, but for their lock: a write breaks a seal, a swap is taken or refused at once, or waits;
/// the fallback's bank takes over while a test says that its causes stand.</summary>
/// <param name="card">Holds the registers.</param>
internal sealed class ScriptedBanks(ScriptedCard card)
{
    /// <summary>Swaps wait, as while the inventory term does not stand.</summary>
    public bool Waits { get; set; }

    private readonly Dictionary<int, uint> _causes = [];

    private int Slots => (int)new CapsValue(card[CardRegisters.Caps]).NumSlots;

    /// <summary>A register was written.</summary>
    public void Written(uint address, uint value)
    {
        for (int slot = 0; slot < Slots; slot++)
        {
            SlotBankStatusValue now = Status(slot);
            if (address == CardRegisters.SlotBankSealAt(slot))
            {
                Set(slot, now.WithWhole(now.Whole | value));
            }
            else if (address == CardRegisters.SlotBankSwapAt(slot))
            {
                Set(slot, now.WithPending((value != 0) != now.Running));
            }

            Fall(slot, address == CardRegisters.SlotFallbackAt(slot) ? value : card[CardRegisters.SlotFallbackAt(slot)]);
            Decide(slot);
        }

        uint bank = (address - CardParameters.Base) / CardParameters.BankStride;
        if (address >= CardParameters.Base && bank < Slots * CardParameters.Banks)
        {
            int slot = (int)bank / CardParameters.Banks;
            Set(slot, Status(slot).WithWhole(Status(slot).Whole & ~(1u << ((int)bank % CardParameters.Banks))));
            Decide(slot);
        }
    }

    /// <summary>What a slot falls back for stands from now on, by the bits of SLOT_BANK_STATUS.FALLBACK; 0: nothing does.</summary>
    public void Causes(int slot, uint causes)
    {
        _causes[slot] = causes;
        Fall(slot, card[CardRegisters.SlotFallbackAt(slot)]);
    }

    /// <summary>The swaps that wait happen.</summary>
    public void Stand()
    {
        Waits = false;
        for (int slot = 0; slot < Slots; slot++)
        {
            Decide(slot);
        }
    }

    private SlotBankStatusValue Status(int slot) => new(card[CardRegisters.SlotBankStatusAt(slot)]);

    private void Set(int slot, SlotBankStatusValue status) => card[CardRegisters.SlotBankStatusAt(slot)] = status.Raw;

    /// <summary>The fallback's bank takes over, if it is whole.</summary>
    private void Fall(int slot, uint register)
    {
        var fallback = new SlotFallbackValue(register);
        SlotBankStatusValue now = Status(slot);
        now = now.WithFallback(fallback.Enable ? _causes.GetValueOrDefault(slot) : 0);
        bool falls = now.Fallback != 0 && fallback.Bank != now.Running && (now.Whole >> (fallback.Bank ? 1 : 0) & 1) != 0;
        Set(slot, falls ? now.WithRunning(fallback.Bank).WithSwaps((now.Swaps + 1) & 0xFF) : now);
    }

    private void Decide(int slot)
    {
        SlotBankStatusValue now = Status(slot);
        bool whole = (now.Whole >> (now.Running ? 0 : 1) & 1) != 0;
        bool held = now.Fallback != 0 && new SlotFallbackValue(card[CardRegisters.SlotFallbackAt(slot)]).Bank == now.Running;
        if (now.Pending && (!whole || held))
        {
            Set(slot, now.WithPending(false).WithSwapsRefused((now.SwapsRefused + 1) & 0xFF));
        }
        else if (now.Pending && !Waits)
        {
            Set(slot, now.WithPending(false).WithRunning(!now.Running).WithSwaps((now.Swaps + 1) & 0xFF));
        }
    }
}

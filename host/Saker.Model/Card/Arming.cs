namespace Saker.Model;

/// <summary>Arming in two acts, and the mode of the appliance: docs/card.md section 8.6, around the latch of section 8. Times are the card's, in ns. Not thread-safe.</summary>
/// <param name="nowNs">Time of the reset.</param>
public sealed class Arming(ulong nowNs = 0)
{
    private readonly KillLatch _latch = new();
    private bool _activated;

    /// <summary>ARM_NONCE.</summary>
    public uint Nonce { get; private set; } = Stamp(nowNs);

    /// <summary>ARM_KEY.</summary>
    public uint Key { get; set; }

    /// <summary>STATE.CLOCK_FAULT; see <see cref="Model.ClockFault"/>. After reset the limit is not written.</summary>
    public bool ClockFault { get; set; } = true;

    public bool Killed => _latch.Killed;

    /// <summary>KILL_CAUSES.</summary>
    public KillCauses Causes => _latch.Causes;

    /// <summary>KILL_ASSERTED.</summary>
    public KillCauses Asserted => _latch.Asserted;

    /// <summary>STATE.MODE. A closed latch judges by itself.</summary>
    public SlotMode Mode => ClockFault ? SlotMode.Halted : !Killed && !_activated ? SlotMode.Reducing : SlotMode.Active;

    /// <summary>A write of KILL: whatever was prepared for arming before it is no longer taken. True when the causes changed.</summary>
    public bool Kill(KillCauses causes, ulong nowNs)
    {
        bool changed = _latch.Set(causes);
        Renew(nowNs);
        return changed;
    }

    /// <summary>An event of the card; true when the causes changed.</summary>
    public bool Set(KillCauses causes, ulong nowNs)
    {
        bool open = !Killed, changed = _latch.Set(causes);
        Closed(open, nowNs);
        return changed;
    }

    /// <summary>The levels as they stand now; true when the causes changed.</summary>
    public bool Assert(KillCauses levels, ulong nowNs)
    {
        bool open = !Killed, changed = _latch.Assert(levels);
        Closed(open, nowNs);
        return changed;
    }

    /// <summary>An ARM write in a cycle in which nothing sets a cause; true when the latch opens.</summary>
    public bool Arm(KillCauses acknowledged, ulong nowNs)
    {
        if (Key != Nonce || !_latch.Arm(acknowledged))
        {
            return false;
        }

        _activated = false;
        Renew(nowNs);
        return true;
    }

    /// <summary>An ACTIVATE write in a cycle in which nothing sets a cause; true when it is taken.</summary>
    public bool Activate(uint value, ulong nowNs)
    {
        if (value != Nonce || Killed)
        {
            return false;
        }

        _activated = true;
        Renew(nowNs);
        return true;
    }

    private static uint Stamp(ulong nowNs) => (uint)nowNs | 1;

    private void Closed(bool wasOpen, ulong nowNs)
    {
        if (wasOpen && Killed)
        {
            Renew(nowNs);
        }
    }

    private void Renew(ulong nowNs)
    {
        uint stamp = Stamp(nowNs);
        Nonce = stamp == Nonce ? stamp + 2 : stamp;
    }
}

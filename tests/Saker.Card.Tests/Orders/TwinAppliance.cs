using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>The part of the twin that follows KILL records: the latch, and the mode of the appliance (docs/card.md section 8.6). Who closes the latch is not its concern;
/// who opens it, and who changes the mode, is.</summary>
internal sealed class TwinAppliance
{
    private readonly List<HostAct> _acts = [];
    private bool _activated;
    private bool _fault;

    /// <summary>KILL_CAUSES as the card told them last.</summary>
    public KillCauses Causes { get; private set; } = KillCauses.Reset;

    /// <summary>The latch is closed.</summary>
    public bool Killed => Causes != KillCauses.None;

    /// <summary>STATE.MODE.</summary>
    public SlotMode Mode => _fault ? SlotMode.Halted : !Killed && !_activated ? SlotMode.Reducing : SlotMode.Active;

    /// <summary>Records by the mode that they told.</summary>
    public SortedDictionary<SlotMode, long> Found { get; } = [];

    /// <summary>The host opens or activates about now, or the clock's pins change.</summary>
    public void Begin(HostAct act)
    {
        if (act is OpenAct or ActivateAct or ClockAct)
        {
            _acts.Add(act);
        }
    }

    /// <summary>An act that no record told of changed nothing that a record tells.</summary>
    public void End(HostAct act)
    {
        if (_acts.Remove(act))
        {
            SlotMode told = Mode;
            Assert.True(act is not OpenAct, $"no KILL of {act}");
            Apply(act);
            Assert.True(Mode == told, $"no KILL of {act}: the mode was {told}, the model's is {Mode}");
        }
    }

    /// <summary>A KILL record; true when the latch closed or opened, or took another cause.</summary>
    public bool Take(uint cycle, KillEvent kill)
    {
        var causes = (KillCauses)kill.Causes;
        var mode = (SlotMode)kill.Mode;
        string where = $"KILL of cycle {cycle}: killed {kill.Killed}, {causes}, {mode}; the model has {Causes}, {Mode}";
        Assert.True(kill.Killed != 0 == (causes != KillCauses.None), where);
        bool same = causes == Causes;
        Assert.True(!same || mode != Mode, $"nothing changed; {where}");
        Assert.True((causes & Causes) == Causes || causes == KillCauses.None, $"a cause was forgotten; {where}");
        if (!same && causes == KillCauses.None)
        {
            Assert.True(_acts.RemoveAll(a => a is OpenAct) == 1, $"nobody opened the latch; {where}");
            Assert.True(kill.Asserted == 0, where);
            _activated = false;
        }

        Causes = causes;
        foreach (HostAct act in _acts.Where(a => a is not OpenAct).ToArray())
        {
            if (Mode != mode)
            {
                Apply(act);
                _acts.Remove(act);
            }
        }

        Assert.True(mode == Mode, $"the model's mode is {Mode}; {where}");
        Found[mode] = Found.GetValueOrDefault(mode) + 1;
        return !same;
    }

    private void Apply(HostAct act)
    {
        _activated |= act is ActivateAct && !Killed;
        _fault = act is ClockAct clock ? clock.Fault : _fault;
    }
}

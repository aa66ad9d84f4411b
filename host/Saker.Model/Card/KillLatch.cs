namespace Saker.Model;

/// <summary>The kill latch of docs/card.md section 8. After reset it is closed by RESET. Not thread-safe.</summary>
public sealed class KillLatch
{
    /// <summary>Causes whose condition is a level; the others are set by an act or an event.</summary>
    public const KillCauses Levels = KillCauses.HostHeartbeat | KillCauses.EventRing | KillCauses.OrderSession | KillCauses.Panel;

    /// <summary>KILL_CAUSES, sticky.</summary>
    public KillCauses Causes { get; private set; } = KillCauses.Reset;
    /// <summary>KILL_ASSERTED.</summary>
    public KillCauses Asserted { get; private set; }
    public bool Killed => Causes != KillCauses.None;

    /// <summary>A KILL write or an event of the card; true when something changed.</summary>
    public bool Set(KillCauses causes)
    {
        KillCauses before = Causes;
        Causes |= causes;
        return Causes != before;
    }

    /// <summary>The levels as they stand now; an asserted one sets its sticky cause.</summary>
    /// <exception cref="ArgumentException">A cause that is not a level.</exception>
    public bool Assert(KillCauses levels)
    {
        if ((levels & ~Levels) != 0)
        {
            throw new ArgumentException($"{levels & ~Levels} is not a level.", nameof(levels));
        }
        Asserted = levels;
        return Set(levels);
    }

    /// <summary>An ARM write with the key of <see cref="Arming"/>: opens the latch only when it names the causes exactly and none is asserted. False when it does not open.</summary>
    public bool Arm(KillCauses acknowledged)
    {
        if (!Killed || acknowledged != Causes || Asserted != KillCauses.None)
        {
            return false;
        }
        Causes = KillCauses.None;
        return true;
    }
}

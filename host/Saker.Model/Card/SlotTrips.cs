namespace Saker.Model;

/// <summary>Limits beyond which a slot trips: SLOT_MAX_REJECTS, SLOT_MAX_FILLS, SLOT_FILLS_NS. As after reset when not set.</summary>
/// <param name="MaxRejects">Rejects in a row that trip; 0 counts as 1.</param>
/// <param name="MaxFills">Executions that may stand in the count; one more trips.</param>
/// <param name="FillsNs">Time after which one execution leaves the count; 0: never.</param>
public readonly record struct TripLimits(byte MaxRejects, ushort MaxFills, uint FillsNs);

/// <summary>SLOT_TRIPS of one slot and what is counted for them: docs/card.md sections 8.1, 8.2, 8.5 and 13.2. Driven by the card's time in ns, which must not go back.
/// Not thread-safe.</summary>
public sealed class SlotTrips
{
    private const int Answers = 32;

    private readonly Queue<bool> _answers = new();
    private ulong _from;
    private bool _lossStands;

    public TripLimits Limits { get; set; }

    /// <summary>SLOT_TRIPS.</summary>
    public TripCauses Causes { get; private set; }

    /// <summary>Rejects in a row.</summary>
    public int Rejects { get; private set; }

    /// <summary>Rejects among the last 32 answers; it trips nothing.</summary>
    public int Rate => _answers.Count(rejected => rejected);

    /// <summary>Executions in the count, as of the last <see cref="Advance"/>.</summary>
    public int Fills { get; private set; }

    /// <summary>SLOT_KILL.</summary>
    public void Kill() => Causes |= TripCauses.Manual;

    /// <summary>A triangle was executed in part, and its bank says kill; true when it trips the slot that was not tripped before.</summary>
    public bool Leg()
    {
        TripCauses before = Causes;
        Causes |= TripCauses.Leg;
        return before == TripCauses.None;
    }

    /// <summary>A round of the loss breakers ended; true when it trips the slot that was not tripped before.</summary>
    /// <param name="stands">A loss stands at its limit, or the money is not known.</param>
    public bool Round(bool stands)
    {
        _lossStands = stands;
        TripCauses before = Causes;
        Causes |= stands ? TripCauses.Loss : TripCauses.None;
        return before == TripCauses.None && stands;
    }

    /// <summary>SLOT_CLEAR; false, and nothing, when the value is not SLOT_TRIPS or a loss stands at its limit.</summary>
    public bool Clear(uint value)
    {
        if (value != (uint)Causes || _lossStands)
        {
            return false;
        }
        (Causes, Rejects, Fills) = (TripCauses.None, 0, 0);
        _answers.Clear();
        return true;
    }

    /// <summary>Takes a message of the venue about an order of the slot; true when it trips it that was not tripped before.</summary>
    /// <param name="m">The message.</param>
    /// <param name="moved">It is an execution that moved the slot's position.</param>
    /// <param name="nowNs">Card time, ns.</param>
    public bool Venue(in VenueMessage m, bool moved, ulong nowNs)
    {
        TripCauses before = Causes;
        if (m.Mtype is (byte)'A' or (byte)'U' or (byte)'J')
        {
            _answers.Enqueue(m.Mtype == (byte)'J');
            if (_answers.Count > Answers)
            {
                _answers.Dequeue();
            }
        }

        switch (m.Mtype)
        {
            case (byte)'J':
                Rejected();
                break;
            case (byte)'A' or (byte)'U' when !m.EntersDead:
                Rejects = 0;
                break;
            case (byte)'E':
                Rejects = 0;
                if (moved)
                {
                    Executed(nowNs);
                }
                break;
        }
        return before == TripCauses.None && Causes != TripCauses.None;
    }

    /// <summary>Lets time pass: one execution leaves the count each FillsNs.</summary>
    public void Advance(ulong nowNs)
    {
        while (Fills != 0 && Limits.FillsNs != 0 && nowNs - _from >= Limits.FillsNs)
        {
            Fills--;
            _from += Limits.FillsNs;
        }
    }

    private void Rejected()
    {
        Rejects++;
        Causes |= Rejects >= Math.Max((int)Limits.MaxRejects, 1) ? TripCauses.Rejects : TripCauses.None;
    }

    private void Executed(ulong nowNs)
    {
        Advance(nowNs);
        if (Fills >= Limits.MaxFills)
        {
            Causes |= TripCauses.Fills;
            return;
        }
        if (Fills == 0)
        {
            _from = nowNs;
        }
        Fills++;
    }
}

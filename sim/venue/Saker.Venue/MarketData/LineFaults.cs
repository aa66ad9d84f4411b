namespace Saker.Venue;

/// <summary>
/// One line between the publisher and a receiver: takes packets as they are sent and gives those that arrive, when they arrive. A seed gives the
/// same faults for the same packets at the same times; each kind has random numbers of its own, so one kind does not disturb another.
/// Faults are decided in the order outage, both lines' drop, drop, corrupt, delay, reorder, duplicate. One thread.
/// </summary>
/// <param name="line">0 line A, 1 line B.</param>
/// <param name="seed">The same for both lines; each draws its own numbers from it, but for packets lost on both.</param>
public sealed class LineFaults(int line, ulong seed)
{
    private readonly PriorityQueue<LinePacket, (long TimeNs, long Order)> _due = new();
    private readonly SeededRandom _both = new(seed);
    private readonly SeededRandom _drop = Stream(seed, line, 1);
    private readonly SeededRandom _corrupt = Stream(seed, line, 2);
    private readonly SeededRandom _delay = Stream(seed, line, 3);
    private readonly SeededRandom _reorder = Stream(seed, line, 4);
    private readonly SeededRandom _duplicate = Stream(seed, line, 5);
    private FaultPlan _plan = FaultPlan.None;
    private LinePlan _own = new();
    private long _originNs;
    private long _order;
    private LinePacket? _held;
    private long _heldUntilNs;

    /// <summary>What was done.</summary>
    public FaultCounters Counters { get; } = new();

    /// <summary>When the next packet arrives, simulated ns; <see cref="long.MaxValue"/> while none is under way.</summary>
    public long NextNs => Math.Min(
        _due.TryPeek(out _, out var due) ? due.TimeNs : long.MaxValue,
        _held is null ? long.MaxValue : _heldUntilNs);

    /// <summary>Changes the plan; packets under way stay as they are.</summary>
    /// <param name="plan">Both lines' plan, of which this line's part is used.</param>
    /// <param name="nowNs">From when the plan's windows count.</param>
    public void SetPlan(FaultPlan plan, long nowNs)
    {
        _plan = plan;
        _own = plan[line];
        _originNs = nowNs;
    }

    /// <summary>Sends a packet. The bytes are kept and must not change.</summary>
    /// <param name="bytes">UDP payload.</param>
    /// <param name="nowNs">Simulated ns, not below that of the packet before.</param>
    public void Offer(ReadOnlyMemory<byte> bytes, long nowNs)
    {
        Counters.Offered++;
        EndHold(nowNs);
        long since = nowNs - _originNs;
        bool bothLost = Hit(_plan.DropOnBoth, _both, since);
        if (InOutage(since))
        {
            Counters.Outage++;
        }
        else if (bothLost)
        {
            Counters.DroppedOnBoth++;
        }
        else if (Hit(_own.Drop, _drop, since))
        {
            Counters.Dropped++;
        }
        else
        {
            Pass(bytes, nowNs, since);
        }
    }

    /// <summary>The next packet that has arrived by an instant; false when there is none.</summary>
    public bool TryTake(long nowNs, out LinePacket packet)
    {
        EndHold(nowNs);
        if (!_due.TryPeek(out packet, out var due) || due.TimeNs > nowNs)
        {
            return false;
        }

        _due.Dequeue();
        Counters.Arrived++;
        return true;
    }

    private static SeededRandom Stream(ulong seed, int line, int kind) => new(new SeededRandom(seed + (ulong)((line * 16) + kind)).Next());

    private static bool Hit(Chance chance, SeededRandom random, long since) =>
        chance.Probability > 0 && chance.Window.Contains(since) && (random.Next() >> 11) * (1.0 / (1UL << 53)) < chance.Probability;

    private void EndHold(long nowNs)
    {
        if (_held is { } held && _heldUntilNs <= nowNs)
        {
            Counters.HeldInVain++;
            _held = null;
            Queue(held, _heldUntilNs);
        }
    }

    private bool InOutage(long since)
    {
        foreach (var outage in _own.Outages)
        {
            if (outage.Contains(since))
            {
                return true;
            }
        }

        return false;
    }

    private void Pass(ReadOnlyMemory<byte> bytes, long nowNs, long since)
    {
        bool corrupt = Hit(_own.Corrupt, _corrupt, since);
        if (corrupt)
        {
            Counters.Corrupted++;
            bytes = Flipped(bytes);
        }

        long at = nowNs + _own.SkewNs;
        if (Hit(_own.Delay, _delay, since))
        {
            Counters.Delayed++;
            at += _own.DelayBy.Draw(_delay);
        }

        var packet = new LinePacket(line, at, bytes, corrupt);
        if (Hit(_own.Reorder, _reorder, since) && _held is null)
        {
            _held = packet;
            _heldUntilNs = at + _own.ReorderLimitNs;
            return;
        }

        Queue(packet, at);
        if (_held is { } held)
        {
            Counters.Reordered++;
            _held = null;
            Queue(held, Math.Max(at, held.TimeNs));
        }

        if (Hit(_own.Duplicate, _duplicate, since))
        {
            Counters.Duplicated++;
            Queue(packet, at + _own.DuplicateAfter.Draw(_duplicate));
        }
    }

    private ReadOnlyMemory<byte> Flipped(ReadOnlyMemory<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        int first = _corrupt.Below(copy.Length * 8);
        int bits = 1 + _corrupt.Below(3);
        for (int n = 0; n < bits; n++)
        {
            // Neighbouring bits, so that no two flips undo each other.
            int bit = (first + n) % (copy.Length * 8);
            copy[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        return copy;
    }

    private void Queue(LinePacket packet, long atNs) => _due.Enqueue(packet with { TimeNs = atNs }, (atNs, _order++));
}

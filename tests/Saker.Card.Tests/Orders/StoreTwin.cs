using Saker.Card.Bench;
using Saker.Model;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Replays what was on the wire, what was commanded and what the gate recorded, in the order of the cycles, into the model,
/// and demands that each of the card's segments and verdicts is the model's.</summary>
internal sealed class StoreTwin(StoreModel model)
{
    // Between an acknowledgment and a start, a verdict or a choice that follows within so many cycles, either may have been first:
    // what is acknowledged leaves the store one segment a cycle.
    private const ulong Race = Chosen + OrderStore.Places;
    // A segment that starts so soon after a command may have been chosen before it.
    private const ulong Chosen = 16;

    // What is left of the command; not sure: its first start and the command raced.
    private Queue<(CardSegment Segment, bool Sure)> _left = new();
    private int _more;
    private CardSegment[] _leftBefore = [];
    private CardSegment[] _keptBefore = [];
    private ulong _commanded;
    private ulong _acknowledged;
    private (bool Segment, bool Order, bool Pair, uint Oldest) _before;

    public StoreModel Model => model;

    /// <summary>Orders refused for want of room.</summary>
    public int Refused { get; private set; }

    public int Resent { get; private set; }

    public int Orders { get; private set; }

    /// <summary>Segments with two of them.</summary>
    public int Pairs { get; private set; }

    public int Skipped { get; private set; }

    public int Probes { get; private set; }

    public void Acknowledged(ulong cycle, uint sequence, ushort window, bool empty)
    {
        _before = (model.Room, model.RoomForOrder, model.RoomForPair, model.Oldest);
        _keptBefore = [.. model.Kept];
        _acknowledged = cycle;
        model.Acknowledged(sequence, window, empty);
        if (cycle < _commanded + Chosen)
        {
            // Had it been first, or half done, the command would have been for others.
            foreach (CardSegment s in _keptBefore.Where(s => !_left.Any(l => l.Segment.Sequence == s.Sequence)))
            {
                _left.Enqueue((s, false));
            }
        }
    }

    public void Commanded(ulong cycle, int count)
    {
        _leftBefore = [.. _left.Select(l => l.Segment)];
        _commanded = cycle;
        _left.Clear();
        CardSegment[] kept = [.. model.Kept.Take(count)], before = Raced(cycle) ? _keptBefore : kept;
        foreach (CardSegment s in before.UnionBy(kept, s => s.Sequence))
        {
            _left.Enqueue((s, before.Take(count).Any(k => k.Sequence == s.Sequence) && kept.Any(k => k.Sequence == s.Sequence)));
        }

        _more = count - kept.Length;
    }

    public void Sent(in CardSegment segment, bool order)
    {
        switch (segment.Kind)
        {
            case SegmentKind.First:
                bool pair = OrderPair.Check(segment.Payload);
                Assert.True(order || !pair, $"the segment of cycle {segment.StartCycle} is a pair and no order");
                bool room = pair ? model.RoomForPair : order ? model.RoomForOrder : model.Room, before = pair ? _before.Pair : order ? _before.Order : _before.Segment;
                Assert.True(room || (Raced(segment.StartCycle) && before), $"no room for the segment of cycle {segment.StartCycle} at {model}");
                Assert.Equal(model.Next, segment.Sequence);
                model.Sent(segment);
                if (segment.StartCycle < _commanded + Chosen && _more-- > 0)
                {
                    _left.Enqueue((segment, false));
                }

                Orders += pair ? 2 : order ? 1 : 0;
                Pairs += pair ? 1 : 0;
                break;
            case SegmentKind.Again:
                Again(segment);
                Resent++;
                break;
            case SegmentKind.Probe:
                Assert.True(segment.Sequence == model.Oldest - 1 || (Raced(segment.StartCycle) && segment.Sequence == _before.Oldest - 1), $"probe of {segment.Sequence:X8} at {model}");
                Probes++;
                break;
        }
    }

    public void Judged(in JudgedOrder order)
    {
        if (order.Sent)
        {
            Assert.Equal(Verdict.Pass, order.Verdict);
            return;
        }

        Assert.NotEqual(OrderAction.Cancel, order.Action);
        Assert.NotEqual(Verdict.Pass, order.Verdict);
        Assert.Equal(Verdict.Pass, order.Verdict & ~(OrderStore.NoRoom | Verdict.Mode | Verdict.Self));
        bool room = (order.Verdict & OrderStore.NoRoom) == 0;
        Assert.True(model.RoomForOrder == room || (Raced(order.Cycle) && _before.Order == room), $"verdict {order.Verdict} in cycle {order.Cycle} at {model}");
        Refused += room ? 0 : 1;
    }

    /// <summary>Nothing moves: what was commanded has been done.</summary>
    public void Rested()
    {
        Assert.All(_left, l => Assert.True(!l.Sure || model.Acknowledged(l.Segment), $"{l.Segment.Sequence:X8} was not sent again at {model}"));
        Skipped += _left.Count;
        _left.Clear();
    }

    private bool Raced(ulong cycle) => cycle <= _acknowledged + Race;

    private void Again(CardSegment segment)
    {
        // Chosen before the command that took the place of its own, or by that already.
        if (segment.StartCycle < _commanded + Chosen && _leftBefore.Any(s => s.Sequence == segment.Sequence))
        {
            _left = new(_left.Select(l => l with { Sure = l.Sure && l.Segment.Sequence != segment.Sequence }));
            return;
        }

        while (_left.TryDequeue(out (CardSegment Segment, bool Sure) left))
        {
            CardSegment next = left.Segment;
            if (next.Sequence == segment.Sequence)
            {
                Assert.True(!model.Acknowledged(next) || Raced(segment.StartCycle), $"{next.Sequence:X8} was sent again in cycle {segment.StartCycle} at {model}");
                Assert.Equal(next.Payload, segment.Payload);
                return;
            }

            Assert.True(!left.Sure || model.Acknowledged(next), $"{next.Sequence:X8} was left out in cycle {segment.StartCycle} at {model}");
            Skipped++;
        }

        Assert.Fail($"{segment.Sequence:X8} was sent again in cycle {segment.StartCycle} unasked at {model}");
    }
}

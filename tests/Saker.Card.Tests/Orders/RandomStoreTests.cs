using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>Orders, host messages, acknowledgments of every kind, windows, bounds and commands at random: what the card keeps, sends,
/// sends again and refuses is what the model says.</summary>
[Trait(TestLength.Trait, TestLength.Long)]
public sealed class RandomStoreTests(ITestOutputHelper output)
{
    private const int MostTold = 24;
    private const int StepsOfAConnection = 60;
    // From the last byte of a frame on the pins to the effect of its acknowledgment.
    private const ulong Latency = 12;

    private readonly List<(ulong Cycle, string What, Action Effect)> _effects = [];
    private readonly List<(ulong Frame, uint Sequence, ushort Window, bool Empty)> _acknowledgments = [];
    // The last effects, for a failure's message.
    private readonly Queue<string> _told = new();
    private Random _random = null!;
    private TradingBench _bench = null!;
    private StoreTwin _twin = null!;
    // The highest acknowledgment on the way to the card.
    private uint _floor;
    // A venue that acknowledges next to nothing: the store fills.
    private bool _lazy;
    private SlotMode _mode;
    private (int Refused, int Resent, int Orders, int Skipped, int Probes) _sums;

    [RtlFact]
    public void RandomLine_EqualsTheModel()
    {
        int seed = TestLength.Seed, connections = TestLength.Of(40, 1_000);
        output.WriteLine($"seed {seed}");
        _random = new Random(seed);
        using TradingBench bench = _bench = OrderStore.Ready();
        _mode = SlotMode.Active;
        int window = 1 << (int)new CapsValue(bench.Card.Read(CardRegisters.Caps)).LadderLog2;
        var flow = new BookFlow(bench.Book, window, _random);
        for (int connection = 0; connection < connections; connection++)
        {
            Connect();
            _lazy = _random.Next(2) == 0;
            for (int step = 0; step < StepsOfAConnection; step++)
            {
                string when = $"in step {step} of connection {connection}, seed {seed}";
                for (int n = _random.Next(1, 4); n > 0; n--)
                {
                    Act(flow);
                    bench.Card.Run((ulong)(_random.Next(2) == 0 ? _random.Next(40) : _random.Next(300)));
                }

                Rest(when);
                Compare(when);
            }

            Leave();
        }

        output.WriteLine($"{_sums.Orders} orders, {_sums.Refused} refused, {_sums.Resent} sent again, {_sums.Skipped} skipped, {_sums.Probes} probes, {bench.Card.Cycle} cycles");
        Assert.True(_sums.Orders > 4 * connections && _sums.Refused > 15 * connections && _sums.Resent > 40 * connections, "too little happened");
        Assert.True(_sums.Skipped > connections && _sums.Probes > connections, "the races were not reached");
    }

    private StoreModel Model => _twin.Model;

    private void Act(BookFlow flow)
    {
        switch (_random.Next(24))
        {
            case < 8:
                for (int n = _random.Next(1, 4); n > 0; n--)
                {
                    _bench.Feed.SendMessage(flow.Next(), (uint)_random.Next(12, 80));
                }

                break;
            case < 11:
                // Refused when one waits already.
                OrderPeer.HostMessage(_bench.Card, OrderStore.Text(_random.Next(3, 65), _random.Next(256)));
                break;
            case < 15 when InFlight && (!_lazy || _random.Next(10) == 0):
                Acknowledge(Advance(), _bench.Peer.Window);
                break;
            case 15 when InFlight:
                Acknowledge(_floor, _bench.Peer.Window);
                break;
            case 16:
                // Old, or never sent.
                uint ignored = _random.Next(2) == 0 ? Model.Oldest - (uint)_random.Next(1, 100_000) : _bench.Peer.Expected + (uint)_random.Next(2_000, 100_000);
                Acknowledge(ignored, _bench.Peer.Window);
                break;
            case 17 when InFlight || AtRest():
                Acknowledge(_random.Next(2) == 0 || _lazy ? _floor : Advance(), AnyWindow());
                break;
            case < 22:
                Resend(_random.Next(3) == 0 ? _random.Next(64) : _random.Next(8));
                break;
            case 22:
                Bound();
                break;
            case 23:
                _mode = _random.Next(6) == 0 ? SlotMode.Halted : SlotMode.Active;
                _bench.Mode(_mode);
                break;
        }
    }

    private void Resend(int count)
    {
        _bench.Peer.Poll();
        ulong cycle = _bench.Card.Cycle;
        _bench.Resend(count);
        // One more may have been chosen before.
        _bench.Peer.Check.MayRepeat++;
        _effects.Add((cycle, $"again {count}", () => _twin.Commanded(cycle, count)));
        if (InFlight && _random.Next(2) == 0)
        {
            _bench.Card.Run((ulong)_random.Next(250));
            Acknowledge(Advance(), _bench.Peer.Window);
        }
    }

    /// <summary>Somewhere in what the card is known to have sent: all of it, the end of a segment, or inside one.</summary>
    private uint Advance()
    {
        CardSegment[] kept = [.. Model.Kept.Where(s => (int)(s.End - _floor) > 0)];
        _floor = (kept.Length, _random.Next(3)) switch
        {
            (0, _) => _floor,
            (_, 0) => Model.Next,
            (_, 1) => kept[_random.Next(kept.Length)].End,
            _ => _floor + (uint)_random.NextInt64(Model.Next - _floor + 1),
        };
        return _floor;
    }

    /// <summary>Something is kept whatever is on the way: an acknowledgment of no more than what came is a duplicate one.</summary>
    private bool InFlight => Model.Kept.Any(s => (int)(s.End - _floor) > 0);

    /// <summary>Nothing is on the way: whether something is kept is known.</summary>
    private bool AtRest()
    {
        Rest("before a window");
        return true;
    }

    private ushort AnyWindow()
    {
        int scale = _bench.Peer.Line.PeerScale;
        // Nothing at all, anything, plenty, or around what is in flight, so that the edge is met.
        uint units = _random.Next(8) switch
        {
            0 => 0,
            1 => (uint)_random.Next(65_536),
            < 5 => ushort.MaxValue,
            _ => (Model.Next - Model.Oldest + (uint)_random.Next(300)) >> scale,
        };
        return (ushort)Math.Min(units, ushort.MaxValue);
    }

    /// <summary>OE_MAX_SEQ, and now and then a probe: while nothing else moves.</summary>
    private void Bound()
    {
        Rest("before a bound");
        uint bound = _random.Next(8) switch { 0 => 0, 1 => Model.Next + (uint)_random.Next(200), _ => Model.Next + (1u << 30) };
        _bench.Card.Write(CardRegisters.OeMaxSeq, bound);
        Model.MaxSequence = bound;
        if (_random.Next(2) == 0)
        {
            _bench.Resend(0, probe: true);
            Rest("after a probe");
        }
    }

    private void Acknowledge(uint sequence, ushort window, byte[]? payload = null)
    {
        OrderPeer peer = _bench.Peer;
        _acknowledgments.Add((peer.FrameNumber, sequence, window, payload is null));
        peer.Holds = sequence;
        peer.Window = window;
        if (payload is null)
        {
            peer.Acknowledge();
        }
        else
        {
            peer.Send(payload);
        }
    }

    /// <summary>Card and venue speak until both are silent; then all that happened is replayed.</summary>
    private void Rest(string when)
    {
        do
        {
            _bench.Rest();
            Replay(when);
        }
        while (Answer());
        _twin.Rested();
    }

    private bool Answer()
    {
        bool any = false;
        while (_bench.Peer.Packets.TryDequeue(out PeerPacket packet))
        {
            byte[] answer = packet.Type == SoupType.UnsequencedData ? _bench.Venue.Take(packet.Payload, VenueAnswer.Accept) : [];
            if (answer.Length != 0)
            {
                Acknowledge(Model.Oldest, _bench.Peer.Window, answer);
                any = true;
            }
        }

        return any;
    }

    private void Replay(string when)
    {
        List<JudgedOrder> judged = _bench.Judged();
        HashSet<uint> orders = [.. judged.Where(o => o.Sent && o.Action != OrderAction.Cancel).Select(o => o.Cycle)];
        _effects.AddRange(judged.Select(o => ((ulong)o.Cycle, o.ToString(), (Action)(() => _twin.Judged(o)))));
        _effects.AddRange(_bench.Sent().Select(s => (s.StartCycle, $"{s.Kind} {s.Sequence:X8} of {s.Payload.Length}", (Action)(() => _twin.Sent(s, orders.Contains((uint)s.StartCycle))))));
        foreach ((ulong frame, uint sequence, ushort window, bool empty) in _acknowledgments)
        {
            ulong cycle = _bench.Card.SentAt(CardPort.OrderEntry, frame)!.Value + Latency;
            _effects.Add((cycle, $"acknowledged {sequence:X8}, window {window}", () => _twin.Acknowledged(cycle, sequence, window, empty)));
        }

        _acknowledgments.Clear();
        _floor = Replayed(when);
    }

    private uint Replayed(string when)
    {
        try
        {
            foreach ((ulong cycle, string what, Action effect) in _effects.OrderBy(e => e.Cycle))
            {
                _told.Enqueue($"{cycle} {what}");
                if (_told.Count > MostTold)
                {
                    _told.Dequeue();
                }

                effect();
            }
        }
        catch (Xunit.Sdk.XunitException e)
        {
            throw new Xunit.Sdk.XunitException($"{when}: {e.Message}\n{string.Join('\n', _told)}", e);
        }

        _effects.Clear();
        return Model.Oldest;
    }

    private void Compare(string when)
    {
        OeStoreValue store = _bench.Store();
        Same("kept", (uint)Model.Kept.Count, store.Kept, when);
        Same("left", 0u, store.Left, when);
        Same("duplicate acknowledgments", Model.DuplicateAcks, store.DupAcks, when);
        Same("room", Model.Room, store.Window, when);
        Same("room for an order", Model.RoomForOrder, store.Orders, when);
        Same("oldest", Model.Oldest, _bench.Card.Read(CardRegisters.OeSndUna), when);
        Same("next", Model.Next, _bench.Card.Read(CardRegisters.OeSndNxt), when);
        Same("window", Model.Window, _bench.Card.Read(CardRegisters.OePeerWindow), when);
        // Nothing waits without a reason.
        Assert.True(!Model.Room || !_bench.Status().MsgBusy, $"a host message waits {when}");
        Assert.True(!Model.Room || _mode == SlotMode.Active || _bench.Orders == 0, $"a cancel waits {when}");
        Assert.True(_bench.Orders == _bench.Venue.Live.Count, $"orders {when}: card {_bench.Orders}, venue {_bench.Venue.Live.Count}");
        Assert.False(_bench.Killed);
    }

    private void Same<T>(string what, T model, T card, string when) =>
        Assert.True(EqualityComparer<T>.Default.Equals(model, card), $"{what} {when}: model {model}, card {card}; {Model}, scale {_bench.Peer.Line.PeerScale}");

    /// <summary>Another connection, whose numbers wrap soon more often than not.</summary>
    private void Connect()
    {
        byte scale = (byte)_random.Next(15);
        OrderLine line = OrderLine.Default with
        {
            CardSequence = _random.Next(3) == 0 ? (uint)_random.NextInt64(1L << 32) : uint.MaxValue - (uint)_random.Next(3_000),
            VenueSequence = (uint)_random.NextInt64(1L << 32),
            PeerScale = scale,
            PeerWindow = (ushort)Math.Max(1 + (256 >> scale), _random.Next(65_536)),
        };
        _bench.Card.Write(CardRegisters.OeResend, 0);
        _bench.Connect(line).LogIn();
        _bench.Hold();
        _bench.Feed.Discard();
        _twin = new StoreTwin(new StoreModel(_bench.Peer.Expected, line.PeerWindow, scale) { MaxSequence = line.CardSequence + line.SequenceRoom });
        Rest("after the login");
        Compare("after the login");
    }

    private void Leave()
    {
        Acknowledge(Model.Next, ushort.MaxValue);
        Rest("at the end of a connection");
        Assert.False(_bench.Status().MsgBusy);
        _sums = (_sums.Refused + _twin.Refused, _sums.Resent + _twin.Resent, _sums.Orders + _twin.Orders, _sums.Skipped + _twin.Skipped, _sums.Probes + _twin.Probes);
    }
}

using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>Orders, host messages, acknowledgments of every kind, windows, bounds and commands at random: what the card keeps, sends,
/// sends again and refuses is what the model says.</summary>
public sealed class RandomStoreTests(ITestOutputHelper output)
{
    private const int StepsOfAConnection = 60;

    private Random _random = null!;
    private TradingBench _bench = null!;
    private StoreLine _line = null!;
    // A venue that acknowledges next to nothing: the store fills.
    private bool _lazy;
    private SlotMode _mode;
    private (int Refused, int Resent, int Orders, int Pairs, int Skipped, int Probes) _sums;

    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
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

                _line.Rest(when);
                _line.Compare(when, _mode);
            }

            Leave();
        }

        output.WriteLine($"{_sums.Orders} orders, {_sums.Pairs} pairs, {_sums.Refused} refused, {_sums.Resent} sent again, {_sums.Skipped} skipped, {_sums.Probes} probes, {bench.Card.Cycle} cycles");
        Assert.True(_sums.Orders > 4 * connections && _sums.Refused > 15 * connections && _sums.Resent > 15 * connections, "too little happened");
        Assert.True(_sums.Skipped > connections / 2 && _sums.Probes > connections, "the races were not reached");
    }

    private StoreModel Model => _line.Model;

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
                _line.Acknowledge(Advance(), _bench.Peer.Window);
                break;
            case 15 when InFlight:
                _line.Acknowledge(_line.Floor, _bench.Peer.Window);
                break;
            case 16:
                // Old, or never sent.
                uint ignored = _random.Next(2) == 0 ? Model.Oldest - (uint)_random.Next(1, 100_000) : _bench.Peer.Expected + (uint)_random.Next(2_000, 100_000);
                _line.Acknowledge(ignored, _bench.Peer.Window);
                break;
            case 17 when InFlight || AtRest():
                _line.Acknowledge(_random.Next(2) == 0 || _lazy ? _line.Floor : Advance(), AnyWindow());
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
        _line.Resend(count);
        if (InFlight && _random.Next(2) == 0)
        {
            _bench.Card.Run((ulong)_random.Next(250));
            _line.Acknowledge(Advance(), _bench.Peer.Window);
        }
    }

    /// <summary>Somewhere in what the card is known to have sent: all of it, the end of a segment, or inside one.</summary>
    private uint Advance()
    {
        CardSegment[] kept = [.. Model.Kept.Where(s => (int)(s.End - _line.Floor) > 0)];
        _line.Floor = (kept.Length, _random.Next(3)) switch
        {
            (0, _) => _line.Floor,
            (_, 0) => Model.Next,
            (_, 1) => kept[_random.Next(kept.Length)].End,
            _ => _line.Floor + (uint)_random.NextInt64(Model.Next - _line.Floor + 1),
        };
        return _line.Floor;
    }

    /// <summary>Something is kept whatever is on the way: an acknowledgment of no more than what came is a duplicate one.</summary>
    private bool InFlight => Model.Kept.Any(s => (int)(s.End - _line.Floor) > 0);

    /// <summary>Nothing is on the way: whether something is kept is known.</summary>
    private bool AtRest()
    {
        _line.Rest("before a window");
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
        _line.Rest("before a bound");
        uint bound = _random.Next(8) switch { 0 => 0, 1 => Model.Next + (uint)_random.Next(200), _ => Model.Next + (1u << 30) };
        _bench.Card.Write(CardRegisters.OeMaxSeq, bound);
        Model.MaxSequence = bound;
        if (_random.Next(2) == 0)
        {
            _bench.Resend(0, probe: true);
            _line.Rest("after a probe");
        }
    }

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
        uint most = line.CardSequence + line.SequenceRoom;
        _line = new StoreLine(_bench, new StoreModel(_bench.Peer.Expected, line.PeerWindow, scale) { MaxSequence = most });
        _line.Rest("after the login");
        _line.Compare("after the login", _mode);
    }

    private void Leave()
    {
        _line.Acknowledge(Model.Next, ushort.MaxValue);
        _line.Rest("at the end of a connection");
        Assert.False(_bench.Status().MsgBusy);
        _sums = (_sums.Refused + _line.Seen.Refused, _sums.Resent + _line.Seen.Resent, _sums.Orders + _line.Seen.Orders, _sums.Pairs + _line.Seen.Pairs, _sums.Skipped + _line.Seen.Skipped, _sums.Probes + _line.Seen.Probes);
    }
}
using Saker.Card.Bench;
using Saker.Wire;

namespace Saker.Card.Tests.Orders;

/// <summary>A venue with a will of its own: it accepts, rejects, kills on entry, fills in part or whole, cancels unasked, and takes
/// its time, so that its messages cross the card's. Its stream is cut into segments anywhere. What no venue should do, it does only when asked to.</summary>
internal sealed class RacingVenue(TradingBench bench, Random random)
{
    // Younger references than that are certain to hold their places still when an execution of theirs arrives.
    private const uint YoungEnough = 100;

    private readonly PriorityQueue<PeerPacket, ulong> _inbound = new();
    private readonly List<byte> _outbound = [];
    private ulong _arrival;
    private ulong _flushAt;

    /// <summary>Requests wait to be answered, or answers to be sent.</summary>
    public bool Busy => _inbound.Count != 0 || _outbound.Count != 0;

    /// <summary>Longest time until a request is looked at, and until answers leave, cycles.</summary>
    public (int Look, int Answer) Slowness { get; set; } = (400, 500);

    /// <summary>One act in so many tells a second time that an order was accepted; 0: never.</summary>
    public int AcceptsAgain { get; set; }

    /// <summary>One act in so many executes an order that is dead; 0: never.</summary>
    public int FillsLate { get; set; }

    /// <summary>One act in so many tells one of the last executions again; 0: never.</summary>
    public int TellsAgain { get; set; }

    /// <summary>Every request is rejected.</summary>
    public bool RejectsAll { get; set; }

    /// <summary>One turn in so many acts unasked.</summary>
    public int Laziness { get; set; } = 6;

    /// <summary>Takes what arrived, answers what is due; <paramref name="active"/>: also acts unasked.</summary>
    public void Turn(bool active)
    {
        ulong now = bench.Card.Cycle;
        bench.Peer.Poll();
        while (bench.Peer.Packets.TryDequeue(out PeerPacket packet))
        {
            if (packet.Type == SoupType.UnsequencedData)
            {
                // The order of arrival is kept; the time until it is looked at is not.
                _arrival = Math.Max(_arrival + 1, now + (ulong)random.Next(0, Slowness.Look));
                _inbound.Enqueue(packet, _arrival);
            }
        }

        while (_inbound.TryPeek(out PeerPacket packet, out ulong due) && due <= now)
        {
            _inbound.Dequeue();
            bench.Venue.ModifiesToNothing = packet.Payload[0] == OuchModifyRequest.Type && random.Next(2) == 0;
            Write(bench.Venue.Take(packet.Payload, Decide(), Immediate()));
        }

        if (active && bench.Venue.Live.Count != 0 && random.Next(Laziness) == 0)
        {
            Act(bench.Venue.Live.Values.ElementAt(random.Next(bench.Venue.Live.Count)));
        }

        if (_outbound.Count != 0 && now >= _flushAt)
        {
            bench.Peer.SendSplit(_outbound.ToArray(), random);
            _outbound.Clear();
            _flushAt = now + (ulong)random.Next(0, Slowness.Answer);
        }
        else if (random.Next(40) == 0)
        {
            bench.Peer.Acknowledge();
        }
    }

    private bool OneIn(int acts) => acts != 0 && random.Next(acts) == 0;

    /// <summary>Nothing, a few lots, or all there is.</summary>
    private uint Immediate() => random.Next(3) switch { 0 => 0, 1 => (uint)random.Next(1, 20), _ => uint.MaxValue };

    private VenueAnswer Decide() => RejectsAll ? VenueAnswer.Reject : random.Next(40) switch
    {
        < 4 => VenueAnswer.Reject,
        4 => VenueAnswer.Dead,
        _ => VenueAnswer.Accept,
    };

    private void Act(VenueOrder order)
    {
        if (OneIn(AcceptsAgain) && order.AsEntered)
        {
            Write(bench.Venue.AcceptAgain(order));
            return;
        }

        if (OneIn(FillsLate) && bench.Venue.Dead is [.., var dead] && bench.Venue.Highest - dead.Urn < YoungEnough)
        {
            Write(bench.Venue.FillLate(dead, (uint)random.Next(1, 10)));
            return;
        }

        if (OneIn(TellsAgain) && bench.Venue.LastExecutions.Count != 0)
        {
            Write(bench.Venue.LastExecutions.ElementAt(random.Next(bench.Venue.LastExecutions.Count)));
            return;
        }

        switch (random.Next(16))
        {
            case < 5:
                Write(bench.Venue.Fill(order, order.Open));
                break;
            case < 11:
                Write(bench.Venue.Fill(order, (uint)random.Next(1, (int)order.Open + 1)));
                break;
            case 11:
                Write(bench.Venue.Decrement(order, (uint)random.Next(1, (int)order.Open + 1), selfMatch: false));
                break;
            case 12:
                Write(bench.Venue.Decrement(order, order.Open, selfMatch: true));
                break;
            case 13:
                Write(VenueMessages.PriorityUpdate(order.Urn, bench.Venue.Now(), order.Price));
                break;
            case 14:
                Write(VenueMessages.SystemEvent(bench.Venue.Now(), 'S'));
                break;
            default:
                Write(VenueMessages.Soup(SoupType.ServerHeartbeat));
                break;
        }
    }

    private void Write(byte[] packets) => _outbound.AddRange(packets);
}

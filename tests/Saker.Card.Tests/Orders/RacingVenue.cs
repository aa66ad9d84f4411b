using Saker.Card.Bench;
using Saker.Wire;

namespace Saker.Card.Tests.Orders;

/// <summary>A venue with a will of its own: it accepts, rejects, kills on entry, fills in part or whole, cancels unasked, and takes
/// its time, so that its messages cross the card's. Its stream is cut into segments anywhere.</summary>
internal sealed class RacingVenue(TradingBench bench, Random random)
{
    private readonly PriorityQueue<PeerPacket, ulong> _inbound = new();
    private readonly List<byte> _outbound = [];
    private ulong _arrival;
    private ulong _flushAt;

    /// <summary>Requests wait to be answered, or answers to be sent.</summary>
    public bool Busy => _inbound.Count != 0 || _outbound.Count != 0;

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
                _arrival = Math.Max(_arrival + 1, now + (ulong)random.Next(0, 400));
                _inbound.Enqueue(packet, _arrival);
            }
        }

        while (_inbound.TryPeek(out PeerPacket packet, out ulong due) && due <= now)
        {
            _inbound.Dequeue();
            Write(bench.Venue.Take(packet.Payload, Decide()));
        }

        if (active && bench.Venue.Live.Count != 0 && random.Next(6) == 0)
        {
            Act(bench.Venue.Live.Values.ElementAt(random.Next(bench.Venue.Live.Count)));
        }

        if (_outbound.Count != 0 && now >= _flushAt)
        {
            bench.Peer.SendSplit(_outbound.ToArray(), random);
            _outbound.Clear();
            _flushAt = now + (ulong)random.Next(0, 500);
        }
        else if (random.Next(40) == 0)
        {
            bench.Peer.Acknowledge();
        }
    }

    private VenueAnswer Decide() => random.Next(40) switch
    {
        < 4 => VenueAnswer.Reject,
        4 => VenueAnswer.Dead,
        _ => VenueAnswer.Accept,
    };

    private void Act(VenueOrder order)
    {
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

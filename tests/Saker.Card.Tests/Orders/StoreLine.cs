using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>A connection as the random tests play it: every acknowledgment and command goes through here, is replayed into the model
/// together with what the card sent and recorded, and compared.</summary>
internal sealed class StoreLine(TradingBench bench, StoreModel model)
{
    // From the last byte of a frame on the pins to the effect of its acknowledgment.
    private const ulong Latency = 12;
    private const int MostTold = 24;

    private readonly StoreTwin _twin = new(model);
    private readonly List<(ulong Cycle, string What, Action Effect)> _effects = [];
    private readonly List<(ulong Frame, uint Sequence, ushort Window, bool Empty)> _acknowledgments = [];
    // The last effects, for a failure's message.
    private readonly Queue<string> _told = new();

    public StoreModel Model => model;

    /// <summary>What was seen.</summary>
    public StoreTwin Seen => _twin;

    /// <summary>The highest valid acknowledgment on its way to the card.</summary>
    public uint Floor { get; set; } = model.Oldest;

    /// <summary>A segment of the venue: empty, or with what it answers.</summary>
    public void Acknowledge(uint sequence, ushort window, byte[]? payload = null)
    {
        OrderPeer peer = bench.Peer;
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

    /// <summary>OE_RESEND while anything else may be under way.</summary>
    public void Resend(int count)
    {
        bench.Peer.Poll();
        ulong cycle = bench.Card.Cycle;
        bench.Resend(count);
        // One more may have been chosen before.
        bench.Peer.Check.MayRepeat++;
        _effects.Add((cycle, $"again {count}", () => _twin.Commanded(cycle, count)));
    }

    /// <summary>Card and venue speak until both are silent; then all that happened is replayed.</summary>
    public void Rest(string when)
    {
        do
        {
            bench.Rest();
            Replay(when);
        }
        while (Answer());
        Tell(when, _twin.Rested);
    }

    /// <summary>Nothing moves: the registers say what the model says.</summary>
    public void Compare(string when, SlotMode mode)
    {
        OeStoreValue store = bench.Store();
        Same("kept", (uint)Model.Kept.Count, store.Kept, when);
        Same("left", 0u, store.Left, when);
        Same("duplicate acknowledgments", Model.DuplicateAcks, store.DupAcks, when);
        Same("room", Model.Room, store.Window, when);
        Same("room for an order", Model.RoomForOrder, store.Orders, when);
        Same("oldest", Model.Oldest, bench.Card.Read(CardRegisters.OeSndUna), when);
        Same("next", Model.Next, bench.Card.Read(CardRegisters.OeSndNxt), when);
        Same("window", Model.Window, bench.Card.Read(CardRegisters.OePeerWindow), when);
        // Nothing waits without a reason.
        Assert.True(!Model.Room || !bench.Status().MsgBusy, $"a host message waits {when}");
        Assert.True(!Model.Room || mode == SlotMode.Active || bench.Orders == 0, $"a cancel waits {when}");
        Assert.True(bench.Orders == bench.Venue.Live.Count, $"orders {when}: card {bench.Orders}, venue {bench.Venue.Live.Count}");
        Assert.False(bench.Killed);
    }

    private void Same<T>(string what, T model, T card, string when) =>
        Assert.True(EqualityComparer<T>.Default.Equals(model, card), $"{what} {when}: model {model}, card {card}; {Model}, scale {bench.Peer.Line.PeerScale}");

    private bool Answer()
    {
        bool any = false;
        while (bench.Peer.Packets.TryDequeue(out PeerPacket packet))
        {
            byte[] answer = packet.Type == SoupType.UnsequencedData ? bench.Venue.Take(packet.Payload, VenueAnswer.Accept) : [];
            if (answer.Length != 0)
            {
                Acknowledge(Model.Oldest, bench.Peer.Window, answer);
                any = true;
            }
        }

        return any;
    }

    private void Replay(string when)
    {
        List<JudgedOrder> judged = bench.Judged();
        HashSet<uint> orders = [.. judged.Where(o => o.Sent && o.Action != OrderAction.Cancel).Select(o => o.Cycle)];
        _effects.AddRange(judged.Select(o => ((ulong)o.Cycle, o.ToString(), (Action)(() => _twin.Judged(o)))));
        _effects.AddRange(bench.Sent().Select(s => (s.StartCycle, $"{s.Kind} {s.Sequence:X8} of {s.Payload.Length}", (Action)(() => _twin.Sent(s, orders.Contains((uint)s.StartCycle))))));
        foreach ((ulong frame, uint sequence, ushort window, bool empty) in _acknowledgments)
        {
            ulong arrived = bench.Card.SentAt(CardPort.OrderEntry, frame)!.Value + Latency;
            _effects.Add((arrived, $"acknowledged {sequence:X8}, window {window}", () => _twin.Acknowledged(arrived, sequence, window, empty)));
        }

        _acknowledgments.Clear();
        foreach ((ulong cycle, string what, Action effect) in _effects.OrderBy(e => e.Cycle))
        {
            _told.Enqueue($"{cycle} {what}");
            if (_told.Count > MostTold)
            {
                _told.Dequeue();
            }

            Tell(when, effect);
        }

        _effects.Clear();
        Floor = Model.Oldest;
    }

    private void Tell(string when, Action check)
    {
        try
        {
            check();
        }
        catch (Xunit.Sdk.XunitException e)
        {
            throw new Xunit.Sdk.XunitException($"{when}: {e.Message}\n{string.Join('\n', _told)}", e);
        }
    }
}

using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>One kill at one moment. Cycles count from the card's reset.</summary>
/// <param name="Offset">Cycles between the tick's first word and the act.</param>
/// <param name="Acted">Cycle in which the act began: a register write, or the pin.</param>
/// <param name="Closed">First cycle in which the latch stands closed: the KILL record's. The cause fell one cycle before.</param>
/// <param name="OpenOrders">Orders not confirmed dead, from the KILL record.</param>
/// <param name="LastStart">Start of the last frame with a new order or a replace before the next arming, or null.</param>
/// <param name="Cancels">Starts of the cancels, in order.</param>
/// <param name="OrdersAfter">Orders not confirmed dead once the venue had answered.</param>
public readonly record struct KillSample(int Offset, uint Acted, uint Closed, uint OpenOrders, ulong? LastStart, IReadOnlyList<ulong> Cancels, uint OrdersAfter)
{
    /// <summary>Cycles from the cause to the last start; negative when it came before. Null: nothing started.</summary>
    public long? StartAfterCause => LastStart is { } start ? (long)start - ((long)Closed - 1) : null;
}

/// <summary>Kills the card under load, the moment moved by one cycle from sample to sample: a tick replaces both orders, and
/// somewhere in between the KILL register is written, or the panel's switch is pressed.</summary>
public sealed class KillSweep : IDisposable
{
    /// <summary>Offsets that reach from before the first start to after the second.</summary>
    public const int Offsets = 128;

    private const ulong ReleaseCycles = 8;
    private const int Bid = 2_000, Ask = 2_010, Better = 2_002;
    private readonly TradingBench _bench = new(TradingBench.Plain, TradingBench.Wide);
    private readonly KillCauses _cause;
    private bool _moved;

    /// <param name="cause">PANEL is the pin, which is released again; any other one is written.</param>
    public KillSweep(KillCauses cause = KillCauses.ManualCli)
    {
        _cause = cause;
        _bench.Tell(_bench.Book.Add(Side.Buy, Bid, 500));
        _bench.Tell(_bench.Book.Add(Side.Sell, Ask, 500));
        _bench.Mode(SlotMode.Active);
    }

    public TradingBench Bench => _bench;

    /// <summary>Every offset once.</summary>
    public IReadOnlyList<KillSample> Sweep() => [.. Enumerable.Range(0, Offsets).Select(At)];

    /// <summary>Arms, lets both orders rest, sends a tick that moves both, and kills <paramref name="offset"/> cycles later.</summary>
    public KillSample At(int offset)
    {
        _bench.Arm();
        _bench.Settle();
        _bench.Feed.Discard();
        byte[] tick = _moved ? _bench.Book.Delete(_bench.Book.Last) : _bench.Book.Add(Side.Buy, Better, 300);
        _moved = !_moved;
        _bench.Feed.SendMessage(tick);
        _bench.Card.Run((ulong)offset);
        uint acted = (uint)_bench.Card.Cycle;
        Act();
        List<byte[]> records = _bench.Feed.Records();
        _bench.Peer.Poll();
        PeerPacket[] sent = [.. _bench.Peer.Packets];
        _bench.Settle();
        Release();
        var kill = new KillEvent(records.First(r => r[4] == (byte)EventType.Kill));
        return new KillSample(
            offset, acted, kill.Cycle, kill.OpenOrders,
            sent.Where(p => p.Payload[0] != OuchCancelRequest.Type).Select(p => (ulong?)p.StartCycle).Max(),
            [.. sent.Where(p => p.Payload[0] == OuchCancelRequest.Type).Select(p => p.StartCycle)], _bench.Orders);
    }

    public void Dispose() => _bench.Dispose();

    private void Release()
    {
        if (_cause == KillCauses.Panel)
        {
            _bench.Card.SetPanel(false);
            _bench.Card.Run(ReleaseCycles);
        }
    }

    private void Act()
    {
        if (_cause == KillCauses.Panel)
        {
            _bench.Card.SetPanel(true);
            return;
        }

        _bench.Card.Write(CardRegisters.Kill, (uint)_cause);
    }
}

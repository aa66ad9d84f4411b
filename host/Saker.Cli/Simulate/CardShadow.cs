using Saker.Card;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The Verilated card with one symbol and its slot 0 in SHADOW (docs/card.md 12), message by message settled. Nothing is armed and no order session is up: that stands in
/// the way of real orders only.</summary>
internal sealed class CardShadow : IDisposable
{
    // What is on paper does not show in the card's busy pin: acts begin 24 cycles behind a decision and take some ten a side, and as many behind a fill. Twice that.
    private const ulong PaperCycles = 96;

    private readonly IShadowSink _sink;
    private readonly CardBench _bench;
    private readonly ReplayClock _clock;
    private readonly MessagePacket _packet;
    private readonly CardBench.RecordReader _read;
    private readonly byte[] _nothing = new byte[ItchSystemEvent.Length];
    private readonly bool _waits, _reports;
    private BookRecord _top = new() { Flags = (byte)BookFlags.Empty };
    private bool _pulled, _begun;
    private ulong _applied, _reported;

    /// <param name="window">Of the symbol.</param>
    /// <param name="locate">Of the symbol; a directory message does not take it elsewhere.</param>
    /// <param name="request">Parameters and limits of the slot.</param>
    /// <param name="sink">Takes what the slot does.</param>
    public CardShadow(SymbolWindow window, Locate locate, SimulationRequest request, IShadowSink sink)
    {
        _sink = sink;
        _bench = new CardBench(FeedSettings.Default, [window]);
        _packet = new MessagePacket(_bench);
        _read = Read;
        _waits = request.Parameters.Refresh != 0;
        _reports = (request.Parameters.Needs >> (int)SignalGate.DepthImbalance & 1) != 0;
        _clock = new ReplayClock(_bench.Card, Hear, Moved);
        ItchSystemEvent.Write(_nothing, locate, 0, default, 'O');
        VirtualCard.Pin(_bench.Card, locate);
        _bench.Card.Write(CardRegisters.SymForceTrading, 1);
        // What ends a silence has no number of the capture's.
        _bench.Write(_bench.Control.WithAnySequence(true));
        _clock.Stop();
        Hear();
        Load(request);
        _bench.Discard();
    }

    /// <summary>The symbol's top of book after the last message.</summary>
    public BookRecord Top => _top;

    /// <summary>Queues a message that says nothing of the symbol.</summary>
    public void Pass(in SourceMessage message)
    {
        if (!_packet.TryAdd(message))
        {
            _packet.Send();
            _bench.Drain(_read);
            _packet.TryAdd(message);
        }
    }

    /// <summary>The card's time goes on to a message of the symbol: what waited for REFRESH is tried.</summary>
    /// <exception cref="CliException">Its time is before the last one's.</exception>
    public void GoTo(long number, ulong timeNs)
    {
        _clock.GoTo(number, timeNs);
        _begun = true;
    }

    /// <summary>Plays a message and all before it; true when the symbol's book or its flags changed.</summary>
    public bool Play(in SourceMessage message)
    {
        Pass(message);
        return Finish();
    }

    /// <summary>Plays what is queued; true when the symbol's book or its flags changed.</summary>
    /// <exception cref="CardException">The card lost records.</exception>
    public bool Finish()
    {
        _pulled = false;
        _packet.Send();
        Run();
        if (_reports && _reported != _applied)
        {
            Report();
        }

        return _pulled;
    }

    /// <exception cref="CardException">The card lost records.</exception>
    public void CheckWhole()
    {
        uint lost = _bench.Card.Read(CardRegisters.RingLost);
        if (lost != 0)
        {
            throw new CardException($"The card lost {lost} records: the order list is not whole.");
        }
    }

    public void Dispose() => _bench.Dispose();

    private void Run()
    {
        _bench.Card.RunIdle(PaperCycles);
        _bench.Take(_read);
    }

    private void Moved()
    {
        if (_waits)
        {
            Run();
        }
    }

    /// <summary>Ends a silence, which the model's symbol is never in: as after reset until the first message. It has the number of the next message, which comes all the same.</summary>
    private void Hear()
    {
        ulong number = _bench.NextSequence;
        _bench.SendMessage(_nothing);
        _bench.NextSequence = number;
        if (_begun)
        {
            Run();
        }
        else
        {
            _bench.Discard();
        }
    }

    /// <summary>The card's depth report of the last message, which its signals take.</summary>
    /// <exception cref="CardException">There is none.</exception>
    private void Report()
    {
        const int Most = 10;
        _clock.PassMicrosecond();
        for (int n = 0; _reported != _applied; n++)
        {
            if (n == Most)
            {
                throw new CardException($"The card reports no depth of message {_applied}: its depth reporter hangs or lost the message.");
            }

            Run();
        }
    }

    private void Load(SimulationRequest request)
    {
        const int Bank = 0;
        var banks = new SlotBanks(_bench.Card, 0);
        banks.Write(Bank, request.Parameters);
        if (banks.SealWhole(Bank) is { } fault)
        {
            throw new CardException(fault);
        }

        if (request.Signals is { } signals)
        {
            SignalRegisters.Write(_bench.Card, 0, signals, request.SideOfP);
        }

        _bench.Card.Write(CardRegisters.DepthIntervalUs, _reports ? 1u : 0u);
        OpenGuards.Controls(_bench.Card, 0, request.Controls);
        _bench.Card.Run(TradingBench.NotionalCycles);
        _bench.Card.Write(CardRegisters.SlotMode, (uint)SlotMode.Shadow);
    }

    private void Read(ReadOnlySpan<byte> record)
    {
        switch ((EventType)record[4])
        {
            case EventType.Book when new BookEvent(record).Sym == 0:
                _top = CardRecords.Book(record);
                _pulled = true;
                _applied = _top.Mtype != 0 ? _top.Seq : _applied;
                break;
            // The last of the four records of a report.
            case EventType.Depth when new DepthEvent(record) is { Sym: 0, Side: 1, Part: 1 } depth:
                _reported = depth.Seq;
                break;
            case EventType.Quote when new QuoteEvent(record).Slot == 0:
                _sink.Quote(CardRecords.Quote(record));
                break;
            case EventType.Paper when new PaperEvent(record).Slot == 0:
                PaperRecord paper = CardPaper.Read(new PaperEvent(record));
                _sink.Paper(paper with { Verdict = (ushort)(paper.Verdict & (ushort)ShadowSlot.AboutTheOrder) });
                break;
        }
    }
}

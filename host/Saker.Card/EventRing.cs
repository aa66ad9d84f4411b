using System.Buffers.Binary;

namespace Saker.Card;

/// <summary>The host's end of the card's event ring: 64-byte records in memory that the card writes (events.json).
/// No allocation; one reader. Every record is seen once, in the ring's order; a record that is missing is an error,
/// never a silence.</summary>
public sealed class EventRing
{
    /// <summary>Bytes of a record.</summary>
    public const int RecordBytes = 64;

    private const int PhaseOffset = 5;

    private readonly ICard _card;
    private readonly uint _recordMask;
    private readonly int _log2;
    private readonly uint _acknowledgeEvery;
    private uint _consumed;
    private uint _acknowledged;

    /// <param name="card">The card; its host memory from address 0 on becomes the ring.</param>
    /// <param name="log2Records">log2 of the number of records, 6..24, and they must fit the host memory.</param>
    public EventRing(ICard card, int log2Records)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(log2Records, 6);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log2Records, 24);
        if (((long)RecordBytes << log2Records) > card.HostMemory.Length)
        {
            CardException.Throw($"An event ring of 2^{log2Records} records does not fit the card's host memory of {card.HostMemory.Length} bytes.");
        }

        _card = card;
        _log2 = log2Records;
        _recordMask = (1u << log2Records) - 1;
        _acknowledgeEvery = Math.Max(1, (1u << log2Records) / 16);
    }

    /// <summary>Records read since <see cref="Enable"/>, wrapping.</summary>
    public uint Consumed => _consumed;

    /// <inheritdoc cref="Enable(ICard)"/>
    public void Enable() => Enable(_card);

    /// <summary>Empties the ring's memory and switches the card's writer on.</summary>
    /// <param name="bus">Takes the writes and passes them to the ring's card.</param>
    public void Enable(ICard bus)
    {
        bus.Write(CardRegisters.RingCtrl, 0);
        _card.HostMemory[..(int)(((long)_recordMask + 1) * RecordBytes)].Clear();
        _consumed = 0;
        _acknowledged = 0;
        bus.Write(CardRegisters.RingBaseLo, 0);
        bus.Write(CardRegisters.RingBaseHi, 0);
        bus.Write(CardRegisters.RingLog2, (uint)_log2);
        bus.Write(CardRegisters.RingConsumer, 0);
        bus.Write(CardRegisters.RingCtrl, 1);
    }

    /// <summary>The next record, if the card has written it. The span is the card's memory: valid until the following
    /// call of <see cref="Advance"/>.</summary>
    /// <exception cref="CardException">A record's sequence is not the expected one: the ring is broken.</exception>
    public bool TryPeek(out ReadOnlySpan<byte> record)
    {
        record = _card.HostMemory.Slice((int)(_consumed & _recordMask) * RecordBytes, RecordBytes);
        int pass = (int)(_consumed >> _log2);
        bool written = (Volatile.Read(in record[PhaseOffset]) & 1) == ((pass & 1) ^ 1);
        if (!written)
        {
            return false;
        }

        uint sequence = BinaryPrimitives.ReadUInt32LittleEndian(record);
        if (sequence != _consumed)
        {
            CardException.Throw($"The event ring is broken: record {_consumed} carries sequence {sequence}. Stop trading and restart the card's driver.");
        }

        return true;
    }

    /// <summary>Gives the record of the last <see cref="TryPeek"/> back to the card. The card learns of it in batches,
    /// at the latest by <see cref="Acknowledge"/>.</summary>
    public void Advance()
    {
        _consumed++;
        if (_consumed - _acknowledged >= _acknowledgeEvery)
        {
            Acknowledge();
        }
    }

    /// <summary>Tells the card how far the host has read.</summary>
    public void Acknowledge()
    {
        if (_consumed != _acknowledged)
        {
            _card.Write(CardRegisters.RingConsumer, _consumed);
            _acknowledged = _consumed;
        }
    }
}

namespace Saker.Card.Feed;

/// <summary>Watches the card's expected sequence against the lines: waits that last too long, fills that fall behind, and lines that bring
/// only what the card had long ago, as of a venue that began its session again.</summary>
internal sealed class SequenceWatch(ICard card, RecoveryOptions options, TimeProvider time)
{
    private ulong _waitsFor;
    private long _waitsSince;
    private uint? _good;
    private ulong _standsAt;
    private long _standsSince;
    private bool _stands;
    private uint _late;
    private ulong _missing;
    private long _missingAt;
    private bool _grows;

    /// <summary>How long the lines have not shown <paramref name="expected"/>. To be asked at each look while that is so.</summary>
    public TimeSpan WaitsFor(ulong expected)
    {
        if (expected != _waitsFor)
        {
            (_waitsFor, _waitsSince, _good) = (expected, time.GetTimestamp(), null);
        }

        TimeSpan waited = time.GetElapsedTime(_waitsSince);
        _good ??= waited >= options.HeardWithin ? Sum(CardRegisters.LineGoodAt) : null;
        return waited;
    }

    /// <summary>Good frames came after the wait had become too long: the lines live, and are somewhere else.</summary>
    public bool HeardMeanwhile => _good is { } good && Sum(CardRegisters.LineGoodAt) != good;

    /// <summary>The wait is over, or begins anew.</summary>
    public void WaitOver() => _waitsFor = 0;

    /// <summary>Messages before <paramref name="expected"/> still come when it has stood for longer than one line may lag behind the other.</summary>
    public bool Repeats(ulong expected)
    {
        uint late = Sum(CardRegisters.LineLateAt);
        if (expected != _standsAt)
        {
            (_standsAt, _standsSince, _stands) = (expected, time.GetTimestamp(), false);
        }
        else if (!_stands)
        {
            (_stands, _late) = (time.GetElapsedTime(_standsSince) >= options.HeardWithin, late);
        }
        else if (late != _late)
        {
            _standsAt = 0;
            return true;
        }

        return false;
    }

    /// <summary>A fill begins with so many messages missing.</summary>
    public void FillBegins(ulong missing) => (_missing, _missingAt, _grows) = (missing, time.GetTimestamp(), false);

    /// <summary>More messages are missing than some seconds ago.</summary>
    public bool Grows(ulong missing)
    {
        if (time.GetElapsedTime(_missingAt) >= options.HeardWithin)
        {
            (_grows, _missing, _missingAt) = (missing > _missing, missing, time.GetTimestamp());
        }

        return _grows;
    }

    private uint Sum(Func<int, uint> register) => card.Read(register(0)) + card.Read(register(1));
}

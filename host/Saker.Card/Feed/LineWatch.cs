namespace Saker.Card.Feed;

/// <summary>Watches the two lines by their registers: silence, losses, skew. One line a call, so that a slow register bus never holds the loop.</summary>
public sealed class LineWatch
{
    /// <summary>Lines A and B.</summary>
    public const int Lines = 2;

    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LossShown = TimeSpan.FromSeconds(10);

    private readonly ICard _card;
    private readonly TimeProvider _time;
    private readonly bool[] _watched;
    private readonly LineHealth[] _health = new LineHealth[Lines];
    private readonly uint[][] _skew = [new uint[CardRegisters.SkewACount], new uint[CardRegisters.SkewBCount]];
    private readonly long[] _lossAt = new long[Lines];
    private readonly uint[] _lossBefore = new uint[Lines];
    private readonly bool[] _lossSeen = new bool[Lines];
    private readonly long _startedAt;
    private int _next;

    /// <param name="card">The card.</param>
    /// <param name="lineB">Line B is connected: it is worth an alarm.</param>
    /// <param name="time">Clock.</param>
    public LineWatch(ICard card, bool lineB, TimeProvider time)
    {
        _card = card;
        _time = time;
        _watched = [true, lineB];
        _startedAt = time.GetTimestamp();
        for (int n = 0; n < Lines; n++)
        {
            _lossBefore[n] = card.Read(CardRegisters.LineLostAt(n));
            _health[n] = _health[n] with { Alarm = string.Empty };
        }
    }

    /// <summary>Line A (0) or B (1) as last read.</summary>
    public LineHealth this[int line] => _health[line];

    /// <summary>Line B is connected.</summary>
    public bool HasB => _watched[1];

    /// <summary>Late messages of a line by cycles since their first arrival: bucket 0 for 0, k for 2^(k-1)..2^k-1, 15 for more.</summary>
    public ReadOnlySpan<uint> Skew(int line) => _skew[line];

    /// <summary>Reads one line anew.</summary>
    public void Look()
    {
        int n = _next;
        _next = (n + 1) % Lines;
        ulong last = FeedRegisters.Wide(_card, CardRegisters.LineLastNsLoAt(n), CardRegisters.LineLastNsHiAt(n));
        ulong now = CardBringUp.Now(_card);
        // A line that was never heard is silent since we look, not since the card's clock began.
        TimeSpan silent = last == 0 ? _time.GetElapsedTime(_startedAt) : now <= last ? TimeSpan.Zero : TimeSpan.FromTicks((long)((now - last) / 100));
        uint lost = _card.Read(CardRegisters.LineLostAt(n));
        _health[n] = new LineHealth(
            _card.Read(CardRegisters.LineFirstAt(n)), _card.Read(CardRegisters.LineLateAt(n)), lost,
            _card.Read(CardRegisters.LineGoodAt(n)), _card.Read(CardRegisters.LineBadAt(n)), last, silent, Alarm(n, silent, lost));
        for (int i = 0; i < _skew[n].Length; i++)
        {
            _skew[n][i] = _card.Read(n == 0 ? CardRegisters.SkewAAt(i) : CardRegisters.SkewBAt(i));
        }
    }

    private string Alarm(int line, TimeSpan silent, uint lost)
    {
        char name = (char)('A' + line);
        if (lost != _lossBefore[line])
        {
            (_lossBefore[line], _lossAt[line], _lossSeen[line]) = (lost, _time.GetTimestamp(), true);
        }

        if (!_watched[line])
        {
            return string.Empty;
        }

        if (silent > SilenceLimit)
        {
            return $"line {name} is silent for {silent.TotalSeconds:0} s";
        }

        return _lossSeen[line] && _time.GetElapsedTime(_lossAt[line]) < LossShown ? $"line {name} loses messages ({lost} so far)" : string.Empty;
    }
}

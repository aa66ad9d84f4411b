using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Lines;

/// <summary>Frames one after the other on any of the three lines, with everything that a feed and a host can do to a card: every record
/// and every counter of the RTL is the model's.</summary>
public sealed class RandomFramesTests(ITestOutputHelper output) : IDisposable
{
    private const int CompareEvery = 20;
    private readonly List<byte[]> _stream = [];
    private FeedTwin _twin = null!;
    private RandomItch _itch = null!;
    private Random _random = null!;

    public void Dispose() => _twin?.Dispose();

    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void HundredThousandMessagesOnRandomLines_GiveEqualRecordsAndCounters()
    {
        int seed = TestLength.Seed, least = TestLength.Of(100_000, 1_000_000);
        output.WriteLine($"seed {seed}");
        _random = new Random(seed);
        SymbolWindow[] symbols = SixteenSymbols.Windows;
        _twin = new FeedTwin(symbols, record: true, tape: true) { OneByOne = true, Mixed = true };
        _itch = new RandomItch(seed, symbols, _twin.Window, faults: 0.00005);
        _stream.AddRange(_itch.Opening());
        var seen = new SortedDictionary<string, int>();
        int frames = 0, clears = 0;
        for (; _twin.Model.Counters.Values[(int)CntFeedIndex.Messages] < (uint)least; frames++)
        {
            string what = Step();
            seen[what] = seen.GetValueOrDefault(what) + 1;
            if (frames % CompareEvery == 0)
            {
                string when = $"after {frames} frames, the last one {what}, seed {seed}";
                _twin.Compare(when);
                _twin.CompareCounters();
                if (_twin.AnyStale && _random.Next(8) == 0)
                {
                    _twin.Clear(_twin.Model.Expected);
                    _itch.ForgetOrders();
                    clears++;
                }
            }
        }

        _twin.Compare($"at the end, seed {seed}");
        _twin.CompareCounters();
        output.WriteLine($"{frames} frames, {_twin.Compared} records equal, {clears} clears; {string.Join(", ", seen.Select(s => $"{s.Value} {s.Key}"))}");
        CntFeedIndex[] reached =
        [
            CntFeedIndex.BadFcs, CntFeedIndex.WrongSession, CntFeedIndex.Heartbeat, CntFeedIndex.EndOfSession, CntFeedIndex.Duplicate, CntFeedIndex.Gap,
            CntFeedIndex.Truncated, CntFeedIndex.AfterGap, CntFeedIndex.BookMessages, CntFeedIndex.Untracked,
        ];
        Assert.All(reached, i => Assert.True(_twin.Bench.FeedCounter(i) > 0, $"{i} was not reached"));
        Assert.All(Enumerable.Range(0, FeedLines.Count), n => Assert.True(_twin.Model.Lines[n].First > least / 50 && _twin.Model.Lines[n].Held > 0, $"line {n} was hardly used"));
        Assert.True(clears > 3 && seen.Count >= 12, "the stream is too tame");
    }

    /// <summary>One frame or one register write. Says what it was.</summary>
    private string Step()
    {
        int line = _random.Next(10) switch { < 5 => FeedLines.A, < 9 => FeedLines.B, _ => FeedLines.Host };
        int at = (int)(_twin.Model.Expected - 1);
        int count = _random.Next(1, 40);
        switch (_random.Next(100))
        {
            case < 58:
                Good(line, at, count);
                return "as expected";
            case < 66:
                // What was lost comes on another line, later, or not at all.
                Good(line, at + _random.Next(1, 30), count);
                return "ahead";
            case < 74:
                Good(line, Math.Max(0, at - _random.Next(1, 30)), count);
                return "overlapping";
            case < 77:
                Good(line, Math.Max(0, at - 200), _random.Next(1, 20));
                return "old";
            case < 78:
                Good(line, at + _random.Next(1_000, 1_100), count);
                return "around the window's end";
            case < 82:
                Control(line, at + (_random.Next(3) == 0 ? _random.Next(-5, 6) : 0), end: false);
                return "heartbeat";
            case < 83:
                Control(line, at, end: true);
                if (_random.Next(2) == 0)
                {
                    _twin.Expect(_twin.Model.Expected);
                }

                return "end of session";
            case < 86:
                _twin.Payload(FeedFrames.Packet(_random.Next(2) == 0 ? "OTHER" : "SAKER00002", (ulong)at + 1, Messages(at, 3)), line: line);
                return "wrong session";
            case < 91:
                Bad(line == FeedLines.Host ? FeedLines.B : line, at, count);
                return "bad frame check";
            case < 94:
                Truncated(line, at, count);
                return "wrong count";
            case < 96:
                Cut(line == FeedLines.Host ? FeedLines.A : line, at, count);
                return "cut";
            case < 97:
                _twin.Expect((ulong)Math.Max(0, at + _random.Next(-20, 20)) + 1);
                return "FEED_SET";
            case < 98:
                Snapshot(at);
                return "snapshot";
            case < 99:
                FeedCtrlValue control = _twin.Bench.Control;
                _twin.Control(_random.Next(2) == 0 ? control.WithEnable(!control.Enable || !control.EnableB) : control.WithEnableB(!control.EnableB || !control.Enable));
                return "line on or off";
            default:
                Good(FeedLines.A, at, 60);
                return "full packet";
        }
    }

    private void Good(int line, int at, int count) => _twin.Payload(Payload(at, _twin.Room((ulong)at + 1, count)), line: line);

    private void Control(int line, int at, bool end)
    {
        byte[] packet = new byte[MoldPacket.HeaderLength];
        SessionId session = SessionId.Of(_twin.Bench.Feed.Session);
        ulong next = (ulong)Math.Max(0, at) + 1;
        _ = end ? MoldPacketBuilder.WriteEndOfSession(packet, session, next) : MoldPacketBuilder.WriteHeartbeat(packet, session, next);
        _twin.Payload(packet, line: line);
    }

    private void Bad(int line, int at, int count)
    {
        int from = _random.Next(3) switch { 0 => at, 1 => at + _random.Next(1, 20), _ => Math.Max(0, at - count) };
        byte[] frame = FeedFrames.Padded(FeedFrames.Frame(_twin.Bench.Feed, Payload(from, count), line));
        _twin.Wire(FeedFrames.Checked(frame, 1u << _random.Next(32)), line);
    }

    /// <summary>A count that the blocks do not match.</summary>
    private void Truncated(int line, int at, int count)
    {
        int from = _random.Next(2) == 0 ? at : at + _random.Next(1, 9);
        MessageRange range = Range(from, count);
        _twin.Payload(FeedFrames.Packet(_twin.Bench.Feed.Session, (ulong)from + 1, Messages(range.At, range.Count), range.Count + _random.Next(1, 4)), line: line, faulty: true);
    }

    private void Cut(int line, int at, int count)
    {
        byte[] frame = FeedFrames.Padded(FeedFrames.Frame(_twin.Bench.Feed, Payload(_random.Next(2) == 0 ? at : at + 2, count), line));
        _twin.Wire(FeedFrames.Checked(frame.AsSpan(0, _random.Next(64, frame.Length + 1))), line);
    }

    /// <summary>As a host rebuilds: messages of another numbering on its line while A and B wait, then on from where the feed was.</summary>
    private void Snapshot(int at)
    {
        _twin.Control(_twin.Bench.Control.WithSnapshot(true));
        Good(FeedLines.A, at, 5);
        _twin.Payload(FeedFrames.Packet(_twin.Bench.Feed.Session, (ulong)_random.Next(1, 1_000), Messages(at, 9)), line: FeedLines.Host);
        Good(FeedLines.B, at, 5);
        _twin.Control(_twin.Bench.Control.WithSnapshot(false));
        _twin.Expect((ulong)at + 1);
    }

    private byte[] Payload(int at, int count)
    {
        MessageRange range = Range(at, count);
        return range.Packet(_twin.Bench.Feed.Session, 1, _stream);
    }

    private MessageRange Range(int at, int count)
    {
        Grow(at + count);
        return MessageRange.Fitting(_stream, at, at + count);
    }

    private byte[][] Messages(int at, int count)
    {
        Grow(at + count);
        return [.. _stream.Skip(at).Take(count)];
    }

    private void Grow(int count)
    {
        while (_stream.Count < count)
        {
            _stream.Add(_random.Next(6) == 0
                ? AllTypesItch.Random(AllTypesItch.Types[_random.Next(AllTypesItch.Types.Length)], (ushort)(9_000 + _random.Next(5)), _random)
                : _random.Next(200) == 0 ? Gate() : _itch.Next());
        }
    }

    /// <summary>Halts of either kind, and breakers; most of them end soon.</summary>
    private byte[] Gate()
    {
        int n = _random.Next(SixteenSymbols.Windows.Length);
        Symbol stock = Symbol.Of(SixteenSymbols.Windows[n].Symbol);
        return _random.Next(8) switch
        {
            0 => AllTypesItch.Breaker('1'),
            1 => AllTypesItch.OperationalHalt((ushort)(n + 1), stock, 'Q', 'H'),
            2 or 3 => AllTypesItch.OperationalHalt((ushort)(n + 1), stock, 'Q', 'T'),
            4 => AllTypesItch.TradingAction((ushort)(n + 1), stock, 'P'),
            _ => AllTypesItch.TradingAction((ushort)(n + 1), stock, 'T'),
        };
    }
}

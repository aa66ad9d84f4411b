using System.Buffers.Binary;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Lines;

/// <summary>A flood of broken frames of every kind, good ones between them, on both lines: the card never hangs, its book is right or
/// says that it is not, and its counters are the model's.</summary>
public sealed class MalformedTests(ITestOutputHelper output) : IDisposable
{
    private const int Batch = 250;
    private FeedTwin _twin = null!;
    private RandomItch _itch = null!;
    private Random _random = null!;

    public void Dispose() => _twin?.Dispose();

    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void MillionsOfBrokenFrames_NeitherHangNorSpoilABook()
    {
        int seed = TestLength.Seed, count = TestLength.Of(30_000, 1_000_000);
        output.WriteLine($"seed {seed}");
        _random = new Random(seed);
        SymbolWindow[] symbols = SixteenSymbols.Windows;
        _twin = new FeedTwin(symbols, record: true) { Mixed = true };
        _itch = new RandomItch(seed, symbols, _twin.Window, faults: 0);
        _twin.Send([.. _itch.Opening()], _random);
        _twin.Compare("at the opening");
        int malformed = 0, good = 0, stale = 0;
        for (int batch = 0; malformed < count; batch++)
        {
            int line = _random.Next(2);
            for (int n = 0; n < Batch; n++)
            {
                if (_random.Next(4) == 0)
                {
                    Good(line);
                    good++;
                }
                else
                {
                    Malformed(line);
                    malformed++;
                }
            }

            string when = $"after {malformed} broken frames, seed {seed}";
            _twin.Compare(when);
            if (batch % 10 == 0)
            {
                _twin.CompareCounters();
            }

            Recover(when);
            stale += Good(line) ? 0 : 1;
        }

        _twin.Compare($"at the end, seed {seed}");
        _twin.CompareCounters();
        Assert.Equal(0, stale);
        CntFeedIndex[] untouched = [CntFeedIndex.Oversize];
        Assert.All(Enum.GetValues<CntFeedIndex>().Except(untouched), i => Assert.True(_twin.Bench.FeedCounter(i) > 0, $"{i} was not reached"));
        output.WriteLine($"{malformed} broken frames, {good} good ones, {_twin.Compared} records equal");
    }

    /// <summary>A packet of the next messages; true when it was taken and no book is stale.</summary>
    private bool Good(int line)
    {
        ulong next = _twin.Model.Expected;
        byte[][] messages = Messages(_twin.Room(next, _random.Next(1, 6)));
        _twin.Payload(FeedFrames.Packet(_twin.Bench.Feed.Session, next, messages), line: line);
        return _twin.Model.Expected >= next + (ulong)messages.Length && !_twin.AnyStale;
    }

    private void Malformed(int line)
    {
        byte[] frame = FeedFrames.Frame(_twin.Bench.Feed, Payload(), line);
        switch (_random.Next(12))
        {
            case 0:
                byte[] noise = new byte[_random.Next(1, 200)];
                _random.NextBytes(noise);
                _twin.Wire(_random.Next(2) == 0 ? noise : FeedFrames.Checked(noise), line);
                break;
            case 1:
                _random.NextBytes(frame.AsSpan(FeedFrames.IpAt(frame) + 28 + _random.Next(Math.Max(1, frame.Length - 42))));
                _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(frame)), line);
                break;
            case 2:
                _twin.Wire(FeedFrames.Checked(frame.AsSpan(0, _random.Next(1, frame.Length))), line);
                break;
            case 3:
                byte[] cut = FeedFrames.Checked(FeedFrames.Padded(frame));
                _twin.Wire(cut.AsSpan(0, _random.Next(1, cut.Length)), line);
                break;
            case 4 or 5:
                byte[] flipped = FeedFrames.Checked(FeedFrames.Padded(frame));
                Flip(flipped, 0);
                _twin.Wire(flipped, line);
                break;
            case 6 or 7:
                Flip(frame, 12);
                if (_random.Next(4) != 0)
                {
                    FeedFrames.FixChecksum(frame);
                }

                _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(frame)), line);
                break;
            case 8:
                Xgmii(frame, line);
                break;
            default:
                _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(frame)), line);
                break;
        }
    }

    /// <summary>A packet that is right or wrong in its own words.</summary>
    private byte[] Payload()
    {
        byte[][] messages = Messages(_random.Next(1, 6));
        string session = _twin.Bench.Feed.Session;
        ulong sequence = _twin.Model.Expected;
        sequence += _random.Next(6) switch { 0 => (ulong)_random.Next(1, 2_000), 1 => (ulong)-_random.Next(1, 9), _ => 0 };
        int? count = _random.Next(5) switch { 0 => _random.Next(0, 8), 1 => _random.Next(2) * 0xFFFF, _ => null };
        if (_random.Next(10) == 0)
        {
            session = $"S{_random.Next(1_000_000)}";
        }

        if (_random.Next(6) == 0)
        {
            byte[] odd = new byte[_random.Next(2, 60)];
            _random.NextBytes(odd);
            odd[0] = (byte)AllTypesItch.Types[_random.Next(AllTypesItch.Types.Length)];
            messages[_random.Next(messages.Length)] = odd;
        }

        byte[] packet = FeedFrames.Packet(session, sequence, messages, count);
        if (_random.Next(5) == 0)
        {
            // A block length that leads elsewhere.
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(MoldPacket.HeaderLength), (ushort)(_random.Next(3) == 0 ? _random.Next(65_536) : _random.Next(60)));
        }

        return packet;
    }

    private void Flip(Span<byte> bytes, int from)
    {
        for (int k = _random.Next(1, 4); k > 0; k--)
        {
            bytes[_random.Next(from, bytes.Length)] ^= (byte)(1 << _random.Next(8));
        }
    }

    private void Xgmii(byte[] frame, int line)
    {
        byte[] wire = FeedFrames.Checked(FeedFrames.Padded(frame));
        int at = _random.Next(wire.Length);
        switch (_random.Next(4))
        {
            case 0:
                _twin.Words(new XgmiiStream().Idle().Preamble().Data(wire.AsSpan(0, at)).Character(XgmiiStream.Error).Data(wire.AsSpan(at + 1)).Character(XgmiiStream.Terminate),
                    wire.AsSpan(0, at), broken: true, line);
                break;
            case 1:
                _twin.Words(new XgmiiStream().Idle().Preamble().Data(wire.AsSpan(0, at)).Character((byte)(_random.Next(2) == 0 ? 0x9C : XgmiiStream.IdleCharacter)).Data(wire.AsSpan(at + 1))
                    .Character(XgmiiStream.Terminate), wire.AsSpan(0, at), broken: true, line);
                break;
            case 2:
                _twin.Words(new XgmiiStream().Idle(12, 1 + _random.Next(3)).Frame(wire), [], broken: true, line);
                break;
            default:
                byte[] preamble = [0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0xD5];
                preamble[_random.Next(7)] ^= (byte)(1 << _random.Next(8));
                _twin.Words(new XgmiiStream().Idle().Character(XgmiiStream.StartCharacter).Data(preamble).Data(wire).Character(XgmiiStream.Terminate), [], broken: true, line);
                break;
        }
    }

    /// <summary>Clears as a host would where a book went stale or messages are missing.</summary>
    private void Recover(string when)
    {
        if (_twin.AnyStale)
        {
            _twin.Clear(_twin.Model.Expected);
        }
        else if (_twin.Model.Behind)
        {
            _twin.Expect(_twin.Model.Expected);
        }

        // What the broken frames used or spoiled of the stream is unknown to it.
        _itch.ForgetOrders();
        Assert.False(_twin.AnyStale, when);
    }

    private byte[][] Messages(int count) => [.. Enumerable.Range(0, count).Select(_ => _itch.Next())];
}

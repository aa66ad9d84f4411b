using System.Buffers.Binary;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests;

/// <summary>What must not hurt: every broken frame gives the same records and counters in the RTL as in the model, changes no book
/// where docs/card.md says so, and the next good packet is taken.</summary>
public sealed class BadInputTests(ITestOutputHelper output) : IDisposable
{
    private const ushort Vlan = 0x2064;

    private FeedTwin _twin = null!;
    private RandomItch _stream = null!;
    private Random _random = null!;
    private FeedSettings _feed = FeedSettings.Default;

    public void Dispose() => _twin?.Dispose();

    [RtlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Frames_CutAtEveryLength(bool vlan)
    {
        Start(vlan);
        int length = FeedFrames.Frame(_feed, Packet(0, Messages(6))).Length;
        for (int n = 1; n <= length; n++)
        {
            byte[] frame = FeedFrames.Frame(_feed, Packet(0, Messages(6)));
            int cut = Math.Min(n, frame.Length);
            _twin.Wire(FeedFrames.Checked(frame.AsSpan(0, cut)));
            Recover($"cut at {cut}");
        }

        Assert.True(Counter(CntFeedIndex.Truncated) > 20 && Counter(CntFeedIndex.Runt) > 20 && Counter(CntFeedIndex.BadIp) > 5);
        Finish();
    }

    [RtlFact]
    public void ShortPackets_PaddedOrNot()
    {
        Start();
        for (int n = 0; n < 40; n++)
        {
            // A payload that is too short for a header, a heartbeat with something behind it, one short block.
            byte[] payload = Packet(0, Messages(1), count: n % 3 == 0 ? 0 : 1).AsSpan(0, n).ToArray();
            byte[] frame = FeedFrames.Frame(_feed, payload);
            _twin.Wire(FeedFrames.Checked(frame));
            _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(frame)));
            Recover($"payload of {n}");
        }

        Finish();
    }

    [RtlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Frames_AroundTheLongestLength(bool vlan)
    {
        Start(vlan);
        for (int bytes = 1510; bytes <= 1600; bytes++)
        {
            int room = bytes - Crc32.Length - FeedFrames.Frame(_feed, []).Length;
            byte[] packet = Packet(0, Messages(8));
            Array.Resize(ref packet, room);
            uint before = Counter(CntFeedIndex.Oversize);
            _twin.Wire(FeedFrames.Checked(FeedFrames.Frame(_feed, packet)));
            Assert.Equal(before + (bytes > 1522 ? 1u : 0u), Counter(CntFeedIndex.Oversize));
            Assert.Equal(bytes > 1522 ? StaleReason.BadFrame : StaleReason.None, _twin.Model.Book.Stale(0));
            Recover($"{bytes} bytes");
        }

        // Far beyond: the length counter must not come round.
        _twin.Wire(new byte[5000]);
        _twin.Wire(new byte[2048 + 100]);
        Recover("jumbo frames");
        Finish();
    }

    [RtlFact]
    public void WrongFrameCheck_MattersOnlyAfterAUsedMessage()
    {
        Start();
        ulong next = _twin.Model.Expected;
        byte[][] unused =
        [
            Packet(-3, Messages(3)),             // nothing new in it
            Packet(5, Messages(3)),              // beyond
            Packet(0, [], 0), Packet(9, [], 0xFFFF), Packet(0, Messages(1), count: 0),
            FeedFrames.Packet("OTHER", next, Messages(2)),
        ];
        foreach (byte[] payload in unused)
        {
            foreach (uint mask in (uint[])[1, 0x8000_0000, 0xFFFF_FFFF])
            {
                uint books = Counter(CntFeedIndex.BookMessages);
                _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(FeedFrames.Frame(_feed, payload)), mask));
                _twin.Compare("wrong frame check, nothing used");
                Assert.Equal((next, false, books), (_twin.Model.Expected, _twin.Model.Gap, Counter(CntFeedIndex.BookMessages)));
            }
        }

        for (int bit = 0; bit < 32; bit++)
        {
            _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(FeedFrames.Frame(_feed, Packet(-1, Messages(3)))), 1u << bit));
            Assert.Equal(StaleReason.BadFrame, _twin.Model.Book.Stale(0));
            Recover($"frame check wrong in bit {bit}");
        }

        Finish();
    }

    [RtlFact]
    public void XgmiiFaults_InEveryLane()
    {
        Start();
        int length = FeedFrames.Checked(FeedFrames.Frame(_feed, Packet(0, Messages(3)))).Length;
        for (int at = 0; at < length; at++)
        {
            byte[] frame = FeedFrames.Checked(FeedFrames.Frame(_feed, Packet(0, Messages(3))));
            int cut = Math.Min(at, frame.Length - 1);
            byte fault = (at % 3) switch { 0 => XgmiiStream.Error, 1 => XgmiiStream.IdleCharacter, _ => 0x9C };
            new XgmiiStream().Idle().Preamble().Data(frame.AsSpan(0, cut)).Character(fault).Data(frame.AsSpan(cut + 1)).Character(XgmiiStream.Terminate)
                .SendTo(_twin.Bench.Card);
            _twin.Model.Wire(frame.AsSpan(0, cut), broken: true);
            Recover($"control character 0x{fault:X2} at {cut}");
        }

        Finish();
    }

    [RtlFact]
    public void XgmiiStarts_InWrongPlaces()
    {
        Start();
        for (int round = 0; round < 24; round++)
        {
            byte[] first = FeedFrames.Checked(FeedFrames.Frame(_feed, Packet(0, Messages(2))));

            // A start in another lane: the frame after it is none.
            int lane = 1 + (round % 3);
            new XgmiiStream().Idle(12, lane).Frame(first).SendTo(_twin.Bench.Card);
            _twin.Model.Wire([], broken: true);
            Recover($"start in lane {lane}");

            // A preamble that is not one, and one without start of frame.
            byte[] preamble = [0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0xD5];
            preamble[round % 7] ^= (byte)(1 << (round % 8));
            new XgmiiStream().Idle().Character(XgmiiStream.StartCharacter).Data(preamble).Data(first).Character(XgmiiStream.Terminate).SendTo(_twin.Bench.Card);
            _twin.Model.Wire([], broken: true);
            Recover("broken preamble");

            // No terminate: the next frame's start breaks this one.
            int whole = (first.Length * (24 - round) / 24) & ~3;
            byte[] second = FeedFrames.Checked(FeedFrames.Frame(_feed, Packet(0, Messages(2))));
            new XgmiiStream().Idle().Preamble().Data(first.AsSpan(0, whole)).Frame(second).SendTo(_twin.Bench.Card);
            _twin.Model.Wire(first.AsSpan(0, whole), broken: true);
            _twin.Model.Wire(second);
            Recover("no terminate before the next start");

            // No terminate, only idle.
            first = FeedFrames.Checked(FeedFrames.Frame(_feed, Packet(0, Messages(2))));
            whole = (first.Length * (24 - round) / 24) & ~3;
            new XgmiiStream().Idle().Preamble().Data(first.AsSpan(0, whole)).SendTo(_twin.Bench.Card);
            _twin.Model.Wire(first.AsSpan(0, whole), broken: true);
            Recover("no terminate");
        }

        Finish();
    }

    [RtlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Headers_OfOtherTraffic(bool vlan)
    {
        Start(vlan);
        int ip = vlan ? 18 : 14;
        (string What, CntFeedIndex Counter, bool Fix, Action<byte[]> Spoil)[] kinds =
        [
            ("IPv6", CntFeedIndex.NotIpv4, false, f => { f[ip - 2] = 0x86; f[ip - 1] = 0xDD; }),
            ("ARP", CntFeedIndex.NotIpv4, false, f => { f[ip - 2] = 0x08; f[ip - 1] = 0x06; }),
            ("two tags", CntFeedIndex.NotIpv4, false, f => { f[12] = 0x81; f[13] = 0; f[16] = 0x81; f[17] = 0; }),
            ("options", CntFeedIndex.BadIp, true, f => f[ip] = 0x46),
            ("version 6", CntFeedIndex.BadIp, true, f => f[ip] = 0x65),
            ("checksum", CntFeedIndex.BadIp, false, f => f[ip + 10] ^= 4),
            ("checksum zero", CntFeedIndex.BadIp, false, f => f[ip + 10] = f[ip + 11] = 0),
            ("more fragments", CntFeedIndex.BadIp, true, f => f[ip + 6] |= 0x20),
            ("fragment offset", CntFeedIndex.BadIp, true, f => f[ip + 7] = 1),
            ("fragment offset, high", CntFeedIndex.BadIp, true, f => f[ip + 6] |= 0x10),
            ("total 27", CntFeedIndex.BadIp, true, f => { f[ip + 2] = 0; f[ip + 3] = 27; }),
            ("total 0", CntFeedIndex.BadIp, true, f => f[ip + 2] = f[ip + 3] = 0),
            ("total beyond", CntFeedIndex.BadIp, true, f => f[ip + 2] = 0x40),
            ("total beyond, not UDP", CntFeedIndex.BadIp, true, f => { f[ip + 2] = 0x40; f[ip + 9] = 6; }),
            ("TCP", CntFeedIndex.NotUdp, true, f => f[ip + 9] = 6),
            ("group", CntFeedIndex.NotOurs, true, f => f[ip + 19] ^= 1),
            ("group, first octet", CntFeedIndex.NotOurs, true, f => f[ip + 16] ^= 0x80),
            ("port", CntFeedIndex.NotOurs, false, f => f[ip + 23] ^= 1),
            ("port, high", CntFeedIndex.NotOurs, false, f => f[ip + 22] ^= 0x40),
            ("UDP length, longer", CntFeedIndex.BadUdp, false, f => f[ip + 25]++),
            ("UDP length, shorter", CntFeedIndex.BadUdp, false, f => f[ip + 25]--),
            ("UDP length 0", CntFeedIndex.BadUdp, false, f => f[ip + 24] = f[ip + 25] = 0),
            ("UDP length 27", CntFeedIndex.BadUdp, true, f => { f[ip + 2] = 0; f[ip + 3] = 47; f[ip + 24] = 0; f[ip + 25] = 27; }),
        ];
        foreach ((string what, CntFeedIndex counter, bool fix, Action<byte[]> spoil) in kinds)
        {
            byte[] frame = FeedFrames.Frame(_feed, Packet(0, Messages(3)));
            spoil(frame);
            if (fix)
            {
                FeedFrames.FixChecksum(frame);
            }

            Untouched(what, () => _twin.Wire(FeedFrames.Checked(frame)), counter);
        }

        // What must be taken although it looks odd: other TOS, TTL, identification, DF, source, UDP checksum.
        foreach ((int at, byte value) in ((int, byte)[])[(1, 0xB8), (4, 9), (6, 0x40), (6, 0x80), (8, 255), (12, 77), (20, 5), (26, 0xAA)])
        {
            byte[] frame = FeedFrames.Frame(_feed, Packet(0, Messages(1)));
            frame[ip + at] = value;
            FeedFrames.FixChecksum(frame);
            uint before = Counter(CntFeedIndex.Messages);
            _twin.Wire(FeedFrames.Checked(frame));
            Assert.Equal(before + 1, Counter(CntFeedIndex.Messages));
            Recover($"byte {at} of the header");
        }

        Finish();
    }

    [RtlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void TotalLengths_NearTheEndOf16Bits(bool vlan)
    {
        Start(vlan);
        int ip = vlan ? 18 : 14;
        for (int total = 65_500; total <= 65_535; total++)
        {
            // No block is complete in one, one is in the other.
            foreach (byte[] payload in (byte[][])[Packet(3, Messages(1)), Packet(0, Messages(1))])
            {
                byte[] frame = FeedFrames.Frame(_feed, payload);
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(ip + 2), (ushort)total);
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(ip + 24), (ushort)(total - 20));
                FeedFrames.FixChecksum(frame);
                _twin.Wire(FeedFrames.Checked(frame));
                Recover($"total length {total}");
            }
        }

        Finish();
    }

    [RtlFact]
    public void OtherSessions_AreDropped()
    {
        Start();
        for (int i = 0; i < 10; i++)
        {
            char[] session = _feed.Session.ToCharArray();
            session[i] ^= '\u0003';
            byte[] frame = FeedFrames.Frame(_feed, FeedFrames.Packet(new string(session), _twin.Model.Expected, Messages(2)));
            Untouched($"session differs in character {i}", () => _twin.Wire(FeedFrames.Checked(frame)), CntFeedIndex.WrongSession);
        }

        Finish();
    }

    [RtlFact]
    public void Counts_TooHighTooLowAndSpecial()
    {
        Start();
        foreach (int count in (int[])[0, 1, 2, 3, 4, 5, 6, 255, 256, 0x7FFF, 0xFFFE, 0xFFFF])
        {
            foreach (int ahead in (int[])[0, -2, 4])
            {
                _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(FeedFrames.Frame(_feed, Packet(ahead, Messages(4), count)))));
                Recover($"count {count}, {ahead} ahead");
            }
        }

        Finish();
    }

    [RtlFact]
    public void BlockLengths_ThatLeadNowhere()
    {
        Start();
        foreach (int length in (int[])[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 18, 20, 35, 37, 100, 255, 256, 1400, 0x7FFF, 0xFFFF])
        {
            for (int which = 0; which < 4; which++)
            {
                // Blocks in front of different lengths: the length field falls in every lane.
                byte[][] messages = [.. Enumerable.Range(0, which).Select(n => Unknown(10 + which + n)), .. Messages(3)];
                byte[] payload = Packet(0, messages);
                int at = MoldPacket.HeaderLength + messages.Take(which).Sum(m => m.Length + 2);
                BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(at), (ushort)length);
                _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(FeedFrames.Frame(_feed, payload))));
                Recover($"block {which} of length {length}");
            }
        }

        Finish();
    }

    [RtlFact]
    public void Types_OfEveryValueAndLength()
    {
        Start();
        for (int type = 0; type < 256; type++)
        {
            int right = ItchType.LengthOf((byte)type);
            int[] lengths = right == 0 ? [2, 3, 12, 36] : [2, 3, 4, 5, 6, right - 1, right, right + 1, 60];
            byte[][] messages = [.. lengths.Select(n => Typed((byte)type, n))];
            foreach (byte[] message in messages)
            {
                _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(FeedFrames.Frame(_feed, Packet(0, [Unknown(9), message, Unknown(2)])))));
                Recover($"type 0x{type:X2} of length {message.Length}");
            }

            _twin.Wire(FeedFrames.Checked(FeedFrames.Frame(_feed, Packet(0, messages))));
            Recover($"type 0x{type:X2} of every length in one packet");
        }

        Finish();
    }

    [RtlFact]
    public void Sequences_DuplicateLateAndBeyond()
    {
        Start();
        _twin.Clear(5000);
        _stream.ForgetOrders();
        foreach (int ahead in (int[])[-1, -2, -3, -4, -1000, 1, 2, 1000])
        {
            _twin.Wire(Good(Packet(ahead, Messages(3))));
            Assert.Equal((ahead > 0, ahead > 0 ? StaleReason.Gap : StaleReason.None, StaleReason.None), (_twin.Model.Gap, _twin.Model.Book.ShownStale(0), _twin.Model.Book.Stale(0)));

            // What comes after a gap is held; the packets that were missed let it follow.
            for (int late = -1; late < 3; late++)
            {
                _twin.Wire(Good(Packet(late, Messages(2))));
            }

            _twin.Wire(Good(Packet(6, [], 0)));
            _twin.Wire(Good(Packet(6, [], 0xFFFF)));
            Recover($"{ahead} ahead");
        }

        foreach (ulong expected in (ulong[])[1ul << 16, 1ul << 32, (1ul << 32) + 3, 0xFFFF_FFFF, ulong.MaxValue - 8])
        {
            foreach (ulong sequence in (ulong[])[expected, expected - 1, expected - 2, expected - 3, expected - 65_536, expected - (1ul << 32), expected + 1, expected + (1ul << 32)])
            {
                _twin.Clear(expected);
                _stream.ForgetOrders();
                _twin.Wire(Good(FeedFrames.Packet(_feed.Session, sequence, Messages(3))));
                _twin.Compare($"sequence {sequence:X} where {expected:X} is expected");
                Assert.Equal(_twin.Model.Expected, _twin.Bench.Card.Read(CardRegisters.FeedExpectedLo) | ((ulong)_twin.Bench.Card.Read(CardRegisters.FeedExpectedHi) << 32));
            }
        }

        Finish();
    }

    [RtlFact]
    public void Sequences_BehindTheLastNumberOfAll_AreMissing()
    {
        Start();
        _twin.Clear(ulong.MaxValue);
        _stream.ForgetOrders();
        Assert.False(new StateValue(_twin.Bench.Card.Read(CardRegisters.State)).Gap);
        _twin.Wire(Good(FeedFrames.Packet(_feed.Session, ulong.MaxValue, Messages(3))));
        _twin.Bench.Card.RunIdle();
        Assert.True(new StateValue(_twin.Bench.Card.Read(CardRegisters.State)).Gap, "numbers began again, and nobody noticed");
        Assert.True(_twin.Model.Gap);
    }

    [RtlFact]
    public void AnySequence_FollowsEveryJump()
    {
        Start(anySequence: true, anySession: true);
        foreach (ulong sequence in (ulong[])[1, 100, 50, 1ul << 40, 3, ulong.MaxValue - 1, 7])
        {
            uint before = Counter(CntFeedIndex.Messages);
            _twin.Wire(Good(FeedFrames.Packet("ELSEWHERE", sequence, Messages(3))));
            Assert.Equal((before + 3, sequence + 3), (Counter(CntFeedIndex.Messages), _twin.Model.Expected));
            _twin.Wire(Good(FeedFrames.Packet("ELSEWHERE", sequence + 40, [], 0)));
            _twin.Wire(FeedFrames.Checked(FeedFrames.Frame(_feed, FeedFrames.Packet("ELSEWHERE", 5, [], 0xFFFF)), 1));
            _twin.Compare($"sequence {sequence}");
            Assert.False(_twin.AnyStale);
        }

        Finish();
    }

    [RtlFact]
    public void Disabled_NothingIsTakenOrCounted()
    {
        Start();
        uint control = _twin.Bench.Card.Read(CardRegisters.FeedCtrl);
        _twin.Bench.Card.Write(CardRegisters.FeedCtrl, new FeedCtrlValue(control).WithEnable(false).Raw);
        _twin.Model.Config = _twin.Model.Config with { Enable = false };
        ulong next = _twin.Model.Expected;
        _twin.Wire(Good(Packet(0, Messages(3))));
        _twin.Wire(Good(Packet(9, Messages(3))));
        _twin.Wire(new byte[70]);
        _twin.Compare("disabled");
        _twin.CompareCounters();
        Assert.Equal(next, _twin.Model.Expected);
        _twin.Bench.Card.Write(CardRegisters.FeedCtrl, control);
        _twin.Model.Config = _twin.Model.Config with { Enable = true };
        _stream.ForgetOrders();
        Recover("enabled again");
        Finish();
    }

    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void LevelBeyond32Bits_IsPublishedThenStale()
    {
        Start();
        for (int symbol = 0; symbol < RandomStreamTests.Symbols.Length; symbol += TestLength.Of(3, 1))
        {
            foreach (uint second in (uint[])[1, 2, 1000, uint.MaxValue])
            {
                // Best, second best, and a level below both; the block behind it in every lane, a D that would find nothing.
                foreach ((int level, int pad) in from l in (int[])[100, 90, 80] from p in (int[])[2, 3, 4, 5] select (l, p))
                {
                    byte[][] messages =
                    [
                        Unknown(pad), Add(symbol, 1, uint.MaxValue, level), Add(symbol, 2, 5, 100), Add(symbol, 3, 5, 90), Add(symbol, 4, 5, 80),
                        Add(symbol, 5, second, level), Delete(symbol, 77), Add(symbol, 6, 1, 200),
                    ];
                    _twin.Clear(_twin.Model.Expected);
                    _twin.Wire(Good(Packet(0, messages)));
                    _twin.Compare($"{second} on a full level {level}");
                    for (int n = 0; n < RandomStreamTests.Symbols.Length; n++)
                    {
                        Assert.Equal(n == symbol ? StaleReason.LevelQty : StaleReason.None, _twin.Model.Book.Stale(n));
                    }
                }
            }
        }

        Recover("full levels");
        Finish();
    }

    [RtlFact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public void RandomNoise_BetweenGoodPackets()
    {
        int seed = TestLength.Seed, frames = TestLength.Of(10_000, 200_000);
        output.WriteLine($"seed {seed}");
        Start(seed: seed, mixed: true);
        for (int n = 0; n < frames; n++)
        {
            byte[] good = FeedFrames.Frame(_feed with { Vlan = _random.Next(2) == 0 ? null : Vlan }, Packet(_random.Next(8) switch { 0 => -1, 1 => 1, _ => 0 }, Messages(_random.Next(1, 8))));
            switch (_random.Next(6))
            {
                case 0:
                    byte[] noise = new byte[_random.Next(1, 200)];
                    _random.NextBytes(noise);
                    _twin.Wire(_random.Next(2) == 0 ? noise : FeedFrames.Checked(noise));
                    break;
                case 1:
                    // Headers as they should be, anything behind them.
                    _random.NextBytes(good.AsSpan(FeedFrames.IpAt(good) + 28 + _random.Next(30)));
                    _twin.Wire(FeedFrames.Checked(good));
                    break;
                case 2:
                    _twin.Wire(FeedFrames.Checked(good.AsSpan(0, _random.Next(1, good.Length))));
                    break;
                case 3:
                    byte[] spoiled = FeedFrames.Checked(good);
                    spoiled[_random.Next(spoiled.Length)] ^= (byte)_random.Next(1, 256);
                    _twin.Wire(spoiled);
                    break;
                case 4:
                    for (int k = _random.Next(1, 4); k > 0; k--)
                    {
                        good[_random.Next(FeedFrames.IpAt(good) - 2, good.Length)] ^= (byte)(1 << _random.Next(8));
                    }

                    if (_random.Next(4) != 0 && FeedFrames.IpAt(good) + 20 <= good.Length)
                    {
                        FeedFrames.FixChecksum(good);
                    }

                    _twin.Wire(FeedFrames.Checked(good));
                    break;
                default:
                    byte[] whole = _random.Next(20) == 0 ? FeedFrames.Frame(_feed, Packet(0, [], _random.Next(2) * 0xFFFF)) : good;
                    _twin.Wire(FeedFrames.Checked(FeedFrames.Padded(whole)));
                    break;
            }

            if (n % 40 == 39)
            {
                Recover($"{n + 1} frames of noise, seed {seed}");
            }
        }

        Finish();
        Assert.All(Enum.GetValues<CntFeedIndex>().Where(i => i is not (CntFeedIndex.XgmiiError or CntFeedIndex.Oversize)), i => Assert.True(Counter(i) > 0, $"{i} was not reached"));
        output.WriteLine($"{frames} frames, {_twin.Compared} records equal");
    }

    private void Start(bool vlan = false, bool anySequence = false, bool anySession = false, int seed = 7, bool mixed = false)
    {
        _feed = FeedSettings.Default with { Vlan = vlan ? Vlan : null };
        _random = new Random(seed);
        _twin = new FeedTwin(RandomStreamTests.Symbols, record: true, _feed, anySession, anySequence) { Mixed = mixed };
        _stream = new RandomItch(seed, RandomStreamTests.Symbols, _twin.Window, faults: 0);
        _twin.Send([.. _stream.Opening()], _random);
        _twin.Compare("at the opening");
        Assert.False(_twin.AnyStale);
    }

    private byte[][] Messages(int count) => [.. Enumerable.Range(0, count).Select(_ => _stream.Next())];

    /// <summary>A packet whose sequence is the expected one and so many more.</summary>
    private byte[] Packet(int ahead, IEnumerable<byte[]> messages, int? count = null) =>
        FeedFrames.Packet(_feed.Session, _twin.Model.Expected + (ulong)ahead, messages, count);

    private byte[] Good(byte[] payload) => FeedFrames.Checked(FeedFrames.Padded(FeedFrames.Frame(_feed, payload)));

    private static byte[] Unknown(int length) => Typed((byte)'!', length);

    private static byte[] Typed(byte type, int length)
    {
        byte[] message = new byte[length];
        message[0] = type;
        return message;
    }

    private static byte[] Add(int n, ulong reference, uint quantity, int level)
    {
        SymbolWindow symbol = RandomStreamTests.Symbols[n];
        byte[] message = new byte[ItchAddOrder.Length];
        ItchAddOrder.Write(message, new Locate((ushort)(n + 1)), 0, default, new OrderRef(reference), level > 150 ? Side.Sell : Side.Buy, new Quantity(quantity), Symbol.Of(symbol.Symbol), new Price(symbol.Price(level)));
        return message;
    }

    private static byte[] Delete(int n, ulong reference)
    {
        byte[] message = new byte[ItchOrderDelete.Length];
        ItchOrderDelete.Write(message, new Locate((ushort)(n + 1)), 0, default, new OrderRef(reference));
        return message;
    }

    private uint Counter(CntFeedIndex index) => _twin.Model.Counters.Values[(int)index];

    /// <summary>The frame moves this counter and nothing else; the card says the same as the model.</summary>
    private void Untouched(string what, Action send, CntFeedIndex counter)
    {
        _twin.Compare($"before {what}");
        (ulong next, bool gap, long books, uint count, uint messages) = (_twin.Model.Expected, _twin.Model.Gap, _twin.BookRecords, Counter(counter), Counter(CntFeedIndex.Messages));
        send();
        _twin.Compare(what);
        Assert.Equal((next, gap, books, count + 1, messages), (_twin.Model.Expected, _twin.Model.Gap, _twin.BookRecords, Counter(counter), Counter(CntFeedIndex.Messages)));
        Recover(what);
    }

    /// <summary>Compares; clears as a host would where a book went stale; then a good packet must be taken.</summary>
    private void Recover(string what)
    {
        _twin.Compare(what);
        if (_twin.AnyStale || _twin.Model.Gap)
        {
            _twin.Clear(_twin.Model.Expected);
        }

        _stream.ForgetOrders();
        uint before = Counter(CntFeedIndex.BookMessages);
        _twin.Wire(Good(Packet(0, Messages(2))));
        _twin.Compare($"a good packet after {what}");
        Assert.False(_twin.AnyStale, $"stale after {what}");
        Assert.Equal(before + 2, Counter(CntFeedIndex.BookMessages));
    }

    private void Finish()
    {
        _twin.CompareCounters();
        output.WriteLine($"{_twin.Compared} records equal");
    }
}

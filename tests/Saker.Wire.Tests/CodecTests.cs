using Xunit;

namespace Saker.Wire.Tests;

/// <summary>Checksums, framing and streams.</summary>
public sealed class CodecTests
{
    [Fact]
    public void Crc32_has_the_standard_check_value()
    {
        Assert.Equal(0xCBF4_3926u, Crc32.Compute("123456789"u8));
        byte[] frame = [.. "123456789"u8, 0, 0, 0, 0];
        Crc32.Write(frame.AsSpan(0, 9), frame.AsSpan(9));
        Assert.True(Crc32.Verify(frame));
        frame[3] ^= 1;
        Assert.False(Crc32.Verify(frame));
    }

    [Fact]
    public void Tcp_segment_round_trips_with_a_right_checksum()
    {
        Ipv4Address a = new(0x0A000001), b = new(0x0A000002);
        byte[] bytes = new byte[29];
        "odd payload"u8[..5].CopyTo(bytes.AsSpan(24));
        Assert.Equal(29, TcpSegment.WriteHeader(bytes, a, b, 1, 2, 3, 4, TcpFlags.Psh | TcpFlags.Ack, 5, payloadLength: 5, optionsLength: 4));
        Assert.True(TcpSegment.TryRead(bytes, out TcpSegment tcp) && tcp.ChecksumOk(a, b));
        Assert.Equal((3u, 4u, 4, 5), (tcp.Sequence, tcp.Acknowledgment, tcp.Options.Length, tcp.Payload.Length));
        bytes[28] ^= 1;
        Assert.False(tcp.ChecksumOk(a, b));
    }

    [Fact]
    public void Arp_round_trips()
    {
        ArpPacket arp = new(ArpPacket.Request, new MacAddress(1), new Ipv4Address(2), MacAddress.Broadcast, new Ipv4Address(3));
        byte[] bytes = new byte[ArpPacket.Length];
        arp.Write(bytes);
        Assert.True(ArpPacket.TryRead(bytes, out ArpPacket read));
        Assert.Equal(arp, read);
    }

    [Fact]
    public void Addresses_are_parsed_and_printed()
    {
        Assert.True(Ipv4Address.TryParse("233.54.12.111", out Ipv4Address ip) && ip.ToString() == "233.54.12.111");
        Assert.False(Ipv4Address.TryParse("1.2.3", out _) || Ipv4Address.TryParse("1.2.3.256", out _) || Ipv4Address.TryParse("1.2.3.4.5", out _));
        Assert.Equal("01:00:5e:36:0c:6f", MacAddress.OfGroup(ip).ToString());
        Assert.True(MacAddress.TryParse("01:00:5e:36:0c:6f", out MacAddress mac) && mac == MacAddress.OfGroup(ip));
    }

    [Fact]
    public void Mold_packet_round_trips_and_refuses_what_does_not_fit()
    {
        byte[] bytes = new byte[40];
        SessionId session = SessionId.Of("S1");
        MoldPacketBuilder builder = new(bytes, session, 7);
        Assert.True(builder.TryAdd("hello"u8) && builder.TryAdd([]) && !builder.TryAdd(new byte[12]) && builder.TryAdd(new byte[9]));
        Assert.Equal(40, builder.Finish());
        Assert.True(MoldPacket.TryRead(bytes, out MoldPacket packet));
        Assert.Equal((session, 7ul, (ushort)3), (packet.Session, packet.Sequence, packet.Count));
        List<(ulong, int)> blocks = [];
        foreach (MoldMessage m in packet)
        {
            blocks.Add((m.Sequence, m.Data.Length));
        }
        Assert.Equal([(7, 5), (8, 0), (9, 9)], blocks);
        MoldRequest request = new(session, 5, 6);
        request.Write(bytes);
        Assert.True(MoldRequest.TryRead(bytes.AsSpan(0, 20), out MoldRequest read) && read == request);
    }

    [Fact]
    public void Soup_login_round_trips_without_regard_to_case()
    {
        byte[] bytes = new byte[64];
        int length = SoupLoginRequest.Write(bytes, "user", "Secret", "", 12);
        Assert.Equal((49, SoupRead.Packet), (length, SoupPacket.Read(bytes, out SoupPacket packet, out _)));
        Assert.True(SoupLoginRequest.TryRead(packet.Payload, out SoupLoginRequest login));
        Assert.True(login.UserIs("USER") && login.PasswordIs("secret") && !login.PasswordIs("secre") && login.RequestedSequence == 12);
        SoupLoginAccepted.Write(bytes, "SESSION1", 345);
        Assert.Equal(SoupRead.Packet, SoupPacket.Read(bytes, out packet, out _));
        Assert.True(SoupLoginAccepted.TryRead(packet.Payload, out SoupLoginAccepted accepted));
        Assert.Equal(("SESSION1", 345ul), (accepted.Session.ToString(), accepted.Sequence));
    }

    [Fact]
    public void Soup_stream_of_any_split_gives_the_same_packets()
    {
        Random random = new(3);
        byte[] stream = new byte[20_000];
        List<int> sent = [];
        int end = 0;
        while (end < 19_000)
        {
            int length = random.Next(0, 200);
            sent.Add(length);
            end += SoupPacket.Write(stream.AsSpan(end), SoupType.SequencedData, new byte[length]);
        }
        SoupStreamReader reader = new(maxLength: 300);
        List<int> got = [];
        ReadOnlySpan<byte> rest = stream.AsSpan(0, end);
        while (!rest.IsEmpty)
        {
            int taken = reader.Append(rest[..Math.Min(rest.Length, random.Next(1, 500))]);
            rest = rest[taken..];
            while (reader.Read(out SoupPacket packet) == SoupRead.Packet)
            {
                got.Add(packet.Payload.Length);
            }
        }
        Assert.Equal(sent, got);
        Assert.Equal(0, reader.Pending);
        reader.Append([0, 0, 1]);
        Assert.Equal(SoupRead.Broken, reader.Read(out _));
    }

    [Fact]
    public void Pcap_round_trips_and_a_cut_file_is_a_clear_fault()
    {
        using MemoryStream file = new();
        PcapWriter writer = new(file);
        writer.Write(1_600_000_000_123_456_789, "frame one"u8);
        writer.Write(1_600_000_001_000_000_001, "two"u8);
        byte[] bytes = file.ToArray();
        PcapReader reader = new(new MemoryStream(bytes));
        Assert.True(reader.TryRead(out CaptureRecord one));
        Assert.Equal((1_600_000_000_123_456_789ul, 9, LinkType.Ethernet), (one.TimeNs, one.Data.Length, one.LinkType));
        Assert.True(reader.TryRead(out _) && !reader.TryRead(out _));
        PcapReader cut = new(new MemoryStream(bytes[..^1]));
        Assert.True(cut.TryRead(out _));
        Assert.Equal("The file ends inside frame 2.", Assert.Throws<CaptureFormatException>(() => { cut.TryRead(out _); }).Message);
    }

    [Fact]
    public void Pcapng_with_nanosecond_resolution_is_read()
    {
        byte[] bytes = Hex.Of(
            "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000"
            + "01000000 20000000 0100 0000 00000400 0900 0100 09000000 0000 0000 20000000"
            + "06000000 24000000 00000000 00000000 2a000000 03000000 05000000 61626300 24000000");
        PcapReader reader = new(new MemoryStream(bytes));
        Assert.True(reader.TryRead(out CaptureRecord record));
        Assert.Equal((42ul, 5, LinkType.Ethernet), (record.TimeNs, record.OriginalLength, record.LinkType));
        Assert.Equal("abc"u8, record.Data);
        Assert.False(reader.TryRead(out _));
    }
}

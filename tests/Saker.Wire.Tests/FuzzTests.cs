using Xunit;

namespace Saker.Wire.Tests;

/// <summary>Cut and random input: every reader answers, none runs out of range.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 100_000;

    [Fact]
    public void Readers_never_run_out_of_range()
    {
        const int seed = 20261121;
        Random random = new(seed);
        byte[] buffer = new byte[96];
        int accepted = 0;
        for (int i = 0; i < Inputs; i++)
        {
            Span<byte> b = buffer.AsSpan(0, random.Next(buffer.Length + 1));
            random.NextBytes(b);
            Shape(random, b, i);
            accepted += Frames(b) + Session(b) + Itch(b) + Ouch(b);
        }
        Assert.True(accepted > 1000, $"seed {seed}: only {accepted} inputs looked right, so little was tried");
    }

    // Half of the inputs get a head that lets them past the first check.
    private static void Shape(Random random, Span<byte> b, int i)
    {
        if (i % 2 == 0 && b.Length >= 40)
        {
            b[12] = 0x08;
            b[13] = 0;
            b[14] = 0x45;
            b[16] = 0;
            b[17] = (byte)random.Next(96);
            b[23] = random.Next(2) == 0 ? IpProtocol.Udp : IpProtocol.Tcp;
        }
        else if (b.Length > 0)
        {
            b[0] = random.Next(2) == 0 ? ItchType.All[random.Next(ItchType.Count)] : OuchOutboundType.All[random.Next(OuchOutboundType.All.Length)];
        }
    }

    private static int Frames(ReadOnlySpan<byte> b)
    {
        int ok = 0;
        if (EthernetFrame.TryRead(b, out EthernetFrame frame))
        {
            ok += ArpPacket.TryRead(frame.Payload, out _) ? 1 : 0;
            if (Ipv4Packet.TryRead(frame.Payload, out Ipv4Packet ip))
            {
                ok += 1 + (ip.ChecksumOk ? 1 : 0);
                ok += UdpDatagram.TryRead(ip.Payload, out UdpDatagram udp) && udp.Payload.Length >= 0 && udp.ChecksumOk(ip.Source, ip.Destination) ? 1 : 0;
                ok += TcpSegment.TryRead(ip.Payload, out TcpSegment tcp) && tcp.Payload.Length + tcp.Options.Length >= 0 && tcp.ChecksumOk(ip.Source, ip.Destination) ? 1 : 0;
            }
        }
        if (MoldPacket.TryRead(b, out MoldPacket packet))
        {
            foreach (MoldMessage m in packet)
            {
                ok += m.Data.Length >= 0 ? 1 : 0;
            }
        }
        return ok + (MoldRequest.TryRead(b, out _) ? 1 : 0);
    }

    private static int Session(ReadOnlySpan<byte> b)
    {
        int ok = SoupPacket.Read(b, out SoupPacket packet, out _) == SoupRead.Packet ? 1 + Ouch(packet.Payload) : 0;
        return ok + (SoupLoginRequest.TryRead(b, out _) ? 1 : 0) + (SoupLoginAccepted.TryRead(b, out _) ? 1 : 0);
    }

    private static int Itch(ReadOnlySpan<byte> b) =>
        (ItchHead.IsWellFormed(b) ? 1 : 0)
        + (ItchAddOrder.TryRead(b, out ItchAddOrder a) && a.Price.Units >= 0 ? 1 : 0)
        + (ItchStockDirectory.TryRead(b, out ItchStockDirectory r) && r.Inverse >= 0 ? 1 : 0)
        + (ItchNetOrderImbalance.TryRead(b, out ItchNetOrderImbalance n) && n.Variation >= 0 ? 1 : 0)
        + (ItchDirectListing.TryRead(b, out ItchDirectListing d) && d.UpperCollar.Units >= 0 ? 1 : 0);

    private static int Ouch(ReadOnlySpan<byte> b) =>
        (OuchEnterOrder.TryRead(b, out _) ? 1 : 0) + (OuchReplaceRequest.TryRead(b, out _) ? 1 : 0) + (OuchCancelRequest.TryRead(b, out _) ? 1 : 0)
        + (OuchModifyRequest.TryRead(b, out _) ? 1 : 0) + (OuchAccepted.TryRead(b, out _, out OuchAppendage app) && app.TryGet(OuchTag.Firm, out _) ? 1 : 0)
        + (OuchReplaced.TryRead(b, out _) ? 1 : 0) + (OuchCanceled.TryRead(b, out _) ? 1 : 0) + (OuchAiqCanceled.TryRead(b, out _) ? 1 : 0)
        + (OuchExecuted.TryRead(b, out _) ? 1 : 0) + (OuchBrokenTrade.TryRead(b, out _) ? 1 : 0) + (OuchRejected.TryRead(b, out _) ? 1 : 0)
        + (OuchCancelPending.TryRead(b, out _) ? 1 : 0) + (OuchPriorityUpdate.TryRead(b, out _) ? 1 : 0) + (OuchRestated.TryRead(b, out _) ? 1 : 0);

    [Fact]
    public void Capture_readers_end_with_a_clear_fault_or_the_end_of_the_file()
    {
        Random random = new(7);
        using MemoryStream good = new();
        PcapWriter writer = new(good);
        writer.Write(1, new byte[60]);
        byte[] pcap = good.ToArray();
        byte[] ng = Hex.Of(
            "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000 01000000 14000000 0100 0000 00000400 14000000"
            + "06000000 24000000 00000000 00000000 2a000000 03000000 05000000 61626300 24000000");
        int faults = 0;
        for (int i = 0; i < 1000; i++)
        {
            byte[] bytes = (byte[])(i % 2 == 0 ? pcap : ng).Clone();
            bytes[random.Next(4, bytes.Length)] ^= (byte)random.Next(1, 256);
            bytes = bytes[..random.Next(4, bytes.Length + 1)];
            try
            {
                PcapReader reader = new(new MemoryStream(bytes));
                while (reader.TryRead(out CaptureRecord record))
                {
                    Assert.True(record.Data.Length <= bytes.Length);
                }
            }
            catch (CaptureFormatException)
            {
                faults++;
            }
        }
        Assert.True(faults > 500, $"only {faults} of the broken files were found out");
    }
}

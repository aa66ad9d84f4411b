using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>A venue on a thread of its own, stopped at the end of the test.</summary>
internal sealed class RunningVenue : IDisposable
{
    /// <summary>The venue's first session, as it names itself by default.</summary>
    public const string Session = "SAKER00001";

    private static int _port = 26600;

    private readonly Thread _thread;
    private readonly IPEndPoint _group = new(IPAddress.Parse("239.77.1.2"), Interlocked.Increment(ref _port));
    private readonly IPEndPoint _groupB = new(IPAddress.Parse("239.77.2.2"), Interlocked.Increment(ref _port));

    public RunningVenue(params string[] args)
    {
        Venue = new Venue(
            VenueOptions.Parse(["--ouch-bind", "127.0.0.1:0", "--control", "127.0.0.1:0", "--md-group", _group.ToString(), "--md-b-group", _groupB.ToString(), .. args]),
            TimeProvider.System);
        _thread = new Thread(Venue.Run);
        _thread.Start();
    }

    public Venue Venue { get; }

    public SoupPort Port(string user) => Venue.Ports.Single(p => p.User == user);

    public TinyClient Login(string user, string password)
    {
        var client = new TinyClient(Venue.OuchEndPoint);
        Assert.Equal(SoupType.LoginAccepted, client.Login(user, password).Type);
        return client;
    }

    public T OnThread<T>(Func<T> get)
    {
        var done = new TaskCompletionSource<T>();
        Venue.Loop.Post(() => done.SetResult(get()));
        Assert.True(done.Task.Wait(TimeSpan.FromSeconds(60)), "the venue does not answer");
        return done.Task.Result;
    }

    public void WaitUntil(Func<bool> condition)
    {
        for (int n = 0; !OnThread(condition); n++)
        {
            Assert.True(n < 500, "the condition did not come true");
            Thread.Sleep(20);
        }
    }

    public JsonObject Control(string line)
    {
        using var tcp = new TcpClient();
        tcp.Connect(IPEndPoint.Parse(Venue.ControlAddress!));
        using var stream = tcp.GetStream();
        stream.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        return JsonNode.Parse(new StreamReader(stream).ReadLine()!)!.AsObject();
    }

    /// <summary>A request that must succeed; its answer.</summary>
    public JsonObject Ok(string line)
    {
        var answer = Control(line);
        Assert.True(answer["ok"]!.GetValue<bool>(), answer.ToJsonString());
        return answer;
    }

    /// <summary>A request that must be refused; the sentence.</summary>
    public string Refused(string line)
    {
        var answer = Control(line);
        Assert.False(answer["ok"]!.GetValue<bool>(), answer.ToJsonString());
        return answer["error"]!.GetValue<string>();
    }

    public Socket Receiver(bool lineB = false)
    {
        var group = lineB ? _groupB : _group;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 22, ReceiveTimeout = 60_000 };
        socket.Bind(group);
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group.Address, IPAddress.Loopback));
        return socket;
    }

    /// <summary>Packets of a socket one after another; each has the session asked for and is not cut.</summary>
    public static IEnumerable<(ulong Sequence, ushort Count, List<byte[]> Messages, int Length)> Packets(Socket socket, string session = Session)
    {
        var buffer = new byte[2048];
        while (true)
        {
            int length = socket.Receive(buffer);
            yield return Parse(buffer.AsSpan(0, length), session);
        }
    }

    /// <summary>The same, whole: what the kernel dropped because nobody read for too long is asked for again, as every receiver must.</summary>
    public IEnumerable<(ulong Sequence, ushort Count, List<byte[]> Messages, int Length)> Stream(Socket socket)
    {
        using var server = Rerequester();
        ulong expected = 1;
        foreach (var packet in Packets(socket))
        {
            while (packet.Sequence > expected)
            {
                server.Send(Request(Session, expected, (ushort)Math.Min(packet.Sequence - expected, 1000)));
                var answer = Packets(server).First();
                Assert.Equal(expected, answer.Sequence);
                expected += (ulong)answer.Messages.Count;
                yield return answer;
            }

            Assert.Equal(expected, packet.Sequence);
            expected += (ulong)packet.Messages.Count;
            yield return packet;
        }
    }

    /// <summary>A socket to the re-request server.</summary>
    public Socket Rerequester()
    {
        var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 60_000 };
        udp.Connect(Venue.RerequestEndPoint!);
        return udp;
    }

    public static byte[] Request(string session, ulong sequence, ushort count)
    {
        byte[] request = new byte[MoldRequest.Length];
        new MoldRequest(SessionId.Of(session), sequence, count).Write(request);
        return request;
    }

    public static (ulong Sequence, ushort Count, List<byte[]> Messages, int Length) Parse(ReadOnlySpan<byte> bytes, string session)
    {
        Assert.True(MoldPacket.TryRead(bytes, out var packet));
        Assert.Equal(session, packet.Session.ToString());
        var messages = new List<byte[]>();
        foreach (var message in packet)
        {
            messages.Add(message.Data.ToArray());
        }

        Assert.Equal(packet.Blocks, messages.Count);
        return (packet.Sequence, packet.Count, messages, bytes.Length);
    }

    public void Dispose()
    {
        Venue.Stop();
        Assert.True(_thread.Join(TimeSpan.FromSeconds(60)), "the venue did not stop");
        Venue.Dispose();
    }
}

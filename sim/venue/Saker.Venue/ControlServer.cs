using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saker.Venue;

/// <summary>
/// Answers JSON lines on a UNIX or TCP socket: each request line, an object with <c>cmd</c>, gets one answer line with <c>ok</c>.
/// Requests are carried out on the venue's thread by <paramref name="handle"/>; connections are independent.
/// </summary>
/// <param name="address">UNIX path, or IP:port.</param>
/// <param name="post">Runs work on the venue's thread.</param>
/// <param name="handle">Carries out one request and returns the answer.</param>
public sealed class ControlServer(string address, Action<Action> post, Func<JsonObject, JsonObject> handle) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _listener = Listen(address, out _);

    /// <summary>Where it listens: the UNIX path, or IP:port with the real port.</summary>
    public string Address => _listener.LocalEndPoint is IPEndPoint ip ? ip.ToString() : address;

    /// <summary>Starts to answer.</summary>
    public void Start() => _ = AcceptAsync();

    /// <summary>Stops listening and removes the UNIX path.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        bool unix = _listener.LocalEndPoint is UnixDomainSocketEndPoint;
        _listener.Dispose();
        if (unix)
        {
            File.Delete(address);
        }
    }

    private static Socket Listen(string address, out EndPoint endPoint)
    {
        bool tcp = IPEndPoint.TryParse(address, out var ip) && address.Contains(':');
        endPoint = tcp ? ip! : new UnixDomainSocketEndPoint(address);
        if (!tcp)
        {
            File.Delete(address);
        }

        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, tcp ? ProtocolType.Tcp : ProtocolType.Unspecified);
        socket.Bind(endPoint);
        socket.Listen(8);
        return socket;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync(_stop.Token));
            }
        }
        catch (Exception e) when (_stop.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Disposed: nothing more to accept.
            return;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var answer = await AnswerAsync(line);
                await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString() + "\n"), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client went away, or the venue stops: the connection is over either way.
            return;
        }
    }

    private async Task<JsonObject> AnswerAsync(string line)
    {
        JsonObject request;
        try
        {
            request = JsonNode.Parse(line) as JsonObject ?? throw new JsonException("not an object");
        }
        catch (JsonException e)
        {
            return Error(e.Message);
        }

        var done = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        post(() => done.SetResult(Guarded(request)));
        return await done.Task.WaitAsync(_stop.Token);
    }

    private JsonObject Guarded(JsonObject request)
    {
        try
        {
            return handle(request);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or OverflowException
            or VenueException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // What the request says cannot be read (kinds, ranges, names twice), or the venue refuses it.
            return Error(e.Message);
        }
    }

    internal static JsonObject Error(string message) => new() { ["ok"] = false, ["error"] = message };
}

using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Saker.Loop;

/// <summary>The venue's control socket: JSON lines, one answer to each request.</summary>
public sealed class VenueControl : IDisposable
{
    private readonly Socket _socket;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;

    /// <param name="path">The UNIX socket.</param>
    public VenueControl(string path)
    {
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _socket.Connect(new UnixDomainSocketEndPoint(path));
        var stream = new NetworkStream(_socket, ownsSocket: false);
        _reader = new StreamReader(stream);
        _writer = new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>Sends a command and returns its answer.</summary>
    /// <param name="command">What the venue is to do.</param>
    /// <param name="fields">What it needs to know for it.</param>
    /// <exception cref="LoopException">The venue answered with an error or not at all.</exception>
    public async Task<JsonObject> AskAsync(string command, params (string Name, JsonNode Value)[] fields)
    {
        var request = new JsonObject { ["cmd"] = command };
        foreach ((string name, JsonNode value) in fields)
        {
            request[name] = value;
        }

        await _writer.WriteLineAsync(request.ToJsonString()).ConfigureAwait(false);
        string line = await _reader.ReadLineAsync().ConfigureAwait(false) ?? throw new LoopException($"The venue did not answer '{command}'.");
        var answer = (JsonObject)JsonNode.Parse(line)!;
        return answer["ok"]?.GetValue<bool>() == true ? answer : throw new LoopException($"The venue refused '{command}': {answer["error"]}");
    }

    public void Dispose()
    {
        _writer.Dispose();
        _reader.Dispose();
        _socket.Dispose();
    }
}

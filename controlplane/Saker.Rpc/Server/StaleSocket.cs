using System.Net.Sockets;

namespace Saker.Rpc.Server;

/// <summary>What a server that died without closing left in the file system, which no later server could bind to.</summary>
internal static class StaleSocket
{
    /// <exception cref="IOException">A server answers there, or it is no socket.</exception>
    public static void Remove(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused && IsSocket(path))
        {
            File.Delete(path);
            return;
        }
        catch (SocketException e)
        {
            throw new IOException($"'{path}' cannot be served: something is there that is no socket of ours ({e.Message}). Remove it or choose another path.", e);
        }

        throw new IOException($"'{path}' is served by another process: end that one or choose another path.");
    }

    // Connecting to a plain file is refused too. Opening tells them apart: the kernel opens no socket.
    private static bool IsSocket(string path)
    {
        try
        {
            using FileStream opened = File.OpenRead(path);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}

namespace Saker.Rpc;

/// <summary>Where a service is: <c>http://HOST:PORT</c>, or <c>unix:/PATH</c> for a socket of this machine. The folder of such a
/// socket decides who may call: whoever can enter it and write to the socket. Network namespaces do not matter to it.</summary>
public sealed class RpcAddress
{
    /// <summary>Scheme of an address that names a socket of the file system.</summary>
    public const string UnixScheme = "unix";

    /// <summary>Longest path of a socket, bytes: what the kernel's address holds without its closing zero.</summary>
    public const int LongestPath = 107;

    private RpcAddress(Uri uri, string? socketPath)
    {
        Uri = uri;
        SocketPath = socketPath;
        // The path of a request and its authority are HTTP's even where the connection is not TCP.
        Http = socketPath is null ? uri : new Uri("http://localhost");
    }

    /// <summary>As it was given.</summary>
    public Uri Uri { get; }

    /// <summary>Path of the socket; null for TCP.</summary>
    public string? SocketPath { get; }

    /// <summary>What requests name.</summary>
    internal Uri Http { get; }

    /// <summary>How people know it.</summary>
    internal string Name => SocketPath ?? Uri.Authority;

    /// <summary>Whether <see cref="Of"/> takes it.</summary>
    public static bool IsValid(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Complaint(address) is null;
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="ArgumentException">It is relative, has another scheme, or names no absolute path that fits.</exception>
    public static RpcAddress Of(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Complaint(address) is { } complaint
            ? throw new ArgumentException(complaint, nameof(address))
            : new RpcAddress(address, address.Scheme == UnixScheme ? PathOf(address) : null);
    }

    /// <summary>The address of a socket.</summary>
    /// <param name="path">Absolute.</param>
    /// <exception cref="ArgumentException">It is relative or too long for the kernel.</exception>
    public static RpcAddress OfSocket(string path) =>
        Of(new Uri($"{UnixScheme}:{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}"));

    /// <inheritdoc/>
    public override string ToString() => Uri.OriginalString;

    private static string? Complaint(Uri address)
    {
        if (address.IsAbsoluteUri && address.Scheme == Uri.UriSchemeHttp)
        {
            return null;
        }

        if (!address.IsAbsoluteUri || address.Scheme != UnixScheme)
        {
            return $"'{address}' is neither http://HOST:PORT nor unix:/PATH.";
        }

        string path = PathOf(address);
        return address.Host.Length != 0 || path.Length < 2 || path[0] != '/' ? $"'{address}' names no absolute path: unix:/PATH."
            : System.Text.Encoding.UTF8.GetByteCount(path) > LongestPath ? $"The path of '{address}' is longer than the {LongestPath} bytes that a socket's may have: choose a shorter folder."
            : null;
    }

    private static string PathOf(Uri address) => Uri.UnescapeDataString(address.AbsolutePath);
}

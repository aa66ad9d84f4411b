using System.Text;
using Saker.Rpc;

namespace Saker.Loop;

/// <summary>Where a run's sockets are: in its own folder, or in a short one beside it where the kernel's limit on a socket's path
/// leaves no room there. Nobody else may enter, because who reaches the host's socket may kill and arm.</summary>
internal sealed class SocketFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int LongestName = 16;

    private readonly bool _temporary;

    /// <param name="run">The run's folder; made when missing.</param>
    /// <exception cref="LoopException">This is not Linux.</exception>
    public SocketFolder(string run)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new LoopException("The system runs on Linux only: its network is made of namespaces and TAP devices.");
        }

        Directory.CreateDirectory(run, OwnerOnly);
        _temporary = Encoding.UTF8.GetByteCount(run) + 1 + LongestName > RpcAddress.LongestPath;
        Location = _temporary ? Directory.CreateTempSubdirectory("saker-").FullName : run;
    }

    public string Location { get; }

    /// <summary>Path of a socket, its name at most 16 characters.</summary>
    public string PathOf(string name) => Path.Combine(Location, name);

    public void Dispose()
    {
        if (_temporary)
        {
            Directory.Delete(Location, recursive: true);
        }
    }
}

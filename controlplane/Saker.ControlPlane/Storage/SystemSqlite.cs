using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Saker.ControlPlane.Storage;

/// <summary>Binds the SQLite provider to the system's library, so that the distribution patches it.</summary>
internal static class SystemSqlite
{
    private static readonly Lazy<bool> Bound = new(Bind);

    /// <summary>Binds once for the process.</summary>
    /// <exception cref="DllNotFoundException">libsqlite3 is not installed.</exception>
    public static void Use() => _ = Bound.Value;

    private static bool Bind()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static IntPtr Resolve(string library, Assembly assembly, DllImportSearchPath? path) =>
        library == "e_sqlite3" ? NativeLibrary.Load("libsqlite3.so.0") : IntPtr.Zero;
}

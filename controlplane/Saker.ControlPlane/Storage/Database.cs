using Microsoft.Data.Sqlite;

namespace Saker.ControlPlane.Storage;

/// <summary>The SQLite file of the control plane: users and the audit. Each operation opens its own connection; thread-safe.</summary>
internal sealed class Database
{
    private const string Schema =
        """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS user (
          name       TEXT PRIMARY KEY,
          role       INTEGER NOT NULL,
          salt       BLOB NOT NULL,
          hash       BLOB NOT NULL,
          iterations INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS audit (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          unix_ns  INTEGER NOT NULL,
          actor    TEXT NOT NULL,
          action   TEXT NOT NULL,
          detail   TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit
          BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit
          BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        """;

    private readonly string _connection;

    private Database(string connection) => _connection = connection;

    /// <summary>Opens or makes the database in a folder.</summary>
    /// <exception cref="SqliteException">The file is not a database, or cannot be written.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static Database Open(string folder)
    {
        SystemSqlite.Use();
        Directory.CreateDirectory(folder);
        string file = Path.Combine(Path.GetFullPath(folder), "controlplane.db");
        using (SqliteConnection create = new(Connection(file, SqliteOpenMode.ReadWriteCreate)))
        {
            create.Open();
            using SqliteCommand command = create.CreateCommand();
            command.CommandText = Schema;
            command.ExecuteNonQuery();
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        // From here on a missing file is an error, never silently a new one without users.
        return new(Connection(file, SqliteOpenMode.ReadWrite));
    }

    /// <summary>A fresh connection; the caller disposes of it.</summary>
    /// <exception cref="SqliteException">The database does not answer.</exception>
    public SqliteConnection Connect()
    {
        SqliteConnection connection = new(_connection);
        connection.Open();
        return connection;
    }

    private static string Connection(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 2 }.ToString();
}

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Saker.ControlPlane.Storage;

/// <summary>One line of the audit.</summary>
internal sealed record AuditRecord(long Sequence, long UnixNs, string Actor, string Action, string Detail);

/// <summary>Who did what: logins, kills, arms. The table refuses changes and deletions.</summary>
internal sealed class AuditLog(Database database, TimeProvider time, ILogger<AuditLog> log)
{
    /// <summary>Writes a record, or throws.</summary>
    /// <exception cref="SqliteException">The database does not answer: what had to be recorded first must not happen.</exception>
    public void Write(string actor, string action, string detail)
    {
        using SqliteConnection connection = database.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO audit (unix_ns, actor, action, detail) VALUES ($ns, $actor, $action, $detail)";
        command.Parameters.AddWithValue("$ns", time.UnixNs());
        command.Parameters.AddWithValue("$actor", actor);
        command.Parameters.AddWithValue("$action", action);
        command.Parameters.AddWithValue("$detail", detail);
        command.ExecuteNonQuery();
    }

    /// <summary>Writes a record of what happened already; a database that is down costs the record, which then stands in the log.</summary>
    public void WriteOrLog(string actor, string action, string detail)
    {
        try
        {
            Write(actor, action, detail);
        }
        catch (SqliteException e)
        {
            Log.AuditFailed(log, actor, action, detail, e);
        }
    }

    /// <summary>All records, oldest first.</summary>
    public IReadOnlyList<AuditRecord> Read()
    {
        using SqliteConnection connection = database.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, unix_ns, actor, action, detail FROM audit ORDER BY sequence";
        using SqliteDataReader row = command.ExecuteReader();
        List<AuditRecord> records = [];
        while (row.Read())
        {
            records.Add(new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4)));
        }

        return records;
    }
}

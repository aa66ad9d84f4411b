using Microsoft.Data.Sqlite;
using Saker.ControlPlane.Auth;
using Saker.V1;

namespace Saker.ControlPlane.Storage;

/// <summary>A person as stored.</summary>
internal sealed record User(string Name, Role Role, PasswordHash Password);

/// <summary>People who may log in. Every method throws <see cref="SqliteException"/> when the database does not answer.</summary>
internal sealed class UserStore(Database database)
{
    /// <summary>True when nobody can log in yet.</summary>
    public bool IsEmpty()
    {
        using SqliteConnection connection = database.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT NOT EXISTS (SELECT 1 FROM user)";
        return (long)command.ExecuteScalar()! == 1;
    }

    /// <summary>The person of that name, or null. Names are compared exactly.</summary>
    public User? Find(string name)
    {
        using SqliteConnection connection = database.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT role, salt, hash, iterations FROM user WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read()
            ? new(name, (Role)row.GetInt32(0), new(row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), row.GetInt32(3)))
            : null;
    }

    /// <summary>Adds all of them or none.</summary>
    public void Add(params IEnumerable<User> users)
    {
        using SqliteConnection connection = database.Connect();
        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach (User user in users)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "INSERT INTO user (name, role, salt, hash, iterations) VALUES ($name, $role, $salt, $hash, $iterations)";
            command.Parameters.AddWithValue("$name", user.Name);
            command.Parameters.AddWithValue("$role", (int)user.Role);
            command.Parameters.AddWithValue("$salt", user.Password.Salt);
            command.Parameters.AddWithValue("$hash", user.Password.Hash);
            command.Parameters.AddWithValue("$iterations", user.Password.Iterations);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}

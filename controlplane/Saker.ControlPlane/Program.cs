using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Saker.ControlPlane;
using Saker.ControlPlane.Auth;
using Saker.ControlPlane.Storage;

Options options;
try
{
    options = Options.Parse(args);
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n{Options.Usage}");
    return 2;
}

try
{
    Database database = Database.Open(options.Data);
    IReadOnlyList<FirstLogin> logins = FirstLogins.Create(new UserStore(database));

    // Standard output carries JSON lines for whoever started this; the log goes to standard error.
    // The passwords come first: whatever fails afterwards, they are not lost.
    foreach (FirstLogin login in logins)
    {
        Console.WriteLine(JsonSerializer.Serialize(new { @event = "first-login", user = login.User, password = login.Password }));
    }

    await using WebApplication app = ControlPlaneApp.Build(options, database, TimeProvider.System);
    await app.StartAsync();
    Console.WriteLine(JsonSerializer.Serialize(new { @event = "listening", url = app.Urls.Single() }));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or DllNotFoundException or ArgumentException)
{
    await Console.Error.WriteLineAsync($"saker-controlplane cannot start: {e.Message}");
    return 1;
}

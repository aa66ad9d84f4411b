using Microsoft.Data.Sqlite;
using Saker.ControlPlane.Auth;
using Saker.ControlPlane.Storage;
using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.V1;

namespace Saker.ControlPlane.Tests;

public sealed class AuthTests
{
    private static readonly TimeSpan Soon = ControlPlaneFixture.Soon;

    [Fact]
    public async Task The_first_start_makes_two_logins_and_the_second_none()
    {
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync();
        Assert.Equal(["operator", "viewer"], plane.Logins.Select(l => l.User));
        Assert.All(plane.Logins, l => Assert.Equal(20, l.Password.Length));
        Assert.NotEqual(plane.Logins[0].Password, plane.Logins[1].Password);
        Assert.Empty(FirstLogins.Create(new UserStore(Database.Open(plane.Data))));
    }

    [Fact]
    public async Task No_password_and_no_token_stands_in_the_database()
    {
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync();
        CallOptions call = await plane.LoginAsync("operator");
        string token = call.Headers!.Get("authorization")!["Bearer ".Length..];
        foreach (string file in Directory.GetFiles(plane.Data))
        {
            string bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain(plane.Logins[0].Password, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(token, bytes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_login_gives_role_and_expiry()
    {
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync();
        LoginReply reply = await plane.Client.LoginAsync(new() { User = "viewer", Password = plane.Logins[1].Password }, new(Soon));
        Assert.Equal(Role.Viewer, reply.Role);
        Assert.InRange(reply.ExpiresUnixMs - TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), 11.9 * 3600e3, 12 * 3600e3);
    }

    [Theory]
    [InlineData("operator", "wrong")]
    [InlineData("nobody", "wrong")]
    [InlineData("operator", "")]
    [InlineData("", "x")]
    public async Task A_wrong_login_says_the_same_for_every_reason(string user, string password)
    {
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(
            () => plane.Client.LoginAsync(new() { User = user, Password = password }, new(Soon)));
        Assert.Equal((StatusCode.Unauthenticated, "User or password is wrong."), (e.Code, e.Detail));
    }

    [Fact]
    public async Task Guessing_is_slowed_even_for_the_right_password_and_sessions_live_on()
    {
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync();
        CallOptions before = await plane.LoginAsync("operator");
        for (int i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<RpcException>(() => plane.Client.LoginAsync(new() { User = "operator", Password = "guess" }, new(Soon)));
        }

        RpcException e = await Assert.ThrowsAsync<RpcException>(() => plane.LoginAsync("operator"));
        Assert.Equal(StatusCode.ResourceExhausted, e.Code);
        await plane.Client.GetStateAsync(before);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_shown()
    {
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync();
        RpcException none = await Assert.ThrowsAsync<RpcException>(() => plane.Client.GetStateAsync(new(Soon)));
        RpcException wrong = await Assert.ThrowsAsync<RpcException>(
            () => plane.Client.KillAsync(new(), new(Soon, Saker.Rpc.Services.ControlPlaneClient.Bearer("00"))));
        Assert.Equal((StatusCode.Unauthenticated, StatusCode.Unauthenticated), (none.Code, wrong.Code));
    }

    [Fact]
    public async Task A_logout_ends_the_session_and_its_streams()
    {
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(new FakeAppliance());
        CallOptions call = await plane.LoginAsync("viewer");
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (FleetState _ in plane.Client.WatchStateAsync(call))
            {
                await plane.Client.LogoutAsync(call);
            }
        });
        Assert.Equal(StatusCode.Unauthenticated, e.Code);
    }

    [Fact]
    public async Task A_viewer_can_neither_kill_nor_arm()
    {
        FakeAppliance appliance = new();
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync(appliance);
        CallOptions viewer = await plane.LoginAsync("viewer");
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => plane.Client.KillAsync(new(), viewer))).Code);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => plane.Client.ArmAsync(new(), viewer))).Code);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => plane.Client.ActivateAsync(new(), viewer))).Code);
        Assert.Empty(appliance.Kills);
        Assert.Empty(appliance.Arms);
    }

    [Fact]
    public async Task The_audit_names_logins_and_refusals_and_cannot_be_changed()
    {
        await using ControlPlaneFixture plane = await ControlPlaneFixture.StartAsync();
        await plane.LoginAsync("viewer");
        await Assert.ThrowsAsync<RpcException>(() => plane.Client.LoginAsync(new() { User = "viewer", Password = "x" }, new(Soon)));
        Assert.Equal([("viewer", "login"), ("viewer", "login-refused")], plane.Audit.Read().Select(r => (r.Actor, r.Action)));

        using SqliteConnection connection = Database.Open(plane.Data).Connect();
        foreach (string sql in new[] { "DELETE FROM audit", "UPDATE audit SET actor = 'x'" })
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            SqliteException e = Assert.Throws<SqliteException>(() => command.ExecuteNonQuery());
            Assert.Contains("append-only", e.Message, StringComparison.Ordinal);
        }
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.StaticAssets;
using Radzen;
using Saker.Console;
using Saker.Console.Components;
using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.V1;

ConsoleOptions options;
try
{
    options = ConsoleOptions.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine($"saker-console: {e.Message}");
    return 2;
}

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot") });
builder.WebHost.UseUrls(options.Listen.ToString());
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddRadzenComponents();
builder.Services.AddHttpContextAccessor();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new ControlPlaneClient(new RpcChannel(options.ControlPlane)));
builder.Services.AddSingleton<Sessions>();
builder.Services.AddSingleton<Actions>();

WebApplication app = builder.Build();
app.UseStaticFiles();
app.UseAntiforgery();
app.MapGet("/_framework/blazor.web.js", () => Results.Bytes(BlazorScript.Bytes, "text/javascript"));
app.MapPost("/session/open", async (HttpContext http, IAntiforgery antiforgery, ControlPlaneClient client, Sessions sessions) =>
{
    await antiforgery.ValidateRequestAsync(http);
    IFormCollection form = await http.Request.ReadFormAsync();
    string user = form["user"].ToString();
    try
    {
        LoginReply reply = await client.LoginAsync(new LoginRequest { User = user, Password = form["password"].ToString() }, new CallOptions(TimeSpan.FromSeconds(10)));
        Session session = sessions.Open(user, reply);
        http.Response.Cookies.Append(Sessions.Cookie, session.Id, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict });
        return Results.Redirect("/");
    }
    catch (RpcException e)
    {
        return Results.Redirect($"/login?fault={Uri.EscapeDataString(e.Detail)}");
    }
});
app.MapPost("/session/close", async (HttpContext http, IAntiforgery antiforgery, Sessions sessions) =>
{
    await antiforgery.ValidateRequestAsync(http);
    await sessions.CloseAsync(http.Request.Cookies[Sessions.Cookie]);
    http.Response.Cookies.Delete(Sessions.Cookie);
    return Results.Redirect("/login");
});
app.MapPost("/kill/now", async (HttpContext http, IAntiforgery antiforgery, Sessions sessions, Actions actions) =>
{
    await antiforgery.ValidateRequestAsync(http);
    if (sessions.Of(http) is not { MayAct: true } session)
    {
        return Results.Redirect("/login");
    }

    string? fault = await actions.KillAsync(session, "console, without script");
    return Results.Redirect(fault is null ? "/kill?done=true" : $"/kill?fault={Uri.EscapeDataString(fault)}");
});
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
await app.StartAsync();
Console.WriteLine($"{{\"ready\":true,\"listen\":\"{options.Listen}\"}}");
await app.WaitForShutdownAsync();
return 0;

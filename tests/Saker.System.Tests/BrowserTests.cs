using Microsoft.Playwright;
using Saker.Loop;
using Saker.TestKit;
using Saker.V1;
using Xunit;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Saker.System.Tests;

/// <summary>What `make run` shows, in a real browser, on the real system.</summary>
public sealed class BrowserTests(ITestOutputHelper output)
{
    private const float Patience = 30_000;

    [LoopFact(console: true)]
    public async Task TheConsole_ShowsTheLiveSystemAndKillsIt()
    {
        await using RunningLoop loop = await RunningLoop.StartAsync("browser", options => options with { WithConsole = true, Seed = 7 });
        Login operatorLogin = loop.Loop.FirstLogins.Single(l => l.User == "operator");

        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Places.Tool("chromium"),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync(loop.Loop.ConsoleUrl!.ToString());
        await page.GetByTestId("login-user").FillAsync(operatorLogin.User);
        await page.GetByTestId("login-password").FillAsync(operatorLogin.Password);
        await page.GetByTestId("login-submit").ClickAsync();

        LocatorAssertionsToBeVisibleOptions patient = new() { Timeout = Patience };
        await Expect(page.GetByTestId("book")).ToBeVisibleAsync(patient);
        await Expect(page.GetByTestId("own-bid").First).ToBeVisibleAsync(patient);
        await Expect(page.GetByTestId("own-ask").First).ToBeVisibleAsync(patient);
        await Expect(page.GetByTestId("latency")).ToContainTextAsync("8 cycles", new() { Timeout = Patience });
        await loop.WaitAsync(s => s.Fills.Count > 3, TimeSpan.FromSeconds(60), "fills");
        await ScreenshotAsync(page, "live");

        await page.GetByTestId("kill").ClickAsync();
        await Expect(page.GetByTestId("kill-state")).ToContainTextAsync("0 open, confirmed", new() { Timeout = Patience });
        await ScreenshotAsync(page, "killed");

        ApplianceState state = await loop.Host.GetStateAsync();
        Assert.True(state.Kill.Killed);
        Assert.Equal(0, state.Kill.Open);
        output.WriteLine($"kill: gate {(state.Kill.GateClosedUnixNs - state.Kill.ClickedUnixNs) / 1e6:0.0} ms, last cancel {(state.Kill.LastCancelUnixNs - state.Kill.ClickedUnixNs) / 1e6:0.0} ms, confirmed {(state.Kill.ConfirmedUnixNs - state.Kill.ClickedUnixNs) / 1e6:0.0} ms after the click");
        uint sent = state.Slots[0].Sent;
        await Task.Delay(1000);
        Assert.Equal(sent, (await loop.Host.GetStateAsync()).Slots[0].Sent);
    }

    private static async Task ScreenshotAsync(IPage page, string name)
    {
        string folder = Path.Combine(Places.RepositoryRoot, "build", "screenshots");
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"system-{name}.png") });
    }
}

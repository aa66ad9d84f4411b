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
    private const float Patience = 60_000;
    private static readonly TimeSpan FrozenLimit = TimeSpan.FromSeconds(8);

    static BrowserTests() => SetDefaultExpectTimeout(Patience);

    [LoopFact(console: true)]
    public async Task TheConsole_ShowsTheLiveSystemAndKillsIt()
    {
        await InBrowserAsync("browser", options => options with { Seed = 7 }, async (loop, browser) =>
        {
            IPage page = await LogInAsync(browser, loop, "operator");
            await Expect(page.GetByTestId("book")).ToBeVisibleAsync();
            await Expect(page.GetByTestId("own-bid").First).ToBeVisibleAsync();
            await Expect(page.GetByTestId("own-ask").First).ToBeVisibleAsync();
            await Expect(page.GetByTestId("latency")).ToContainTextAsync("8 cycles");
            await Expect(page.GetByTestId("feed-phase")).ToHaveTextAsync("whole");
            await Expect(page.GetByTestId("feed-lines").Locator("tbody tr")).ToHaveCountAsync(2);
            await Expect(page.GetByTestId("feed-symbols")).ToContainTextAsync("trading");
            await Expect(page.GetByTestId("tape").Locator("tbody tr").First).ToBeVisibleAsync();
            await loop.WaitAsync(s => s.Fills.Count > 3, TimeSpan.FromSeconds(60), "fills");
            await ScreenshotAsync(page, "live");

            uint desk = await loop.EnterFarOrderAsync();
            await Expect(page.GetByTestId("throttle")).ToContainTextAsync("of 1000");
            await Expect(page.GetByTestId("orders")).ToContainTextAsync("desk");
            await ScreenshotAsync(page, "desk");
            await page.GetByTestId("cancel-all").ClickAsync();
            await loop.WaitAsync(s => s.Orders.Concat(s.Slots[0].Desk).All(o => o.Urn != desk || o.State == "dead"), TimeSpan.FromSeconds(60), "the end of the desk's order");

            await page.GetByTestId("kill").ClickAsync();
            await Expect(page.GetByTestId("kill-state")).ToContainTextAsync("0 open, confirmed");
            await ScreenshotAsync(page, "killed");

            ApplianceState state = await loop.Host.GetStateAsync();
            Assert.True(state.Kill.Killed);
            Assert.Equal(0, state.Kill.Open);
            output.WriteLine($"kill: gate {(state.Kill.GateClosedUnixNs - state.Kill.ClickedUnixNs) / 1e6:0.0} ms, last cancel {(state.Kill.LastCancelUnixNs - state.Kill.ClickedUnixNs) / 1e6:0.0} ms, confirmed {(state.Kill.ConfirmedUnixNs - state.Kill.ClickedUnixNs) / 1e6:0.0} ms after the click");
            uint sent = state.Slots[0].Sent;
            await Task.Delay(1000);
            Assert.Equal(sent, (await loop.Host.GetStateAsync()).Slots[0].Sent);

            // Two acts: only what lowers the position leaves between them.
            await page.GetByTestId("arm").ClickAsync();
            await Expect(page.GetByTestId("reducing")).ToContainTextAsync("Only orders that lower a position leave.");
            await ScreenshotAsync(page, "reducing");
            await page.GetByTestId("activate").ClickAsync();
            await Expect(page.GetByTestId("own-bid").First).ToBeVisibleAsync();
            await Expect(page.GetByTestId("own-ask").First).ToBeVisibleAsync();
            ApplianceState active = await loop.Host.GetStateAsync();
            Assert.Equal((false, SlotMode.Active), (active.Kill.Killed, active.Kill.Mode));
        });
    }

    [LoopFact(console: true)]
    public async Task AFrozenHost_GreysThePage_AndTheCardKillsItself()
    {
        await InBrowserAsync("frozen", options => options with { Seed = 8, HeartbeatLimit = FrozenLimit }, async (loop, browser) =>
        {
            IPage page = await LogInAsync(browser, loop, "operator");
            await Expect(page.GetByTestId("own-bid").First).ToBeVisibleAsync();

            await loop.SignalAsync("STOP", "host");
            try
            {
                await Expect(page.GetByTestId("link-age")).ToContainTextAsync("STALE");
                await Expect(page.GetByTestId("kill")).ToBeEnabledAsync();
                await ScreenshotAsync(page, "stale");
                // Between a fill and the next quote there may be no open order for a moment: that is no kill.
                await Task.Delay(FrozenLimit + TimeSpan.FromSeconds(3));
                await WaitForNoOpenOrdersAsync(loop.Venue);
            }
            finally
            {
                await loop.SignalAsync("CONT", "host");
            }

            ApplianceState state = await loop.WaitAsync(s => s.Kill.Killed, TimeSpan.FromSeconds(60), "the card's own kill to be seen");
            Assert.Contains("host heartbeat lost", state.Kill.CauseNames);
        });
    }

    [LoopFact(console: true)]
    public async Task AViewerSeesAndMayDoNothing_AndTheKillPageNeedsNoScript()
    {
        await InBrowserAsync("roles", options => options with { Seed = 9 }, async (loop, browser) =>
        {
            IPage viewer = await LogInAsync(browser, loop, "viewer");
            await Expect(viewer.GetByTestId("book")).ToBeVisibleAsync();
            Assert.Equal(0, await viewer.GetByTestId("kill").CountAsync());

            IPage plain = await LogInAsync(browser, loop, "operator", script: false);
            await plain.GotoAsync(new Uri(loop.Loop.ConsoleUrl!, "/kill").ToString());
            await plain.GetByTestId("kill-form").ClickAsync();
            await Expect(plain.GetByTestId("kill-done")).ToBeVisibleAsync();
            await loop.WaitAsync(s => s.Kill is { Killed: true, Confirmed: true }, TimeSpan.FromSeconds(60), "0 open, confirmed");
        });
    }

    [LoopFact(console: true)]
    public async Task ASlotIsKilledWithOneClick_AndClearedByItsTripsNames()
    {
        await InBrowserAsync("slot", options => options with { Seed = 10 }, async (loop, browser) =>
        {
            IPage viewer = await LogInAsync(browser, loop, "viewer");
            await Expect(viewer.GetByTestId("slot")).ToBeVisibleAsync();
            Assert.Equal(0, await viewer.GetByTestId("kill-slot").CountAsync());

            IPage page = await LogInAsync(browser, loop, "operator");
            await Expect(page.GetByTestId("own-bid").First).ToBeVisibleAsync();
            Assert.Equal(0, await page.GetByTestId("clear-slot").CountAsync());
            await page.GetByTestId("kill-slot").ClickAsync();
            await Expect(page.GetByTestId("trips")).ToHaveTextAsync("Halted: manual");
            await Expect(page.GetByTestId("slot-problem")).ToContainTextAsync("Slot 0 is halted: it was killed by hand");
            ApplianceState halted = await loop.WaitAsync(s => s.Slots[0].TripCauses == 1 && s.Kill.Open == 0, TimeSpan.FromSeconds(60), "the slot halted, its orders ended");
            Assert.False(halted.Kill.Killed, "the latch stays open");
            await WaitForNoOpenOrdersAsync(loop.Venue);
            Assert.Equal(halted.Slots[0].Sent, (await loop.Host.GetStateAsync()).Slots[0].Sent);
            await ScreenshotAsync(page, "slot-killed");
            await Expect(viewer.GetByTestId("trips")).ToHaveTextAsync("Halted: manual");
            Assert.Equal(0, await viewer.GetByTestId("clear-slot").CountAsync());

            await Expect(page.GetByTestId("clear-slot")).ToHaveTextAsync("Clear: manual");
            await page.GetByTestId("clear-slot").ClickAsync();
            await Expect(page.GetByTestId("trips")).ToHaveCountAsync(0);
            await loop.WaitAsync(s => s.Slots[0].TripCauses == 0 && s.Slots[0].Quotes.Count(q => q.State == "live") == 2, TimeSpan.FromSeconds(60), "two live quotes of the cleared slot");
            await Expect(page.GetByTestId("own-bid").First).ToBeVisibleAsync();
            await ScreenshotAsync(page, "slot-cleared");
        });
    }

    [LoopFact(console: true)]
    public async Task TwoSlotsAreShownApart_AndOneIsKilledAlone()
    {
        await InBrowserAsync("slots", options => options with { Seed = 11, Parameters = SlotFile.Two("slots", """{ "name": "twin", "qty": 10, "halfBid": 768, "halfAsk": 768, "hysteresis": 2 }""") }, async (loop, browser) =>
        {
            IPage page = await LogInAsync(browser, loop, "operator");
            await Expect(page.GetByTestId("slot")).ToHaveCountAsync(2);
            ILocator main = page.Locator("[data-testid=slot][data-slot='0']"), twin = page.Locator("[data-testid=slot][data-slot='1']");
            await Expect(main).ToContainTextAsync("Slot 0 · main · BTCUSD");
            await Expect(twin).ToContainTextAsync("Slot 1 · twin · BTCUSD");
            await loop.WaitAsync(s => s.Slots.All(one => one.Quotes.Count(q => q.State == "live") == 2) && s.Fills.Select(f => f.Slot).Distinct().Count() == 2, TimeSpan.FromSeconds(60), "quotes and fills of both slots");
            await ScreenshotAsync(page, "slots");

            await twin.GetByTestId("kill-slot").ClickAsync();
            await Expect(twin.GetByTestId("trips")).ToHaveTextAsync("Halted: manual");
            await Expect(page.GetByTestId("slot-problem")).ToContainTextAsync("Slot 1 is halted: it was killed by hand");
            Assert.Equal(0, await main.GetByTestId("trips").CountAsync());
            await loop.WaitAsync(s => s.Slots[1].Quotes.Count == 0 && s.Slots[0].Quotes.Count(q => q.State == "live") == 2 && !s.Kill.Killed, TimeSpan.FromSeconds(60), "the twin halted, the other quoting");
            await ScreenshotAsync(page, "slots-one-killed");
            await twin.GetByTestId("clear-slot").ClickAsync();
            await Expect(twin.GetByTestId("trips")).ToHaveCountAsync(0);
        });
    }

    /// <summary>The page is stale before the card's own limit on the heartbeat is over: its cancels come later than the grey.</summary>
    private static async Task WaitForNoOpenOrdersAsync(VenueControl venue)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(Patience));
        for (int quiet = 0; quiet < 10;)
        {
            int open = (await venue.AskAsync("status"))["participants"]!["SAKER1"]!["open_orders"]!.GetValue<int>();
            quiet = open == 0 ? quiet + 1 : 0;
            Assert.False(patience.IsCancellationRequested, $"{open} orders still open at the venue after {Patience / 1000} s of a frozen host");
            await Task.Delay(50);
        }
    }

    /// <summary>The steps on a running system with its console. What a page did not show is told with what the host knew, and with a picture of each page.</summary>
    private static async Task InBrowserAsync(string name, Func<LoopOptions, LoopOptions> configure, Func<RunningLoop, IBrowser, Task> steps)
    {
        await using RunningLoop loop = await RunningLoop.StartAsync(name, options => configure(options with { WithConsole = true }));
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await LaunchAsync(playwright);
        try
        {
            await steps(loop, browser);
        }
        catch (PlaywrightException missing)
        {
            IPage[] pages = [.. browser.Contexts.SelectMany(c => c.Pages)];
            for (int i = 0; i < pages.Length; i++)
            {
                await ScreenshotAsync(pages[i], $"{name}-failed-{i}");
            }

            throw new InvalidOperationException(
                $"{missing.Message.ReplaceLineEndings(" ")} Pages at: {string.Join(", ", pages.Select(p => p.Url))}. {loop.Known(await loop.Host.GetStateAsync())}", missing);
        }
    }

    private static async Task<IBrowser> LaunchAsync(IPlaywright playwright) => await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Places.Tool("chromium"),
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });

    private static async Task<IPage> LogInAsync(IBrowser browser, RunningLoop loop, string user, bool script = true)
    {
        Login login = loop.Loop.FirstLogins.Single(l => l.User == user);
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 }, JavaScriptEnabled = script,
        });
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync(new Uri(loop.Loop.ConsoleUrl!, "/login").ToString());
        await page.GetByTestId("login-user").FillAsync(login.User);
        await page.GetByTestId("login-password").FillAsync(login.Password);
        await page.GetByTestId("login-submit").ClickAsync();
        return page;
    }

    private static async Task ScreenshotAsync(IPage page, string name)
    {
        string folder = Path.Combine(Places.RepositoryRoot, "build", "screenshots");
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"system-{name}.png") });
    }
}

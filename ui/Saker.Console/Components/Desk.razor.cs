using Microsoft.AspNetCore.Components;
using Saker.V1;

namespace Saker.Console.Components;

/// <summary>The page: everything of the appliance at a glance, kept fresh by the session's feed and aged by a timer.</summary>
public sealed partial class Desk
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);

    private Session? _session;
    private PeriodicTimer? _timer;
    private string? _symbol;
    private string? _fault;

    /// <summary>The session's id; the page is rendered again on a circuit, where no cookie is at hand.</summary>
    [Parameter]
    public string SessionId { get; set; } = string.Empty;

    [Inject]
    internal Sessions Sessions { get; set; } = null!;

    [Inject]
    internal Actions Actions { get; set; } = null!;

    private ApplianceState? State => _session?.Feed.State?.Appliances.FirstOrDefault();

    private bool Stale => _session is null || _session.Feed.Fault is not null || _session.Feed.Age > StaleAfter;

    private string LinkText
    {
        get
        {
            TimeSpan age = _session!.Feed.Age;
            string heard = age == TimeSpan.MaxValue ? "never heard" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"heard {Math.Max(0, age.TotalSeconds):0.0} s ago");
            return Stale ? $"STALE, {heard}" : $"link up, {heard}";
        }
    }

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized() => _session = Sessions.Find(SessionId);

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _timer = new PeriodicTimer(Redraw);
            _ = RedrawAsync(_timer);
        }
    }

    private static Book? Find(ApplianceState state, string? symbol) => state.Books.FirstOrDefault(b => b.Instrument.Symbol == symbol);

    private static Dictionary<string, Instrument> Instruments(ApplianceState state) => state.Books.ToDictionary(b => b.Instrument.Symbol, b => b.Instrument);

    private Book? ShownBook(ApplianceState state)
    {
        _symbol ??= state.Slots.FirstOrDefault()?.Symbol;
        return Find(state, _symbol) ?? state.Books.FirstOrDefault();
    }

    private async Task RedrawAsync(PeriodicTimer timer)
    {
        while (await timer.WaitForNextTickAsync())
        {
            await InvokeAsync(StateHasChanged);
        }
    }

    private async Task KillAsync() => _fault = await Actions.KillAsync(_session!, "console");

    private async Task CancelAllAsync() => _fault = await Actions.CancelAllAsync(_session!) is { } refusal ? $"Not cancelled: {refusal}" : null;

    private async Task KillSlotAsync(string appliance, int slot) => _fault = await Actions.KillSlotAsync(_session!, appliance, slot);

    private async Task ClearSlotAsync(string appliance, int slot, uint trips, bool newPeriod) =>
        _fault = await Actions.ClearSlotAsync(_session!, appliance, slot, trips, newPeriod) is { } refusal ? $"Not cleared: {refusal}" : null;

    private async Task ArmAsync((uint Causes, uint Nonce, string ConfigHash) seen) => _fault = await Actions.ArmAsync(_session!, seen.Causes, seen.Nonce, seen.ConfigHash) is { } refusal ? $"Not armed: {refusal}" : null;

    private async Task ActivateAsync(uint nonce) => _fault = await Actions.ActivateAsync(_session!, nonce) is { } refusal ? $"Not activated: {refusal}" : null;
}

using System.Globalization;
using Saker.Card;
using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Cli;

/// <summary>Kills a running appliance again and again while it quotes, takes the times, and arms again as a person does. Stops at the first thing that is
/// not as it must be, and then arms no more.</summary>
/// <param name="client">The appliance.</param>
/// <param name="time">For the click.</param>
public sealed class KillDrill(ApplianceClient client, TimeProvider time)
{
    private const string Live = "live";

    /// <summary>The one cause that a drill sets, and so the one that it may acknowledge.</summary>
    public static uint Cause { get; } = new KillCausesValue(0).WithManualCli(true).Raw;

    /// <summary>How long each wait may take: for two live quotes, for the confirmation. Nothing is judged by it but that it comes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Called with each kill once it is confirmed, before the appliance is armed again.</summary>
    public Func<DrilledKill, ApplianceState, Task>? Confirmed { get; init; }

    /// <summary>Whether this card trades for nobody: one that is simulated.</summary>
    public static bool MayDrill(string cardKind) => cardKind is "simulated" or "verilated";

    /// <summary>Kills so often; done holds what was made, also after a fault.</summary>
    /// <exception cref="DrillException">Something was not as it must be, or did not come; the message says what.</exception>
    /// <exception cref="RpcException">The appliance does not answer.</exception>
    public async Task RunAsync(int runs, bool liveCard, ICollection<DrilledKill> done)
    {
        ApplianceState first = await UntilAsync(_ => true, "a first state").ConfigureAwait(false);
        if (!liveCard && !MayDrill(first.Card))
        {
            throw new CliException($"'{first.Name}' drives a card of kind '{first.Card}': a drill stops its trading {runs} times. Nothing was killed. If that is meant, say --live-card.");
        }

        if (first.Kill.Killed)
        {
            throw new DrillException($"the appliance is killed already ({string.Join(", ", first.Kill.CauseNames)}): look why, arm it, then drill");
        }

        for (int run = 1; run <= runs; run++)
        {
            await UntilAsync(Quoting, $"two live quotes before kill {run}").ConfigureAwait(false);
            done.Add(await KillAsync(run, runs).ConfigureAwait(false));
        }
    }

    private static bool Quoting(ApplianceState s) => !s.Kill.Killed
        ? s.Slots.Any(slot => slot.Quotes.Count(q => q.State == Live) >= 2)
        : throw new DrillException($"something else killed the appliance: {string.Join(", ", s.Kill.CauseNames)}. It was not armed");

    private async Task<DrilledKill> KillAsync(int run, int runs)
    {
        // Told apart from every other kill, a person's above all.
        string id = Guid.NewGuid().ToString();
        string reason = $"kill drill, {run} of {runs}, {id}";
        long clicked = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        await client.KillAsync(new KillRequest { RequestId = id, Reason = reason, ClickedUnixNs = clicked, Source = "cli" }).ConfigureAwait(false);
        ApplianceState end = await UntilAsync(s => Ended(s, reason), $"the end of every order after kill {run}").ConfigureAwait(false);
        KillProgress kill = end.Kill;
        var drilled = new DrilledKill(kill.GateClosedUnixNs - clicked, kill.LastCancelUnixNs == 0 ? null : kill.LastCancelUnixNs - clicked, kill.ConfirmedUnixNs - clicked);
        if (!drilled.InOrder)
        {
            throw new DrillException(string.Create(CultureInfo.InvariantCulture,
                $"the events of kill {run} are out of order: gate closed {drilled.GateNs / 1e6:0.000}, last cancel {drilled.LastCancelNs / 1e6:0.000}, confirmed {drilled.ConfirmedNs / 1e6:0.000} ms after the click. It was not armed"));
        }

        if (Confirmed is { } confirmed)
        {
            await confirmed(drilled, end).ConfigureAwait(false);
        }

        await ArmAsync(run, reason).ConfigureAwait(false);
        return drilled;
    }

    /// <summary>Every order of card and host has ended, and none is in doubt. What must not be is thrown.</summary>
    private static bool Ended(ApplianceState s, string reason)
    {
        if (!s.Kill.Killed)
        {
            return false; // Published before the kill.
        }

        if (s.Kill.Reason != reason)
        {
            throw new DrillException($"another kill came first ({s.Kill.Reason}; {string.Join(", ", s.Kill.CauseNames)}). It was not armed");
        }

        if (s.Kill.OrdersAfterGate != 0)
        {
            throw new DrillException($"{s.Kill.OrdersAfterGate} orders left after the gate had closed. It was not armed");
        }

        if (s.OrderEntry is { InDoubt: > 0, Problem.Length: 0 })
        {
            throw new DrillException($"{s.OrderEntry.InDoubt} orders are in doubt and no alarm says so. It was not armed");
        }

        return s.Kill is { Confirmed: true, ConfirmedUnixNs: not 0 } && s.OrderEntry is null or { Open: 0, InDoubt: 0 };
    }

    private async Task ArmAsync(int run, string reason)
    {
        ApplianceState quiet = await UntilAsync(s => s.Kill.Asserted == 0, $"no cause that still holds after kill {run}").ConfigureAwait(false);
        if (quiet.Kill.Causes != Cause || quiet.Kill.Reason != reason)
        {
            throw new DrillException($"other causes stand than the drill's own: {string.Join(", ", quiet.Kill.CauseNames)}. A drill does not acknowledge them; it was not armed");
        }

        if (quiet.Kill.OrdersAfterGate != 0)
        {
            throw new DrillException($"{quiet.Kill.OrdersAfterGate} orders left while the gate was closed. It was not armed");
        }

        ArmReply arm = await client.ArmAsync(new ArmRequest { RequestId = Guid.NewGuid().ToString(), CausesSeen = quiet.Kill.Causes, Nonce = quiet.Kill.Nonce, ConfigHash = quiet.ConfigHash }).ConfigureAwait(false);
        if (!arm.Armed)
        {
            throw new DrillException($"arming after kill {run} was refused: {arm.Refusal}");
        }

        ApplianceState open = await UntilAsync(s => !s.Kill.Killed || s.Kill.Reason != reason, $"the latch open after kill {run}").ConfigureAwait(false);
        ActivateReply active = await client.ActivateAsync(new ActivateRequest { RequestId = Guid.NewGuid().ToString(), Nonce = open.Kill.Nonce }).ConfigureAwait(false);
        if (!active.Active)
        {
            throw new DrillException($"activating after kill {run} was refused: {active.Refusal}");
        }
    }

    private async Task<ApplianceState> UntilAsync(Func<ApplianceState, bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        ApplianceState? last = null;
        try
        {
            await foreach (ApplianceState state in client.WatchStateAsync(new CallOptions { Cancel = limit.Token }).ConfigureAwait(false))
            {
                last = state;
                // A daemon serves an empty state until its card's thread has taken its first turn.
                if (state.Slots.Count != 0 && condition(state))
                {
                    return state;
                }
            }
        }
        catch (Exception e) when (limit.IsCancellationRequested && e is RpcException or OperationCanceledException)
        {
            // Said below, with the last state.
        }

        throw new DrillException(
            $"not within {Patience.TotalSeconds:0} s: {what}. {last?.Kill?.Open} orders open, {last?.OrderEntry?.InDoubt} in doubt; {last?.Note} {last?.OrderEntry?.Problem}".TrimEnd());
    }
}

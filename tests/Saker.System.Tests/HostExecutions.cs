using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.System.Tests;

/// <summary>Every execution that the host counted, in its order. A state of the host tells the last fifty and how many there were in all, which
/// gives each its number: one that is told twice is there twice, and one that no state told is seen to be missing.</summary>
public sealed class HostExecutions : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Execution?> _all = [];
    private readonly Task _watching;

    /// <summary>Watches from now on.</summary>
    public HostExecutions(ApplianceClient host) => _watching = WatchAsync(host);

    /// <summary>Ends the watch and returns all, up to and including those of a last state.</summary>
    /// <exception cref="InvalidOperationException">The states jumped over some, or told one differently at another time.</exception>
    public async Task<IReadOnlyList<Execution>> UpToAsync(ApplianceState last)
    {
        await _stop.CancelAsync();
        await _watching;
        Take(last);
        int missing = _all.Count(e => e is null);
        return missing == 0 ? [.. _all.OfType<Execution>()] : throw new InvalidOperationException($"{missing} of {_all.Count} executions were in none of the host's states: they came too far apart");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // What it met, if anything, is not the reason for which the test ends.
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WatchAsync(ApplianceClient host)
    {
        try
        {
            await foreach (ApplianceState state in host.WatchStateAsync(new CallOptions { Cancel = _stop.Token }))
            {
                Take(state);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Nothing is watched any more.
        }
    }

    private void Take(ApplianceState state)
    {
        int count = (int)(state.Counters.FirstOrDefault(c => c.Name == "fills")?.Value ?? 0);
        while (_all.Count < count)
        {
            _all.Add(null);
        }

        for (int n = 0; n < state.Fills.Count; n++)
        {
            int number = count - 1 - n;
            var told = Execution.Of(state.Fills[n]);
            if (_all[number] is { } before && before != told)
            {
                throw new InvalidOperationException($"the host told execution {number} as {before} and then as {told}");
            }

            _all[number] = told;
        }
    }
}

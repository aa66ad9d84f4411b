using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.Console;

/// <summary>One logged-in person's stream of states from the control plane. It reconnects by itself; the age of what it holds is
/// what the page goes by.</summary>
public sealed class FleetFeed : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly ControlPlaneClient _client;
    private readonly CallOptions _call;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private long _receivedAt;

    public FleetFeed(ControlPlaneClient client, string token, TimeProvider time)
    {
        _client = client;
        _time = time;
        _call = new CallOptions(Headers: ControlPlaneClient.Bearer(token), Cancel: _stop.Token);
        _loop = RunAsync();
    }

    /// <summary>Raised after each state and each failure; from any thread.</summary>
    public event Action? Changed;

    /// <summary>The last state heard; null before the first.</summary>
    public FleetState? State { get; private set; }

    /// <summary>Why the stream is down; null while it is up.</summary>
    public string? Fault { get; private set; } = "connecting";

    /// <summary>The control plane no longer knows this session: log in again.</summary>
    public bool Expired { get; private set; }

    /// <summary>Age of the appliance's own last word: how old it was at the control plane when that spoke, by its own clock, and
    /// how long ago it spoke, by ours. No two clocks are compared.</summary>
    public TimeSpan Age
    {
        get
        {
            FleetState? state = State;
            long heard = state?.Links.FirstOrDefault()?.LastHeardUnixNs ?? 0;
            return heard == 0 ? TimeSpan.MaxValue : TimeSpan.FromTicks((state!.UnixNs - heard) / 100) + _time.GetElapsedTime(_receivedAt);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (FleetState state in _client.WatchStateAsync(_call))
                {
                    _receivedAt = _time.GetTimestamp();
                    State = state;
                    Fault = null;
                    Changed?.Invoke();
                }

                Fault = "the control plane ended the stream";
            }
            catch (RpcException e)
            {
                Fault = e.Detail;
                Expired = e.Code == StatusCode.Unauthenticated;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            Changed?.Invoke();
            if (Expired)
            {
                return;
            }

            await Task.Delay(Retry, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

using Microsoft.Extensions.Logging;
using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.Rpc.Services;
using Saker.V1;

namespace Saker.ControlPlane.Fleet;

/// <summary>One appliance: follows its state for ever, with back-off between attempts, and reaches it for kills and arms. Thread-safe.</summary>
internal sealed class ApplianceLinkWorker(string name, Uri address, Action changed, TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>An appliance speaks once a second; silence this long means that the stream is dead even if its connection is not.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(3);

    private readonly RpcChannel _channel = new(address);
    private readonly Lock _lock = new();
    private ApplianceState? _state;
    private long _lastHeardNs;
    private bool _connected;
    private string _error = "not connected yet";

    public string Name => name;

    public Uri Address => address;

    /// <summary>Calls over the connection that carries the state.</summary>
    public ApplianceClient Client => new(_channel);

    /// <summary>Link and last state, taken together.</summary>
    public (ApplianceLink Link, ApplianceState? State) Snapshot()
    {
        lock (_lock)
        {
            ApplianceLink link = new()
            {
                Name = name,
                Address = address.ToString(),
                Connected = _connected,
                LastHeardUnixNs = _lastHeardNs,
                Error = _error,
            };
            return (link, _state);
        }
    }

    /// <summary>Nobody acts from here on what was seen longer ago than that.</summary>
    /// <param name="clock">The control plane's clock.</param>
    /// <param name="limit">Greatest age.</param>
    /// <param name="act">What was to be done, for the sentence.</param>
    /// <exception cref="RpcException">FailedPrecondition.</exception>
    public void RequireFresh(TimeProvider clock, TimeSpan limit, string act)
    {
        (ApplianceLink link, _) = Snapshot();
        TimeSpan age = TimeSpan.FromTicks((clock.UnixNs() - link.LastHeardUnixNs) / 100);
        if (!link.Connected || age > limit)
        {
            throw new RpcException(StatusCode.FailedPrecondition, $"{name} was last heard too long ago to be {act} from here.");
        }
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        TimeSpan delay = FirstDelay;
        while (!cancel.IsCancellationRequested)
        {
            long before = Volatile.Read(ref _lastHeardNs);
            string reason = await WatchAsync(cancel).ConfigureAwait(false);
            if (cancel.IsCancellationRequested)
            {
                return;
            }

            delay = Volatile.Read(ref _lastHeardNs) != before ? FirstDelay : delay;
            Set(connected: false, reason);
            Log.Lost(log, name, reason, delay);
            await Task.Delay(delay, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    public void Dispose() => _channel.Dispose();

    private async Task<string> WatchAsync(CancellationToken cancel)
    {
        using CancellationTokenSource silent = new(Silence, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silent.Token);
        bool first = true;
        try
        {
            await foreach (ApplianceState state in Client.WatchStateAsync(new(Cancel: either.Token)).ConfigureAwait(false))
            {
                silent.CancelAfter(Silence);
                if (first)
                {
                    Log.Connected(log, name, address);
                    first = false;
                }

                Heard(state);
            }

            return "the appliance ended the stream";
        }
        catch (RpcException e)
        {
            return silent.IsCancellationRequested ? $"silent for {Silence.TotalSeconds:0} s" : e.Detail;
        }
    }

    private void Heard(ApplianceState state)
    {
        lock (_lock)
        {
            _state = state;
            _lastHeardNs = time.UnixNs();
            _connected = true;
            _error = "";
        }

        changed();
    }

    private void Set(bool connected, string error)
    {
        lock (_lock)
        {
            _connected = connected;
            _error = error;
        }

        changed();
    }
}

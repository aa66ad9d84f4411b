using Microsoft.Extensions.Logging;
using Saker.Rpc;
using Saker.Rpc.Client;
using Saker.Rpc.Services;

namespace Saker.ControlPlane.Fleet;

/// <summary>A kill on its way to one appliance: tried until it is there or its time is over, and whoever asked may have gone away meanwhile.</summary>
internal sealed class PersistentCall(TimeProvider time, ILogger<PersistentCall> log)
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    // With the last attempt 4 s at most, so that callers who wait 5 s are told which appliance was missed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <returns>The reply; null: it was not reached.</returns>
    public async Task<TReply?> SendAsync<TReply>(ApplianceLinkWorker link, string requestId, Func<ApplianceClient, CallOptions, Task<TReply>> call)
        where TReply : class
    {
        long start = time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return attempt == 1 ? await call(link.Client, new(Attempt)).ConfigureAwait(false) : await AnewAsync(link, call).ConfigureAwait(false);
            }
            catch (RpcException e)
            {
                Log.KillNotReached(log, requestId, link.Name, attempt, e.Message);
            }

            if (time.GetElapsedTime(start) > Patience)
            {
                return null;
            }

            await Task.Delay(Pause, time).ConfigureAwait(false);
        }
    }

    /// <summary>Over a connection of its own: the first one may be open and dead.</summary>
    private static async Task<TReply> AnewAsync<TReply>(ApplianceLinkWorker link, Func<ApplianceClient, CallOptions, Task<TReply>> call)
    {
        using RpcChannel channel = new(link.Address, new() { ConnectTimeout = Attempt });
        return await call(new(channel), new(Attempt)).ConfigureAwait(false);
    }
}

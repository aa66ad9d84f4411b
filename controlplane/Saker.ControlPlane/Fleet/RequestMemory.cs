using System.Collections.Concurrent;
using Saker.Rpc;

namespace Saker.ControlPlane.Fleet;

/// <summary>The last thousand requests with what came of them: one that is repeated is done once. Thread-safe.</summary>
internal sealed class RequestMemory<TReply>
{
    private const int Remembered = 1000;

    private readonly ConcurrentDictionary<string, Lazy<Task<TReply>>> _requests = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>Does it, or gives the reply of the first time. What failed is tried anew.</summary>
    public async Task<TReply> OnceAsync(string id, Func<Task<TReply>> act)
    {
        Lazy<Task<TReply>> request = _requests.GetOrAdd(id, key =>
        {
            _order.Enqueue(key);
            return new(act);
        });
        try
        {
            return await request.Value.ConfigureAwait(false);
        }
        catch (RpcException)
        {
            _requests.TryRemove(new(id, request));
            throw;
        }
        finally
        {
            while (_order.Count > Remembered && _order.TryDequeue(out string? oldest))
            {
                _requests.TryRemove(oldest, out _);
            }
        }
    }
}

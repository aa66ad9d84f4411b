using System.Collections.Concurrent;

namespace Saker.Host.Service;

/// <summary>Work that other threads ask of the one thread that drives the card.</summary>
public sealed class CardCommands
{
    private readonly ConcurrentQueue<Action> _queue = new();

    /// <summary>Runs a function on the card's thread and hands its result, or its exception, back.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Enqueue(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    /// <summary>Runs what was asked for since the last call. Card thread only.</summary>
    public bool RunPending()
    {
        bool any = false;
        while (_queue.TryDequeue(out Action? work))
        {
            work();
            any = true;
        }

        return any;
    }
}

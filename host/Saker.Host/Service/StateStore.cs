using Saker.V1;

namespace Saker.Host.Service;

/// <summary>The appliance's state as it was last published. Writers replace it whole; readers never see half of one.</summary>
public sealed class StateStore
{
    private volatile ApplianceState _current = new() { Note = "starting" };
    private volatile TaskCompletionSource _changed = NewSignal();

    public ApplianceState Current => _current;

    public void Publish(ApplianceState state)
    {
        _current = state;
        TaskCompletionSource signal = _changed;
        _changed = NewSignal();
        signal.TrySetResult();
    }

    /// <summary>Completes at the next publication.</summary>
    public Task Changed => _changed.Task;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace Saker.Venue;

/// <summary>Sequenced messages on their way to a connection: each may be held for some wall time, and none overtakes another.</summary>
/// <param name="wall">Wall time.</param>
/// <param name="delays">Wakes it up.</param>
/// <param name="deliver">Sends one message.</param>
internal sealed class LateAnswers(TimeProvider wall, IDelays delays, Action<byte[]> deliver)
{
    private readonly Queue<(TimeSpan Due, byte[] Message)> _held = new();
    private readonly long _origin = wall.GetTimestamp();
    private TimeSpan _lastDue;
    private bool _waking;

    /// <summary>Messages held.</summary>
    public int Held => _held.Count;

    /// <summary>Sends a message after a delay, or when those before it have gone.</summary>
    public void Add(byte[] message, TimeSpan late)
    {
        if (late == TimeSpan.Zero && _held.Count == 0)
        {
            deliver(message);
            return;
        }

        var now = wall.GetElapsedTime(_origin);
        _lastDue = now + late > _lastDue ? now + late : _lastDue;
        _held.Enqueue((_lastDue, message));
        Wake(now);
    }

    /// <summary>Sends everything now.</summary>
    public void Flush()
    {
        while (_held.TryDequeue(out var held))
        {
            deliver(held.Message);
        }
    }

    /// <summary>Forgets what is held: a connection that comes later has it replayed.</summary>
    public void Clear() => _held.Clear();

    private void Wake(TimeSpan now)
    {
        if (_waking || _held.Count == 0)
        {
            return;
        }

        _waking = true;
        var wait = _held.Peek().Due - now;
        delays.After(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Release);
    }

    private void Release()
    {
        _waking = false;
        var now = wall.GetElapsedTime(_origin);
        while (_held.TryPeek(out var held) && held.Due <= now)
        {
            _held.Dequeue();
            deliver(held.Message);
        }

        Wake(now);
    }
}

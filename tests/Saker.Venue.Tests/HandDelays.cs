namespace Saker.Venue.Tests;

/// <summary>Work put off until the test calls for it.</summary>
internal sealed class HandDelays : IDelays
{
    private readonly Queue<Action> _step = new();
    private readonly List<(TimeSpan Wall, Action Work)> _timed = [];

    /// <summary>Delays asked for and not called yet.</summary>
    public IEnumerable<TimeSpan> Waiting => _timed.Select(t => t.Wall);

    public void AfterStep(Action work) => _step.Enqueue(work);

    public void After(TimeSpan wall, Action work) => _timed.Add((wall, work));

    public void EndOfStep()
    {
        while (_step.TryDequeue(out var work))
        {
            work();
        }
    }

    /// <summary>Does everything that waits now.</summary>
    public void Elapse()
    {
        var due = _timed.ToArray();
        _timed.Clear();
        foreach (var (_, work) in due)
        {
            work();
        }
    }
}

using System.Globalization;

namespace Saker.Cli;

/// <summary>Shows how far a walk is and its rate in messages per second: a bar that is drawn again and again on a terminal, a line every few seconds
/// elsewhere. A walk that is over at once shows nothing but its summary, if it has one.</summary>
/// <param name="to">Standard error.</param>
/// <param name="terminal">A person watches <paramref name="to"/>.</param>
/// <param name="time">Clock.</param>
public sealed class ProgressLine(TextWriter to, bool terminal, TimeProvider time) : IWalkProgress
{
    private const int Cells = 30;
    private const string EraseLine = "\r\e[K";
    private static readonly TimeSpan BarEvery = TimeSpan.FromMilliseconds(200), LineEvery = TimeSpan.FromSeconds(5);

    private Walk _walk;
    private long _bytes, _started, _shownAt;
    private bool _bar;

    public void Begin(Walk walk, long bytes)
    {
        (_walk, _bytes, _bar) = (walk, bytes, false);
        _started = _shownAt = time.GetTimestamp();
    }

    public void Step(long messages, long bytes)
    {
        if (time.GetElapsedTime(_shownAt) < (terminal ? BarEvery : LineEvery))
        {
            return;
        }

        _shownAt = time.GetTimestamp();
        double part = _bytes == 0 ? 1 : Math.Clamp((double)bytes / _bytes, 0, 1);
        int full = (int)(part * Cells);
        string bar = terminal ? $"{EraseLine}{_walk.Title} [{new string('#', full)}{new string('.', Cells - full)}] " : $"saker: {_walk.Title}: ";
        to.Write(string.Create(CultureInfo.InvariantCulture, $"{bar}{part * 100:0} %, {messages:N0} messages, {Rate(messages):N0} messages/s"));
        to.Write(terminal ? "" : "\n");
        to.Flush();
        _bar = terminal;
    }

    public void End(long messages)
    {
        if (_bar)
        {
            to.Write(EraseLine);
            _bar = false;
        }

        if (_walk.Summary)
        {
            to.Write(string.Create(CultureInfo.InvariantCulture,
                $"saker: {_walk.Title}: {messages:N0} messages in {time.GetElapsedTime(_started).TotalSeconds:0.0} s, {Rate(messages):N0} messages/s\n"));
        }

        to.Flush();
    }

    private double Rate(long messages) => messages / Math.Max(time.GetElapsedTime(_started).TotalSeconds, 1e-3);
}

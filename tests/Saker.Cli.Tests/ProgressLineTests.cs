using Xunit;

namespace Saker.Cli.Tests;

/// <summary>A bar for a person, lines for a file, and the rate at the end.</summary>
public sealed class ProgressLineTests
{
    private readonly StringWriter _to = new();
    private readonly ManualTime _time = new();

    [Fact]
    public void A_terminal_gets_a_bar_with_share_and_rate()
    {
        var line = new ProgressLine(_to, terminal: true, _time);
        line.Begin(new Walk("replay"), 1000);
        line.Step(50, 100);
        Assert.Equal("", _to.ToString());
        _time.Pass(0.5);
        line.Step(20_000, 500);
        Assert.Contains($"replay [{new string('#', 15)}{new string('.', 15)}] 50 %, 20,000 messages, 40,000 messages/s", _to.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', _to.ToString());
        line.End(20_000);
        Assert.EndsWith("\r\e[K", _to.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_a_line_every_few_seconds()
    {
        var line = new ProgressLine(_to, terminal: false, _time);
        line.Begin(new Walk("replay"), 1000);
        for (int second = 1; second <= 11; second++)
        {
            _time.Pass(1);
            line.Step(second * 1000, second * 80);
        }

        line.End(11_000);
        Assert.Equal("saker: replay: 40 %, 5,000 messages, 1,000 messages/s\nsaker: replay: 80 %, 10,000 messages, 1,000 messages/s\n", _to.ToString());
    }

    [Fact]
    public void A_summary_says_the_rate_however_short_the_walk_was()
    {
        var line = new ProgressLine(_to, terminal: false, _time);
        line.Begin(new Walk("replay", Summary: true), 1000);
        _time.Pass(2);
        line.End(3000);
        Assert.Equal("saker: replay: 3,000 messages in 2.0 s, 1,500 messages/s\n", _to.ToString());
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1000;

        public void Pass(double seconds) => _now += (long)(seconds * TimestampFrequency);

        public override long GetTimestamp() => _now;
    }
}

using Xunit;

namespace Saker.Model.Tests;

/// <summary>When a period of the rolling loss ends: docs/card.md section 8.5.</summary>
public sealed class LossWindowTests
{
    private const ulong Unit = LossWindow.UnitNs;

    private readonly LossWindow _window = new();

    [Fact]
    public void A_period_ends_with_the_round_that_finds_it_passed_and_the_next_begins_there()
    {
        _window.Add(0, (10 * Unit) - 1, 10);
        Assert.Equal(0ul, _window.Began);
        _window.Add(0, (10 * Unit) + 300, 10);
        Assert.Equal(10ul, _window.Began);
        // However much has passed: one round ends one period.
        _window.Add(0, 1_010 * Unit, 10);
        Assert.Equal(1_010ul, _window.Began);
        _window.Add(0, 1_019 * Unit, 10);
        Assert.Equal(1_010ul, _window.Began);
    }

    [Fact]
    public void Period_zero_never_ends()
    {
        _window.Start(500, 0);
        for (ulong ended = 1; ended < 40; ended++)
        {
            _window.Add(-1, ended * 1_000_000 * Unit, 0);
        }

        Assert.Equal((0ul, (Int128)500), (_window.Began, _window.Highest));
    }

    [Fact]
    public void A_start_begins_the_first_period_at_its_time()
    {
        _window.Add(9_000, 0, 10);
        _window.Start(-7, 25 * Unit);
        Assert.Equal((25ul, (Int128)(-7)), (_window.Began, _window.Highest));
        _window.Add(-9, 34 * Unit, 10);
        Assert.Equal((25ul, (Int128)(-7)), (_window.Began, _window.Highest));
    }
}

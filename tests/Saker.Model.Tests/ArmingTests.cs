using Xunit;

namespace Saker.Model.Tests;

/// <summary>Arming in two acts, the clock and the mode of the appliance: docs/card.md section 8.6.</summary>
public sealed class ArmingTests
{
    [Fact]
    public void A_second_kill_of_a_closed_latch_makes_what_was_prepared_useless()
    {
        var arming = new Arming(100);
        arming.Key = arming.Nonce;
        Assert.False(arming.Kill(KillCauses.Reset, 200));
        Assert.Equal((KillCauses.Reset, 201u), (arming.Causes, arming.Nonce));
        Assert.False(arming.Arm(KillCauses.Reset, 300));
    }

    private static Arming Ready() => new(100) { ClockFault = false };

    private static Arming Open()
    {
        Arming arming = Ready();
        arming.Key = arming.Nonce;
        Assert.True(arming.Arm(KillCauses.Reset, 200));
        return arming;
    }

    [Fact]
    public void Opening_needs_causes_key_and_no_level()
    {
        Arming arming = Ready();
        Assert.Equal((true, 101u, SlotMode.Active), (arming.Killed, arming.Nonce, arming.Mode));
        Assert.False(arming.Arm(KillCauses.Reset, 150));
        arming.Key = 100;
        Assert.False(arming.Arm(KillCauses.Reset, 150));
        arming.Key = arming.Nonce;
        Assert.False(arming.Arm(KillCauses.None, 150));
        arming.Assert(KillCauses.Panel, 150);
        Assert.False(arming.Arm(KillCauses.Reset | KillCauses.Panel, 150));
        arming.Assert(KillCauses.None, 150);
        Assert.True(arming.Arm(KillCauses.Reset | KillCauses.Panel, 200));
        Assert.Equal((false, 201u, SlotMode.Reducing), (arming.Killed, arming.Nonce, arming.Mode));
    }

    [Fact]
    public void Activation_needs_the_number_of_the_open_latch()
    {
        Arming arming = Ready();
        Assert.False(arming.Activate(arming.Nonce, 150));
        uint before = arming.Nonce;
        arming.Key = before;
        arming.Arm(KillCauses.Reset, 200);
        Assert.False(arming.Activate(before, 250));
        Assert.False(arming.Activate(0, 250));
        Assert.Equal(SlotMode.Reducing, arming.Mode);
        Assert.True(arming.Activate(201, 300));
        Assert.Equal((SlotMode.Active, 301u), (arming.Mode, arming.Nonce));
    }

    [Fact]
    public void Closing_makes_old_commands_void_and_the_next_opening_reduces()
    {
        Arming arming = Open();
        arming.Activate(arming.Nonce, 300);
        Assert.True(arming.Set(KillCauses.ManualCli, 400));
        Assert.Equal((401u, SlotMode.Active), (arming.Nonce, arming.Mode));
        arming.Key = 401;
        arming.Arm(KillCauses.ManualCli, 500);
        Assert.Equal(SlotMode.Reducing, arming.Mode);
        arming.Set(KillCauses.ManualCli, 600);
        // The causes are those of before, the number is not.
        Assert.False(arming.Arm(KillCauses.ManualCli, 700));
    }

    [Fact]
    public void Another_cause_of_a_closed_latch_keeps_the_number()
    {
        Arming arming = Ready();
        Assert.True(arming.Set(KillCauses.Usb, 500));
        Assert.Equal(101u, arming.Nonce);
    }

    [Fact]
    public void Number_is_never_that_of_before_and_always_odd()
    {
        Arming arming = Ready();
        uint before = arming.Nonce;
        arming.Key = before;
        Assert.True(arming.Arm(KillCauses.Reset, 100));
        Assert.Equal(before + 2, arming.Nonce);
        Assert.True(arming.Activate(arming.Nonce, (1ul << 32) + 40));
        Assert.Equal(41u, arming.Nonce);
    }

    [Fact]
    public void Opening_an_open_latch_does_nothing()
    {
        Arming arming = Open();
        arming.Activate(arming.Nonce, 300);
        arming.Key = arming.Nonce;
        Assert.False(arming.Arm(KillCauses.None, 400));
        Assert.Equal((SlotMode.Active, 301u), (arming.Mode, arming.Nonce));
    }

    [Fact]
    public void Clock_fault_halts_and_leaves_latch_and_activation_alone()
    {
        Arming arming = new();
        Assert.Equal(SlotMode.Halted, arming.Mode);
        arming.Key = arming.Nonce;
        Assert.True(arming.Arm(KillCauses.Reset, 200));
        Assert.True(arming.Activate(arming.Nonce, 300));
        Assert.Equal(SlotMode.Halted, arming.Mode);
        arming.ClockFault = false;
        Assert.Equal((SlotMode.Active, false), (arming.Mode, arming.Killed));
    }

    [Theory]
    [InlineData(true, 0, 0u, true)]
    [InlineData(true, 0, 1u, false)]
    [InlineData(false, 0, uint.MaxValue, true)]
    [InlineData(true, 99, 100u, false)]
    [InlineData(true, 100, 100u, true)]
    [InlineData(true, -99, 100u, false)]
    [InlineData(true, -100, 100u, true)]
    [InlineData(true, int.MaxValue, 1u << 31, false)]
    [InlineData(true, int.MinValue, 1u << 31, true)]
    [InlineData(true, int.MinValue, (1u << 31) + 1, false)]
    public void Clock_is_in_fault_when_not_valid_or_not_below_its_limit(bool valid, int offset, uint limit, bool fault) =>
        Assert.Equal(fault, ClockFault.Stands(valid, offset, limit));
}

namespace Saker.ControlPlane.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Every_option_is_read()
    {
        Options options = Options.Parse(
            ["--listen", "http://127.0.0.1:9", "--data", "d", "--appliance", "a=http://127.0.0.1:1", "--appliance", "b=http://127.0.0.1:2"]);
        Assert.Equal(9, options.Listen.Port);
        Assert.Equal("d", options.Data);
        Assert.Equal([("a", 1), ("b", 2)], options.Appliances.Select(a => (a.Name, a.Address.Port)));
    }

    [Fact]
    public void An_appliance_may_be_behind_a_socket_of_this_machine()
    {
        Options options = Options.Parse(["--appliance", "a=unix:/run/saker/host.sock"]);
        Assert.Equal(("a", "unix:/run/saker/host.sock"), (options.Appliances.Single().Name, options.Appliances.Single().Address.ToString()));
    }

    [Theory]
    [InlineData("--listen")]
    [InlineData("--listen", "nowhere")]
    [InlineData("--what", "x")]
    [InlineData("--appliance", "http://127.0.0.1:1")]
    [InlineData("--appliance", "a=https://127.0.0.1:1")]
    [InlineData("--appliance", "a=unix:host.sock")]
    [InlineData("--appliance", "a=http://127.0.0.1:1", "--appliance", "a=http://127.0.0.1:2")]
    public void What_cannot_be_meant_is_refused(params string[] args) => Assert.Throws<FormatException>(() => Options.Parse(args));
}

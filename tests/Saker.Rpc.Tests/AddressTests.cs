using Saker.Rpc.Client;

namespace Saker.Rpc.Tests;

/// <summary>What is an address of a service and what is not.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("unix:/run/host.sock", "/run/host.sock")]
    [InlineData("unix:///run/host.sock", "/run/host.sock")]
    [InlineData("unix:/run/a%20b%25/host.sock", "/run/a b%/host.sock")]
    [InlineData("http://127.0.0.1:7", null)]
    public void An_address_is_a_socket_or_a_port(string text, string? path)
    {
        RpcAddress address = RpcAddress.Of(new Uri(text));
        Assert.Equal(path, address.SocketPath);
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData("https://127.0.0.1:7")]
    [InlineData("unix:host.sock")]
    [InlineData("unix://elsewhere/host.sock")]
    [InlineData("unix:/")]
    [InlineData("file:///run/host.sock")]
    [InlineData("host.sock")]
    public void Anything_else_is_refused(string text)
    {
        Uri address = new(text, UriKind.RelativeOrAbsolute);
        Assert.False(RpcAddress.IsValid(address));
        Assert.Throws<ArgumentException>(() => new RpcChannel(address));
    }

    [Fact]
    public void A_path_is_as_long_as_the_kernel_takes_it()
    {
        string longest = "/" + new string('s', RpcAddress.LongestPath - 1);
        Assert.Equal(longest, RpcAddress.OfSocket(longest).SocketPath);
        Assert.Throws<ArgumentException>(() => RpcAddress.OfSocket(longest + "s"));
    }

    [Fact]
    public void A_socket_named_by_its_path_is_found_again()
    {
        const string path = "/run/100 % #1?/ü.sock";
        Assert.Equal(path, RpcAddress.Of(RpcAddress.OfSocket(path).Uri).SocketPath);
    }
}

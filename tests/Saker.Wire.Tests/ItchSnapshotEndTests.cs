using System.Text;
using Xunit;

namespace Saker.Wire.Tests;

/// <summary>The last message of a GLIMPSE snapshot.</summary>
public sealed class ItchSnapshotEndTests
{
    [Theory]
    [InlineData(1UL, "G                   1")]
    [InlineData(1234567890UL, "G          1234567890")]
    [InlineData(ulong.MaxValue, "G18446744073709551615")]
    public void Number_is_padded_with_spaces_on_the_left(ulong next, string text)
    {
        byte[] m = new byte[ItchSnapshotEnd.Length];
        Assert.Equal(21, ItchSnapshotEnd.Write(m, next));
        Assert.Equal(text, Encoding.ASCII.GetString(m));
        Assert.True(ItchSnapshotEnd.TryRead(m, out ulong read));
        Assert.Equal(next, read);
    }

    [Theory]
    [InlineData("G00000000000000000042")]
    [InlineData("G                  42")]
    [InlineData("G42                  ")]
    public void Padding_of_either_kind_is_read(string text)
    {
        Assert.True(ItchSnapshotEnd.TryRead(Encoding.ASCII.GetBytes(text), out ulong read));
        Assert.Equal(42UL, read);
    }

    [Theory]
    [InlineData("G                    ")]
    [InlineData("G                 4 2")]
    [InlineData("G                 -42")]
    [InlineData("G99999999999999999999")]
    [InlineData("A                  42")]
    [InlineData("G                 42")]
    [InlineData("G                   42")]
    [InlineData("")]
    public void Anything_else_is_refused(string text) =>
        Assert.False(ItchSnapshotEnd.TryRead(Encoding.ASCII.GetBytes(text), out _));
}

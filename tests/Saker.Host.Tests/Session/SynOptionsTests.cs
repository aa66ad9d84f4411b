using Saker.Host.Session;

namespace Saker.Host.Tests.Session;

public sealed class SynOptionsTests
{
    [Theory]
    [InlineData("", 536, null)]
    [InlineData("020405B4", 1460, null)]
    [InlineData("020405B401030307", 1460, 7)]
    // A Linux SYN-ACK: MSS, SACK permitted, timestamps, no-operation, window scale.
    [InlineData("020405B40402080A0123456789ABCDEF01030309", 1460, 9)]
    [InlineData("FE04AAAA030302", 536, 2)]
    // What stands behind the end is no option.
    [InlineData("03030300020405B4", 536, 3)]
    [InlineData("0303FF00", 536, 14)]
    public void They_are_read(string hex, int segment, int? scale)
    {
        Assert.True(SynOptions.TryRead(Convert.FromHexString(hex), out SynOptions options));
        Assert.Equal(new SynOptions((ushort)segment, (byte?)scale), options);
    }

    [Theory]
    [InlineData("02")]
    [InlineData("020405")]
    [InlineData("02030500")]
    [InlineData("0302")]
    [InlineData("03040700")]
    [InlineData("FE00")]
    [InlineData("FE01")]
    [InlineData("FE05AAAA")]
    public void An_impossible_length_is_no_option(string hex) => Assert.False(SynOptions.TryRead(Convert.FromHexString(hex), out _));

    [Fact]
    public void They_are_written_in_whole_words_and_read_back()
    {
        byte[] bytes = new byte[SynOptions.WrittenLength];
        Assert.Equal(8, SynOptions.Write(bytes, 1400, 0));
        Assert.True(SynOptions.TryRead(bytes, out SynOptions options));
        Assert.Equal(new SynOptions(1400, 0), options);
    }
}

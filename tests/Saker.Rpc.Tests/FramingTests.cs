using Saker.Rpc.Framing;

namespace Saker.Rpc.Tests;

public sealed class FramingTests
{
    [Theory]
    [InlineData(1, "100n")]
    [InlineData(10_000, "1000000n")]
    [InlineData(10_000_000, "1000000u")]
    [InlineData(2_000_000_001, "200001m")]
    [InlineData(0, "1n")]
    [InlineData(-5, "1n")]
    public void A_timeout_is_written_in_at_most_eight_digits_and_never_shorter(long ticks, string expected)
    {
        string text = GrpcTimeout.Format(new TimeSpan(ticks));
        Assert.InRange(text.Length, 2, 9);
        Assert.True(GrpcTimeout.TryParse(text, out TimeSpan back));
        Assert.True(back.Ticks >= ticks, $"{text} is shorter than {ticks} ticks");
        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData("1H", 36_000_000_000L)]
    [InlineData("2M", 1_200_000_000L)]
    [InlineData("3S", 30_000_000L)]
    [InlineData("4m", 40_000L)]
    [InlineData("5u", 50L)]
    [InlineData("100n", 1L)]
    [InlineData("1n", 1L)]
    [InlineData("0S", 0L)]
    public void Every_unit_is_read(string text, long ticks)
    {
        Assert.True(GrpcTimeout.TryParse(text, out TimeSpan timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1s")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData("123456789S")]
    [InlineData("1.5S")]
    [InlineData(" 1S")]
    public void What_is_not_a_timeout_is_refused(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Fact]
    public void The_longest_timeout_on_the_wire_does_not_overflow()
    {
        Assert.True(GrpcTimeout.TryParse("99999999H", out TimeSpan timeout));
        Assert.Equal(TimeSpan.FromHours(99_999_999).Ticks, timeout.Ticks);
        Assert.Equal(9, GrpcTimeout.Format(TimeSpan.MaxValue).Length);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("100 %", "100 %25")]
    [InlineData("a\nb", "a%0Ab")]
    [InlineData("Ä~", "%C3%84~")]
    [InlineData("", "")]
    public void A_status_message_is_percent_encoded(string text, string wire)
    {
        Assert.Equal(wire, StatusMessage.Encode(text));
        Assert.Equal(text, StatusMessage.Decode(wire));
    }

    [Theory]
    [InlineData("50%", "50%")]
    [InlineData("%zz", "%zz")]
    [InlineData("%4", "%4")]
    public void A_broken_escape_is_kept(string wire, string text) => Assert.Equal(text, StatusMessage.Decode(wire));

    [Fact]
    public void Metadata_refuses_what_cannot_travel()
    {
        Metadata metadata = [];
        Assert.Throws<ArgumentException>(() => metadata.Add("grpc-status", "0"));
        Assert.Throws<ArgumentException>(() => metadata.Add("a b", "0"));
        Assert.Throws<ArgumentException>(() => metadata.Add("key", "zwölf"));
        Assert.Throws<ArgumentException>(() => metadata.AddBytes("key", [1]));
        metadata.AddBytes("Key-bin", [1, 2, 3, 4]);
        Assert.Equal([1, 2, 3, 4], metadata.GetBytes("key-bin"));
    }
}

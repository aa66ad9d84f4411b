using Xunit;

namespace Saker.Wire.Tests;

/// <summary>Option tags: the one table, the writer that keeps to it, and readers that find out who did not.</summary>
public sealed class OuchAppendageTests
{
    /// <summary>Tag and value size of the April 2023 text, in its order.</summary>
    private const string Specification =
        "1:8 2:4 3:4 4:1 5:4 6:1 7:4 9:8 10:1 11:4 12:1 13:4 14:4 15:4 16:1 17:1 18:1 22:4 23:8 24:2 25:1";

    [Fact]
    public void The_table_has_every_tag_with_its_size()
    {
        Assert.Equal(Specification, string.Join(' ', OuchTag.All.ToArray().Select(tag => $"{tag}:{OuchTag.Value(tag).Size}")));
        Assert.All(
            Enumerable.Range(0, 256).Select(n => (byte)n).Where(tag => !OuchTag.All.Contains(tag)),
            tag => Assert.Equal((OuchTagKind.Unknown, 0), OuchTag.Value(tag)));
    }

    [Fact]
    public void A_tag_of_every_kind_is_written_and_read_back()
    {
        OuchAppendageWriter writer = new(new byte[64]);
        writer.Text(OuchTag.Firm, "LIM");
        writer.Number(OuchTag.MinQuantity, 0x01020304);
        writer.Offset(OuchTag.PegOffset, -2);
        writer.Price(OuchTag.DisplayPrice, new Price(630_200));
        writer.Letter(OuchTag.PostOnly, 'P');
        writer.Number(OuchTag.GroupId, 0xFFFF);
        writer.Number(OuchTag.SecondaryOrderReference, ulong.MaxValue);
        writer.Bytes(99, [7, 8]);
        Assert.Equal(
            Hex.Of("05024c494d20 050301020304 0507fffffffe 09170000000000099db8 020c50 0318ffff 0901ffffffffffffffff 03630708"),
            writer.TagValues.ToArray());

        OuchAppendage read = Read(writer.TagValues);
        Assert.False(read.HasWrongSize(out byte wrong));
        Assert.Equal(0, wrong);
        Assert.True(read.TryText(OuchTag.Firm, out string firm) && firm == "LIM");
        Assert.True(read.TryNumber(OuchTag.MinQuantity, out ulong least) && least == 0x01020304);
        Assert.True(read.TryOffset(OuchTag.PegOffset, out int offset) && offset == -2);
        Assert.True(read.TryPrice(OuchTag.DisplayPrice, out Price price) && price == new Price(630_200));
        Assert.True(read.TryLetter(OuchTag.PostOnly, out char letter) && letter == 'P');
        Assert.True(read.TryNumber(OuchTag.GroupId, out ulong group) && group == 0xFFFF);
        Assert.True(read.TryNumber(OuchTag.SecondaryOrderReference, out ulong reference) && reference == ulong.MaxValue);
        Assert.True(read.TryGet(99, out ReadOnlySpan<byte> unknown));
        Assert.Equal([7, 8], unknown.ToArray());
        Assert.False(read.TryNumber(OuchTag.MaxFloor, out _) || read.TryLetter(OuchTag.MinQuantity, out _) || read.TryPrice(99, out _));
    }

    [Fact]
    public void A_value_of_wrong_size_is_found_for_every_tag_and_an_unknown_tag_is_let_pass()
    {
        foreach (byte tag in OuchTag.All)
        {
            int size = OuchTag.Value(tag).Size;
            for (int other = 0; other <= 9; other++)
            {
                byte[] tagValues = [3, 200, 1, 2, (byte)(1 + other), tag, .. new byte[other]];
                OuchAppendage read = Read(tagValues);
                Assert.Equal(other != size, read.HasWrongSize(out byte wrong));
                Assert.Equal(other != size ? tag : 0, wrong);
                Assert.True(read.TryGet(tag, out ReadOnlySpan<byte> raw) && raw.Length == other);
                Assert.Equal(
                    other == size,
                    read.TryLetter(tag, out _) | read.TryNumber(tag, out _) | read.TryOffset(tag, out _) | read.TryPrice(tag, out _) | read.TryText(tag, out _));
            }
        }
    }

    [Fact]
    public void The_writer_refuses_what_the_table_does_not_have_and_writes_nothing_of_it()
    {
        Refused(static (ref OuchAppendageWriter w) => w.Letter(OuchTag.MinQuantity, 'P'));
        Refused(static (ref OuchAppendageWriter w) => w.Letter(OuchTag.PostOnly, '\u20AC'));
        Refused(static (ref OuchAppendageWriter w) => w.Number(OuchTag.PostOnly, 1));
        Refused(static (ref OuchAppendageWriter w) => w.Number(OuchTag.MinQuantity, 1UL << 32));
        Refused(static (ref OuchAppendageWriter w) => w.Number(OuchTag.GroupId, 1 << 16));
        Refused(static (ref OuchAppendageWriter w) => w.Number(8, 1));
        Refused(static (ref OuchAppendageWriter w) => w.Offset(OuchTag.MaxFloor, 1));
        Refused(static (ref OuchAppendageWriter w) => w.Price(OuchTag.SecondaryOrderReference, new Price(1)));
        Refused(static (ref OuchAppendageWriter w) => w.Text(OuchTag.Firm, "LIMES"));
        Refused(static (ref OuchAppendageWriter w) => w.Text(OuchTag.GroupId, "A"));
        Refused(static (ref OuchAppendageWriter w) => w.Bytes(OuchTag.Route, new byte[3]));
        Refused(static (ref OuchAppendageWriter w) => w.Bytes(200, new byte[255]));
    }

    [Theory]
    [InlineData("0003 0302 01")]
    [InlineData("0003 00 020c")]
    [InlineData("0004 020c50")]
    [InlineData("0002 020c50")]
    [InlineData("00")]
    public void An_appendage_that_is_not_whole_is_refused(string bytes) => Assert.False(OuchAppendage.TryRead(Hex.Of(bytes), out _));

    [Fact]
    public void Tags_of_the_real_packets_have_the_sizes_of_the_table()
    {
        Assert.False(Read(Hex.Of("05024d4c524f 021230")).HasWrongSize(out _));
        Assert.True(Read(Hex.Of("05024d4c524f 03123030")).HasWrongSize(out byte tag) && tag == OuchTag.BboWeight);
    }

    private delegate void Writing(ref OuchAppendageWriter writer);

    private static void Refused(Writing write)
    {
        Assert.Throws<ArgumentException>(() =>
        {
            OuchAppendageWriter writer = new(new byte[300]);
            try
            {
                write(ref writer);
            }
            finally
            {
                Assert.True(writer.TagValues.IsEmpty);
            }
        });
    }

    private static OuchAppendage Read(ReadOnlySpan<byte> tagValues)
    {
        byte[] bytes = [(byte)(tagValues.Length >> 8), (byte)tagValues.Length, .. tagValues];
        Assert.True(OuchAppendage.TryRead(bytes, out OuchAppendage appendage));
        return appendage;
    }
}

using System.Globalization;
using Saker.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Cli.Tests;

/// <summary>LOBSTER's published messages as ITCH, and its published book after each: ten levels of both engines.</summary>
public sealed class LobsterTests(ITestOutputHelper output)
{
    private const string Msft = "lobster/MSFT_L50_1000rows/MSFT_2012-06-21_34200000_37800000_";
    private const int Levels = 50, Depth = 10, Columns = 4;

    [RtlFact("lobster/MSFT_L50_1000rows")]
    public void Msft_is_exact_ten_levels_deep_in_every_row_of_both_engines()
    {
        string[] messages = File.ReadAllLines(Places.Data($"{Msft}message_{Levels}.csv"));
        long[][] books = [.. File.ReadAllLines(Places.Data($"{Msft}orderbook_{Levels}.csv")).Select(Numbers)];
        var lobster = new LobsterItch("MSFT", 1);
        List<byte[]> itch = [.. lobster.Seed(books[0])];
        var rowOf = new Dictionary<long, int>();
        for (int row = 1; row < messages.Length; row++)
        {
            if (lobster.Message(messages[row]) is { } message)
            {
                itch.Add(message);
                rowOf[itch.Count] = row;
            }
        }

        using TestCapture capture = TestCapture.Binary(itch);
        foreach (string engine in (string[])["model", "rtl"])
        {
            SakerOutput run = SakerProgram.Run("book", capture.File, "--symbol", "MSFT", "--locate", "1", "--depth", "10", "--engine", engine);
            Assert.True(run.Code == 0, run.Error);
            int equal = 0;
            foreach (long[] line in run.Lines.Skip(1).Select(Numbers))
            {
                if (rowOf.TryGetValue(line[0], out int row))
                {
                    Assert.Equal((row, string.Join(',', books[row][..(Columns * Depth)])), (row, string.Join(',', AsksFirst(line[2..]))));
                    equal++;
                }
            }

            output.WriteLine($"{engine}: {equal} of {messages.Length - 1} rows have a message, and are equal");
            Assert.Equal(rowOf.Count, equal);
            Assert.True(equal > 900, $"only {equal} rows");
        }
    }

    /// <summary>Ours: bid price, size, ask price, size; LOBSTER's: ask price, size, bid price, size.</summary>
    private static IEnumerable<long> AsksFirst(long[] row) => row.Chunk(Columns).SelectMany(l => new[] { l[2], l[3], l[0], l[1] });

    private static long[] Numbers(string line) => [.. line.Split(',').Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
}

using System.Security.Cryptography;
using Saker.Card.Parameters;
using Xunit;

namespace Saker.Cli.Tests;

/// <summary>`saker params validate`, `diff` and `image`, and what `load`, `swap` and `read-back` say before an appliance is asked.</summary>
public sealed class ParamsVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-params-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_valid_document_is_said_to_be_valid()
    {
        string file = Write("a.json");
        SakerOutput run = SakerProgram.Run("params", "validate", file);
        Assert.Equal((0, $"{file} is valid, for BTCUSD\n", ""), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public void Every_problem_is_a_line_with_file_parameter_value_range_and_unit()
    {
        string file = Write("a.json", ("\"qty\": 20", "\"qty\": -1"), ("-96,", "-32769,"), ("\"skew\"", "\"Skew\""));
        foreach (string[] words in new string[][] { ["validate", file], ["diff", file, file], ["image", file, "--out", Path.Combine(_folder.FullName, "a.bin")], ["load", file, "--slot", "0", "--appliance", "http://127.0.0.1:1"] })
        {
            SakerOutput run = SakerProgram.Run(["params", .. words]);
            Assert.Equal((2, ""), (run.Code, run.Out));
            Assert.Equal(
            [
                $"saker: Parameter document '{file}': 'Skew' is no parameter of this card's map.",
                $"saker: Parameter document '{file}': qty is -1, outside 0..999999 lots.",
                $"saker: Parameter document '{file}': skew is missing.",
                $"saker: Parameter document '{file}': micro[0] is -32769, outside -32768..32767 ticks/256.",
            ], run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        Assert.False(File.Exists(Path.Combine(_folder.FullName, "a.bin")));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        SakerOutput run = SakerProgram.Run("params", "validate", Path.Combine(_folder.FullName, "none.json"));
        Assert.Equal(2, run.Code);
        Assert.Contains("none.json' cannot be read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_is_shown_with_its_unit_and_exit_code_one()
    {
        string old = Write("a.json"), now = Write("b.json", ("\"halfAsk\": 512", "\"halfAsk\": 600"), ("-96,", "-90,"), ("BTCUSD", "ETHUSD"));
        SakerOutput run = SakerProgram.Run("params", "diff", old, now);
        Assert.Equal(1, run.Code);
        Assert.Equal(["symbol: BTCUSD -> ETHUSD", "halfAsk: 512 -> 600 ticks/256", "micro[0]: -96 -> -90 ticks/256"], run.Lines);
        Assert.Equal((0, ""), (SakerProgram.Run("params", "diff", old, old).Code, SakerProgram.Run("params", "diff", old, old).Out));
    }

    [Fact]
    public void An_image_is_written_and_its_hash_printed()
    {
        string file = Write("a.json"), image = Path.Combine(_folder.FullName, "a.bin");
        SakerOutput run = SakerProgram.Run("params", "image", file, "--out", image, "--symbol-index", "3");
        byte[] bytes = File.ReadAllBytes(image);
        Assert.Equal((0, 512, (byte)3, Convert.ToHexString(SHA256.HashData(bytes))), (run.Code, bytes.Length, bytes[0], Assert.Single(run.Lines)));
        Assert.Empty(ParameterDocument.Load(file).ChangesTo(ParameterDocument.Of(BankImage.Of(bytes, image), "BTCUSD", image)));
        SakerOutput zero = SakerProgram.Run("params", "image", file, "--out", image);
        Assert.Equal(0, File.ReadAllBytes(image)[0]);
        Assert.NotEqual(run.Out, zero.Out);
        Assert.NotEqual(0, SakerProgram.Run("params", "image", file, "--out", image, "--symbol-index", "256").Code);
        Assert.NotEqual(0, SakerProgram.Run("params", "image", file).Code);
    }

    [Fact]
    public void A_triangle_of_one_leg_and_a_symbol_that_leads_itself_are_refused()
    {
        string one = Write("one.json", ("\"take\": 0", "\"take\": 2")), image = Path.Combine(_folder.FullName, "a.bin");
        SakerOutput run = SakerProgram.Run("params", "validate", one);
        Assert.Equal((2, $"saker: Parameter document '{one}': legX and legY are both 0, and take is 2: a triangle needs two other slots.\n"), (run.Code, run.Error));
        string self = Write("self.json", ("\"take\": 0", "\"take\": 1"));
        Assert.Equal(0, SakerProgram.Run("params", "validate", self).Code);
        Assert.Equal(0, SakerProgram.Run("params", "image", self, "--out", image, "--symbol-index", "2").Code);
        run = SakerProgram.Run("params", "image", self, "--out", image, "--symbol-index", "3");
        Assert.Equal((2, $"saker: Parameter document '{self}': lead is 3, the card's index of the slot's own symbol, and take is 1: another symbol must lead.\n"), (run.Code, run.Error));
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("1234567G")]
    public void A_swap_names_a_hash(string hash)
    {
        SakerOutput run = SakerProgram.Run("params", "swap", "--slot", "0", "--hash", hash, "--appliance", "http://127.0.0.1:1");
        Assert.NotEqual(0, run.Code);
        Assert.Contains("--hash wants 8 to 64 hexadecimal digits", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("swap", "--slot", "0", "--hash", "12345678")]
    [InlineData("read-back", "--slot", "0")]
    public void An_appliance_that_is_not_there_is_named(params string[] words)
    {
        SakerOutput run = SakerProgram.Run(["params", .. words, "--appliance", "http://127.0.0.1:1"]);
        Assert.Equal(1, run.Code);
        Assert.Contains("the appliance at http://127.0.0.1:1/ did not do it", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("load", "a.json")]
    [InlineData("read-back")]
    [InlineData("swap", "--hash", "12345678")]
    public void A_slot_is_named(params string[] words)
    {
        SakerOutput run = SakerProgram.Run(["params", .. words, "--appliance", "http://127.0.0.1:1"]);
        Assert.NotEqual(0, run.Code);
        Assert.Contains("--slot", run.Error, StringComparison.Ordinal);
    }

    private string Write(string name, params (string Old, string New)[] changes)
    {
        string text = """
            // A comment.
            {
              "symbol": "BTCUSD", "qty": 20, "halfBid": 512, "halfAsk": 512, "skew": 3277, "hysteresis": 1, "inventoryCap": 400,
              "minEdge": 128, "maxDistance": 40, "refresh": 0, "stepPosition": [200, 300, 0], "stepQty": [10, 5, 0],
              "needBid": 0, "needAsk": 0, "needTight": 0, "widenBid": 0, "widenAsk": 0,
              "varHorizon": 0, "varSkew": 0,
              "micro": [-96, -64, -40, -16, 16, 40, 64, 96, -160, -110, -66, -22, 22, 66, 110, 160,
                -200, -140, -84, -28, 28, 84, 140, 200, -240, -170, -100, -34, 34, 100, 170, 240],
              "take": 0, "lead": 3, "beta": 0, "theta": 0, "anchor": 0, "slip": 0,
              "legX": 0, "legY": 0, "rateSell": 0, "rateBuy": 0, "rateShift": 0, "legAct": 0
            }
            """;
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, changes.Aggregate(text, (t, c) => t.Replace(c.Old, c.New, StringComparison.Ordinal)));
        return path;
    }
}

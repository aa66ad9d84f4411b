using Saker.V1;
using Xunit;

namespace Saker.Cli.Tests;

/// <summary>What `saker order`, `saker modify` and `saker cancel` take, before an appliance is asked.</summary>
public sealed class OrderVerbTests
{
    private static readonly Instrument Btc = new() { Symbol = "BTCUSD", PriceDecimals = 2, Tick = 100 };

    [Theory]
    [InlineData("60000", 6_000_000)]
    [InlineData("60000.5", 6_000_050)]
    [InlineData("0.01", 1)]
    public void A_price_is_read_exactly_in_the_quote_currency(string text, long units)
    {
        Assert.Equal(units, Prices.Parse(text, Btc));
        Assert.Equal(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture), decimal.Parse(Prices.Show(units, Btc), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("60000.005", "finer than BTCUSD knows: its tick is 1.00")]
    [InlineData("60,000", "is not a price")]
    [InlineData("-1", "is not a price")]
    [InlineData("0", "is not a price")]
    [InlineData("1e9", "is not a price")]
    [InlineData("99999999999", "is not a price")]
    [InlineData("", "is not a price")]
    public void What_is_no_price_is_said(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<CliException>(() => Prices.Parse(text, Btc)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("cancel")]
    [InlineData("cancel", "17", "--all")]
    [InlineData("cancel", "--slot", "0", "--symbol", "BTCUSD")]
    [InlineData("cancel", "--all", "--slot", "0")]
    public void A_cancel_names_one_thing(params string[] words)
    {
        SakerOutput run = SakerProgram.Run([.. words, "--appliance", "http://127.0.0.1:1"]);
        Assert.NotEqual(0, run.Code);
        Assert.Contains("Name what to cancel, one thing", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_side_is_buy_or_sell()
    {
        SakerOutput run = SakerProgram.Run("order", "hold", "1", "60000");
        Assert.NotEqual(0, run.Code);
        Assert.Contains("hold", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modify", "17")]
    [InlineData("modify", "17", "-5")]
    [InlineData("modify", "17", "half")]
    public void A_modify_names_an_order_and_its_lots(params string[] words)
    {
        SakerOutput run = SakerProgram.Run([.. words, "--appliance", "http://127.0.0.1:1"]);
        Assert.NotEqual(0, run.Code);
        Assert.DoesNotContain("did not do it", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cancel", "--all")]
    [InlineData("modify", "17", "5")]
    public void An_appliance_that_is_not_there_is_named(params string[] words)
    {
        SakerOutput run = SakerProgram.Run([.. words, "--appliance", "http://127.0.0.1:1"]);
        Assert.Equal(1, run.Code);
        Assert.Contains("the appliance at http://127.0.0.1:1/ did not do it", run.Error, StringComparison.Ordinal);
    }
}

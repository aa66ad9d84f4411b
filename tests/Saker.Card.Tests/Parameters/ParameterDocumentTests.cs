using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Saker.Card.Parameters;
using Xunit;

namespace Saker.Card.Tests.Parameters;

/// <summary>Documents and images of a bank: what is taken comes back exactly, and what the card could not hold is named.</summary>
public sealed class ParameterDocumentTests
{
    private const int Rounds = 300;
    private const string Source = "a.json";

    [Fact]
    public void RandomDocuments_ComeBackFromTextAndImage()
    {
        var random = new Random(20260720);
        for (int round = 0; round < Rounds; round++)
        {
            (JsonObject json, int symbol) = Together(random);
            ParameterDocument document = ParameterDocument.Parse(json.ToJsonString(), Source);
            BankImage image = document.Image(symbol);
            Assert.Equal(BankImage.Size, image.Bytes.Length);
            Assert.Equal(symbol, image.SymbolIndex);
            BankImage read = BankImage.Of(image.Bytes, "a.bin");
            Assert.Equal(image.Hash, read.Hash);
            ParameterDocument back = ParameterDocument.Of(read, document.Symbol, "a.bin");
            Assert.Empty(document.ChangesTo(back));
            Assert.Empty(document.ChangesTo(ParameterDocument.Parse(back.ToJson(), Source)));
            Assert.Equal(document.ToJson(), back.ToJson());
            foreach (ParameterDescriptor parameter in ParameterDocument.Parameters)
            {
                JsonNode node = json[ParameterDocument.NameOf(parameter)]!;
                long[] given = node is JsonArray array ? [.. array.Select(n => n!.GetValue<long>())] : [node.GetValue<long>()];
                Assert.Equal(given, document.Values(parameter));
                Assert.Equal(given, Enumerable.Range(0, parameter.Count).Select(n => image.Value(parameter, n)));
            }
        }
    }

    /// <summary>One value of one parameter at random, anywhere: taken exactly where the card's own range has it.</summary>
    [Fact]
    public void RandomValues_AreTakenWhereTheCardTakesThem_AndElseNamed()
    {
        var random = new Random(20260721);
        int taken = 0, refused = 0;
        for (int round = 0; round < Rounds * 4; round++)
        {
            ParameterDescriptor parameter = ParameterDocument.Parameters[random.Next(ParameterDocument.Parameters.Count)];
            int element = random.Next(parameter.Count);
            BigInteger value = Anywhere(random, parameter);
            JsonObject json = Json(p => p == CardParameters.LegY ? 1 : 0);
            Set(json, parameter, element, value.ToString(CultureInfo.InvariantCulture));
            if (value >= parameter.Min && value <= parameter.Max)
            {
                Assert.Equal((long)value, ParameterDocument.Parse(json.ToJsonString(), Source).Image(1).Value(parameter, element));
                taken++;
            }
            else
            {
                string problem = Assert.Single(Problems(json));
                Assert.Equal($"Parameter document 'a.json': {ParameterDocument.NameOf(parameter, element)} is {value}, outside {parameter.Min}..{parameter.Max}{(parameter.Unit.Length == 0 ? "" : " ")}{parameter.Unit}.", problem);
                refused++;
            }
        }

        Assert.True(taken > Rounds && refused > Rounds, $"{taken} taken, {refused} refused");
    }

    [Fact]
    public void TheImage_IsTheWordsById_AndItsHashIsInTheHashWords()
    {
        JsonObject json = Json(_ => 0);
        (json["qty"], json["skew"], json["micro"]![0], json["micro"]![31], json["take"], json["beta"], json["legAct"]) = (0x01020304 % 1_000_000, -2, -1, 5, 1, 9, 2);
        (json["varHorizon"], json["varSkew"]) = (2, 0xFEDC_BA98);
        BankImage image = ParameterDocument.Parse(json.ToJsonString(), Source).Image(7);
        byte[] expected = new byte[512];
        expected[0] = 7;
        BitConverter.TryWriteBytes(expected.AsSpan(4), 0x01020304 % 1_000_000);
        BitConverter.TryWriteBytes(expected.AsSpan(16), -2);
        expected[116] = 2;
        BitConverter.TryWriteBytes(expected.AsSpan(120), 0xFEDC_BA98);
        BitConverter.TryWriteBytes(expected.AsSpan(128), -1);
        BitConverter.TryWriteBytes(expected.AsSpan(252), 5);
        (expected[256], expected[264], expected[300]) = (1, 9, 2);
        Assert.Equal(expected, image.Bytes.ToArray());
        byte[] hash = SHA256.HashData(expected);
        Assert.Equal(Convert.ToHexString(hash), image.Hash);
        Assert.Equal(hash[0] | ((uint)hash[1] << 8) | ((uint)hash[2] << 16) | ((uint)hash[3] << 24), image.HashWord(0));
        Assert.Equal(image.Hash, BankImage.HashText(image.HashWord));
        Assert.NotEqual(image.Hash, ParameterDocument.Parse(json.ToJsonString(), Source).Image(8).Hash);
    }

    [Fact]
    public void AllProblems_AreNamed_NotOnlyTheFirst()
    {
        JsonObject json = Json(_ => 0);
        json.Remove("skew");
        json["halfbid"] = 1;
        json["qty"] = 1_000_000;
        json["halfAsk"] = "5";
        json["hysteresis"] = JsonNode.Parse("1.5");
        json["micro"]![3] = 32_768;
        json["micro"]![31] = null;
        json["symbol"] = "";
        Assert.Equal(
        [
            "halfAsk is \"5\", not a whole number",
            "hysteresis is 1.5, not a whole number",
            "micro[31] is null, not a whole number",
            "symbol is '', not a ticker of 1..8 characters",
            "'halfbid' is no parameter of this card's map",
            "qty is 1000000, outside 0..999999 lots",
            "skew is missing",
            "micro[3] is 32768, outside -32768..32767 ticks/256",
        ], Problems(json).Select(p => p["Parameter document 'a.json': ".Length..^1]));
    }

    /// <summary>VAR_SKEW may stand there before a horizon is named; a third horizon there is not.</summary>
    [Theory]
    [InlineData(0, 4_294_967_295, null)]
    [InlineData(1, 0, null)]
    [InlineData(2, 4_294_967_295, null)]
    [InlineData(3, 0, "varHorizon is 3, outside 0..2")]
    [InlineData(1, 4_294_967_296, "varSkew is 4294967296, outside 0..4294967295 ticks/2^24 per lot and ticks^2")]
    public void TheSkewFromTheVariance_IsInItsRange(long horizon, long skew, string? problem)
    {
        JsonObject json = Json(_ => 0);
        (json["varHorizon"], json["varSkew"], json["legY"]) = (horizon, skew, 1);
        if (problem is null)
        {
            Model.SlotParameters p = BankParameters.Of(ParameterDocument.Parse(json.ToJsonString(), Source).Image(0));
            Assert.Equal((horizon, skew), ((long)p.VarHorizon, (long)p.VarSkew));
            return;
        }

        Assert.Equal([$"Parameter document 'a.json': {problem}."], Problems(json));
    }

    /// <summary>A leader of its own, and a triangle of one leg, are refused only where the slot takes so.</summary>
    [Theory]
    [InlineData(0, 5, 4, 4, 5, null)]
    [InlineData(1, 5, 4, 4, 6, null)]
    [InlineData(1, 5, 4, 4, 5, "lead is 5, the card's index of the slot's own symbol, and take is 1: another symbol must lead")]
    [InlineData(2, 5, 4, 3, 5, null)]
    [InlineData(2, 5, 4, 4, 6, "legX and legY are both 4, and take is 2: a triangle needs two other slots")]
    [InlineData(3, 5, 4, 4, 5, null)]
    public void WhatASlotThatTakesMayNotSayTogether(int take, int lead, int x, int y, int symbol, string? problem)
    {
        JsonObject json = Json(_ => 0);
        (json["take"], json["lead"], json["legX"], json["legY"]) = (take, lead, x, y);
        if (problem is null)
        {
            Assert.Equal(take, ParameterDocument.Parse(json.ToJsonString(), Source).Image(symbol).Value(CardParameters.Take));
            return;
        }

        ParameterException e = Assert.Throws<ParameterException>(() => ParameterDocument.Parse(json.ToJsonString(), Source).Image(symbol));
        Assert.Equal([$"Parameter document 'a.json': {problem}."], e.Problems);
    }

    [Theory]
    [InlineData("", "it is no JSON: ")]
    [InlineData("[]", "it is no JSON object")]
    [InlineData("{\"qty\": 1,}", "it is no JSON: ")]
    [InlineData("{\"\\uD800\": 1}", "it is no JSON: ")]
    [InlineData("{\"qty\": 1, \"qty\": 2}", "qty is given twice")]
    [InlineData("{\"symbol\": 5}", "symbol is 5, not a ticker in quotes")]
    [InlineData("{\"symbol\": \"A B\"}", "symbol is 'A B', not a ticker of 1..8 characters")]
    [InlineData("{\"symbol\": \"\\u0041\"}", "symbol is '\\u0041', not a ticker of 1..8 characters")]
    [InlineData("{\"symbol\": \"ABCDEFGHI\"}", "symbol is 'ABCDEFGHI', not a ticker of 1..8 characters")]
    [InlineData("{}", "symbol is missing")]
    [InlineData("{\"micro\": 5}", "micro has 1 elements, not 32")]
    [InlineData("{\"micro\": []}", "micro has 0 elements, not 32")]
    [InlineData("{\"qty\": [1]}", "qty is [1], not a whole number")]
    [InlineData("{\"qty\": 1e2}", "qty is 1e2, not a whole number")]
    [InlineData("{\"hash\": 1}", "'hash' is no parameter of this card's map")]
    public void WhatIsNoDocument_IsSaid(string text, string sentence)
    {
        ParameterException e = Assert.Throws<ParameterException>(() => ParameterDocument.Parse(text, Source));
        Assert.Contains(e.Problems, p => p.StartsWith($"Parameter document 'a.json': {sentence}", StringComparison.Ordinal));
    }

    [Fact]
    public void Comments_ArePassedOver()
    {
        string text = Json(_ => 0).ToJsonString().Replace("\"qty\"", "// how many\n/* lots */ \"qty\"", StringComparison.Ordinal);
        Assert.Equal("BTCUSD", ParameterDocument.Parse(text, Source).Symbol);
    }

    /// <summary>The model's parameters are those of the bank, each its own.</summary>
    [Fact]
    public void TheModelsParameters_ComeBackFromTheBank()
    {
        var random = new Random(20260722);
        for (int round = 0; round < Rounds; round++)
        {
            (JsonObject json, int symbol) = Together(random);
            BankImage image = ParameterDocument.Parse(json.ToJsonString(), Source).Image(symbol);
            Assert.Equal(image.Hash, BankParameters.ImageOf(BankParameters.Of(image)).Hash);
        }
    }

    [Fact]
    public void AnImage_WithOtherBytes_IsRefusedByWord()
    {
        byte[] bytes = ParameterDocument.Parse(Json(_ => 0).ToJsonString(), Source).Image(0).Bytes.ToArray();
        Assert.Contains("511 bytes, not 512", Assert.Throws<ParameterException>(() => BankImage.Of(bytes.AsSpan(1), "a.bin")).Message, StringComparison.Ordinal);
        // HASH, and a word that no parameter has.
        (bytes[8 * 4], bytes[31 * 4], bytes[76 * 4], bytes[511]) = (1, 1, 1, 1);
        ParameterException e = Assert.Throws<ParameterException>(() => BankImage.Of(bytes, "a.bin"));
        Assert.Equal(["word 8", "word 31", "word 76", "word 127"], e.Problems.Select(p => p["Parameter document 'a.bin': ".Length..].Split(" of ")[0]));
        bytes = new byte[BankImage.Size];
        (bytes[2 * 4], bytes[(2 * 4) + 3]) = (1, 0x80);
        Assert.Contains("halfBid is -2147483647, outside", Assert.Throws<ParameterException>(() => ParameterDocument.Of(BankImage.Of(bytes, "a.bin"), "A", "a.bin")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_NameParameterElementBothValuesAndUnit()
    {
        JsonObject json = Json(_ => 0);
        ParameterDocument old = ParameterDocument.Parse(json.ToJsonString(), Source);
        (json["symbol"], json["halfAsk"], json["micro"]![9]) = ("ETHUSD", 7, -4);
        Assert.Equal(
            [new("symbol", "BTCUSD", "ETHUSD", ""), new("halfAsk", "0", "7", "ticks/256"), new("micro[9]", "0", "-4", "ticks/256")],
            old.ChangesTo(ParameterDocument.Parse(json.ToJsonString(), Source)));
    }

    private static IReadOnlyList<string> Problems(JsonObject json) => Assert.Throws<ParameterException>(() => ParameterDocument.Parse(json.ToJsonString(), Source)).Problems;

    private static JsonObject Json(Func<ParameterDescriptor, long> value)
    {
        var json = new JsonObject { ["symbol"] = "BTCUSD" };
        foreach (ParameterDescriptor parameter in ParameterDocument.Parameters)
        {
            json[ParameterDocument.NameOf(parameter)] = parameter.Count == 1 ? value(parameter) : new JsonArray([.. Enumerable.Range(0, parameter.Count).Select(_ => (JsonNode)value(parameter))]);
        }

        return json;
    }

    /// <summary>Values in their ranges that may stand together, and the index of a symbol.</summary>
    private static (JsonObject Json, int Symbol) Together(Random random)
    {
        JsonObject json = Json(p => Inside(random, p));
        int symbol = random.Next(256);
        if (json["take"]!.GetValue<long>() == 1 && json["lead"]!.GetValue<long>() == symbol)
        {
            symbol ^= 1;
        }

        if (json["legX"]!.GetValue<long>() == json["legY"]!.GetValue<long>())
        {
            json["legY"] = json["legX"]!.GetValue<long>() ^ 1;
        }

        return (json, symbol);
    }

    private static void Set(JsonObject json, ParameterDescriptor parameter, int element, string value)
    {
        string name = ParameterDocument.NameOf(parameter);
        if (json[name] is JsonArray array)
        {
            array[element] = JsonNode.Parse(value);
        }
        else
        {
            json[name] = JsonNode.Parse(value);
        }
    }

    /// <summary>In the range, its ends often.</summary>
    private static long Inside(Random random, ParameterDescriptor parameter) => random.Next(4) switch
    {
        0 => parameter.Min,
        1 => parameter.Max,
        _ => random.NextInt64(parameter.Min, parameter.Max + 1),
    };

    /// <summary>At, just beyond and far beyond the ends of the range, and inside it.</summary>
    private static BigInteger Anywhere(Random random, ParameterDescriptor parameter) => random.Next(6) switch
    {
        0 => parameter.Min - (BigInteger)random.Next(2),
        1 => parameter.Max + (BigInteger)random.Next(2),
        2 => parameter.Min - (BigInteger)random.NextInt64(1, long.MaxValue),
        3 => parameter.Max + (BigInteger)random.NextInt64(1, long.MaxValue),
        4 => (BigInteger)long.MaxValue * (random.Next(2) == 0 ? 3 : -3),
        _ => random.NextInt64(parameter.Min, parameter.Max + 1),
    };
}

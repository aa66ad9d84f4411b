using System.Text.Json.Nodes;
using Saker.Card;
using Saker.Host.Tests.Session;
using Saker.TestKit;

namespace Saker.Host.Tests;

/// <summary>What a slot's document may say of the message limit and of doubt, and what the card is told.</summary>
public sealed class SlotSettingsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(1, 1_000_000_000u)]
    [InlineData(10_000, 100_000u)]
    [InlineData(3, 333_333_334u)]
    [InlineData(1_000_000_000, 1u)]
    public void The_card_is_never_told_a_shorter_time_than_the_venue_allows(long perSecond, uint ns)
    {
        using ScriptedCard card = Applied(("messagesPerSecond", perSecond), ("messageBurst", 7));
        Assert.Equal(ns, card.LastWritten(CardRegisters.ThrottleNs));
        Assert.Equal(7u, card.LastWritten(CardRegisters.ThrottleBurst));
    }

    [Theory]
    [InlineData("pcie", 50, 48_829u)]
    [InlineData("pcie", 0, 0u)]
    [InlineData("simulated", 50, 4_882_813u)]
    [InlineData("simulated", 17_179, 16_776_368u)]
    public void An_order_is_in_doubt_after_the_time_given_and_a_hundred_times_later_on_a_virtual_card(string kind, long ms, uint units)
    {
        using ScriptedCard card = Applied(kind, ("orderTimeoutMs", ms));
        Assert.Equal(units, card.LastWritten(CardRegisters.OrderTimeout));
    }

    [Fact]
    public void Nothing_is_cancelled_for_doubt_unless_asked_for()
    {
        using ScriptedCard told = Applied(("cancelInDoubt", true));
        Assert.True(new OrderTimeoutValue(told.LastWritten(CardRegisters.OrderTimeout)!.Value).AutoCancel);
        using ScriptedCard silent = Applied(("cancelInDoubt", null), ("orderTimeoutMs", null));
        var timeout = new OrderTimeoutValue(silent.LastWritten(CardRegisters.OrderTimeout)!.Value);
        Assert.Equal((false, 4_882_813u), (timeout.AutoCancel, timeout.Limit));
    }

    [Theory]
    [InlineData("messagesPerSecond", 0, "messagesPerSecond is 0, outside 1..1000000000 messages a second")]
    [InlineData("messagesPerSecond", 1_000_000_001, "messagesPerSecond is 1000000001, outside 1..1000000000 messages a second")]
    [InlineData("messageBurst", 0, "messageBurst is 0, outside 1..65535 messages")]
    [InlineData("messageBurst", 65_536, "messageBurst is 65536, outside 1..65535 messages")]
    [InlineData("orderTimeoutMs", -1, "orderTimeoutMs is -1, outside 0..17179 ms")]
    [InlineData("orderTimeoutMs", 17_180, "orderTimeoutMs is 17180, outside 0..17179 ms")]
    public void What_the_card_cannot_hold_is_refused_by_name_value_and_range(string name, long value, string sentence)
    {
        HostException e = Assert.Throws<HostException>(() => Settings((name, value)));
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("messagesPerSecond")]
    [InlineData("messageBurst")]
    public void The_venues_limit_has_no_default(string name)
    {
        HostException e = Assert.Throws<HostException>(() => Settings((name, null)));
        Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    private ScriptedCard Applied(params (string Name, JsonNode? Value)[] changes) => Applied("simulated", changes);

    private ScriptedCard Applied(string kind, params (string Name, JsonNode? Value)[] changes)
    {
        var card = new ScriptedCard { Kind = kind };
        Settings(changes).Apply(card, 0, 0);
        return card;
    }

    /// <summary>The default slot with these values; null: the name is left out.</summary>
    private SlotSettings Settings(params (string Name, JsonNode? Value)[] changes)
    {
        string text = File.ReadAllText(Path.Combine(Places.RepositoryRoot, "host", "Saker.Host", "slot.json"));
        var document = (JsonObject)JsonNode.Parse(text, documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;
        foreach ((string name, JsonNode? value) in changes)
        {
            document.Remove(name);
            if (value is not null)
            {
                document[name] = value;
            }
        }

        File.WriteAllText(_path, document.ToJsonString());
        return SlotSettings.Load(_path);
    }
}

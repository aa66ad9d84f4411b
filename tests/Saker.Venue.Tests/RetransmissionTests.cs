using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>Re-requests by the facts of docs/protocols/moldudp64.md.</summary>
public sealed class RetransmissionTests
{
    private readonly byte[] _answer = new byte[2048];

    [Fact]
    public void An_answer_has_as_many_whole_messages_as_fit_and_asking_on_gives_them_all()
    {
        var store = new RetransmissionStore("SAKER00001", 1_000_000);
        var messages = Fill(store, 20_000);
        var got = new List<byte[]>();
        while (got.Count < messages.Count)
        {
            var (sequence, _, part, length) = Ask(store, (ulong)got.Count + 1, ushort.MaxValue);
            Assert.Equal((ulong)got.Count + 1, sequence);
            Assert.InRange(length, 21, RetransmissionStore.MaxAnswer);
            int next = got.Count + part.Count;
            Assert.True(next == messages.Count || length + 2 + messages[next].Length > RetransmissionStore.MaxAnswer, "another message would have fitted");
            got.AddRange(part);
        }

        Assert.Equal(messages, got);
        Assert.Equal(messages.Count, store.Counters.Messages);
        Assert.InRange(store.Bytes, 20_000 * 20, 20_000 * 60);
    }

    [Fact]
    public void No_more_than_asked_for_and_no_more_than_there_are()
    {
        var store = new RetransmissionStore("SAKER00001", 1_000);
        var messages = Fill(store, 100);
        Assert.Equal(messages[10..13], Ask(store, 11, 3).Messages);
        Assert.Equal(messages[98..], Ask(store, 99, 30).Messages);
        Assert.Equal(messages[99..], Ask(store, 100, 1).Messages);
        Assert.Equal(0, Length(store, "SAKER00001", 101, 1));
        Assert.Equal(0, Length(store, "SAKER00001", ulong.MaxValue, ushort.MaxValue));
        Assert.Equal((3, 2), (store.Counters.Answered, store.Counters.BeyondEnd));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4_096)]
    [InlineData(10_000)]
    public void Messages_older_than_those_kept_are_not_answered_and_their_memory_is_freed(int keep)
    {
        var store = new RetransmissionStore("SAKER00001", keep);
        var messages = Fill(store, 30_000);
        ulong first = 30_000 - (ulong)keep + 1;
        Assert.Equal(first, store.FirstKept);
        Assert.Equal(messages[(int)first - 1], Ask(store, first, 1).Messages.Single());
        Assert.Equal(0, Length(store, "SAKER00001", first - 1, 2));
        Assert.Equal(0, Length(store, "SAKER00001", 1, 2));
        Assert.Equal(2, store.Counters.TooOld);
        Assert.InRange(store.Bytes, 1, (keep + 8_192) * 60);
    }

    [Fact]
    public void Other_sessions_and_malformed_requests_are_counted_and_not_answered()
    {
        var store = new RetransmissionStore("SAKER00001", 1_000);
        Fill(store, 100);
        Assert.Equal(0, Length(store, "SAKER00002", 1, 1));
        Assert.Equal(0, Length(store, "", 1, 1));
        Assert.Equal(2, store.Counters.OtherSession);
        Assert.Equal(0, Length(store, "SAKER00001", 0, 1));
        Assert.Equal(0, Length(store, "SAKER00001", 1, 0));
        byte[] request = Request("SAKER00001", 1, 1);
        for (int length = 0; length <= 64; length++)
        {
            byte[] bytes = new byte[length];
            request.AsSpan(0, Math.Min(length, request.Length)).CopyTo(bytes);
            Assert.Equal(length == 20, store.Answer(bytes, _answer) > 0);
        }

        Assert.Equal((2 + 64, 1), (store.Counters.Malformed, store.Counters.Answered));
        var random = new Random(5);
        for (int n = 0; n < 10_000; n++)
        {
            byte[] garbage = new byte[20];
            random.NextBytes(garbage);
            Assert.Equal(0, store.Answer(garbage, _answer));
        }
    }

    [Fact]
    public void A_new_session_starts_at_1_and_the_old_one_is_not_answered_any_more()
    {
        var store = new RetransmissionStore("FIRST", 1_000);
        Fill(store, 10_000);
        store.Begin("SECOND");
        Assert.Equal((1UL, 1UL, "SECOND"), (store.NextSequence, store.FirstKept, store.Session));
        Assert.Equal(0, Length(store, "SECOND", 1, 1));
        var messages = Fill(store, 5);
        Assert.Equal(0, Length(store, "FIRST", 9_999, 1));
        int length = store.Answer(Request("SECOND", 2, 2), _answer);
        Assert.Equal(messages[1..3], RunningVenue.Parse(_answer.AsSpan(0, length), "SECOND").Messages);
    }

    private static List<byte[]> Fill(RetransmissionStore store, int count)
    {
        var random = new Random(count);
        var messages = new List<byte[]>();
        for (int n = 0; n < count; n++)
        {
            byte[] message = new byte[random.Next(12, 51)];
            random.NextBytes(message);
            messages.Add(message);
            store.Add(message);
        }

        return messages;
    }

    private static byte[] Request(string session, ulong sequence, ushort count)
    {
        byte[] request = new byte[MoldRequest.Length];
        new MoldRequest(SessionId.Of(session), sequence, count).Write(request);
        return request;
    }

    private int Length(RetransmissionStore store, string session, ulong sequence, ushort count) =>
        store.Answer(Request(session, sequence, count), _answer);

    private (ulong Sequence, ushort Count, List<byte[]> Messages, int Length) Ask(RetransmissionStore store, ulong sequence, ushort count) =>
        RunningVenue.Parse(_answer.AsSpan(0, Length(store, store.Session, sequence, count)), store.Session);
}

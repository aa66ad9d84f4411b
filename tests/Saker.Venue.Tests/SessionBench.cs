using Saker.Wire;

namespace Saker.Venue.Tests;

/// <summary>One order-entry session on an empty market of <see cref="Market.Test"/>, without sockets or wall time.</summary>
internal sealed class SessionBench
{
    private readonly byte[] _buffer = new byte[1200];
    private int _read = 1; // past the start-of-day event

    /// <param name="plan">Items of one user: reject=1,late_ms=5.</param>
    /// <param name="seed">Seed of the behaviour.</param>
    public SessionBench(string plan = "", ulong seed = 1)
    {
        Time = new EventTime(1000);
        Engine = new MatchingEngine([Market.Test], new ItchFeed(Feed, Time));
        Session = new OuchSession("A", Engine, Time, new Behaviour("A", seed), Delays);
        Breaker = new TradeBreaker([Session], (symbol, match) => Tape.Add((symbol, match)));
        Behave(plan);
    }

    public HandDelays Delays { get; } = new();

    public TradeBreaker Breaker { get; }

    /// <summary>Broken trades that were published.</summary>
    public List<(string Symbol, ulong Match)> Tape { get; } = [];

    public EventTime Time { get; }

    public RecordingSink Feed { get; } = new();

    public MatchingEngine Engine { get; }

    public OuchSession Session { get; }

    /// <summary>Somebody else's side of the market.</summary>
    public RecordingOwner Others { get; } = new();

    /// <summary>Writes the tag-values of an appendage.</summary>
    public delegate void Appendage(ref OuchAppendageWriter writer);

    public void Enter(uint urn, char side, uint quantity, long price, char timeInForce = '0', Appendage? tags = null) =>
        EnterRaw(urn, side, quantity, price, timeInForce, Tags(tags));

    public void EnterRaw(uint urn, char side, uint quantity, long price, char timeInForce, byte[] tagValues) => Receive(new OuchEnterOrder(
        new UserRef(urn), side, new Quantity(quantity), Symbol.Of("TEST"), new Price(price), timeInForce, 'Y', 'P', 'N', 'N', ClOrdId.Of($"C{urn}")).Write(_buffer, tagValues));

    public void Replace(uint original, uint urn, uint quantity, long price, char timeInForce = '0', Appendage? tags = null) => Receive(new OuchReplaceRequest(
        new UserRef(original), new UserRef(urn), new Quantity(quantity), new Price(price), timeInForce, 'Y', 'N', ClOrdId.Of($"C{urn}")).Write(_buffer, Tags(tags)));

    public void Cancel(uint urn, uint quantity) => Receive(new OuchCancelRequest(new UserRef(urn), new Quantity(quantity)).Write(_buffer));

    public void Modify(uint urn, char side, uint quantity) => Receive(new OuchModifyRequest(new UserRef(urn), side, new Quantity(quantity)).Write(_buffer));

    public void Query() => Receive(OuchAccountQuery.Write(_buffer));

    /// <summary>Somebody else's order.</summary>
    public void Other(Side side, long price, uint quantity)
    {
        Engine.Submit(new Order(Engine.NextReference(), Others, Market.Test, side, price, quantity), immediateOrCancel: false);
        Delays.EndOfStep();
    }

    public void Behave(string plan) =>
        Session.Behaviour.Set(BehaviourPlans.Parse(string.Join(',', plan.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(i => "A." + i))).Of("A"));

    public string Open() => string.Join(' ', Session.OpenOrders.Select(o => $"{o.UserReference}:{o.Order.Open}"));

    public long Position => Session.Account.Holdings.TryGetValue("TEST", out var holding) ? holding.Position : 0;

    /// <summary>The session's messages since the last call.</summary>
    public byte[][] Messages()
    {
        byte[][] messages = [.. Session.Messages.Skip(_read)];
        _read += messages.Length;
        return messages;
    }

    /// <summary>The same, shortened.</summary>
    public string Answers() => string.Join(' ', Messages().Select(OuchText.Of));

    private static byte[] Tags(Appendage? write)
    {
        var writer = new OuchAppendageWriter(new byte[64]);
        write?.Invoke(ref writer);
        return writer.TagValues.ToArray();
    }

    private void Receive(int length)
    {
        Session.Receive(_buffer.AsSpan(0, length));
        Delays.EndOfStep();
    }
}

namespace Saker.Model;

/// <summary>Takes the records of the feed side in the order of effect.</summary>
public interface ICardSink
{
    void Book(in BookRecord record);
    void Admin(in AdminRecord record);
    void Feed(in FeedRecord record);
    void Message(in MessageRecord record);
    void Trade(in TradeRecord record);
}

/// <summary>Keeps every record in lists: for tests and comparisons.</summary>
public sealed class RecordingSink : ICardSink
{
    public List<BookRecord> Books { get; } = [];
    public List<AdminRecord> Admins { get; } = [];
    public List<FeedRecord> Feeds { get; } = [];
    public List<MessageRecord> Messages { get; } = [];
    public List<TradeRecord> Trades { get; } = [];

    public void Book(in BookRecord record) => Books.Add(record);
    public void Admin(in AdminRecord record) => Admins.Add(record);
    public void Feed(in FeedRecord record) => Feeds.Add(record);
    public void Message(in MessageRecord record) => Messages.Add(record);
    public void Trade(in TradeRecord record) => Trades.Add(record);

    public void Clear()
    {
        Books.Clear();
        Admins.Clear();
        Feeds.Clear();
        Messages.Clear();
        Trades.Clear();
    }
}

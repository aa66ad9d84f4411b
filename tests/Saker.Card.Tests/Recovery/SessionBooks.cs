using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Tests.Recovery;

/// <summary>Best levels of a symbol after a message.</summary>
/// <param name="Symbol">The card's index; -1: the message is of no tracked symbol's book.</param>
internal readonly record struct Top(int Symbol, BookLevel Bid, BookLevel Ask);

/// <summary>The tracked symbols' exact books after every message of a session, from the messages as the venue numbered them.</summary>
internal sealed class SessionBooks(IReadOnlyList<string> symbols)
{
    private readonly List<Top> _tops = [];
    private readonly Dictionary<ushort, int> _locates = [];
    private readonly ItchBook?[] _now = new ItchBook?[symbols.Count];
    private readonly List<(ulong Sequence, byte[] Message)>[] _messages = [.. symbols.Select(_ => new List<(ulong, byte[])>())];
    private readonly (ItchBook Book, int Applied)?[] _then = new (ItchBook, int)?[symbols.Count];

    /// <summary>Sequence of the next message.</summary>
    public ulong Next => (ulong)_tops.Count + 1;

    /// <summary>Takes the next message.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        if (ItchStockDirectory.TryRead(message, out ItchStockDirectory entry) && Find(entry.Stock.ToString()) is >= 0 and int listed)
        {
            _locates[entry.Locate.Value] = listed;
            _now[listed] = new ItchBook(entry.Locate);
        }

        Top top = new(-1, default, default);
        if (ItchHead.IsWellFormed(message) && ItchType.IsBook(message[0]) && _locates.TryGetValue(ItchHead.Locate(message).Value, out int symbol))
        {
            ItchBook book = _now[symbol]!;
            if (book.Apply(message) != BookChange.Applied)
            {
                throw new InvalidOperationException($"Message {Next} of the venue does not fit its own book.");
            }

            _messages[symbol].Add((Next, message.ToArray()));
            top = new Top(symbol, book.Book.Best(Side.Buy), book.Book.Best(Side.Sell));
        }

        _tops.Add(top);
    }

    /// <summary>The best levels after a message.</summary>
    public Top TopAfter(ulong sequence) => sequence - 1 < (ulong)_tops.Count ? _tops[(int)sequence - 1] : new Top(-1, default, default);

    /// <summary>A symbol's book after all messages up to one. Cheap as long as sequences rise.</summary>
    public OrderBook BookAfter(int symbol, ulong sequence)
    {
        List<(ulong Sequence, byte[] Message)> messages = _messages[symbol];
        (ItchBook book, int applied) = _then[symbol] ?? (new ItchBook(_now[symbol]!.Locate), 0);
        if (applied > 0 && messages[applied - 1].Sequence > sequence)
        {
            (book, applied) = (new ItchBook(book.Locate), 0);
        }

        while (applied < messages.Count && messages[applied].Sequence <= sequence)
        {
            book.Apply(messages[applied++].Message);
        }

        _then[symbol] = (book, applied);
        return book.Book;
    }

    private int Find(string symbol)
    {
        for (int n = 0; n < symbols.Count; n++)
        {
            if (symbols[n] == symbol)
            {
                return n;
            }
        }

        return -1;
    }
}

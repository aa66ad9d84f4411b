using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>ITCH messages of one symbol, by price level: what a test needs to put a book where it wants it. References and
/// times count up by themselves.</summary>
/// <param name="before">The reference before the first order's; of several symbols on one feed each needs its own.</param>
public sealed class BookMessages(SymbolWindow window, ushort locate, ulong before = 4_000)
{
    private ulong _reference = before;
    private ulong _time = 34_200_000_000_000;
    private ulong _match = 1;

    private delegate int Writer(Span<byte> to);

    /// <summary>The reference of the order added last.</summary>
    public ulong Last => _reference;

    /// <summary>Directory and trading state 'T'.</summary>
    public byte[][] Opening() => [Directory(window.Symbol, locate), Trading('T')];

    public byte[] Directory(string symbol, ushort of) =>
        Message(ItchStockDirectory.Length, b => ItchStockDirectory.Write(b, new Locate(of), 0, Time(), Symbol.Of(symbol), 'Q', 'N', 100, 'N', 'C', 0x5A20, 'P', 'N', 'N', '1', 'N', 1, 'N'));

    public byte[] Trading(char state, ushort? of = null) =>
        Message(ItchStockTradingAction.Length, b => ItchStockTradingAction.Write(b, new Locate(of ?? locate), 0, Time(), Stock, state, Alpha4.Of("")));

    public byte[] SystemEvent(char code = 'Q') => Message(ItchSystemEvent.Length, b => ItchSystemEvent.Write(b, default, 0, Time(), code));

    /// <summary>A or F; <see cref="Last"/> is its reference afterwards.</summary>
    public byte[] Add(Side side, int level, uint quantity, bool attributed = false)
    {
        ulong reference = _reference += 4;
        Price price = new(window.Price(level));
        return attributed
            ? Message(ItchAddOrderAttributed.Length, b => ItchAddOrderAttributed.Write(b, new Locate(locate), 0, Time(), new OrderRef(reference), side, new Quantity(quantity), Stock, price, Alpha4.Of("SAKR")))
            : Message(ItchAddOrder.Length, b => ItchAddOrder.Write(b, new Locate(locate), 0, Time(), new OrderRef(reference), side, new Quantity(quantity), Stock, price));
    }

    public byte[] Execute(ulong reference, uint quantity) =>
        Message(ItchOrderExecuted.Length, b => ItchOrderExecuted.Write(b, new Locate(locate), 0, Time(), new OrderRef(reference), new Quantity(quantity), _match++));

    public byte[] ExecuteAt(ulong reference, uint quantity, int level) =>
        Message(ItchOrderExecutedWithPrice.Length, b => ItchOrderExecutedWithPrice.Write(b, new Locate(locate), 0, Time(), new OrderRef(reference), new Quantity(quantity), _match++, 'Y', new Price(window.Price(level))));

    public byte[] Cancel(ulong reference, uint quantity) =>
        Message(ItchOrderCancel.Length, b => ItchOrderCancel.Write(b, new Locate(locate), 0, Time(), new OrderRef(reference), new Quantity(quantity)));

    public byte[] Delete(ulong reference) => Message(ItchOrderDelete.Length, b => ItchOrderDelete.Write(b, new Locate(locate), 0, Time(), new OrderRef(reference)));

    /// <summary>U; <see cref="Last"/> is the new reference afterwards.</summary>
    public byte[] Replace(ulong original, int level, uint quantity)
    {
        ulong reference = _reference += 4;
        return Message(ItchOrderReplace.Length, b => ItchOrderReplace.Write(b, new Locate(locate), 0, Time(), new OrderRef(original), new OrderRef(reference), new Quantity(quantity), new Price(window.Price(level))));
    }

    private Symbol Stock => Symbol.Of(window.Symbol);

    private Timestamp Time() => new(_time += 1_000);

    private static byte[] Message(int length, Writer write)
    {
        byte[] bytes = new byte[length];
        write(bytes);
        return bytes;
    }
}

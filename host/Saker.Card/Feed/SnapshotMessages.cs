using System.Buffers.Binary;
using Saker.Wire;

namespace Saker.Card.Feed;

/// <summary>What a snapshot says of the tracked symbols, in its order: directory (R), trading (H), operational halts (h), short-sale
/// restrictions (Y) and orders (A F). Everything else is dropped as it comes. One block of memory, kept for the next snapshot.</summary>
public sealed class SnapshotMessages
{
    /// <summary>Bytes kept at most: far beyond what the card's order table can hold.</summary>
    public const int MostBytes = 64 << 20;

    private const int LengthBytes = sizeof(ushort);

    private readonly Dictionary<Symbol, int> _symbols = [];
    private readonly Dictionary<ushort, int> _locates = [];
    private readonly string[] _names;
    private readonly uint[] _bid;
    private readonly uint[] _ask;
    private readonly bool[] _listed;
    private byte[] _bytes = new byte[1 << 16];
    private int _length;

    /// <param name="symbols">Tracked symbols by the card's index.</param>
    public SnapshotMessages(IReadOnlyList<string> symbols)
    {
        _names = [.. symbols];
        _bid = new uint[symbols.Count];
        _ask = new uint[symbols.Count];
        _listed = new bool[symbols.Count];
        for (int n = 0; n < symbols.Count; n++)
        {
            _symbols[Symbol.Of(symbols[n])] = n;
        }
    }

    /// <summary>Messages kept.</summary>
    public int Count { get; private set; }

    /// <summary>Messages seen.</summary>
    public int Seen { get; private set; }

    /// <summary>More orders of tracked symbols came than any card holds.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Tracked symbols that the directory does not name.</summary>
    public IEnumerable<string> Unlisted => _names.Where((_, n) => !_listed[n]);

    /// <summary>Highest bid of a symbol, price units; 0: none.</summary>
    public uint Bid(int symbol) => _bid[symbol];

    /// <summary>Lowest ask of a symbol, price units; 0: none.</summary>
    public uint Ask(int symbol) => _ask[symbol];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (_length, Count, Seen, Overflowed) = (0, 0, 0, false);
        _locates.Clear();
        Array.Clear(_bid);
        Array.Clear(_ask);
        Array.Clear(_listed);
    }

    /// <summary>Takes the next message of the snapshot; keeps it when it is of a tracked symbol.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        Seen++;
        if (!ItchHead.IsWellFormed(message) || !Wanted(message))
        {
            return;
        }

        if (_length + LengthBytes + message.Length > MostBytes)
        {
            Overflowed = true;
            return;
        }

        if (_length + LengthBytes + message.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(_length), (ushort)message.Length);
        message.CopyTo(_bytes.AsSpan(_length + LengthBytes));
        _length += LengthBytes + message.Length;
        Count++;
    }

    /// <summary>The message at an offset (0: the first); the offset moves to the next one. False at the end.</summary>
    public bool TryRead(scoped ref int at, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (at >= _length)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at));
        message = _bytes.AsSpan(at + LengthBytes, length);
        at += LengthBytes + length;
        return true;
    }

    private bool Wanted(ReadOnlySpan<byte> message)
    {
        ushort locate = ItchHead.Locate(message).Value;
        if (ItchStockDirectory.TryRead(message, out ItchStockDirectory directory))
        {
            if (_symbols.TryGetValue(directory.Stock, out int listed))
            {
                _locates[locate] = listed;
                _listed[listed] = true;
                return true;
            }

            return false;
        }

        if (!_locates.TryGetValue(locate, out int symbol))
        {
            return false;
        }

        if (ItchAddOrder.TryRead(message, out ItchAddOrder add))
        {
            Price(symbol, add.Side, (uint)add.Price.Units);
            return true;
        }

        if (ItchAddOrderAttributed.TryRead(message, out ItchAddOrderAttributed attributed))
        {
            Price(symbol, attributed.Side, (uint)attributed.Price.Units);
            return true;
        }

        return message[0] is ItchType.StockTradingAction or ItchType.OperationalHalt or ItchType.RegShoRestriction;
    }

    private void Price(int symbol, Side side, uint price)
    {
        if (side == Side.Buy)
        {
            _bid[symbol] = Math.Max(_bid[symbol], price);
        }
        else
        {
            _ask[symbol] = _ask[symbol] == 0 ? price : Math.Min(_ask[symbol], price);
        }
    }
}

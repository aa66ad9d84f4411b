using Saker.Wire;

namespace Saker.Cli;

/// <summary>Top of book after a message. Prices in price units, sizes in lots; an empty side is 0, 0.</summary>
public readonly record struct BookRow(long Message, ulong TimeNs, long BidPrice, long BidSize, long AskPrice, long AskSize);

/// <summary>One price level of a side: 0, 0 beyond the last.</summary>
public readonly record struct DepthLevel(long Price, long Size);

/// <summary>Takes the rows of a book. <paramref name="depth"/> has bid and ask of each level asked for, best first: bid, ask, bid, ask.</summary>
public delegate void BookRowSink(in BookRow row, ReadOnlySpan<DepthLevel> depth);

/// <summary>What book is wanted.</summary>
/// <param name="Symbol">Symbol named in the directory messages.</param>
/// <param name="Locate">Locate by hand; null: from the directory.</param>
/// <param name="Depth">Levels a side beyond what a row has: 1 is the row alone.</param>
public readonly record struct BookRequest(Symbol Symbol, Locate? Locate, int Depth);

/// <summary>Rebuilds one symbol's book from a capture: one row for each message that changed it.</summary>
public interface IBookEngine
{
    /// <exception cref="CliException">The symbol is not in the capture, or the engine cannot do what is asked.</exception>
    /// <exception cref="CaptureFormatException">The capture is broken; rows before the fault were given.</exception>
    void Run(ItchSource source, BookRequest request, BookRowSink rows);
}

/// <summary>A decoded message: fields that its type does not have are zero.</summary>
public readonly record struct DecodedRow(long Message, ulong Sequence, Saker.Model.ItchMsg Itch, bool Known);

/// <summary>Decodes every ITCH message of a capture.</summary>
public interface IDecodeEngine
{
    /// <exception cref="CaptureFormatException">The capture is broken; rows before the fault were given.</exception>
    void Run(ItchSource source, Action<DecodedRow> rows);
}

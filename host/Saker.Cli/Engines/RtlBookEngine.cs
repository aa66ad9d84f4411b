using Saker.Card;
using Saker.Card.Bench;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The card's own book: its Verilog, clocked in this process, fed the capture's messages.</summary>
public sealed class RtlBookEngine : IBookEngine
{
    private const uint MostTick = 65_535;

    public void Run(ItchSource source, BookRequest request, BookRowSink rows)
    {
        if (!VerilatedCard.IsAvailable)
        {
            throw new CliException($"The RTL engine needs the virtual card's library, which is not at '{VerilatedCard.LibraryPath}': build it with `make sim`.");
        }

        if (request.Depth > 1)
        {
            throw new CliException("The card's records carry the best level only: ask for a deeper book with --engine model.");
        }

        SymbolWindow window = Window(source, request);
        using var bench = new CardBench(FeedSettings.Default, [window]);
        if (request.Locate is { } locate)
        {
            bench.Card.Write(CardRegisters.SymNameLo, 0);
            bench.Card.Write(CardRegisters.SymNameHi, 0);
            bench.Card.Write(CardRegisters.SymLocate, new SymLocateValue(0).WithLocate(locate.Value).WithValid(true).Raw);
        }

        string? fault = null;
        DepthLevel[] depth = new DepthLevel[2];
        RtlFeed.Run(bench, source, _ => { }, record =>
        {
            if (fault is null && record[4] == (byte)EventType.Book)
            {
                fault = Row(new BookEvent(record), window, depth, rows);
            }
        }, _ => fault is null);
        if (fault is not null)
        {
            throw new CliException(fault);
        }
    }

    private static string? Row(BookEvent e, SymbolWindow window, DepthLevel[] depth, BookRowSink rows)
    {
        if (e.Mtype == 0)
        {
            return null;
        }

        if (e.Stale != 0)
        {
            return $"The card's book went stale at message {e.Seq} ({(StaleReason)e.Stale}); rows before it were written.";
        }

        if ((e.Flags & (1u << (int)BookFlag.Outside)) != 0)
        {
            return $"At message {e.Seq} a side has orders only beyond the card's window of prices from {window.Base}; rows before it were written.";
        }

        depth[0] = e.BidQty == 0 ? default : new DepthLevel(window.Price(e.BidIdx), e.BidQty);
        depth[1] = e.AskQty == 0 ? default : new DepthLevel(window.Price(e.AskIdx), e.AskQty);
        rows(new BookRow((long)e.Seq, e.Ts, depth[0].Price, depth[0].Size, depth[1].Price, depth[1].Size), depth);
        return null;
    }

    /// <summary>The card sees a window of prices: it is put around the median of the symbol's orders, with the largest tick
    /// that all their prices are multiples of.</summary>
    private static SymbolWindow Window(ItchSource source, BookRequest request)
    {
        var prices = new List<uint>();
        Locate? locate = request.Locate;
        source.ForEach((in SourceMessage message) =>
        {
            if (locate is null && ItchStockDirectory.TryRead(message.Data, out ItchStockDirectory directory) && directory.Stock == request.Symbol)
            {
                locate = directory.Locate;
            }

            if (ItchHead.IsWellFormed(message.Data) && ItchHead.Locate(message.Data) == locate)
            {
                ItchMsg decoded = ItchMsg.Decode(message.Data);
                if (decoded.Mtype is ItchType.AddOrder or ItchType.AddOrderAttributed or ItchType.OrderReplace)
                {
                    prices.Add(decoded.Price);
                }
            }

            return true;
        });
        if (locate is null)
        {
            throw new CliException($"'{source.Path}' has no directory message for {request.Symbol}; name its stock locate with --locate N.");
        }

        if (prices.Count == 0)
        {
            return new SymbolWindow(request.Symbol.ToString(), 0, 1);
        }

        uint tick = prices.Aggregate(Divisor);
        tick = tick <= MostTick ? tick : Divisor(tick, 10_000);
        prices.Sort();
        using var card = new VerilatedCard();
        int levels = 1 << (int)new CapsValue(card.Read(CardRegisters.Caps)).LadderLog2;
        return SymbolWindow.Around(request.Symbol.ToString(), prices[prices.Count / 2], tick, levels);
    }

    private static uint Divisor(uint a, uint b) => b == 0 ? a : Divisor(b, a % b);

    /// <summary>BOOK_* bit numbers.</summary>
    private enum BookFlag
    {
        Outside = 3,
    }
}

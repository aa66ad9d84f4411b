using Saker.Card;
using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The card's own book: its Verilog, clocked in this process, fed the capture's messages.</summary>
public sealed class RtlBookEngine : IBookEngine
{
    public void Run(ItchSource source, BookRequest request, BookRowSink rows)
    {
        VirtualCard.Need();
        if (request.Depth > CardDepth.Most)
        {
            throw new CliException($"The card reports the {CardDepth.Most} best levels of a side: ask for --depth {CardDepth.Most} at most, or for --engine model.");
        }

        Locate locate = SymbolPrices.Read(source, request.Symbol, request.Locate, out PriceTally prices);
        int levels = VirtualCard.Shape().Window;
        SymbolWindow window = PriceWindows.Choose(request.Symbol.ToString(), prices, levels);
        using var bench = new CardBench(FeedSettings.Default, [window], record: request.Depth > 1);
        if (request.Locate is not null)
        {
            VirtualCard.Pin(bench.Card, locate);
        }

        if (request.Depth > 1)
        {
            CardDepth.Enable(bench);
        }

        var reader = new CardBookReader(bench, window, levels, locate, request.Depth, rows);
        new RtlFeed(bench, reader).Run(source, ordered: true);
        if (reader.Fault is not null)
        {
            throw new CliException(reader.Fault);
        }
    }
}

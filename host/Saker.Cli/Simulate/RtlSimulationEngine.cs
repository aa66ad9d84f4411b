using Saker.Card;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The card itself: its Verilog, clocked in this process, its slot 0 in SHADOW. Of one message first its QUOTE, then its PAPER records are given.</summary>
public sealed class RtlSimulationEngine : ISimulationEngine
{
    public void Run(ItchSource source, SimulationRequest request, ISimulationSink sink)
    {
        VirtualCard.Need();
        CheckShape(VirtualCard.Shape());
        CheckWaits(request);
        Locate locate = SymbolPrices.Read(source, request.Symbol, request.Locate, out PriceTally prices);
        int levels = CardShape.Delivered.Window;
        SymbolWindow window = PriceWindows.Choose(request.Symbol.ToString(), prices, levels);
        sink.Begin(window);
        using var card = new CardShadow(window, locate, request, sink);
        long stale = 0;
        ulong nowNs = 0;
        source.InOrder((in SourceMessage message) =>
        {
            bool whole = ItchHead.IsWellFormed(message.Data), concerns = whole && Concerns(message.Data, locate);
            ulong timeNs = whole ? ItchHead.Time(message.Data).Nanoseconds : nowNs;
            sink.Playing(message.Number, timeNs);
            if (whole && !concerns)
            {
                card.Pass(message);
                return true;
            }

            if (concerns)
            {
                nowNs = timeNs;
                card.GoTo(message.Number, timeNs);
            }

            if (card.Play(message) || concerns)
            {
                sink.Settled(card.Top);
            }

            stale = card.Top.Stale == 0 ? 0 : message.Number;
            return stale == 0;
        }, new Walk("through the card", Summary: true));
        card.Finish();
        card.CheckWhole();
        if (stale != 0)
        {
            throw StaleText.EndOfSimulation(request.Symbol, stale, (StaleReason)card.Top.Stale, window, levels);
        }
    }

    /// <summary>When a book ends depends on the card's sizes: with others than the model's the order lists may differ where neither is wrong.</summary>
    /// <exception cref="CliException">The card was built with other sizes.</exception>
    internal static void CheckShape(CardShape card)
    {
        CardShape delivered = CardShape.Delivered;
        if ((card.LadderLog2, card.OrderBucketsLog2, card.OrderWays) != (delivered.LadderLog2, delivered.OrderBucketsLog2, delivered.OrderWays))
        {
            throw new CliException(
                $"The virtual card was built with {Sizes(card)}, what is simulated has {Sizes(delivered)}: their order lists could not be compared. Build the card with its own sizes (`make sim`), or ask for --engine model.");
        }
    }

    /// <summary>While a side waits for REFRESH the card acts on a message's first decision before the gates have answered to it (docs/cli.md): another order list than that of section 12.</summary>
    /// <exception cref="CliException">Gates may open, and REFRESH is not 0.</exception>
    internal static void CheckWaits(SimulationRequest request)
    {
        bool Opens(SignalGate gate) => (request.Parameters.Needs >> (int)gate & 1) != 0 && request.Signals is { } s && (s.IsAbove(gate) || s.Threshold(gate) != 0);
        if (request.Parameters.Refresh != 0 && Enum.GetValues<SignalGate>().Any(Opens))
        {
            throw new CliException($"refresh is {request.Parameters.Refresh} and gates may open: while a side waits, the card acts before its gates have answered to a message, which the model does not. Ask for --engine model, or set refresh to 0.");
        }
    }

    private static string Sizes(CardShape shape) => $"windows of {shape.Window} ticks and an order table of 2 x {1 << shape.OrderBucketsLog2} buckets of {shape.OrderWays}";

    /// <summary>A message of the symbol, or the one that stops every symbol.</summary>
    private static bool Concerns(ReadOnlySpan<byte> message, Locate locate) => message[0] == ItchType.MwcbStatus || ItchHead.Locate(message) == locate;
}

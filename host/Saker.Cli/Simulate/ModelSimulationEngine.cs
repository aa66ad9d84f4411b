using Saker.Card;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>The golden model of the card: book with the card's window and order table, quoter, paper orders.</summary>
public sealed class ModelSimulationEngine : ISimulationEngine
{
    public void Run(ItchSource source, SimulationRequest request, ISimulationSink sink)
    {
        Locate locate = SymbolPrices.Read(source, request.Symbol, request.Locate, out PriceTally prices);
        SymbolWindow window = PriceWindows.Choose(request.Symbol.ToString(), prices, CardShape.Delivered.Window);
        sink.Begin(window);
        // The locate is known: a directory message must not take the symbol elsewhere.
        var setup = new ShadowSetup(0, locate.Value, new PriceWindow(window.Base, window.Tick), request.Parameters, request.Controls, request.Signals, request.SideOfP);
        var replay = new ShadowReplay(CardShape.Delivered, setup, sink);
        long stale = 0;
        source.InOrder((in SourceMessage message) =>
        {
            sink.Playing(message.Number, ItchHead.IsWellFormed(message.Data) ? ItchHead.Time(message.Data).Nanoseconds : replay.NowNs);
            if (replay.Message(message.Data))
            {
                sink.Settled(replay.Top);
            }

            stale = replay.Stale == StaleReason.None ? 0 : message.Number;
            return stale == 0;
        }, new Walk("through the model", Summary: true));
        if (stale != 0)
        {
            throw StaleText.EndOfSimulation(request.Symbol, stale, replay.Stale, window, CardShape.Delivered.Window);
        }
    }
}

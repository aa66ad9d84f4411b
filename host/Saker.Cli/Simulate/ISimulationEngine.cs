using Saker.Card;
using Saker.Model;
using Saker.Wire;

namespace Saker.Cli;

/// <summary>What is simulated.</summary>
/// <param name="Symbol">As the directory has it.</param>
/// <param name="Locate">By hand; null: from the directory.</param>
/// <param name="Parameters">Of the slot; SYMBOL is 0.</param>
/// <param name="Controls">What the gate refuses beyond.</param>
/// <param name="Signals">Settings of the symbol's signals; null: the parameters need no gate.</param>
/// <param name="SideOfP">SIG_P_SIDE: the side of a P says who was the aggressor.</param>
public sealed record SimulationRequest(Symbol Symbol, Locate? Locate, SlotParameters Parameters, SlotControls Controls, SignalParameters? Signals, bool SideOfP = false);

/// <summary>Takes what happens in a simulation, in the order of effect. Of a verdict it gets only what is about the order (<see cref="ShadowSlot.AboutTheOrder"/>): the rest is what stands
/// in the way of a card that is not armed.</summary>
public interface ISimulationSink : IShadowSink
{
    /// <summary>The window of prices was chosen; nothing came before it.</summary>
    void Begin(SymbolWindow window);

    /// <summary>A message is played now.</summary>
    /// <param name="number">In the walk, from 1.</param>
    /// <param name="timeNs">Its time, ns since midnight.</param>
    void Playing(long number, ulong timeNs);

    /// <summary>All that the message caused is done.</summary>
    /// <param name="top">The symbol's top of book then.</param>
    void Settled(in BookRecord top);
}

/// <summary>Plays a capture through book, quoter and paper orders (docs/card.md 12), message by message settled: all that one causes is done before the next.
/// Engines give the same PAPER records.</summary>
public interface ISimulationEngine
{
    /// <exception cref="CliException">The symbol is not in the capture, or its book came to an end: what was before was given.</exception>
    /// <exception cref="CaptureFormatException">The capture is broken; what was before the fault was given.</exception>
    void Run(ItchSource source, SimulationRequest request, ISimulationSink sink);
}

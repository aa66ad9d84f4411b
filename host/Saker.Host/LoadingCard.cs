using Saker.Card;

namespace Saker.Host;

/// <summary>The card while it is loaded: it remembers what was written. Whoever disposes the card disposes of it, not this.</summary>
/// <param name="card">The card.</param>
public sealed class LoadingCard(ICard card) : ICard
{
    private readonly Dictionary<uint, uint> _written = [];

    public string Kind => card.Kind;

    public Span<byte> HostMemory => card.HostMemory;

    /// <summary>What was loaded so far.</summary>
    public LoadedConfiguration Loaded => new(_written, new CapsValue(card.Read(CardRegisters.Caps)));

    public uint Read(uint address) => card.Read(address);

    public void Write(uint address, uint value)
    {
        card.Write(address, value);
        _written[address] = value;
    }

    public void Dispose()
    {
    }
}

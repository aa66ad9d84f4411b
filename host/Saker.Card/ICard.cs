namespace Saker.Card;

/// <summary>A card as its driver sees it: a register bus, memory that the card writes, and nothing else. Event ring, raw
/// frames and host messages are built on these two. Not thread-safe: one thread drives a card.</summary>
public interface ICard : IDisposable
{
    /// <summary>"verilated", "simulated" or "pcie".</summary>
    string Kind { get; }

    /// <summary>Memory at bus address 0 and up that the card's DMA writes.</summary>
    Span<byte> HostMemory { get; }

    /// <summary>Reads a register. <paramref name="address"/> is a byte offset of the card's map.</summary>
    /// <exception cref="CardException">The card refused the address or did not answer.</exception>
    uint Read(uint address);

    /// <summary>Writes a register; returns when the card has taken it.</summary>
    /// <exception cref="CardException">The card refused the address or did not answer.</exception>
    void Write(uint address, uint value);

    /// <summary>Writes values to one register, the first one first; returns when the card has taken the last. Where an access is an exchange
    /// with another process this is one exchange instead of hundreds.</summary>
    /// <exception cref="CardException">The card refused the address or did not answer.</exception>
    void Write(uint address, ReadOnlySpan<uint> values)
    {
        foreach (uint value in values)
        {
            Write(address, value);
        }
    }
}

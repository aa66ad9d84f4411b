using Saker.Card.Verilated;

namespace Saker.Card.Tests;

/// <summary>XGMII characters one by one: frames that are broken in any place. Starts stand in lane 0 unless told otherwise.</summary>
internal sealed class XgmiiStream
{
    public const byte StartCharacter = 0xFB, Terminate = 0xFD, Error = 0xFE, IdleCharacter = 0x07;

    private readonly List<byte> _bytes = [];
    private readonly List<bool> _control = [];

    /// <summary>Idle until at least <paramref name="least"/> characters have passed and the next one falls in <paramref name="lane"/>.</summary>
    public XgmiiStream Idle(int least = 12, int lane = 0)
    {
        for (int n = 0; n < least || _bytes.Count % 4 != lane; n++)
        {
            Character(IdleCharacter);
        }

        return this;
    }

    public XgmiiStream Character(byte value)
    {
        _bytes.Add(value);
        _control.Add(true);
        return this;
    }

    public XgmiiStream Data(params ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            _bytes.Add(b);
            _control.Add(false);
        }

        return this;
    }

    /// <summary>Start character, preamble and start of frame.</summary>
    public XgmiiStream Preamble() => Character(StartCharacter).Data(0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0xD5);

    /// <summary>A whole frame, bytes with frame check as given.</summary>
    public XgmiiStream Frame(ReadOnlySpan<byte> bytes) => Preamble().Data(bytes).Character(Terminate);

    /// <summary>Queues everything for a feed port, idle behind it.</summary>
    public void SendTo(VerilatedCard card, CardPort port = CardPort.MarketDataA)
    {
        Idle();
        uint[] data = new uint[_bytes.Count / 4];
        byte[] control = new byte[data.Length];
        for (int i = 0; i < _bytes.Count; i++)
        {
            data[i / 4] |= (uint)_bytes[i] << (8 * (i % 4));
            control[i / 4] |= (byte)(_control[i] ? 1 << (i % 4) : 0);
        }

        card.SendWords(port, data, control);
    }
}

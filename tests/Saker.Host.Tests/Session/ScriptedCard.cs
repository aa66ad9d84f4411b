using System.Buffers.Binary;
using Saker.Card;
using Saker.V1;

namespace Saker.Host.Tests.Session;

/// <summary>A card without logic but the order session's: registers that keep what is written, frames and messages that a test reads and
/// answers, and the SESSION events of section 10.</summary>
internal sealed class ScriptedCard : ICard
{
    public const uint Owned = OeStatusValue.OwnedMask, LoggedIn = OeStatusValue.LoggedInMask, CaughtUp = OeStatusValue.CaughtUpMask;
    private const byte TakenOver = 3, Released = 4;

    private readonly Dictionary<uint, uint> _registers = [];
    private readonly byte[] _memory;
    private readonly List<uint> _rawTransmit = [];
    private readonly Queue<uint> _rawReceive = new();
    private readonly Queue<byte[]> _rawFrames = new();

    /// <param name="memory">Bytes of host memory.</param>
    public ScriptedCard(int memory = 4096)
    {
        _memory = new byte[memory];
        Banks = new ScriptedBanks(this);
        this[CardRegisters.Id] = CardRegisters.IdValue;
        this[CardRegisters.MapHashLo] = unchecked((uint)CardRegisters.MapHash);
        this[CardRegisters.MapHashHi] = (uint)(CardRegisters.MapHash >> 32);
        this[CardRegisters.Caps] = new CapsValue(0).WithNumSymbols(8).WithNumSlots(1).WithLadderLog2(8).Raw;
        this[CardRegisters.KillCauses] = KillCausesValue.ResetMask;
        Latch(killed: true, SlotMode.Active);
        this[CardRegisters.OeSoupSeq] = 1;
        this[CardRegisters.OeStore] = OeStoreValue.WindowMask | OeStoreValue.OrdersMask;
    }

    public string Kind { get; init; } = "scripted";

    public Span<byte> HostMemory => _memory;

    public ScriptedBanks Banks { get; }

    /// <summary>Every write but those of frames and messages, in order.</summary>
    public List<(uint Address, uint Value)> Writes { get; } = [];

    /// <summary>Raw frames that the host sent and nobody took yet.</summary>
    public Queue<byte[]> RawSent { get; } = new();

    /// <summary>Payloads of MSG_SEND.</summary>
    public Queue<byte[]> Messages { get; } = new();

    /// <summary>SESSION events that the host has not been given.</summary>
    public Queue<(byte Cause, byte[] Text)> Events { get; } = new();

    /// <summary>Called after a write that is no frame and no message.</summary>
    public Action<uint, uint>? OnWrite { get; set; }

    /// <summary>Called with every read.</summary>
    public Action? OnRead { get; set; }

    public uint this[uint address]
    {
        get => _registers.GetValueOrDefault(address);
        set => _registers[address] = value;
    }

    /// <summary>OE_STATUS.</summary>
    public uint Status
    {
        get => this[CardRegisters.OeStatus];
        set => this[CardRegisters.OeStatus] = value;
    }

    public void Receive(byte[] frame) => _rawFrames.Enqueue(frame);

    public void Tell(byte cause, params ReadOnlySpan<byte> text) => Events.Enqueue((cause, text.ToArray()));

    public uint Read(uint address)
    {
        OnRead?.Invoke();
        switch (address)
        {
            case CardRegisters.RawrxStatus:
                return _rawReceive.Count == 0 && _rawFrames.TryPeek(out byte[]? head) ? (uint)head.Length : 0;
            case CardRegisters.RawrxData:
                if (_rawReceive.Count == 0)
                {
                    byte[] frame = _rawFrames.Dequeue();
                    Array.Resize(ref frame, (frame.Length + 3) / 4 * 4);
                    for (int at = 0; at < frame.Length; at += 4)
                    {
                        _rawReceive.Enqueue(BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(at)));
                    }
                }

                return _rawReceive.Dequeue();
            default:
                return this[address];
        }
    }

    public void Write(uint address, uint value)
    {
        switch (address)
        {
            case CardRegisters.RawtxData:
                _rawTransmit.Add(value);
                return;
            case CardRegisters.RawtxSend:
                RawSend((int)value);
                return;
            case CardRegisters.MsgSend:
                Message((int)value);
                return;
        }

        Writes.Add((address, value));
        Banks.Written(address, value);
        switch (address)
        {
            case CardRegisters.OeCtrl:
                Control(new OeCtrlValue(value));
                break;
            case CardRegisters.Kill:
                this[CardRegisters.KillCauses] |= value;
                Latch(killed: true, SlotMode.Active);
                break;
            case CardRegisters.Arm:
                if (value == this[CardRegisters.KillCauses] && this[CardRegisters.ArmKey] == this[CardRegisters.ArmNonce])
                {
                    this[CardRegisters.KillCauses] = 0;
                    Latch(killed: false, SlotMode.Reducing);
                }

                break;
            case CardRegisters.Activate:
                if (value == this[CardRegisters.ArmNonce] && !new StateValue(this[CardRegisters.State]).Killed)
                {
                    Latch(killed: false, SlotMode.Active);
                }

                break;
            default:
                this[address] = value;
                break;
        }

        OnWrite?.Invoke(address, value);
    }

    /// <summary>Another state of the latch has another number.</summary>
    private void Latch(bool killed, SlotMode mode)
    {
        this[CardRegisters.ArmNonce] += 2;
        this[CardRegisters.State] = new StateValue(this[CardRegisters.State]).WithKilled(killed).WithMode((uint)mode).Raw;
    }

    /// <summary>The last value written to a register; null: none was.</summary>
    public uint? LastWritten(uint address) => Writes.Exists(w => w.Address == address) ? Writes.FindLast(w => w.Address == address).Value : null;

    public void Dispose()
    {
    }

    private void Control(OeCtrlValue control)
    {
        if (control.Release)
        {
            Status &= ~Owned;
            Tell(Released);
        }
        else if (control.TakeOver)
        {
            Status = Owned;
            this[CardRegisters.OeSndNxt] = this[CardRegisters.OeSndUna] = this[CardRegisters.OeSndNxtInit];
            this[CardRegisters.OeRcvNxt] = this[CardRegisters.OeRcvNxtInit];
            this[CardRegisters.OeSoupSeq] = control.NewSession ? 1 : this[CardRegisters.OeSoupSeq];
            Tell(TakenOver);
        }
    }

    private void RawSend(int length)
    {
        byte[] bytes = new byte[_rawTransmit.Count * 4];
        for (int n = 0; n < _rawTransmit.Count; n++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * n), _rawTransmit[n]);
        }

        _rawTransmit.Clear();
        if (length != 0)
        {
            bool ip = bytes[12] == 8 && bytes[13] == 0;
            Assert.False(ip && (Status & Owned) != 0, "the card refuses IPv4 frames of the host while it owns the session");
            RawSent.Enqueue(bytes[..length]);
        }
    }

    /// <summary>Sent, and acknowledged at once.</summary>
    private void Message(int length)
    {
        byte[] bytes = new byte[64];
        for (int n = 0; n < 16; n++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * n), this[CardRegisters.MsgDataAt(n)]);
        }

        Assert.True((Status & Owned) != 0, "a message without a session");
        if (length != 0 && !new OeStoreValue(this[CardRegisters.OeStore]).Window)
        {
            // It waits for room; no test opens the window again.
            Status |= OeStatusValue.MsgBusyMask;
            return;
        }

        Messages.Enqueue(bytes[..length]);
        this[CardRegisters.OeSndNxt] += (uint)length;
        this[CardRegisters.OeSndUna] += (uint)length;
        Status &= ~OeStatusValue.AckDueMask;
    }
}

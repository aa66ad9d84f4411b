using Saker.Card;
using Saker.Host.Session;

namespace Saker.Host.Tests.Session;

/// <summary>A sender, segment by segment of 10 bytes, as the card would show it; looks are taken in steps of its clock.</summary>
internal sealed class SendBench
{
    public const uint Bytes = 10;
    public const uint First = 0xFFFF_FFD8;     // wraps after four segments

    private readonly ManualTime _time = new();
    private readonly Retransmission _logic;
    private uint _duplicates, _samples, _rtt, _heard;

    public SendBench(RetransmissionOptions? options = null)
    {
        Options = options ?? new RetransmissionOptions();
        _logic = new Retransmission(Options, _time, State);
    }

    public RetransmissionOptions Options { get; }

    public uint Sent { get; private set; }

    public uint Acknowledged { get; private set; }

    public uint Left { get; set; }

    public bool Closed { get; set; }

    public TimeSpan Timeout => _logic.Timeout;

    private SendState State => new(
        First + (Sent * Bytes), First + (Acknowledged * Bytes),
        new OeStoreValue(0).WithKept(Sent - Acknowledged).WithLeft(Left).WithDupAcks(_duplicates).WithWindow(!Closed), _rtt, _samples, _heard);

    /// <summary>The card sends so many new segments.</summary>
    public SendBench Send(uint segments)
    {
        Sent += segments;
        return this;
    }

    /// <summary>The peer acknowledges so many segments in all.</summary>
    public SendBench Acknowledge(uint upTo)
    {
        (_duplicates, Acknowledged, _heard) = (Acknowledged == upTo ? _duplicates : 0, upTo, _heard + 1);
        return this;
    }

    public SendBench Duplicate(uint count)
    {
        (_duplicates, _heard) = (_duplicates + count, _heard + count);
        return this;
    }

    public SendBench Hear()
    {
        _heard++;
        return this;
    }

    /// <summary>A segment's round trip was measured.</summary>
    public SendBench Measure(double milliseconds)
    {
        _rtt = (uint)(milliseconds * 1e6 / 3.2);
        _samples++;
        return this;
    }

    public SendBench Wait(double milliseconds)
    {
        _time.Advance((long)(milliseconds * 1e6));
        return this;
    }

    public ResendStep Look() => _logic.Look(State);

    /// <summary>What a look says: "-", "probe", "gone" or the count.</summary>
    public string Says()
    {
        ResendStep step = Look();
        return step.GiveUp is not null ? "gone" : step.Command.Probe ? "probe" : step.Command.Count == 0 ? "-" : $"{step.Command.Count}";
    }

    /// <summary>Looks every millisecond and returns the times at which something was said, with what, until <paramref name="milliseconds"/> are over.</summary>
    public string[] Log(int milliseconds)
    {
        var said = new List<string>();
        for (int ms = 0; ms <= milliseconds; ms++)
        {
            string says = Says();
            if (says != "-")
            {
                said.Add($"{ms}:{says}");
            }

            if (says == "gone")
            {
                break;
            }

            Wait(1);
        }

        return [.. said];
    }
}

using Saker.Wire;

namespace Saker.Model;

/// <summary>FEED_CTRL, FEED_GROUP, FEED_PORT, FEED_B_GROUP, FEED_B_PORT, FEED_SESSION and FEED_MARKET.</summary>
/// <param name="Group">Destination address of line A and of the host's line.</param>
/// <param name="Port">Their UDP destination port.</param>
/// <param name="Enable">False: every frame of line A and of the host's line is dropped, uncounted.</param>
/// <param name="AnySession">True: the session is not compared.</param>
/// <param name="AnySequence">True: each block of line A is released, whatever its sequence.</param>
/// <param name="Record">True: a MESSAGE record for every decoded message.</param>
/// <param name="BGroup">Destination address of line B.</param>
/// <param name="BPort">Its UDP destination port.</param>
/// <param name="EnableB">False: every frame of line B is dropped, uncounted.</param>
/// <param name="Snapshot">True: the host's line passes whatever its sequence, A and B wait.</param>
/// <param name="Tape">True: a TRADE record for every trade of a tracked symbol.</param>
/// <param name="Market">Market code whose operational halts stop a symbol; 0: any market's.</param>
public readonly record struct FeedConfig(
    Ipv4Address Group, ushort Port, SessionId Session, bool Enable = true, bool AnySession = false, bool AnySequence = false, bool Record = false,
    Ipv4Address BGroup = default, ushort BPort = 0, bool EnableB = false, bool Snapshot = false, bool Tape = false, byte Market = 0)
{
    internal bool Enabled(int line) => line == FeedLines.B ? EnableB : Enable;
    internal Ipv4Address GroupOf(int line) => line == FeedLines.B ? BGroup : Group;
    internal ushort PortOf(int line) => line == FeedLines.B ? BPort : Port;
}

/// <summary>What the receiving MAC found wrong with a frame, beyond its length.</summary>
[Flags]
public enum FrameFault
{
    None = 0,
    /// <summary>The frame check sequence was wrong.</summary>
    BadFcs = 1,
    /// <summary>An error character, a control character inside, or a start in a wrong lane. The frame bytes are those before it.</summary>
    XgmiiError = 2,
}

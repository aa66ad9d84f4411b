using Saker.Wire;

namespace Saker.Model;

/// <summary>FEED_CTRL, FEED_GROUP, FEED_PORT and FEED_SESSION.</summary>
/// <param name="Enable">False: every feed frame is dropped, uncounted.</param>
/// <param name="AnySession">True: the session is not compared.</param>
/// <param name="AnySequence">True: each packet's sequence is taken as the expected one.</param>
/// <param name="Record">True: a MESSAGE record for every decoded message.</param>
public readonly record struct FeedConfig(
    Ipv4Address Group, ushort Port, SessionId Session, bool Enable = true, bool AnySession = false, bool AnySequence = false, bool Record = false);

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

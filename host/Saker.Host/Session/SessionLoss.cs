using Saker.Card;

namespace Saker.Host.Session;

/// <summary>How a session was lost.</summary>
/// <param name="Why">In words.</param>
/// <param name="Ours">We end it: the venue still holds its end and gets RST.</param>
/// <param name="Final">Connecting again would bring the same: a person has to do something first.</param>
public sealed record SessionLoss(string Why, bool Ours = false, bool Final = false)
{
    /// <summary>The venue is gone, or does what it must not: we end the connection and make another.</summary>
    public static SessionLoss GivenUp(string why) => new(why, Ours: true);

    /// <summary>The card could not go on with the stream: a packet that no server sends, or a login that continues with another message than its own.</summary>
    public static SessionLoss Unparsable { get; } = GivenUp("the venue's stream could not be parsed");

    /// <summary>Nothing may be traded on this session.</summary>
    public static SessionLoss Refused(string why) => new(why, Ours: true, Final: true);

    /// <summary>What the card's registers say; null: nothing ended.</summary>
    /// <param name="status">OE_STATUS.</param>
    /// <param name="asserted">KILL_ASSERTED, read before: a stream that could not be parsed shows there alone.</param>
    public static SessionLoss? Of(OeStatusValue status, uint asserted) => status switch
    {
        { Rejected: true } => new SessionLoss("the venue rejected the login"),
        { Ended: true } => new SessionLoss("the venue ended the session: the day is over; restart the host to connect again", Final: true),
        { Rst: true } => new SessionLoss("the venue reset the connection"),
        { Fin: true } => new SessionLoss("the venue closed the connection"),
        { Owned: false } => new SessionLoss("the session was released"),
        _ when new KillCausesValue(asserted).OrderSession => Unparsable,
        _ => null,
    };
}

namespace Saker.Host;

/// <summary>The daemon's log messages. Ids are never reused.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1, LogLevel.Information, "card checked: {Kind}, map {Hash:X16}, {Symbols} symbols, window of {Ticks} ticks")]
    internal static partial void CardChecked(this ILogger log, string kind, ulong hash, uint symbols, int ticks);

    [LoggerMessage(2, LogLevel.Information, "order session: {What}")]
    internal static partial void Session(this ILogger log, string what);

    [LoggerMessage(3, LogLevel.Information, "arming: {Result}")]
    internal static partial void Armed(this ILogger log, string result);

    [LoggerMessage(4, LogLevel.Critical, "slot {Slot} ({Name}): card and host differ, killed: {Difference}")]
    internal static partial void Reconciliation(this ILogger log, int slot, string name, string difference);

    [LoggerMessage(5, LogLevel.Critical, "the daemon ends, the card will kill itself: {Why}")]
    internal static partial void Ended(this ILogger log, string why);

    [LoggerMessage(6, LogLevel.Warning, "feed: {What}")]
    internal static partial void FeedProblem(this ILogger log, string what);

    [LoggerMessage(7, LogLevel.Information, "feed: {What}")]
    internal static partial void Recovering(this ILogger log, string what);

    [LoggerMessage(8, LogLevel.Information, "feed: books are whole again: {Report}")]
    internal static partial void Recovered(this ILogger log, string report);

    [LoggerMessage(9, LogLevel.Warning, "feed: {What}")]
    internal static partial void Line(this ILogger log, string what);

    [LoggerMessage(10, LogLevel.Information, "feed: the card's books were cleared; windows moved: [{Moves}]")]
    internal static partial void BooksCleared(this ILogger log, string moves);

    [LoggerMessage(11, LogLevel.Information, "feed: the card follows session {Session}")]
    internal static partial void SessionChanged(this ILogger log, string session);

    [LoggerMessage(12, LogLevel.Critical, "the card's book is not what its messages make: {Difference}")]
    internal static partial void BookDiffers(this ILogger log, string difference);

    [LoggerMessage(13, LogLevel.Warning, "order {Urn} is in doubt, slot {Slot}, {Open} lots may stand: the venue has not answered for {Ms} ms")]
    internal static partial void InDoubt(this ILogger log, uint urn, uint slot, uint open, long ms);

    [LoggerMessage(15, LogLevel.Information, "desk, request {RequestId} from {Source}: {Side} {Lots} lots at {Price} price units, slot {Slot}: {Result}")]
    internal static partial void DeskOrder(this ILogger log, string requestId, string source, string side, uint lots, long price, uint slot, string result);

    [LoggerMessage(16, LogLevel.Information, "desk, request {RequestId} from {Source}: cancel of order {Urn}, {Slot}: {Result}")]
    internal static partial void DeskCancel(this ILogger log, string requestId, string source, uint urn, string slot, string result);

    [LoggerMessage(17, LogLevel.Warning, "mass cancel, request {RequestId} from {Source}: {Scope} {Which}: {Result}")]
    internal static partial void MassCancel(this ILogger log, string requestId, string source, string scope, string which, string result);

    [LoggerMessage(18, LogLevel.Information, "desk, request {RequestId} from {Source}: order {Urn}, {Slot}, to {Lots} lots in all: {Result}")]
    internal static partial void DeskModify(this ILogger log, string requestId, string source, uint urn, string slot, uint lots, string result);

    [LoggerMessage(22, LogLevel.Critical, "order {Urn} left after the gate had closed: the card does not do what it is there for")]
    internal static partial void OrderAfterGate(this ILogger log, uint urn);

    [LoggerMessage(30, LogLevel.Critical, "{What}")]
    internal static partial void BrokenTrade(this ILogger log, string what);

    [LoggerMessage(31, LogLevel.Critical, "{What}")]
    internal static partial void ToldAgain(this ILogger log, string what);

    [LoggerMessage(20, LogLevel.Critical, "slot {Slot}: {What}")]
    internal static partial void Tripped(this ILogger log, uint slot, string what);

    [LoggerMessage(23, LogLevel.Warning, "slot {Slot}: {What}")]
    internal static partial void Losing(this ILogger log, uint slot, string what);

    [LoggerMessage(25, LogLevel.Critical, "a setting on the card is not what was loaded, killed: {Difference}")]
    internal static partial void ConfigurationDiffers(this ILogger log, string difference);

    [LoggerMessage(26, LogLevel.Warning, "{Register} holds again what was loaded")]
    internal static partial void ConfigurationMended(this ILogger log, string register);

    [LoggerMessage(27, LogLevel.Critical, "the card cannot be killed: {What}; it kills itself when the heartbeat stays away")]
    internal static partial void NotReached(this ILogger log, string what);

    [LoggerMessage(32, LogLevel.Critical, "slot {Slot}: {What}")]
    internal static partial void FellBack(this ILogger log, int slot, string what);

    [LoggerMessage(21, LogLevel.Information, "slot {Slot}, request {RequestId} from {Source}: {What}")]
    internal static partial void SlotAct(this ILogger log, uint slot, string requestId, string source, string what);
}

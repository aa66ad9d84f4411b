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

    [LoggerMessage(4, LogLevel.Critical, "card and host differ, killed: position {Host} (host) and {Card} (card), {Books} book mismatches, {Forgotten} orders forgotten")]
    internal static partial void Reconciliation(this ILogger log, long host, int card, int books, int forgotten);

    [LoggerMessage(5, LogLevel.Critical, "the daemon ends, the card will kill itself: {Why}")]
    internal static partial void Ended(this ILogger log, string why);
}

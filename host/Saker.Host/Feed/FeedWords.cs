using System.Globalization;
using Saker.Card.Feed;

namespace Saker.Host.Feed;

/// <summary>The feed's recovery in words for people.</summary>
/// <param name="fills">A re-request server is configured.</param>
/// <param name="snapshots">A snapshot server is configured.</param>
public sealed class FeedWords(bool fills, bool snapshots)
{
    /// <summary>Short name of a phase.</summary>
    public static string Name(RecoveryPhase phase) => phase switch
    {
        RecoveryPhase.Whole => "whole",
        RecoveryPhase.Waiting => "waiting",
        RecoveryPhase.Filling => "filling",
        RecoveryPhase.Fetching => "fetching",
        RecoveryPhase.Loading => "loading",
        _ => "pausing",
    };

    /// <summary>What is being done.</summary>
    /// <param name="recovery">The recovery.</param>
    /// <param name="missing">Messages known to be missing.</param>
    /// <param name="announced">Highest next sequence that a line announced; 0: none.</param>
    public static string Doing(FeedRecovery recovery, ulong missing, ulong announced) => recovery.Phase switch
    {
        RecoveryPhase.Whole => "nothing is missing",
        RecoveryPhase.Waiting when announced == 0 => $"waiting for the first good packet of session {recovery.Session}",
        RecoveryPhase.Waiting when missing == 0 => "waiting: no line has shown yet that the sequence is contiguous",
        RecoveryPhase.Waiting => $"waiting: {Messages(missing)} not there",
        RecoveryPhase.Filling => $"filling: {Messages(missing)} still to come from the re-request server",
        RecoveryPhase.Fetching => "fetching a snapshot of all books",
        RecoveryPhase.Loading => "loading the card's books",
        _ => "pausing before the next try",
    };

    /// <summary>What happened, what it means, what to do; empty when nothing stands in the way.</summary>
    /// <param name="recovery">The recovery.</param>
    /// <param name="missing">Messages known to be missing.</param>
    public string Problem(FeedRecovery recovery, ulong missing)
    {
        if (recovery.Problem.Length == 0)
        {
            return string.Empty;
        }

        return recovery.Phase switch
        {
            RecoveryPhase.Whole => $"{recovery.Problem}. These symbols stay without a book and are not quoted.",
            RecoveryPhase.Waiting when recovery.Unheard => $"{recovery.Problem}. Quotes stay pulled until it comes. Check that the venue runs, the lines' addresses (--feed, --feed-b) and the session (--session).",
            RecoveryPhase.Waiting when !fills || !snapshots => $"{What(recovery, missing)}. Every quote that depends on it stays pulled. {Remedy}",
            RecoveryPhase.Pausing => $"{recovery.Problem}. Quotes stay pulled until the books are whole. {Check}",
            RecoveryPhase.Filling => $"{recovery.Problem}. Quotes stay pulled until it catches up. Check the re-request server and the network to it.",
            _ => string.Empty,
        };
    }

    /// <summary>The last recovery that ended well; empty: none.</summary>
    public static string Last(RecoveryReport report) => report.Kind == RecoveryKind.None
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"{Kind(report.Kind)} after {report.Reason}: {Messages(report.Messages)} played in {report.Duration.TotalMilliseconds:0.0} ms");

    private static string What(FeedRecovery recovery, ulong missing) =>
        missing == 0 ? recovery.Problem : $"{Messages(missing)} missing on both lines ({recovery.Problem})";

    private string Remedy => (fills, snapshots) switch
    {
        (false, false) => "Start the host with --rerequest and --glimpse, so that it can ask the venue.",
        (false, true) => "Start the host with --rerequest, so that it can ask the venue again.",
        _ => "Start the host with --glimpse, so that it can load the books anew.",
    };

    private string Check => (fills, snapshots) switch
    {
        (true, true) => "Check that the re-request and the snapshot server run and are the feed's.",
        (true, false) => "Check that the re-request server runs and is the feed's, or start the host with --glimpse.",
        _ => "Check that the snapshot server runs and is the feed's.",
    };

    private static string Kind(RecoveryKind kind) => kind switch
    {
        RecoveryKind.Fill => "fill",
        RecoveryKind.Snapshot => "snapshot",
        _ => "change of session",
    };

    private static string Messages(ulong count) => count == 1 ? "1 message" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} messages");
}

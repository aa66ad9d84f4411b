using Microsoft.Extensions.Logging;

namespace Saker.ControlPlane;

/// <summary>Log messages of the control plane. Event ids 2000..2099.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "{Appliance}: connected to {Address}")]
    public static partial void Connected(ILogger logger, string appliance, Uri address);

    [LoggerMessage(2001, LogLevel.Warning, "{Appliance}: lost ({Reason}); next attempt in {Delay}")]
    public static partial void Lost(ILogger logger, string appliance, string reason, TimeSpan delay);

    [LoggerMessage(2002, LogLevel.Warning, "kill {RequestId}: asked by {Actor} from {Source}: {Reason}")]
    public static partial void KillAsked(ILogger logger, string requestId, string actor, string source, string reason);

    [LoggerMessage(2003, LogLevel.Error, "kill {RequestId}: {Appliance} was not reached at attempt {Attempt}: {Reason}")]
    public static partial void KillNotReached(ILogger logger, string requestId, string appliance, int attempt, string reason);

    [LoggerMessage(2004, LogLevel.Critical, "audit record could not be written: {Actor} {Action} {Detail}")]
    public static partial void AuditFailed(ILogger logger, string actor, string action, string detail, Exception exception);

    [LoggerMessage(2006, LogLevel.Warning, "kill {RequestId} of slot {Slot} of {Appliance}: asked by {Actor} from {Source}: {Reason}")]
    public static partial void SlotKillAsked(ILogger logger, string requestId, string appliance, uint slot, string actor, string source, string reason);

    [LoggerMessage(2005, LogLevel.Error, "the database does not answer")]
    public static partial void DatabaseDown(ILogger logger, Exception exception);
}

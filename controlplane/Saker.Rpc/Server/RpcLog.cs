using Microsoft.Extensions.Logging;

namespace Saker.Rpc.Server;

/// <summary>Log messages of the server side. Event ids 1000..1099.</summary>
internal static partial class RpcLog
{
    [LoggerMessage(1000, LogLevel.Error, "{Method}: the handler failed")]
    public static partial void HandlerFailed(ILogger logger, string method, Exception exception);

    [LoggerMessage(1001, LogLevel.Debug, "{Method}: ended with {Code}: {Detail}")]
    public static partial void EndedWith(ILogger logger, string method, StatusCode code, string detail);

    [LoggerMessage(1002, LogLevel.Debug, "{Method}: the caller went away")]
    public static partial void CallerGone(ILogger logger, string method);
}

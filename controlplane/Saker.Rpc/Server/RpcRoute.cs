using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Saker.Rpc.Server;

/// <summary>One path and what answers it.</summary>
internal sealed record RpcRoute(string Path, Func<HttpContext, RpcServerOptions, ILogger, Task> Invoke);

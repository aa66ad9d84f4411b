using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Saker.Rpc.Framing;

namespace Saker.Rpc.Server;

/// <summary>Puts services on Kestrel.</summary>
public static class RpcEndpoints
{
    /// <summary>Serves a service. Other paths of gRPC calls answer UNIMPLEMENTED once <see cref="MapUnknownRpc"/> is mapped.</summary>
    public static void MapRpcService(this IEndpointRouteBuilder endpoints, RpcService service, RpcServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(service);
        ILogger log = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(service.GetType());
        RpcServerOptions limits = options ?? new();
        foreach (RpcRoute route in service.Routes)
        {
            endpoints.MapPost(route.Path, http => IsCall(http) ? route.Invoke(http, limits, log) : Task.CompletedTask);
        }
    }

    /// <summary>Answers every other gRPC call with UNIMPLEMENTED.</summary>
    public static void MapUnknownRpc(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapFallback("{service}/{method}", http =>
        {
            if (IsCall(http))
            {
                ServerStatus.Write(http, StatusCode.Unimplemented, $"There is no method {http.Request.Path}.", []);
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>Listens for HTTP/2 without TLS (prior knowledge), which is what gRPC clients speak to <c>http://</c> addresses.</summary>
    /// <param name="kestrel">The server's options.</param>
    /// <param name="address"><c>http://HOST:PORT</c>, HOST an IP address or <c>localhost</c>, port 0 for one that the system chooses;
    /// or <c>unix:/PATH</c>. A socket that a dead server left there is replaced.</param>
    /// <exception cref="ArgumentException">Neither of them, or a host that is neither an address nor localhost.</exception>
    /// <exception cref="IOException">The path is taken: by a live server, or by what is no socket.</exception>
    public static void ListenRpc(this KestrelServerOptions kestrel, Uri address)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        if (RpcAddress.Of(address).SocketPath is { } path)
        {
            StaleSocket.Remove(path);
            kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http2);
            return;
        }

        IPAddress? ip = address.Host == "localhost" ? IPAddress.Loopback : null;
        if (ip is null && !IPAddress.TryParse(address.Host.Trim('[', ']'), out ip))
        {
            throw new ArgumentException($"'{address.Host}' is neither an IP address nor localhost.", nameof(address));
        }

        kestrel.Listen(ip, address.Port, listen => listen.Protocols = HttpProtocols.Http2);
    }

    private static bool IsCall(HttpContext http)
    {
        if (!HttpProtocol.IsHttp2(http.Request.Protocol))
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return false;
        }

        if (!Headers.IsGrpc(http.Request.ContentType))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return false;
        }

        return true;
    }
}

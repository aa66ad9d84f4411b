using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Saker.Rpc.Framing;

namespace Saker.Rpc.Client;

/// <summary>Where the status of an answer stands, and what stands for it when there is none.</summary>
internal static class ClientStatus
{
    /// <summary>Reads trailers, or headers when the answer is headers alone.</summary>
    public static void ThrowUnlessOk(HttpResponseMessage response)
    {
        HttpResponseHeaders? at = response.TrailingHeaders.Contains(Headers.Status) ? response.TrailingHeaders
            : response.Headers.Contains(Headers.Status) ? response.Headers
            : null;
        if (at is null)
        {
            throw new RpcException(StatusCode.Internal, "The call ended without a status.");
        }

        string text = at.GetValues(Headers.Status).First();
        StatusCode code = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is >= 0 and <= (int)StatusCode.Unauthenticated
                ? (StatusCode)number
                : StatusCode.Unknown;
        if (code == StatusCode.Ok)
        {
            return;
        }

        string detail = at.TryGetValues(Headers.Message, out IEnumerable<string>? messages)
            ? StatusMessage.Decode(messages.First())
            : "";
        Metadata trailers = [];
        foreach ((string key, IEnumerable<string> values) in at)
        {
            foreach (string value in values)
            {
                trailers.AddReceived(key, value);
            }
        }

        throw new RpcException(code, detail) { Trailers = trailers };
    }

    /// <remarks>https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md</remarks>
    public static StatusCode FromHttp(HttpStatusCode status) => (int)status switch
    {
        400 => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.Unimplemented,
        429 or 502 or 503 or 504 => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    /// <remarks>"Errors" of https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md</remarks>
    public static StatusCode FromHttp2(long errorCode) => errorCode switch
    {
        0x7 => StatusCode.Unavailable,
        0x8 => StatusCode.Cancelled,
        0xB => StatusCode.ResourceExhausted,
        0xC => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };
}

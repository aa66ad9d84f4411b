using System.Globalization;
using Microsoft.AspNetCore.Http;
using Saker.Rpc.Framing;

namespace Saker.Rpc.Server;

/// <summary>Writes the end of a call: trailers, or headers alone when nothing was sent before.</summary>
internal static class ServerStatus
{
    public static void Write(HttpContext http, StatusCode code, string detail, Metadata trailers)
    {
        HttpResponse response = http.Response;
        bool trailersOnly = !response.HasStarted;
        if (trailersOnly)
        {
            response.StatusCode = StatusCodes.Status200OK;
            response.ContentType = Headers.ContentType;
        }

        void Put(string key, string value)
        {
            if (trailersOnly)
            {
                response.Headers.Append(key, value);
            }
            else
            {
                response.AppendTrailer(key, value);
            }
        }

        Put(Headers.Status, ((int)code).ToString(CultureInfo.InvariantCulture));
        if (detail.Length > 0)
        {
            Put(Headers.Message, StatusMessage.Encode(detail));
        }

        foreach ((string key, string value) in trailers)
        {
            Put(key, value);
        }
    }
}

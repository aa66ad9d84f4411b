using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Saker.Venue;
using Saker.Wire;

// Exit codes: 0 ended as asked, 1 something it needs is missing, 2 the command line is wrong.
if (args.Contains("--help"))
{
    Console.WriteLine(VenueOptions.Help);
    return 0;
}

try
{
    var options = VenueOptions.Parse(args);
    using var venue = new Venue(options, TimeProvider.System);
    void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        venue.Stop();
    }

    using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    Console.WriteLine(new JsonObject
    {
        ["ready"] = true,
        ["ouch"] = venue.OuchEndPoint.ToString(),
        ["ouch_port"] = venue.OuchEndPoint.Port,
        ["md_group"] = venue.Sockets[0].Group.ToString(),
        ["md_b_group"] = venue.Sockets.Skip(1).FirstOrDefault()?.Group.ToString(),
        ["rerequest"] = venue.RerequestEndPoint?.ToString(),
        ["glimpse"] = venue.GlimpseEndPoint?.ToString(),
        ["session"] = venue.Session,
        ["control"] = venue.ControlAddress,
    }.ToJsonString());
    venue.Run();

    // The connections' last packets are written by tasks of their own.
    Thread.Sleep(TimeSpan.FromMilliseconds(100));
    return 0;
}
catch (UsageException e)
{
    Console.Error.WriteLine($"saker-venue: {e.Message}");
    return 2;
}
catch (SocketException e)
{
    Console.Error.WriteLine($"saker-venue: {e.Message}: --md-bind, --md-b-bind, --ouch-bind, --rerequest, --glimpse or --control names an address that cannot be had here ({string.Join(' ', args)})");
    return 1;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or CaptureFormatException)
{
    Console.Error.WriteLine($"saker-venue: {e.Message}");
    return 1;
}

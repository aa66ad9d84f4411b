namespace Saker.Venue;

/// <summary>A request that the market cannot carry out; the message is one sentence for whoever asked. Nothing has changed.</summary>
public sealed class VenueException(string message) : Exception(message);

namespace Saker.Host.Books;

/// <summary>What ITCH messages say of trading, in words for people.</summary>
public static class VenueWords
{
    /// <summary>Trading action (H) of a symbol.</summary>
    public static string Trading(char state) => state switch
    {
        'H' => "halted",
        'P' => "paused",
        'Q' => "quotation only",
        'T' => "trading",
        _ => $"trading state '{state}'",
    };

    /// <summary>Operational halt (h) of a symbol at a market.</summary>
    public static string OperationalHalt(char action) => action == 'T' ? "operational halt ended" : "operational halt";

    /// <summary>System event (S).</summary>
    public static string System(char code) => code switch
    {
        'O' => "start of messages",
        'S' => "start of system hours",
        'Q' => "start of market hours",
        'M' => "end of market hours",
        'E' => "end of system hours",
        'C' => "end of messages",
        _ => $"system event '{code}'",
    };

    /// <summary>Market-wide circuit breaker (W).</summary>
    public static string Breaker(char level) => $"market-wide breaker, level {level}: every symbol is halted";
}

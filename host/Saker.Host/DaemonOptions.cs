using System.Globalization;
using System.Net;
using Saker.Host.Session;
using Saker.Rpc;

namespace Saker.Host;

/// <summary>The daemon's command line.</summary>
public sealed record DaemonOptions
{
    /// <summary>Shared memory of the virtual card.</summary>
    public required string Card { get; init; }

    /// <summary>Address of the Appliance service, <c>http://HOST:PORT</c> or <c>unix:/PATH</c>.</summary>
    public required Uri Listen { get; init; }

    /// <summary>Name of this appliance.</summary>
    public string Name { get; init; } = "local";

    /// <summary>The symbol of slots whose settings name none.</summary>
    public required string Symbol { get; init; }

    /// <summary>Venue's order-entry address.</summary>
    public required IPEndPoint Venue { get; init; }

    /// <summary>Our address on the order line.</summary>
    public required IPAddress Local { get; init; }

    /// <summary>Feed's multicast group and port.</summary>
    public IPEndPoint Feed { get; init; } = new(IPAddress.Parse("239.77.1.1"), 26477);

    /// <summary>Line B's multicast group and port; null: there is one line.</summary>
    public IPEndPoint? FeedB { get; init; }

    /// <summary>MoldUDP64 re-request server; null: what both lines lose is not asked for again.</summary>
    public IPEndPoint? Rerequest { get; init; }

    /// <summary>GLIMPSE snapshot server; null: a book that went wrong stays so.</summary>
    public IPEndPoint? Glimpse { get; init; }

    /// <summary>Symbols to track; empty: those of the instruments' file, as many as the card holds.</summary>
    public IReadOnlyList<string> Track { get; init; } = [];

    /// <summary>Have every message recorded, keep full books from it and compare them with the card's.</summary>
    public bool Record { get; init; }

    /// <summary>First MoldUDP64 session, at most 10 characters.</summary>
    public string Session { get; init; } = "SAKER00001";

    /// <summary>ITCH code of the market we trade on: Q Nasdaq, B BX, X PSX. Only its operational halts count.</summary>
    public char Market { get; init; } = 'Q';

    /// <summary>SoupBinTCP user and password.</summary>
    public string User { get; init; } = "SAKER1";

    public string Password { get; init; } = "SAKER";

    /// <summary>The venue began another SoupBinTCP session than the one whose messages the card has counted: begin with its first.</summary>
    public bool NewSession { get; init; }

    /// <summary>Numbers of the order session.</summary>
    public OrderSessionOptions OrderSession { get; init; } = new();

    /// <summary>Instrument definitions.</summary>
    public required string Instruments { get; init; }

    /// <summary>Settings of the card and its slots.</summary>
    public required string Parameters { get; init; }

    /// <summary>A capture that the venue replays: the window is put around its prices.</summary>
    public string? Itch { get; init; }

    /// <summary>Arm and quote as soon as session and book are good.</summary>
    public bool ArmOnStart { get; init; }

    /// <summary>The card kills itself when the host is silent for this long.</summary>
    public TimeSpan HeartbeatLimit { get; init; } = TimeSpan.FromSeconds(1);

    private const double MostClockLimitUs = 2_000_000;

    /// <summary>The card halts itself while its clock is this far from its master's, or follows none: MiFID II RTS 25 allows 100 us.</summary>
    public TimeSpan ClockLimit { get; init; } = TimeSpan.FromMicroseconds(100);

    /// <summary>Reads the words of a command line.</summary>
    /// <exception cref="HostException">A word is unknown, missing or not what it should be.</exception>
    public static DaemonOptions Parse(IReadOnlyList<string> words)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                throw new HostException($"'{words[i]}' is not an option.");
            }

            bool flag = words[i] is "--arm-on-start" or "--record" or "--new-session";
            if (!flag && i + 1 == words.Count)
            {
                throw new HostException($"{words[i]} wants a value.");
            }

            given[words[i]] = flag ? "true" : words[++i];
        }

        string? Take(string name) => given.Remove(name, out string? value) ? value : null;
        string Need(string name) => Take(name) ?? throw new HostException($"{name} is missing.");
        T Read<T>(string name, string text, Func<string, T> parse)
        {
            try
            {
                return parse(text);
            }
            catch (FormatException)
            {
                throw new HostException($"{name} cannot be '{text}'.");
            }
        }

        Uri Service(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && RpcAddress.IsValid(uri) ? uri : throw new FormatException();
        IPEndPoint? Optional(string name) => Take(name) is { } text ? Read(name, text, IPEndPoint.Parse) : null;
        string basis = AppContext.BaseDirectory;
        var options = new DaemonOptions
        {
            Card = Need("--card"),
            Listen = Read("--listen", Need("--listen"), Service),
            Symbol = Need("--symbol"),
            Venue = Read("--venue", Need("--venue"), IPEndPoint.Parse),
            Local = Read("--local", Need("--local"), IPAddress.Parse),
            Name = Take("--name") ?? "local",
            Feed = Read("--feed", Take("--feed") ?? "239.77.1.1:26477", IPEndPoint.Parse),
            FeedB = Optional("--feed-b"),
            Rerequest = Optional("--rerequest"),
            Glimpse = Optional("--glimpse"),
            Track = (Take("--track") ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Record = Take("--record") is not null,
            Session = Take("--session") ?? "SAKER00001",
            Market = Read("--market", Take("--market") ?? "Q", char.Parse),
            User = Take("--user") ?? "SAKER1",
            Password = Take("--password") ?? "SAKER",
            NewSession = Take("--new-session") is not null,
            Instruments = Take("--instruments") ?? Path.Combine(basis, "instruments.json"),
            Parameters = Take("--parameters") ?? Path.Combine(basis, "slot.json"),
            Itch = Take("--itch"),
            ArmOnStart = Take("--arm-on-start") is not null,
            HeartbeatLimit = Read("--heartbeat-limit-ms", Take("--heartbeat-limit-ms") ?? "1000",
                text => TimeSpan.FromMilliseconds(double.Parse(text, CultureInfo.InvariantCulture))),
            ClockLimit = Read("--clock-limit-us", Take("--clock-limit-us") ?? "100",
                text => double.Parse(text, CultureInfo.InvariantCulture) is > 0 and <= MostClockLimitUs and var us ? TimeSpan.FromMicroseconds(us) : throw new FormatException()),
        };
        return given.Count == 0 ? options : throw new HostException($"Unknown option {given.Keys.First()}.");
    }
}

using System.Globalization;
using System.Net;

namespace Saker.Venue;

/// <summary>A command line the venue refuses; the message is one sentence for the user.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <summary>What the command line says. <see cref="Help"/> lists the options with units and defaults.</summary>
public sealed class VenueOptions
{
    /// <summary>Text of --help.</summary>
    public const string Help = VenueHelp.Text;

    /// <summary>Local address of the multicast interface.</summary>
    public IPAddress MarketDataBind { get; private set; } = IPAddress.Loopback;

    /// <summary>Multicast group and port.</summary>
    public IPEndPoint MarketDataGroup { get; private set; } = new(IPAddress.Parse("239.77.1.1"), 26477);

    /// <summary>Local address of line B's multicast interface; null: there is no line B.</summary>
    public IPAddress? LineBBind { get; private set; }

    /// <summary>Multicast group and port of line B.</summary>
    public IPEndPoint LineBGroup { get; private set; } = new(IPAddress.Parse("239.77.2.1"), 26478);

    /// <summary>What goes wrong on the lines from the start of the flow.</summary>
    public FaultPlan Faults { get; private set; } = FaultPlan.None;

    /// <summary>Seed of the faults; null: <see cref="Seed"/>.</summary>
    public ulong? FaultSeed { get; private set; }

    /// <summary>Where the re-request server listens, or null.</summary>
    public IPEndPoint? Rerequest { get; private set; }

    /// <summary>Messages kept for re-requests.</summary>
    public int RerequestKeep { get; private set; } = 2_000_000;

    /// <summary>Where the snapshot server listens, or null.</summary>
    public IPEndPoint? Glimpse { get; private set; }

    /// <summary>Session id, 1..10 characters.</summary>
    public string Session { get; private set; } = "SAKER00001";

    /// <summary>Where order entry listens.</summary>
    public IPEndPoint OuchBind { get; private set; } = new(IPAddress.Loopback, 26480);

    /// <summary>Passwords by user name, upper case.</summary>
    public Dictionary<string, string> Users { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a participant's open orders are cancelled when its connection ends.</summary>
    public bool CancelOnDisconnect { get; private set; } = true;

    /// <summary>What the venue does wrong to its users.</summary>
    public BehaviourPlans Behaviour { get; private set; } = BehaviourPlans.None;

    /// <summary>Seed of the behaviour; null: <see cref="Seed"/>.</summary>
    public ulong? BehaviourSeed { get; private set; }

    /// <summary>Path of instruments.json.</summary>
    public string Instruments { get; private set; } = Path.Combine(AppContext.BaseDirectory, "instruments.json");

    /// <summary>Seed of the background flow.</summary>
    public ulong Seed { get; private set; } = 1;

    /// <summary>Background events per second where no symbol's own rate is given.</summary>
    public int Rate { get; private set; } = 200;

    /// <summary>Rates by symbol.</summary>
    public Dictionary<string, int> Rates { get; } = new(StringComparer.Ordinal);

    /// <summary>Capture to replay, or null.</summary>
    public string? Itch { get; private set; }

    /// <summary>Symbol named on the command line for <see cref="Locate"/>.</summary>
    public string? Symbol { get; private set; }

    /// <summary>Locate named on the command line for <see cref="Symbol"/>.</summary>
    public ushort? Locate { get; private set; }

    /// <summary>Simulated seconds per wall second.</summary>
    public double Speed { get; private set; } = 1;

    /// <summary>Simulated ns since midnight at the start of the background flow.</summary>
    public long StartNs { get; private set; } = 34_200_000_000_000;

    /// <summary>Simulated ns of flow, or null for no end.</summary>
    public long? DurationNs { get; private set; }

    /// <summary>Whether the market opens at the first login.</summary>
    public bool StartOnLogin { get; private set; }

    /// <summary>UNIX path or IP:port of the control socket, or null.</summary>
    public string? Control { get; private set; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="UsageException">It is not understood.</exception>
    public static VenueOptions Parse(IReadOnlyList<string> args)
    {
        var o = new VenueOptions();
        for (int i = 0; i < args.Count; i++)
        {
            string name = args[i];
            string Value() => ++i < args.Count ? args[i] : throw new UsageException($"{name} needs a value");
            switch (name)
            {
                case "--md-bind": o.MarketDataBind = Parsed<IPAddress>(name, Value()); break;
                case "--md-group": o.MarketDataGroup = EndPoint(name, Value()); break;
                case "--md-b-bind": o.LineBBind = Parsed<IPAddress>(name, Value()); break;
                case "--md-b-group": o.LineBGroup = EndPoint(name, Value()); break;
                case "--faults": o.Faults = Plan(name, Value(), FaultPlan.Parse); break;
                case "--fault-seed": o.FaultSeed = Parsed<ulong>(name, Value()); break;
                case "--rerequest": o.Rerequest = EndPoint(name, Value()); break;
                case "--rerequest-keep": o.RerequestKeep = Parsed<int>(name, Value()); break;
                case "--glimpse": o.Glimpse = EndPoint(name, Value()); break;
                case "--session": o.Session = Value(); break;
                case "--ouch-bind": o.OuchBind = EndPoint(name, Value()); break;
                case "--user": o.AddUser(Value()); break;
                case "--keep-on-disconnect": o.CancelOnDisconnect = false; break;
                case "--behave": o.Behaviour = Plan(name, Value(), BehaviourPlans.Parse); break;
                case "--behave-seed": o.BehaviourSeed = Parsed<ulong>(name, Value()); break;
                case "--instruments": o.Instruments = Value(); break;
                case "--seed": o.Seed = Parsed<ulong>(name, Value()); break;
                case "--rate": o.AddRate(Value()); break;
                case "--itch": o.Itch = Value(); break;
                case "--symbol": o.Symbol = Value(); break;
                case "--locate": o.Locate = Parsed<ushort>(name, Value()); break;
                case "--speed": o.Speed = Parsed<double>(name, Value()); break;
                case "--start-time": o.StartNs = (long)Parsed<TimeOnly>(name, Value()).ToTimeSpan().TotalNanoseconds; break;
                case "--duration": o.DurationNs = (long)(Parsed<double>(name, Value()) * 1e9); break;
                case "--start-on-login": o.StartOnLogin = true; break;
                case "--control": o.Control = Value(); break;
                default: throw new UsageException($"unknown option '{name}'; --help lists them");
            }
        }

        return o.Checked();
    }

    /// <summary>Background rate of an instrument, events per simulated second.</summary>
    public int RateOf(Instrument instrument) => Rates.GetValueOrDefault(instrument.Symbol, Rate);

    internal static IPEndPoint EndPoint(string name, string text) =>
        IPEndPoint.TryParse(text, out var value) && text.Contains(':') ? value : throw new UsageException($"{name}: '{text}' is not IP:PORT");

    private static T Parsed<T>(string name, string text)
        where T : IParsable<T> =>
        T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : throw new UsageException($"{name}: '{text}' is not a {typeof(T).Name}");

    private static T Plan<T>(string name, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw new UsageException($"{name}: {e.Message}");
        }
    }

    private void AddUser(string text)
    {
        string[] parts = text.Split(':', 2);
        if (parts.Length != 2 || parts[0].Length is < 1 or > 6 || parts[1].Length is < 1 or > 10)
        {
            throw new UsageException("--user: NAME:PASSWORD with at most 6 and 10 characters");
        }

        Users[parts[0]] = parts[1];
    }

    private void AddRate(string text)
    {
        string[] parts = text.Split('=', 2);
        int rate = Parsed<int>("--rate", parts[^1]);
        if (rate is < 1 or > 100_000)
        {
            throw new UsageException("--rate: 1..100000 events per second");
        }

        if (parts.Length == 2)
        {
            Rates[parts[0]] = rate;
        }
        else
        {
            Rate = rate;
        }
    }

    private VenueOptions Checked()
    {
        if (Users.Count == 0)
        {
            Users.Add("SAKER1", "SAKER");
        }

        Plan("--behave", Behaviour.ToString(), _ =>
        {
            Behaviour.Check(Users.Keys);
            return Behaviour;
        });

        if (Session.Length is < 1 or > 10 || !Session.All(char.IsAsciiLetterOrDigit))
        {
            throw new UsageException("--session: 1..10 letters and digits");
        }

        if (!double.IsFinite(Speed) || Speed <= 0 || DurationNs < 0)
        {
            throw new UsageException("--speed must be above 0 and --duration not below it");
        }

        if (Itch is not null && !File.Exists(Itch))
        {
            throw new UsageException($"--itch: there is no file '{Itch}'");
        }

        if (RerequestKeep < 1)
        {
            throw new UsageException("--rerequest-keep: at least 1 message");
        }

        if (Symbol is { Length: < 1 or > 8 } || (Locate is not null && Symbol is null))
        {
            throw new UsageException("--symbol has 1..8 characters, and --locate needs --symbol");
        }

        return this;
    }
}

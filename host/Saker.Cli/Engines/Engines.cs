namespace Saker.Cli;

/// <summary>The engines by name: "model" is the golden model; "rtl", the Verilated card, is registered where its library is built in.</summary>
public static class Engines
{
    private static readonly Dictionary<string, Func<IBookEngine>> BookEngines = new() { ["model"] = () => new ModelBookEngine() };
    private static readonly Dictionary<string, Func<IDecodeEngine>> DecodeEngines = new() { ["model"] = () => new ModelDecodeEngine() };
    private static readonly Dictionary<string, Func<ISimulationEngine>> SimulationEngines = new() { ["model"] = () => new ModelSimulationEngine() };

    /// <summary>Adds an engine; called before the command line is parsed.</summary>
    public static void Register(string name, Func<IBookEngine> book, Func<IDecodeEngine> decode, Func<ISimulationEngine> simulation)
    {
        BookEngines[name] = book;
        DecodeEngines[name] = decode;
        SimulationEngines[name] = simulation;
    }

    /// <exception cref="CliException">No such engine.</exception>
    public static IBookEngine Book(string name) => Pick(BookEngines, name);

    /// <exception cref="CliException">No such engine.</exception>
    public static IDecodeEngine Decode(string name) => Pick(DecodeEngines, name);

    /// <exception cref="CliException">No such engine.</exception>
    public static ISimulationEngine Simulation(string name) => Pick(SimulationEngines, name);

    private static T Pick<T>(Dictionary<string, Func<T>> engines, string name) => engines.TryGetValue(name, out Func<T>? make)
        ? make()
        : throw new CliException($"There is no engine '{name}' in this build; there is {string.Join(" and ", engines.Keys.Order())}.");
}

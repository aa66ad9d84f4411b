using System.Text.Json;

namespace Saker.RegGen;

/// <summary>Reads the three maps. Shape faults stop it at once; what the values mean is <see cref="MapValidator"/>'s.</summary>
public static class MapReader
{
    private const string CardFile = "card.json";
    private const string ParamFile = "params.json";
    private const string EventFile = "events.json";

    /// <summary>Reads and validates the maps below <c>hdl/regs</c> of a repository.</summary>
    /// <exception cref="MapException">A map is malformed or breaks a rule.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Maps ReadRepository(string root)
    {
        var folder = Path.Combine(root, "hdl", "regs");
        string Text(string file) => File.ReadAllText(Path.Combine(folder, file));
        return Read(Text(CardFile), Text(ParamFile), Text(EventFile));
    }

    /// <summary>Reads and validates maps from JSON texts.</summary>
    /// <exception cref="MapException">A map is malformed or breaks a rule.</exception>
    public static Maps Read(string card, string parameters, string events)
    {
        using var c = Parse(CardFile, card);
        using var p = Parse(ParamFile, parameters);
        using var e = Parse(EventFile, events);
        var maps = new Maps(ReadCard(c.RootElement), ReadParams(p.RootElement), ReadEvents(e.RootElement),
            MapHash.Compute(("card", c.RootElement), ("events", e.RootElement), ("params", p.RootElement)));
        MapValidator.Check(maps);
        return maps;
    }

    internal static JsonDocument Parse(string file, string text)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException fault)
        {
            throw new MapException(file, $"line {fault.LineNumber + 1}", fault.Message, "Correct the JSON");
        }
    }

    private static CardMap ReadCard(JsonElement root)
    {
        var top = new JsonEntry(CardFile, "file", root, "block", "description", "access", "per", "groups", "retired", "registers");
        return new CardMap(
            top.Text("description"),
            top.List("groups", (at, x) =>
            {
                var g = new JsonEntry(CardFile, at, x, "offset", "name", "title");
                return new Group(g.Hex("offset"), g.Text("name"), g.Text("title"));
            }),
            ReadRetired(top, "offset"),
            top.List("registers", ReadRegister));
    }

    private static Register ReadRegister(string at, JsonElement x)
    {
        var r = new JsonEntry(CardFile, at, x, "name", "offset", "count", "stride", "per", "access", "value", "reset", "unit",
            "description", "fields", "index");
        var access = r.Text("access") switch
        {
            "const" => Access.Const,
            "ro" => Access.Ro,
            "rw" => Access.Rw,
            "wp" => Access.Wp,
            "rp" => Access.Rp,
            var other => throw r.Fault($"access '{other}' does not exist", "Use const, ro, rw, wp or rp"),
        };
        var per = r.Text("per", "fixed") switch
        {
            "fixed" => Per.Fixed,
            "symbol" => Per.Symbol,
            "slot" => Per.Slot,
            var other => throw r.Fault($"per '{other}' does not exist", "Use symbol or slot, or leave it out"),
        };
        var shared = r.Has("fields") && r.Raw("fields").ValueKind == JsonValueKind.String ? r.Text("fields") : null;
        var fields = shared != null || !r.Has("fields") ? [] : r.List("fields", ReadBits);
        var index = !r.Has("index") ? [] : r.List("index", (_, i) => SplitIndex(r, i));
        return new Register(r.Text("name"), r.Hex("offset"), r.Int("count", 1), r.Int("stride", 4), per, access,
            r.Has("value") ? r.Text("value") : null, r.Has("reset") ? (uint)r.Hex("reset") : 0, r.Text("unit", ""),
            r.Text("description"), fields, shared, index);

        BitField ReadBits(string place, JsonElement f) => ReadBitField(CardFile, place, f);
    }

    private static BitField ReadBitField(string file, string at, JsonElement x)
    {
        var f = new JsonEntry(file, at, x, "name", "lsb", "width", "description");
        return new BitField(f.Text("name"), f.Int("lsb"), f.Int("width"), f.Text("description"));
    }

    private static (string Name, string Description) SplitIndex(JsonEntry register, JsonElement text)
    {
        var parts = text.ValueKind == JsonValueKind.String ? text.GetString()!.Split(": ", 2) : [];
        return parts.Length == 2
            ? (parts[0], parts[1])
            : throw register.Fault($"index entry {text} has no name", "Write \"NAME: what it counts\"");
    }

    private static ParamMap ReadParams(JsonElement root)
    {
        var top = new JsonEntry(ParamFile, "file", root, "block", "description", "base", "bank_stride", "banks", "retired", "params");
        return new ParamMap(top.Text("description"), top.Hex("base"), top.Hex("bank_stride"), top.Int("banks"), ReadRetired(top, "id"),
            top.List("params", (at, x) =>
            {
                var p = new JsonEntry(ParamFile, at, x, "id", "name", "count", "width", "signed", "min", "max", "unit", "description");
                return new Param(p.Int("id"), p.Text("name"), p.Int("count", 1), p.Int("width"), p.Flag("signed"), p.Number("min"),
                    p.Number("max"), p.Text("unit"), p.Text("description"));
            }));
    }

    private static EventMap ReadEvents(JsonElement root)
    {
        var top = new JsonEntry(EventFile, "file", root, "block", "description", "retired", "events");
        return new EventMap(top.Text("description"), ReadRetired(top, "id"), top.List("events", (at, x) =>
        {
            var e = new JsonEntry(EventFile, at, x, "id", "name", "tag", "description", "fields");
            return new EventRecord(e.Int("id"), e.Text("name"), e.List("tag", (t, b) => ReadBitField(EventFile, t, b)),
                e.Text("description"), e.List("fields", (t, y) =>
                {
                    var f = new JsonEntry(EventFile, t, y, "name", "offset", "type", "unit", "description");
                    return new EventField(f.Text("name"), f.Int("offset"), f.Text("type"), f.Text("unit", ""), f.Text("description"));
                }));
        }));
    }

    /// <summary>Retired entries: a name, the id or offset it had (a hexadecimal text for offsets), and why it went. In card.json also fields
    /// of a register that lives on, kill causes among them: REGISTER.FIELD, its lowest bit, and its width when that is not 1.</summary>
    private static IReadOnlyList<Retired> ReadRetired(JsonEntry top, string number) => top.List("retired", (at, x) =>
    {
        var r = number == "offset" ? new JsonEntry(top.File, at, x, "name", number, "bit", "width", "reason") : new JsonEntry(top.File, at, x, "name", number, "reason");
        int? value = !r.Has(number) ? null : number == "offset" ? r.Hex(number) : r.Int(number);
        if (r.Text("name").Contains('.', StringComparison.Ordinal) != r.Has("bit"))
        {
            throw r.Fault("a retired field has a name REGISTER.FIELD and a bit, and nothing else has them", "Write \"name\": \"KILL_CAUSES.OLD\", \"bit\": 10");
        }

        return new Retired(r.Text("name"), value, r.Text("reason"), r.Has("bit") ? r.Int("bit") : null, r.Has("width") ? r.Int("width") : 1);
    });
}

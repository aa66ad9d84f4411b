using System.Text;

namespace Saker.RegGen;

/// <summary>Writes the event records as flyweights over 64 bytes: a reader and a writer each.</summary>
internal static class CSharpEventEmitter
{
    private const string ByteRun = "ReadOnlySpan<byte>";

    private static readonly EventField[] Common =
    [
        new("sequence", 0, "u32", "", "records written before this one since the ring was enabled, wrapping"),
        new("type", 4, "u8", "", "event id"),
        new("phase", 5, "u8", "", "bit 0: 1 on the ring's first pass, then flipping"),
        new("tag", 6, "u16", "", "bits by event"),
        new("now_ns", 8, "u64", "ns", "card time when the record was accepted"),
        new("cycle", 16, "u32", "cycles", "when it took effect"),
    ];

    public static string Emit(Maps maps)
    {
        var cs = new StringBuilder(CSharpEmitter.Header.Replace("namespace", "using System.Buffers.Binary;\n\nnamespace", StringComparison.Ordinal));
        void Line(string text = "") => cs.Append(text).Append('\n');
        Line();
        Line("/// <summary>Event ids.</summary>");
        Line("public enum EventType : byte");
        Line("{");
        foreach (var e in maps.Events.Events)
        {
            Line($"    /// <summary>{Names.Xml(e.Description)}.</summary>");
            Line($"    {Names.Pascal(e.Name)} = {e.Id},");
        }

        Line("}");
        Flyweight(cs, "EventHeader", null, "What every record starts with", []);
        foreach (var e in maps.Events.Events)
        {
            Flyweight(cs, Names.Pascal(e.Name) + "Event", e, e.Description, e.Fields);
        }

        return cs.ToString();
    }

    private static void Flyweight(StringBuilder cs, string name, EventRecord? e, string description, IReadOnlyList<EventField> fields)
    {
        var all = Common.Concat(fields).ToList();
        foreach (var write in new[] { false, true })
        {
            void Line(string text = "") => cs.Append(text).Append('\n');
            var type = write ? name + "Writer" : name;
            var span = write ? "Span<byte>" : "ReadOnlySpan<byte>";
            Line();
            Line($"/// <summary>{Names.Xml(description)}. {(write ? "Writes" : "Reads")} a 64-byte record in place.</summary>");
            Line($"public readonly ref struct {type}");
            Line("{");
            Line($"    /// <summary>Bytes of a record.</summary>");
            Line($"    public const int Size = {EventMap.RecordBytes};");
            Line();
            Line($"    private readonly {span} _record;");
            Line();
            Line($"    /// <summary>{(write ? "Clears the first 64 bytes and sets the type" : "Looks at the first 64 bytes; the caller has looked at the type")}.</summary>");
            Line("    /// <exception cref=\"ArgumentOutOfRangeException\">Fewer than 64 bytes.</exception>");
            Line($"    public {type}({span} record)");
            Line("    {");
            Line("        _record = record[..Size];");
            if (write)
            {
                Line("        _record.Clear();");
                if (e != null)
                {
                    Line($"        _record[4] = (byte)EventType.{Names.Pascal(e.Name)};");
                }
            }

            Line("    }");
            foreach (var f in all.Where(f => !(write && e != null && f.Name == "type")))
            {
                Line();
                Line($"    /// <summary>{Names.Xml(f.Description)}{(f.Unit.Length > 0 ? $" ({Names.Xml(f.Unit)})" : "")}.</summary>");
                Line($"    public {Property(f, write)}");
            }

            foreach (var t in e?.Tag ?? [])
            {
                Line();
                Line($"    /// <summary>Tag: {Names.Xml(t.Description)}.</summary>");
                Line(write
                    ? $"    public uint {Names.Pascal(t.Name)} {{ set => BinaryPrimitives.WriteUInt16LittleEndian(_record[6..], (ushort)((BinaryPrimitives.ReadUInt16LittleEndian(_record[6..]) & ~0x{t.Mask:X}u) | ((value << {t.Lsb}) & 0x{t.Mask:X}u))); }}"
                    : $"    public uint {Names.Pascal(t.Name)} => (Tag & 0x{t.Mask:X}u) >> {t.Lsb};");
            }

            Line("}");
        }
    }

    private static string Property(EventField f, bool write)
    {
        var name = Names.Pascal(f.Name);
        var at = $"_record[{f.Offset}..]";
        if (f.IsBytes)
        {
            return write
                ? $"{ByteRun} {name} {{ set {{ var target = _record.Slice({f.Offset}, {f.Size}); target.Clear(); value.CopyTo(target); }} }}"
                : $"{ByteRun} {name} => _record.Slice({f.Offset}, {f.Size});";
        }

        var (type, suffix) = f.Type switch
        {
            "u8" => ("byte", ""),
            "i8" => ("sbyte", ""),
            "u16" => ("ushort", "UInt16"),
            "i16" => ("short", "Int16"),
            "u32" => ("uint", "UInt32"),
            "i32" => ("int", "Int32"),
            "u64" or "u48" => ("ulong", "UInt64"),
            _ => ("long", "Int64"),
        };
        if (suffix.Length == 0)
        {
            var cast = type == "byte" ? "" : $"({(write ? "byte" : "sbyte")})";
            return write ? $"{type} {name} {{ set => _record[{f.Offset}] = {cast}value; }}" : $"{type} {name} => {cast}_record[{f.Offset}];";
        }

        if (f.Type == "u48")
        {
            var low = $"BinaryPrimitives.ReadUInt32LittleEndian({at})";
            return write
                ? $"ulong {name} {{ set {{ BinaryPrimitives.WriteUInt32LittleEndian({at}, (uint)value); BinaryPrimitives.WriteUInt16LittleEndian(_record[{f.Offset + 4}..], (ushort)(value >> 32)); }} }}"
                : $"ulong {name} => {low} | ((ulong)BinaryPrimitives.ReadUInt16LittleEndian(_record[{f.Offset + 4}..]) << 32);";
        }

        return write
            ? $"{type} {name} {{ set => BinaryPrimitives.Write{suffix}LittleEndian({at}, value); }}"
            : $"{type} {name} => BinaryPrimitives.Read{suffix}LittleEndian({at});";
    }
}

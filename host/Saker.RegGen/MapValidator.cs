namespace Saker.RegGen;

/// <summary>The rules that every map keeps. All faults are collected before it throws.</summary>
internal static class MapValidator
{
    private const int AddressSpace = 0x10000;

    /// <summary>What every record has before its own fields.</summary>
    private static readonly string[] Reserved = ["sequence", "type", "phase", "tag", "now_ns", "cycle", "size"];

    public static void Check(Maps maps)
    {
        var problems = new List<MapProblem>();
        CheckCard(maps.Card, maps.Params, problems);
        CheckParams(maps.Params, problems);
        CheckEvents(maps.Events, problems);
        if (problems.Count > 0)
        {
            throw new MapException(problems);
        }
    }

    private static void CheckCard(CardMap map, ParamMap parameters, List<MapProblem> problems)
    {
        void Report(string entry, string fault, string remedy) => problems.Add(new MapProblem("card.json", entry, fault, remedy));
        var owner = new Dictionary<int, string>();
        CheckNames(map.Registers.Select(r => r.Name), map.Retired, Report);
        CheckGroups(map, Report);
        foreach (var r in map.Registers)
        {
            if (r.Offset % 4 != 0 || r.Stride % 4 != 0 || r.Stride < 4 || r.Count < 1 || r.Count > AddressSpace / 4)
            {
                Report(r.Name, $"offset 0x{r.Offset:X3}, stride {r.Stride}, count {r.Count}", "Offsets and strides are multiples of 4, counts at least 1");
                continue;
            }

            if (r.End > parameters.Base)
            {
                Report(r.Name, $"reaches 0x{r.End:X}, beyond the parameter banks' start 0x{parameters.Base:X}", "Move it below, or move the banks");
                continue;
            }

            for (var i = 0; i < r.Count; i++)
            {
                var at = r.Offset + (i * r.Stride);
                if (!owner.TryAdd(at, r.Name))
                {
                    Report(r.Name, $"offset 0x{at:X3} is taken by {owner[at]}", "Choose a free offset");
                }

                if (map.Retired.FirstOrDefault(x => x.Number == at) is { } old)
                {
                    Report(r.Name, $"offset 0x{at:X3} is retired ({old.Name}: {old.Reason})", "Choose another; a retired offset never returns");
                }
            }

            CheckValue(r, Report);
            CheckBits(r.Name, r.Fields, 32, Report);
            CheckRetiredBits(r, map.Retired, Report);
            if (r.FieldsOf != null && map.Registers.FirstOrDefault(x => x.Name == r.FieldsOf) is not { Fields.Count: > 0 })
            {
                Report(r.Name, $"takes its fields from {r.FieldsOf}, which has none", "Name a register with fields");
            }

            if (r.Index.Count > 0 && r.Index.Count != r.Count)
            {
                Report(r.Name, $"{r.Index.Count} index names for {r.Count} elements", "Name every element once");
            }

            CheckNames(r.Index.Select(x => x.Name), [], (entry, fault, remedy) => Report($"{r.Name}.{entry}", fault, remedy));
        }
    }

    private static void CheckGroups(CardMap map, Action<string, string, string> report)
    {
        CheckIdentifiers(map.Groups.Select(g => g.Name), char.IsAsciiLetterLower, report);
        foreach (var (a, b) in map.Groups.Zip(map.Groups.Skip(1)))
        {
            if (b.Offset <= a.Offset)
            {
                report(b.Name, $"group starts at 0x{b.Offset:X3}, not after {a.Name}", "Order the groups by offset");
            }
        }

        foreach (var r in map.Registers.Where(r => map.Groups.All(g => g.Offset > r.Offset)))
        {
            report(r.Name, "stands before the first group", "Add a group at or below its offset");
        }
    }

    private static void CheckValue(Register r, Action<string, string, string> report)
    {
        if ((r.Access == Access.Const) != (r.Value != null))
        {
            report(r.Name, "access const and a value go together", "Give it both or neither");
        }

        if (r.Value is { } v && v is not ("map_hash[31:0]" or "map_hash[63:32]")
            && !(v.StartsWith("0x", StringComparison.Ordinal) && uint.TryParse(v.AsSpan(2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out _)))
        {
            report(r.Name, $"value '{v}' is not 32 bits", "Write 0x followed by up to 8 digits, or map_hash[31:0] or map_hash[63:32]");
        }

        if (r.Reset != 0 && r.Access != Access.Rw)
        {
            report(r.Name, "only a rw register has a reset value", "Remove it");
        }
    }

    private static void CheckParams(ParamMap map, List<MapProblem> problems)
    {
        void Report(string entry, string fault, string remedy) => problems.Add(new MapProblem("params.json", entry, fault, remedy));
        var owner = new Dictionary<int, string>();
        CheckNames(map.Params.Select(p => p.Name), map.Retired, Report);
        if (map.Base % 4 != 0 || map.BankStride < 4 || !int.IsPow2(map.BankStride) || map.Banks < 1 || map.Base + map.SlotStride > AddressSpace)
        {
            Report("file", "base, bank_stride or banks does not fit 16-bit addresses in steps of 4, or bank_stride is no power of two", "Correct them");
            return;
        }

        foreach (var p in map.Params)
        {
            if (p.Count < 1 || p.Id < 0 || (long)p.Id + p.Count > map.BankStride / 4)
            {
                Report(p.Name, $"ids {p.Id}..{(long)p.Id + p.Count - 1} leave the bank of {map.BankStride / 4} registers", "Choose ids inside it");
                continue;
            }

            for (var id = p.Id; id < p.Id + p.Count; id++)
            {
                if (!owner.TryAdd(id, p.Name))
                {
                    Report(p.Name, $"id {id} is taken by {owner[id]}", "Choose a free id");
                }

                if (map.Retired.FirstOrDefault(x => x.Number == id) is { } old)
                {
                    Report(p.Name, $"id {id} is retired ({old.Name}: {old.Reason})", "Choose another; a retired id never returns");
                }
            }

            if (p.Width is < 1 or > 32)
            {
                Report(p.Name, $"width {p.Width}", "Use 1..32");
                continue;
            }

            var lowest = p.Signed ? -(1L << (p.Width - 1)) : 0;
            var highest = (1L << (p.Signed ? p.Width - 1 : p.Width)) - 1;
            if (p.Min > p.Max || p.Min < lowest || p.Max > highest)
            {
                Report(p.Name, $"range {p.Min}..{p.Max} does not fit {lowest}..{highest}", "Correct min, max, width or signed");
            }
        }
    }

    private static void CheckEvents(EventMap map, List<MapProblem> problems)
    {
        void Report(string entry, string fault, string remedy) => problems.Add(new MapProblem("events.json", entry, fault, remedy));
        CheckNames(map.Events.Select(e => e.Name), map.Retired, Report);
        foreach (var e in map.Events)
        {
            if (e.Id is < 1 or > 255)
            {
                Report(e.Name, $"id {e.Id}", "Use 1..255");
            }

            if (map.Events.First(x => x.Id == e.Id) is var first && first != e)
            {
                Report(e.Name, $"id {e.Id} is taken by {first.Name}", "Choose a free id");
            }

            if (map.Retired.FirstOrDefault(x => x.Number == e.Id) is { } old)
            {
                Report(e.Name, $"id {e.Id} is retired ({old.Name}: {old.Reason})", "Choose another; a retired id never returns");
            }

            CheckBits(e.Name + ".tag", e.Tag, 16, Report, char.IsAsciiLetterLower);
            CheckFields(e, Report);
        }
    }

    private static void CheckFields(EventRecord e, Action<string, string, string> report)
    {
        var owner = new string?[EventMap.RecordBytes];
        CheckIdentifiers(Reserved.Concat(e.Fields.Select(f => f.Name)).Concat(e.Tag.Select(t => t.Name)), char.IsAsciiLetterLower, (n, f, r) => report($"{e.Name}.{n}", f, r));
        foreach (var f in e.Fields)
        {
            var at = $"{e.Name}.{f.Name}";
            if (f.Size <= 0)
            {
                report(at, $"type '{f.Type}' does not exist", "Use u8 u16 u32 u48 u64 i8 i16 i32 i64 cN or bytesN");
            }
            else if (f.Offset < EventMap.BodyOffset || (long)f.Offset + f.Size > EventMap.RecordBytes)
            {
                report(at, $"bytes {f.Offset}..{(long)f.Offset + f.Size - 1} leave the body 20..63", "Move or shrink it");
            }
            else
            {
                for (var b = f.Offset; b < f.Offset + f.Size; b++)
                {
                    if (owner[b] is { } other)
                    {
                        report(at, $"byte {b} is taken by {other}", "Move one of them");
                        break;
                    }

                    owner[b] = f.Name;
                }
            }
        }
    }

    private static void CheckBits(string entry, IReadOnlyList<BitField> fields, int width, Action<string, string, string> report,
        Func<char, bool>? letter = null)
    {
        var taken = 0UL;
        CheckIdentifiers(fields.Select(f => f.Name), letter ?? char.IsAsciiLetterUpper, (n, f, r) => report($"{entry}.{n}", f, r));
        foreach (var f in fields)
        {
            if (f.Lsb < 0 || f.Width < 1 || (long)f.Lsb + f.Width > width)
            {
                report($"{entry}.{f.Name}", $"bits {f.Lsb}..{(long)f.Lsb + f.Width - 1} leave the {width} bits", "Move or narrow it");
                continue;
            }

            if ((taken & f.Mask) != 0)
            {
                report($"{entry}.{f.Name}", "overlaps another field", "Move one of them");
            }

            taken |= f.Mask;
        }
    }

    /// <summary>No field has the name of a retired one of its register, and none takes a bit of it.</summary>
    private static void CheckRetiredBits(Register r, IReadOnlyList<Retired> retired, Action<string, string, string> report)
    {
        foreach (var old in retired.Where(o => o.Bit != null && o.Name.StartsWith(r.Name + '.', StringComparison.Ordinal)))
        {
            foreach (var f in r.Fields)
            {
                if ($"{r.Name}.{f.Name}" == old.Name)
                {
                    report(old.Name, $"the name is retired ({old.Reason})", "Choose another; a retired name never returns");
                }

                if (f.Lsb < old.Bit + old.Width && old.Bit < f.Lsb + f.Width)
                {
                    report($"{r.Name}.{f.Name}", $"bit {Math.Max(f.Lsb, old.Bit.Value)} is retired ({old.Name}: {old.Reason})", "Choose another; a retired bit never returns");
                }
            }
        }
    }

    private static void CheckNames(IEnumerable<string> names, IReadOnlyList<Retired> retired, Action<string, string, string> report)
    {
        var list = names.ToList();
        CheckIdentifiers(list, char.IsAsciiLetterUpper, report);
        foreach (var old in retired.Where(o => list.Contains(o.Name)))
        {
            report(old.Name, $"the name is retired ({old.Reason})", "Choose another; a retired name never returns");
        }
    }

    private static void CheckIdentifiers(IEnumerable<string> names, Func<char, bool> letter, Action<string, string, string> report)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name.Length == 0 || !letter(name[0]) || !name.All(c => letter(c) || char.IsAsciiDigit(c) || c == '_'))
            {
                report(name, "is not a name", "Use letters of one case (capitals, but small ones in events' fields and groups), digits and _");
            }

            if (!seen.Add(name))
            {
                report(name, "the name stands twice", "Rename one of them");
            }
        }
    }
}

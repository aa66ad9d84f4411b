using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Saker.RegGen.Tests;

public sealed class HashTests
{
    [Fact]
    public void Hash_is_the_first_8_bytes_of_sha256_over_sorted_json_without_white_space()
    {
        using var a = JsonDocument.Parse("""{ "z": [1, {"y": true, "x": "b"}], "a": null }""");
        using var b = JsonDocument.Parse("""{"n":-2}""");
        var canonical = """{"first":{"n":-2},"second":{"a":null,"z":[1,{"x":"b","y":true}]}}""";
        Assert.Equal(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))),
            MapHash.Compute(("second", a.RootElement), ("first", b.RootElement)));
    }

    [Fact]
    public void Layout_and_order_of_keys_do_not_matter()
    {
        var maps = new Sources();
        var register = maps.Register("SCRATCH");
        var offset = register["offset"]!.DeepClone();
        register.Remove("offset");
        register["offset"] = offset;
        Assert.NotEqual(Sources.Text("card.json"), maps.Card.ToJsonString());
        Assert.Equal(MapReader.ReadRepository(Sources.Root).Hash, maps.Read().Hash);
    }

    public static TheoryData<string> Changes() => [.. s_changes.Keys];

    private static readonly Dictionary<string, Action<Sources>> s_changes = new(StringComparer.Ordinal)
    {
        ["register offset"] = m => m.Register("SCRATCH")["offset"] = "0x020",
        ["register name"] = m => m.Register("SCRATCH")["name"] = "SCRATCH2",
        ["register access"] = m => m.Register("SCRATCH")["access"] = "ro",
        ["register unit"] = m => m.Register("CYCLE")["unit"] = "ns",
        ["array count"] = m => m.Register("MSG_DATA")["count"] = 15,
        ["field width"] = m => Sources.Named(m.Register("MSG_SEND")["fields"]!, "LENGTH")["width"] = 8,
        ["parameter range"] = m => m.Param("QTY")["max"] = 1000000,
        ["parameter unit"] = m => m.Param("QTY")["unit"] = "shares",
        ["event field offset"] = m => Sources.Named(m.Event("ADMIN")["fields"]!, "code")["offset"] = 45,
        ["event tag bit"] = m => Sources.Named(m.Event("QUOTE")["tag"]!, "slot")["width"] = 7,
        ["meaning in words"] = m => m.Register("RING_CTRL")["description"] = "Bit 1: enable",
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_change_of_meaning_changes_the_hash(string change)
    {
        var maps = new Sources();
        var before = maps.Read().Hash;
        s_changes[change](maps);
        Assert.NotEqual(before, maps.Read().Hash);
    }

    [Fact]
    public void The_hash_reaches_every_language()
    {
        var maps = new Sources().Read();
        var files = Generator.Generate(maps);
        foreach (var path in new[] { "hdl/regs/gen/saker_regs_pkg.sv", "hdl/regs/gen/saker_regs.h", "host/Saker.Card/Generated/CardRegisters.g.cs", "docs/registers.md" })
        {
            Assert.Contains($"{maps.Hash:X16}", files[path], StringComparison.Ordinal);
        }
    }
}

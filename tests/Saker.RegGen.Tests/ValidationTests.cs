using System.Text.Json.Nodes;

namespace Saker.RegGen.Tests;

public sealed class ValidationTests
{
    private readonly Sources _maps = new();

    private void Expect(string file, string entry, string fault)
    {
        var problems = _maps.Problems();
        Assert.True(problems.Any(p => p.File == file && p.Entry == entry && p.Fault.Contains(fault, StringComparison.Ordinal) && p.Remedy.Length > 0),
            $"no '{fault}' of {file} {entry} in:\n{string.Join('\n', problems)}");
    }

    [Fact]
    public void The_repositorys_maps_are_valid_and_complete()
    {
        var maps = _maps.Read();
        Assert.Equal(_maps.Card["registers"]!.AsArray().Count, maps.Card.Registers.Count);
        Assert.Equal(_maps.Params["params"]!.AsArray().Count, maps.Params.Params.Count);
        Assert.Equal(_maps.Events["events"]!.AsArray().Count, maps.Events.Events.Count);
        Assert.Equal(maps.Card.Registers.Count, maps.Card.Groups.Sum(g => maps.Card.In(g).Count()));
    }

    [Fact]
    public void Two_registers_at_one_offset_are_refused()
    {
        _maps.Register("SCRATCH")["offset"] = "0x018";
        Expect("card.json", "SCRATCH", "offset 0x018 is taken by NOW_NS_HI");
    }

    [Fact]
    public void An_array_that_runs_into_a_register_is_refused()
    {
        _maps.Register("FEED_SESSION")["count"] = 4;
        Expect("card.json", "FEED_NEXT_LO", "offset 0x098 is taken by FEED_SESSION");
    }

    [Fact]
    public void Interleaved_arrays_that_meet_are_refused()
    {
        _maps.Register("SYM_BASE")["offset"] = "0x1028";
        Expect("card.json", "SYM_BASE", "offset 0x1028 is taken by SYM_LOCATE");
    }

    [Fact]
    public void A_register_beyond_the_parameter_banks_start_is_refused()
    {
        _maps.Register("SCRATCH")["offset"] = "0x4000";
        Expect("card.json", "SCRATCH", "beyond the parameter banks' start");
    }

    [Fact]
    public void An_unaligned_register_is_refused()
    {
        _maps.Register("SCRATCH")["offset"] = "0x01E";
        Expect("card.json", "SCRATCH", "offset 0x01E");
    }

    [Fact]
    public void A_register_name_used_twice_is_refused()
    {
        _maps.Register("SCRATCH")["name"] = "CAPS";
        Expect("card.json", "CAPS", "stands twice");
    }

    [Theory]
    [InlineData(30, 3, "leave the 32 bits")]
    [InlineData(4, 4, "overlaps")]
    [InlineData(-1, 2, "leave the 32 bits")]
    [InlineData(3, 0, "leave the 32 bits")]
    public void A_field_outside_its_register_or_over_another_is_refused(int lsb, int width, string fault)
    {
        var field = Sources.Named(_maps.Register("CAPS")["fields"]!, "NUM_SLOTS");
        (field["lsb"], field["width"]) = (lsb, width);
        Expect("card.json", "CAPS.NUM_SLOTS", fault);
    }

    [Fact]
    public void Fields_borrowed_from_a_register_without_any_are_refused()
    {
        _maps.Register("ARM")["fields"] = "SCRATCH";
        Expect("card.json", "ARM", "takes its fields from SCRATCH");
    }

    [Fact]
    public void An_index_list_of_another_length_is_refused()
    {
        _maps.Register("CNT_FEED")["index"]!.AsArray().RemoveAt(0);
        Expect("card.json", "CNT_FEED", "23 index names for 24 elements");
    }

    [Theory]
    [InlineData("SCRATCH", "0x7FC", "the name is retired")]
    [InlineData("GONE", "0x01C", "offset 0x01C is retired (GONE: was wrong)")]
    public void A_retired_register_never_returns(string name, string offset, string fault)
    {
        _maps.Card["retired"] = new JsonArray(new JsonObject { ["name"] = name, ["offset"] = offset, ["reason"] = "was wrong" });
        Expect("card.json", "SCRATCH", fault);
    }

    [Theory]
    [InlineData("KILL_CAUSES.EVENT_RING", 20, 1, "KILL_CAUSES.EVENT_RING", "the name is retired (was wrong)")]
    [InlineData("KILL_CAUSES.GONE", 4, 1, "KILL_CAUSES.EVENT_RING", "bit 4 is retired (KILL_CAUSES.GONE: was wrong)")]
    [InlineData("SYM_STATUS.GONE", 14, 3, "SYM_STATUS.LOCATE_VALID", "bit 16 is retired")]
    [InlineData("OE_CTRL.GONE", 31, 1, null, "")]
    public void A_retired_kill_cause_or_field_never_returns(string name, int bit, int width, string? entry, string fault)
    {
        _maps.Card["retired"] = new JsonArray(new JsonObject { ["name"] = name, ["bit"] = bit, ["width"] = width, ["reason"] = "was wrong" });
        if (entry != null)
        {
            Expect("card.json", entry, fault);
            return;
        }

        Assert.Contains($"- {name} (bit {bit}): was wrong", Generator.Generate(_maps.Read())["docs/registers.md"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KILL_CAUSES.GONE", "offset", "0x044")]
    [InlineData("GONE", "bit", 3)]
    public void A_retired_field_has_a_bit_and_nothing_else_has(string name, string key, object number)
    {
        _maps.Card["retired"] = new JsonArray(new JsonObject { ["name"] = name, [key] = JsonValue.Create(number), ["reason"] = "was wrong" });
        Expect("card.json", name, "a retired field has a name REGISTER.FIELD and a bit");
    }

    [Theory]
    [InlineData("SKEW", 99, "the name is retired")]
    [InlineData("GONE", 4, "id 4 is retired")]
    public void A_retired_parameter_never_returns(string name, int id, string fault)
    {
        _maps.Params["retired"] = new JsonArray(new JsonObject { ["name"] = name, ["id"] = id, ["reason"] = "was wrong" });
        Expect("params.json", "SKEW", fault);
    }

    [Theory]
    [InlineData("QUOTE", 99, "the name is retired")]
    [InlineData("GONE", 2, "id 2 is retired")]
    public void A_retired_event_never_returns(string name, int id, string fault)
    {
        _maps.Events["retired"] = new JsonArray(new JsonObject { ["name"] = name, ["id"] = id, ["reason"] = "was wrong" });
        Expect("events.json", "QUOTE", fault);
    }

    [Theory]
    [InlineData(1, "id 1 is taken by QTY")]
    [InlineData(33, "id 33 is taken by SKEW")]
    [InlineData(64, "id 64 is taken by SKEW")]
    [InlineData(128, "leave the bank")]
    public void A_parameter_id_that_is_taken_or_outside_is_refused(int id, string fault)
    {
        _maps.Param("SKEW")["id"] = id;
        Expect("params.json", id switch { 33 => "MICRO", 64 => "TAKE", _ => "SKEW" }, fault);
    }

    [Fact]
    public void The_last_parameter_id_of_a_bank_is_one()
    {
        _maps.Param("SKEW")["id"] = 127;
        Assert.Contains(_maps.Read().Params.Params, p => p is { Name: "SKEW", Id: 127 });
    }

    [Fact]
    public void A_range_that_the_width_cannot_hold_is_refused()
    {
        _maps.Param("HALF_BID")["max"] = 8388608;
        Expect("params.json", "HALF_BID", "does not fit -8388608..8388607");
    }

    [Fact]
    public void An_event_id_used_twice_is_refused()
    {
        _maps.Event("QUOTE")["id"] = 1;
        Expect("events.json", "QUOTE", "id 1 is taken by BOOK");
    }

    [Theory]
    [InlineData(57, "u64", "leave the body")]
    [InlineData(16, "u32", "leave the body")]
    [InlineData(27, "u16", "byte 27 is taken by seq")]
    [InlineData(44, "u7", "type 'u7' does not exist")]
    public void An_event_field_outside_the_body_or_over_another_is_refused(int offset, string type, string fault)
    {
        var field = Sources.Named(_maps.Event("ADMIN")["fields"]!, "code");
        (field["offset"], field["type"]) = (offset, type);
        Expect("events.json", "ADMIN.code", fault);
    }

    [Fact]
    public void A_tag_field_outside_16_bits_is_refused()
    {
        Sources.Named(_maps.Event("ADMIN")["tag"]!, "tracked")["width"] = 2;
        Expect("events.json", "ADMIN.tag.tracked", "leave the 16 bits");
    }

    [Fact]
    public void An_event_field_named_like_the_header_is_refused()
    {
        Sources.Named(_maps.Event("ADMIN")["fields"]!, "code")["name"] = "cycle";
        Expect("events.json", "ADMIN.cycle", "stands twice");
    }

    [Fact]
    public void An_unknown_key_is_refused()
    {
        _maps.Register("SCRATCH")["wdith"] = 4;
        Expect("card.json", "SCRATCH", "unknown key 'wdith'");
    }

    [Fact]
    public void A_key_that_stands_twice_is_refused()
    {
        var card = Sources.Text("card.json").Replace("\"name\": \"SCRATCH\",", "\"name\": \"SCRATCH\", \"name\": \"SCRATCH\",", StringComparison.Ordinal);
        var problem = Assert.Single(Assert.Throws<MapException>(() => MapReader.Read(card, Sources.Text("params.json"), Sources.Text("events.json"))).Problems);
        Assert.Equal("card.json", problem.File);
    }

    [Fact]
    public void Every_fault_is_reported_at_once()
    {
        _maps.Register("SCRATCH")["offset"] = "0x018";
        _maps.Param("SKEW")["id"] = 1;
        _maps.Event("QUOTE")["id"] = 1;
        Assert.Equal(["card.json", "events.json", "params.json"], _maps.Problems().Select(p => p.File).Distinct().Order(StringComparer.Ordinal));
    }
}

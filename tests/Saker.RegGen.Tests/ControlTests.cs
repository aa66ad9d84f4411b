using System.Text.Json.Nodes;

namespace Saker.RegGen.Tests;

/// <summary>Each tie of a control is shown to hold: cut it, and the run fails and says what and where.</summary>
public sealed class ControlTests
{
    private const string List = ControlReader.File, Check = "hdl/risk/risk_check.sv";
    private readonly ControlSources _sources = new();

    [Fact]
    public void The_repositorys_controls_are_tied_and_the_page_is_theirs()
    {
        var page = _sources.Page();
        Assert.Equal(_sources.Files[SourceTree.Page], page.Text);
        Assert.Equal(_sources.List["controls"]!.AsArray().Count, page.List.Controls.Count);
        var linked = page.List.Controls.Count(c => c.Linked);
        Assert.InRange(linked, 1, page.List.Controls.Count);
        Assert.Equal($"controls_linked {linked} of {page.List.Controls.Count + page.List.Absent.Count}", page.List.Figure);
        Assert.All(page.List.Controls, c => Assert.Contains($"`{c.Name}`", page.Text, StringComparison.Ordinal));
        Assert.All(page.List.Absent, a => Assert.Contains($"`{a.Name}`", page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_control_without_its_proof_is_not_counted_as_linked()
    {
        var before = _sources.Page().List.Controls.Count(c => c.Linked);
        (_sources.Control("RISK.COLLAR")["proofs"], _sources.Control("RISK.COLLAR")["shortfall"]) = (new JsonArray(), "None yet.");
        Assert.Equal(before - 1, _sources.Page().List.Controls.Count(c => c.Linked));
    }

    [Fact]
    public void A_tag_that_no_control_names_is_refused_with_its_line()
    {
        var line = 1 + _sources.Files[Check].Split('\n').ToList().FindIndex(l => l.Contains("SAFETY: RISK.QTY", StringComparison.Ordinal));
        _sources.Edit(Check, "SAFETY: RISK.QTY", "SAFETY: RISK.QTTY");
        _sources.Expect(Check, $"line {line}", "no control is named RISK.QTTY", "Did you mean RISK.QTY?");
        _sources.Expect(List, "RISK.QTY", $"{Check} has no tag of it", "// SAFETY: RISK.QTY");
    }

    [Fact]
    public void A_tag_in_a_file_that_its_control_does_not_list_is_refused()
    {
        _sources.Files["hdl/risk/new.sv"] = "module new;\n// SAFETY: RISK.QTY, RISK.KILL: why\nendmodule\n";
        _sources.Expect("hdl/risk/new.sv", "line 2", "RISK.KILL does not list this file", "Add \"hdl/risk/new.sv\"");
        _sources.Expect("hdl/risk/new.sv", "line 2", "RISK.QTY does not list this file");
    }

    [Fact]
    public void A_control_that_is_built_leaves_the_absent()
    {
        _sources.Absent("KILL.FIRMWARE").Remove("causes");
        _sources.Files["hdl/risk/firmware.sv"] = "// SAFETY: KILL.FIRMWARE\n";
        _sources.Expect("hdl/risk/firmware.sv", "line 1", "enforces KILL.FIRMWARE, which is listed as absent", "from absent to controls");
    }

    [Theory]
    [InlineData("// SAFETY RISK.KILL")]
    [InlineData("// SAFETY: the kill latch")]
    [InlineData("// SAFETY: KILL")]
    [InlineData("/* SAFETY: RISK.KILL */")]
    [InlineData("// SAFETY: RISK.KILL,RISK")]
    public void A_tag_that_names_no_control_is_refused(string tag)
    {
        _sources.Files["hdl/risk/new.sv"] = $"\n{tag}\n";
        _sources.Expect("hdl/risk/new.sv", "line 2", "the tag names no control");
    }

    [Theory]
    [InlineData("hdl/risk/nothing.sv", "file 'hdl/risk/nothing.sv' does not exist")]
    [InlineData("hdl/risk/throttle.sv", "hdl/risk/throttle.sv has no tag of it")]
    public void A_file_without_the_tag_is_refused(string file, string fault)
    {
        _sources.Control("RISK.COLLAR")["tags"]!.AsArray().Add(file);
        _sources.Expect(List, "RISK.COLLAR", fault);
    }

    [Fact]
    public void A_control_of_the_card_names_its_line()
    {
        _sources.Control("HOST.RECONCILIATION")["where"]!.AsArray().Add("card");
        _sources.Expect(List, "HOST.RECONCILIATION", "is of the card and names no line");
    }

    [Theory]
    [InlineData("SLOT_COLAR", "register SLOT_COLAR does not exist", "Did you mean SLOT_COLLAR?")]
    [InlineData("OE_STATUS.OWND", "register OE_STATUS has no OWND", "Did you mean OWNED?")]
    [InlineData("CNT_OE.NOTHING", "register CNT_OE has no NOTHING", "")]
    public void A_register_that_does_not_exist_is_refused(string register, string fault, string remedy)
    {
        _sources.Control("RISK.COLLAR")["registers"]!.AsArray().Add(register);
        _sources.Expect(List, "RISK.COLLAR", fault, remedy);
    }

    [Theory]
    [InlineData("risk_chek", "proof risk_chek does not exist", "Did you mean risk_check?")]
    [InlineData("risk_gate:99", "proof risk_gate has no property (99)", "// (99)")]
    [InlineData("risk_check:1", "proof risk_check has no property (1)", "leave the number out")]
    public void A_proof_or_property_that_does_not_exist_is_refused(string proof, string fault, string remedy)
    {
        _sources.Control("RISK.COLLAR")["proofs"]!.AsArray().Add(proof);
        _sources.Expect(List, "RISK.COLLAR", fault, remedy);
    }

    [Fact]
    public void A_proof_that_is_taken_out_is_missed()
    {
        _sources.Edit("hdl/risk/formal/proofs.txt", "\nthrottle | ", "\n# throttle | ");
        _sources.Expect(List, "RISK.THROTTLE", "proof throttle does not exist");
    }

    [Theory]
    [InlineData("Saker.Card.Tests/GateTest.Kill_RefusesWithItsBitAlone", "test class Saker.Card.Tests/GateTest does not exist", "Did you mean Saker.Card.Tests/GateTests?")]
    [InlineData("Saker.Card.Tests/GateTests.Kill_RefuseWithItsBitAlone", "does not exist, or has no [Fact] or [Theory]", "Did you mean Kill_RefusesWithItsBitAlone?")]
    [InlineData("Saker.Model.Tests/GateTests", "test class Saker.Model.Tests/GateTests does not exist", "")]
    [InlineData("GateTests.Kill_RefusesWithItsBitAlone", "names no project", "Saker.Card.Tests/KillTests.RingOff_Kills")]
    public void A_test_that_does_not_exist_is_refused(string test, string fault, string remedy)
    {
        _sources.Control("RISK.COLLAR")["tests"]!.AsArray().Add(test);
        _sources.Expect(List, "RISK.COLLAR", fault, remedy);
    }

    [Fact]
    public void A_method_without_its_attribute_is_no_test_and_a_class_without_tests_is_none()
    {
        _sources.Files["tests/Saker.New.Tests/Some.cs"] = "public sealed class Some\n{\n    public void Helps() { }\n\n    [RtlTheory]\n    [InlineData(1)]\n    public async Task Shows(int n)\n    {\n    }\n}\n";
        _sources.Files["tests/Saker.New.Tests/None.cs"] = "internal static class None\n{\n    public static void Helps() { }\n}\n";
        var tests = _sources.Control("RISK.COLLAR")["tests"]!.AsArray();
        tests.Add("Saker.New.Tests/Some.Shows");
        _ = _sources.Page();
        tests.Add("Saker.New.Tests/Some.Helps");
        _sources.Expect(List, "RISK.COLLAR", "test Saker.New.Tests/Some.Helps does not exist, or has no [Fact] or [Theory]");
        tests.Add("Saker.New.Tests/None");
        _sources.Expect(List, "RISK.COLLAR", "test class Saker.New.Tests/None does not exist, or has no test");
    }

    [Fact]
    public void An_id_that_stands_twice_is_refused_also_among_the_absent()
    {
        _sources.List["controls"]!.AsArray().Add(_sources.Control("RISK.COLLAR").DeepClone());
        _sources.Control("RISK.QTY")["name"] = "KILL.FIRMWARE";
        _sources.Expect(List, "RISK.COLLAR", "the id stands twice");
        _sources.Expect(List, "KILL.FIRMWARE", "the id stands twice");
    }

    [Theory]
    [InlineData("RISK.COLLAR", null, List, "RISK.COLLAR", "the id is retired (was wrong)")]
    [InlineData("KILL.FIRMWARE", null, List, "KILL.FIRMWARE", "the id is retired (was wrong)")]
    [InlineData("RISK.GONE", 5, SourceTree.Package, "V_COLLAR", "bit 5 or its name is retired (RISK.GONE: was wrong)")]
    [InlineData("V_COLLAR", 63, SourceTree.Package, "V_COLLAR", "bit 5 or its name is retired (V_COLLAR: was wrong)")]
    public void A_retired_control_or_verdict_bit_never_returns(string name, int? verdict, string file, string entry, string fault)
    {
        var retired = new JsonObject { ["name"] = name, ["reason"] = "was wrong" };
        if (verdict is { } bit)
        {
            retired["verdict"] = bit;
        }

        _sources.List["retired"] = new JsonArray(retired);
        _sources.Expect(file, entry, fault, "never returns");
    }

    [Fact]
    public void A_verdict_bit_has_one_control()
    {
        _sources.Edit(SourceTree.Package, "localparam int unsigned VERDICT_W", "localparam int unsigned V_NEW = 63;\n  localparam int unsigned VERDICT_W");
        _sources.Expect(SourceTree.Package, "V_NEW", "no control owns this verdict bit", "\"verdict\": \"V_NEW\"");
        _sources.Control("RISK.QTY")["verdict"] = "V_COLLAR";
        _sources.Expect(SourceTree.Package, "V_COLLAR", "RISK.COLLAR and RISK.QTY both own this verdict bit");
        _sources.Control("RISK.QTY")["verdict"] = "V_QTTY";
        _sources.Expect(List, "RISK.QTY", "verdict bit V_QTTY does not exist", "Did you mean V_QTY?");
    }

    [Fact]
    public void A_kill_cause_has_a_control()
    {
        _sources.Control("RISK.RING")["causes"]![0] = "EVENT_RIN";
        _sources.Expect(List, "RISK.RING", "kill cause EVENT_RIN does not exist", "Did you mean EVENT_RING?");
        _sources.Expect("card.json", "KILL_CAUSES.EVENT_RING", "no control names this kill cause");
    }

    [Theory]
    [InlineData("kill_to_silent_cycle", "1", "no test demands the figure kill_to_silent_cycle", "Did you mean kill_to_silent_cycles?")]
    [InlineData("kill_to_silent_cycles", "2", "says kill_to_silent_cycles is 2, its test demands 1", "Correct the value")]
    [InlineData("kill_to_silent_cycles", "one", "says kill_to_silent_cycles is one, its test demands 1", "Correct the value")]
    public void A_figure_that_no_test_demands_so_is_refused(string figure, string value, string fault, string remedy)
    {
        var measured = _sources.Control("RISK.COLLAR")["reaction"]!["measured"]![0]!;
        (measured["figure"], measured["value"]) = (figure, value);
        _sources.Expect(List, "RISK.COLLAR", fault, remedy);
    }

    [Theory]
    [InlineData("tests", "no test shows it")]
    [InlineData("proofs", "is of the card and has neither proof nor shortfall")]
    [InlineData("reaction.measured", "has a goal for its reaction, but nothing measures it")]
    public void What_is_missing_is_missed(string key, string fault)
    {
        var control = _sources.Control("RISK.COLLAR");
        (key.Contains('.', StringComparison.Ordinal) ? control["reaction"]! : control)[key.Split('.')[^1]] = new JsonArray();
        _sources.Expect(List, "RISK.COLLAR", fault);
    }

    [Fact]
    public void Names_places_and_sentences_have_their_form()
    {
        _sources.Control("RISK.COLLAR")["name"] = "Collar";
        _sources.Control("RISK.QTY")["where"] = new JsonArray("cloud");
        _sources.Control("RISK.POSITION")["shortfall"] = "later";
        _sources.Absent("KILL.FIRMWARE")["sentence"] = "";
        _sources.Expect(List, "Collar", "is not a name");
        _sources.Expect(List, "RISK.QTY", "'where' is 'cloud'", "card, host, venue, control plane");
        _sources.Expect(List, "RISK.POSITION", "'shortfall' is no sentence");
        _sources.Expect(List, "KILL.FIRMWARE", "'sentence' is no sentence");
    }

    [Fact]
    public void Malformed_lists_are_refused()
    {
        _sources.Control("RISK.COLLAR")["trigers"] = "x";
        _sources.Expect(List, "RISK.COLLAR", "unknown key 'trigers'");
        _sources.Control("RISK.COLLAR").Remove("trigers");
        _sources.Control("RISK.COLLAR")["reaction"]!["measured"]![0]!["test"] = "Saker.Card.Tests/KillTests";
        _sources.Expect(List, "RISK.COLLAR.reaction.measured[0]", "names not exactly one of 'figure' and 'test'");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!-- Generated: end -->\n<!-- Generated from hdl/regs/controls.json by `make regs`: begin -->\n")]
    public void A_page_without_its_markers_is_refused(string page)
    {
        _sources.Files[SourceTree.Page] = page;
        _sources.Expect(SourceTree.Page, "markers", "are not there once each", "Put '<!-- Generated from");
    }

    [Fact]
    public void Prose_around_the_tables_stays()
    {
        _sources.Files[SourceTree.Page] = $"# Before\n\n{ControlsEmitter.Begin}\nold\n{ControlsEmitter.End}\n\nBehind\n";
        var text = _sources.Page().Text;
        Assert.StartsWith($"# Before\n\n{ControlsEmitter.Begin}\n\n", text, StringComparison.Ordinal);
        Assert.EndsWith($"\n{ControlsEmitter.End}\n\nBehind\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nold\n", text, StringComparison.Ordinal);
    }
}

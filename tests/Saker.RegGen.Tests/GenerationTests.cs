using System.Text.RegularExpressions;

namespace Saker.RegGen.Tests;

public sealed class GenerationTests
{
    [Fact]
    public void The_same_maps_give_the_same_bytes()
    {
        var first = Generator.Generate(MapReader.ReadRepository(Sources.Root));
        var second = Generator.Generate(new Sources().Read());
        Assert.Equal(first, second);
        Assert.All(first.Values, text => Assert.DoesNotContain('\r', text));
    }

    [Fact]
    public void The_checked_in_files_are_what_the_maps_give() =>
        Assert.Empty(Generator.Drift(Sources.Root, Generator.Generate(new Sources().Read())));

    [Fact]
    public void Check_lists_an_edited_and_a_missing_file_and_writing_mends_them()
    {
        var root = Directory.CreateTempSubdirectory("reggen").FullName;
        try
        {
            CopySources(root);
            Assert.Equal(0, Run(root, out _, out _));
            Assert.Equal(0, Run(root, out var clean, out _, "--check"));
            Assert.Matches("^controls_linked [0-9]+ of [0-9]+$", Assert.Single(clean));
            File.AppendAllText(Path.Combine(root, "hdl/regs/gen/saker_csr.sv"), "// edited\n");
            File.Delete(Path.Combine(root, "docs/registers.md"));
            Assert.Equal(1, Run(root, out var drifted, out _, "--check"));
            Assert.Equal(["drifted: docs/registers.md", "drifted: hdl/regs/gen/saker_csr.sv", clean[0]], drifted);
            Assert.False(File.Exists(Path.Combine(root, "docs/registers.md")));
            Assert.Equal(0, Run(root, out _, out _));
            Assert.Equal(0, Run(root, out _, out _, "--check"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_page_of_the_controls_that_drifted_is_listed_and_mended()
    {
        var root = Directory.CreateTempSubdirectory("reggen").FullName;
        try
        {
            CopySources(root);
            var page = Path.Combine(root, "docs/controls.md");
            File.WriteAllText(page, File.ReadAllText(page).Replace("| card |", "| nowhere |", StringComparison.Ordinal));
            Assert.Equal(0, Run(root, out var wrote, out _));
            Assert.Contains("wrote docs/controls.md", wrote);
            Assert.Equal(File.ReadAllText(Path.Combine(Sources.Root, "docs/controls.md")), File.ReadAllText(page));
            File.WriteAllText(page, File.ReadAllText(page).Replace("| card |", "| nowhere |", StringComparison.Ordinal));
            Assert.Equal(1, Run(root, out var drifted, out _, "--check"));
            Assert.Equal("drifted: docs/controls.md", drifted[0]);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_control_at_fault_fails_the_run_but_not_the_maps_files()
    {
        var root = Directory.CreateTempSubdirectory("reggen").FullName;
        try
        {
            CopySources(root);
            File.WriteAllText(Path.Combine(root, "hdl/risk/new.sv"), "// SAFETY: RISK.NEW\n");
            Assert.Equal(3, Run(root, out var output, out var error));
            Assert.Equal(Generator.Generate(new Sources().Read()).Keys.Select(f => $"wrote {f}"), output);
            Assert.StartsWith("hdl/risk/new.sv: line 1: no control is named RISK.NEW. ", error, StringComparison.Ordinal);
            Assert.Equal(3, Run(root, out output, out _, "--check"));
            Assert.Empty(output);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Wrong_usage_a_bad_map_and_a_missing_folder_have_codes_of_their_own()
    {
        var root = Directory.CreateTempSubdirectory("reggen").FullName;
        try
        {
            Assert.Equal(2, Cli.Run([], TextWriter.Null, TextWriter.Null));
            Assert.Equal(2, Cli.Run(["--chekc", root], TextWriter.Null, TextWriter.Null));
            Assert.Equal(4, Run(root, out _, out _));
            Directory.CreateDirectory(Path.Combine(root, "hdl", "regs"));
            File.WriteAllText(Path.Combine(root, "hdl/regs/card.json"), "{");
            File.WriteAllText(Path.Combine(root, "hdl/regs/params.json"), "{}");
            File.WriteAllText(Path.Combine(root, "hdl/regs/events.json"), "{}");
            Assert.Equal(3, Run(root, out _, out var error));
            Assert.StartsWith("card.json: line 1:", error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Every_register_and_event_stands_in_every_output()
    {
        var maps = new Sources().Read();
        var files = Generator.Generate(maps);
        foreach (var r in maps.Card.Registers)
        {
            Assert.Matches($@"localparam logic \[15:0\] REG_{r.Name} = 16'h{r.Offset:X4};", files["hdl/regs/gen/saker_regs_pkg.sv"]);
            Assert.Contains($"#define SAKER_REG_{r.Name} 0x{r.Offset:X4}u", files["hdl/regs/gen/saker_regs.h"], StringComparison.Ordinal);
            Assert.Contains($"| {r.Name}", files["docs/registers.md"], StringComparison.Ordinal);
            var port = r.Access switch { Access.Ro or Access.Rp => "_i,", Access.Rw or Access.Wp => "_o,", _ => null };
            Assert.True(port == null || Regex.IsMatch(files["hdl/regs/gen/saker_csr.sv"], $@"\] {r.Name.ToLowerInvariant()}{port}"), r.Name);
        }

        Assert.All(maps.Events.Events, e => Assert.Contains($"EV_{e.Name} = 8'd{e.Id};", files["hdl/regs/gen/saker_regs_pkg.sv"], StringComparison.Ordinal));
    }

    /// <summary>All that the generator reads, and nothing that it writes but the page with the prose.</summary>
    private static void CopySources(string root)
    {
        void Copy(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            File.WriteAllText(Path.Combine(root, path), text);
        }

        foreach (var file in new[] { "card.json", "params.json", "events.json" })
        {
            Copy($"hdl/regs/{file}", Sources.Text(file));
        }

        foreach (var (path, text) in SourceTree.Read(Sources.Root).Files.Where(f => !f.Key.StartsWith("hdl/regs/gen/", StringComparison.Ordinal)))
        {
            Copy(path, text);
        }
    }

    private static int Run(string root, out string[] output, out string error, params string[] options)
    {
        using var o = new StringWriter();
        using var e = new StringWriter();
        var code = Cli.Run([.. options, root], o, e);
        output = o.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        error = e.ToString();
        return code;
    }
}

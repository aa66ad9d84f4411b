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
            Directory.CreateDirectory(Path.Combine(root, "hdl", "regs"));
            foreach (var file in new[] { "card.json", "params.json", "events.json" })
            {
                File.WriteAllText(Path.Combine(root, "hdl", "regs", file), Sources.Text(file));
            }

            Assert.Equal(0, Run(root, out _, out _));
            Assert.Equal(0, Run(root, out var clean, out _, "--check"));
            Assert.Empty(clean);
            File.AppendAllText(Path.Combine(root, "hdl/regs/gen/saker_csr.sv"), "// edited\n");
            File.Delete(Path.Combine(root, "docs/registers.md"));
            Assert.Equal(1, Run(root, out var drifted, out _, "--check"));
            Assert.Equal(["drifted: docs/registers.md", "drifted: hdl/regs/gen/saker_csr.sv"], drifted);
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

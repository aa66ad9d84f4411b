using System.Diagnostics;
using System.Globalization;

namespace Saker.System.Tests;

/// <summary>A line of the dissector's own list of complaints.</summary>
/// <param name="Severity">Errors, Warns.</param>
/// <param name="Count">How often.</param>
/// <param name="Group">Sequence, Checksum, Malformed, Protocol, ...</param>
/// <param name="Protocol">Whose dissector complains.</param>
/// <param name="Summary">In its words.</param>
public sealed record ExpertLine(string Severity, int Count, string Group, string Protocol, string Summary);

/// <summary>The independent dissector.</summary>
public static class Tshark
{
    // Its OUCH is version 4 and ours 5: a message that looks like both is to be shown as bytes.
    private static readonly string[] Soup = ["-o", "tcp.reassemble_out_of_order:TRUE", "-d", "tcp.port==26480,soupbintcp", "--disable-protocol", "ouch"];

    /// <summary>The lines of packets of a capture that match a display filter.</summary>
    public static async Task<IReadOnlyList<string>> LinesAsync(string pcap, string filter, params string[] more) => await RunAsync(pcap, [.. Soup, "-Y", filter, .. more]);

    /// <summary>A line for each TCP segment: source address, 1 with SYN, sequence number, payload in hex.</summary>
    /// <remarks>Without SoupBinTCP: its dissector counts what follows a login as another TCP stream.</remarks>
    public static async Task<IReadOnlyList<string>> SegmentsAsync(string pcap) =>
        await RunAsync(pcap, ["-Y", "tcp", "-T", "fields", "-e", "ip.src", "-e", "tcp.flags.syn", "-e", "tcp.seq", "-e", "tcp.payload"]);

    /// <summary>What the dissector complains of in a capture, from warnings up.</summary>
    public static async Task<IReadOnlyList<ExpertLine>> ComplaintsAsync(string pcap)
    {
        var complaints = new List<ExpertLine>();
        string severity = string.Empty;
        // Without a filter the protocols above TCP are not asked for theirs.
        foreach (string line in await RunAsync(pcap, [.. Soup, "-q", "-z", "expert,warn,frame"]))
        {
            // "Warns (69)", a rule, a heading, then: frequency, group, protocol, summary.
            string[] words = line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 2 && words[1].StartsWith('('))
            {
                severity = words[0];
            }
            else if (words.Length == 4 && int.TryParse(words[0], CultureInfo.InvariantCulture, out int count))
            {
                complaints.Add(new ExpertLine(severity, count, words[1], words[2], words[3]));
            }
        }

        return complaints;
    }

    private static async Task<IReadOnlyList<string>> RunAsync(string pcap, IEnumerable<string> more)
    {
        string[] arguments =
        [
            "-r", pcap, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-o", "tcp.relative_sequence_numbers:FALSE",
            .. more,
        ];
        using Process process = Process.Start(new ProcessStartInfo("tshark", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        string complaint = await errors;
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"tshark ended with code {process.ExitCode}: {complaint}");
    }
}

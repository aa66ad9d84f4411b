using System.Diagnostics;

namespace Saker.System.Tests;

/// <summary>The independent dissector.</summary>
public static class Tshark
{
    /// <summary>The lines of packets of a capture that match a display filter.</summary>
    public static async Task<IReadOnlyList<string>> LinesAsync(string pcap, string filter, params string[] more)
    {
        string[] arguments =
        [
            "-r", pcap, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-o", "tcp.relative_sequence_numbers:FALSE",
            "-d", "tcp.port==26480,soupbintcp", "-Y", filter, .. more,
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

namespace Saker.Cli;

/// <summary>Runs a command over a capture: progress while it runs, what is missing in the capture at its end, both on standard error.</summary>
internal static class CaptureRun
{
    /// <param name="file">The capture.</param>
    /// <param name="quiet">Rows go to standard output: when that is a terminal no bar is drawn among them.</param>
    /// <param name="work">The command.</param>
    public static void Over(string file, bool quiet, Action<ItchSource> work)
    {
        bool terminal = !Console.IsErrorRedirected && (!quiet || Console.IsOutputRedirected);
        var source = new ItchSource(file, new ProgressLine(Console.Error, terminal, TimeProvider.System));
        bool begun = false;
        try
        {
            work(source);
            begun = true;
        }
        finally
        {
            if (begun || source.Gaps.Sequenced)
            {
                GapReport.Write(Console.Error, source.Gaps);
            }
        }
    }
}

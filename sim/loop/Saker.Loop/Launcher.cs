using System.Collections.Concurrent;
using System.Diagnostics;

namespace Saker.Loop;

/// <summary>Starts processes on one thread that lives as long as this program. The kernel sends a child its parent-death signal
/// when the *thread* that started it ends; a thread of the pool may end at any time.</summary>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Work = [];

    static Launcher() => new Thread(Run) { Name = "launcher", IsBackground = true }.Start();

    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static Process Start(ProcessStartInfo info)
    {
        var done = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                done.SetResult(Process.Start(info)!);
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    private static void Run()
    {
        foreach (Action start in Work.GetConsumingEnumerable())
        {
            start();
        }
    }
}

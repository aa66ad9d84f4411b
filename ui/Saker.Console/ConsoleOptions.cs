namespace Saker.Console;

/// <summary>The command line.</summary>
/// <param name="Listen">Where browsers connect.</param>
/// <param name="ControlPlane">The control plane's gRPC address.</param>
internal sealed record ConsoleOptions(Uri Listen, Uri ControlPlane)
{
    /// <exception cref="FormatException">With one sentence for the person who typed it.</exception>
    public static ConsoleOptions Parse(IReadOnlyList<string> words)
    {
        var options = new ConsoleOptions(new Uri("http://127.0.0.1:5080"), new Uri("http://127.0.0.1:7410"));
        for (int i = 0; i < words.Count; i += 2)
        {
            Uri value = i + 1 < words.Count && Uri.TryCreate(words[i + 1], UriKind.Absolute, out Uri? uri)
                ? uri
                : throw new FormatException($"{words[i]} wants an address such as http://127.0.0.1:5080.");
            options = words[i] switch
            {
                "--listen" => options with { Listen = value },
                "--controlplane" => options with { ControlPlane = value },
                _ => throw new FormatException($"{words[i]} is not an option (--listen, --controlplane)."),
            };
        }

        return options;
    }
}

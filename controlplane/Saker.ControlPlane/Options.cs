using Saker.Rpc;

namespace Saker.ControlPlane;

/// <summary>The command line of <c>saker-controlplane</c>.</summary>
/// <param name="Listen">Where to serve, <c>http://ADDRESS:PORT</c> or <c>unix:/PATH</c>.</param>
/// <param name="Data">Folder of the database; made when missing.</param>
/// <param name="Appliances">Name and address of each appliance.</param>
internal sealed record Options(Uri Listen, string Data, IReadOnlyList<(string Name, Uri Address)> Appliances)
{
    public const string Usage =
        "saker-controlplane --appliance NAME=ADDRESS [--appliance ...] [--listen http://127.0.0.1:7410] [--data DIR], ADDRESS http://HOST:PORT or unix:/PATH";

    /// <exception cref="FormatException">With one sentence for the person who typed it.</exception>
    public static Options Parse(IReadOnlyList<string> args)
    {
        Uri listen = new("http://127.0.0.1:7410");
        string data = "controlplane-data";
        List<(string Name, Uri Address)> appliances = [];
        for (int i = 0; i < args.Count; i += 2)
        {
            string value = i + 1 < args.Count ? args[i + 1] : throw new FormatException($"{args[i]} needs a value.");
            switch (args[i])
            {
                case "--listen":
                    listen = ParseUri(value);
                    break;
                case "--data":
                    data = value;
                    break;
                case "--appliance":
                    appliances.Add(ParseAppliance(value));
                    break;
                default:
                    throw new FormatException($"{args[i]} is not an option.");
            }
        }

        return appliances.Select(a => a.Name).Distinct(StringComparer.Ordinal).Count() == appliances.Count
            ? new(listen, data, appliances)
            : throw new FormatException("Two appliances have the same name.");
    }

    private static (string Name, Uri Address) ParseAppliance(string text)
    {
        string[] parts = text.Split('=', 2);
        return parts.Length == 2 && parts[0].Length > 0
            ? (parts[0], ParseUri(parts[1]))
            : throw new FormatException($"'{text}' is not NAME=http://HOST:PORT or NAME=unix:/PATH.");
    }

    private static Uri ParseUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && RpcAddress.IsValid(uri)
            ? uri
            : throw new FormatException($"'{text}' is neither http://HOST:PORT nor unix:/PATH.");
}

using System.Globalization;
using Saker.Wire;

namespace Saker.Cli.Tests;

/// <summary>Writes LOBSTER's messages as ITCH. The first row of its book is entered as an order for each level; an order that LOBSTER never entered rests in
/// one of these.</summary>
internal sealed class LobsterItch(string symbol, ushort locate)
{
    private const ulong SeedReferences = 1ul << 40;

    private readonly HashSet<ulong> _entered = [];
    private readonly Dictionary<(Side Side, long Price), ulong> _seeded = [];
    private ulong _match;

    private delegate int Writer(Span<byte> to);

    /// <summary>The messages of a folder of LOBSTER with 50 levels; locate 1.</summary>
    public static TestCapture Capture(string folder, string symbol)
    {
        string[] messages = File.ReadAllLines(Directory.GetFiles(folder, "*_message_50.csv").Single());
        var lobster = new LobsterItch(symbol, 1);
        string row = File.ReadLines(Directory.GetFiles(folder, "*_orderbook_50.csv").Single()).First();
        return TestCapture.Binary([.. lobster.Seed([.. row.Split(',').Select(n => long.Parse(n, CultureInfo.InvariantCulture))]), .. messages.Skip(1).Select(lobster.Message).OfType<byte[]>()]);
    }

    /// <summary>An order for each level of a row: ask price, size, bid price, size, and so on.</summary>
    public IEnumerable<byte[]> Seed(long[] row)
    {
        for (int at = 0; at < row.Length; at += 2)
        {
            Side side = at % 4 == 0 ? Side.Sell : Side.Buy;
            if (row[at + 1] > 0)
            {
                ulong reference = SeedReferences + (ulong)at;
                _seeded[(side, row[at])] = reference;
                yield return Add(reference, side, row[at + 1], row[at]);
            }
        }
    }

    /// <summary>Time, type, order, size, price, direction. Null: it changes no visible order (hidden execution, halt).</summary>
    public byte[]? Message(string line)
    {
        string[] f = line.Split(',');
        ulong id = ulong.Parse(f[2], CultureInfo.InvariantCulture);
        uint size = uint.Parse(f[3], CultureInfo.InvariantCulture);
        long price = long.Parse(f[4], CultureInfo.InvariantCulture);
        Side side = f[5] == "1" ? Side.Buy : Side.Sell;
        if (f[1] == "1")
        {
            _entered.Add(id);
            return Add(id, side, size, price);
        }

        OrderRef reference = new(_entered.Contains(id) ? id : _seeded.GetValueOrDefault((side, price)));
        return f[1] switch
        {
            "2" or "3" => Of(ItchOrderCancel.Length, b => ItchOrderCancel.Write(b, new Locate(locate), 0, default, reference, new Quantity(size))),
            "4" => Of(ItchOrderExecuted.Length, b => ItchOrderExecuted.Write(b, new Locate(locate), 0, default, reference, new Quantity(size), ++_match)),
            _ => null,
        };
    }

    private byte[] Add(ulong reference, Side side, long size, long price) => Of(ItchAddOrder.Length, b =>
        ItchAddOrder.Write(b, new Locate(locate), 0, default, new OrderRef(reference), side, new Quantity((uint)size), Symbol.Of(symbol), new Price((uint)price)));

    private static byte[] Of(int length, Writer write)
    {
        byte[] bytes = new byte[length];
        write(bytes);
        return bytes;
    }
}

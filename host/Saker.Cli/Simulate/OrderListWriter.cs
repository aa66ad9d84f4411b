using System.Globalization;
using Saker.Model;

namespace Saker.Cli;

/// <summary>The order list as CSV: a row for each PAPER record. Prices in price units, quantities in lots, times in ns since midnight.</summary>
internal sealed class OrderListWriter : IDisposable
{
    public const string Header = "message,time_ns,act,side,price,qty,open,ahead,verdict,position,mid2_ticks";

    private readonly RowWriter _rows;

    public OrderListWriter(string path)
    {
        _rows = new RowWriter(path);
        _rows.Line(Header);
    }

    /// <param name="message">The message that was played.</param>
    /// <param name="timeNs">Its time.</param>
    public void Add(long message, ulong timeNs, in PaperRecord r) => _rows.Line(string.Create(CultureInfo.InvariantCulture,
        $"{message},{timeNs},{Act(r.Act)},{(r.Side == 0 ? "buy" : "sell")},{r.Price},{r.Qty},{r.Open},{r.Ahead},{r.Verdict},{r.Position},{r.Mid2}"));

    public void Dispose() => _rows.Dispose();

    private static string Act(PaperAct act) => act switch
    {
        PaperAct.New => "new",
        PaperAct.Replace => "replace",
        PaperAct.Cancel => "cancel",
        PaperAct.Fill => "fill",
        _ => "refused",
    };
}

using System.Globalization;
using Saker.Model;

namespace Saker.Cli;

/// <summary>What came of a simulation, one `name value unit` a line. Money is counted in whole price units and shown in the currency.</summary>
internal static class SimulationReport
{
    /// <summary>Price units of a currency unit in ITCH.</summary>
    public const int PriceUnits = 10_000;

    private static readonly (Verdict Bit, string Name)[] Refusals =
    [
        (Verdict.Book, "book"), (Verdict.Qty, "quantity"), (Verdict.Collar, "collar"), (Verdict.Position, "position"), (Verdict.Self, "self"), (Verdict.Notional, "notional"),
    ];

    public static void Write(TextWriter to, SimulationLedger run)
    {
        void Line(string name, IFormattable value, string unit = "") => to.Write($"{name} {value.ToString(null, CultureInfo.InvariantCulture)} {unit}".TrimEnd() + "\n");
        void Money(string name, Int128 twice, string unit = "currency") => Line(name, Currency(twice), unit);

        Line("messages", run.Messages);
        Line("symbol_messages", run.OfSymbol);
        Line("quotes", run.Quotes, "decisions");
        Line("orders_new", run.Count(PaperAct.New));
        Line("orders_replaced", run.Count(PaperAct.Replace));
        Line("orders_cancelled", run.Count(PaperAct.Cancel));
        Line("orders_refused", run.Count(PaperAct.Refused));
        foreach ((Verdict bit, string name) in Refusals)
        {
            long refused = run.Refused(int.Log2((int)bit));
            if (refused != 0)
            {
                Line($"refused_{name}", refused);
            }
        }

        Line("fills", run.Count(PaperAct.Fill));
        Line("bought", run.Bought, "lots");
        Line("sold", run.Sold, "lots");
        Line("volume", run.Bought + run.Sold, "lots");
        Money("turnover", 2 * run.Turnover);
        Line("position", run.Money.Position, "lots");
        Money("cash", 2 * run.Money.Cash);
        Money("mark", run.Money.Mark ?? 0, "currency/lot");
        Money("equity", run.Money.TwiceEquity);
        Money("fees", 2 * run.Fees);
        Money("drawdown", run.TwiceDrawdown);
        to.Write($"orders_sha256 {run.Hash}\n");
    }

    /// <summary>Exact: half a price unit is the finest.</summary>
    private static decimal Currency(Int128 twice) => (decimal)twice / (2 * PriceUnits);
}

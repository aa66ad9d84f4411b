using Saker.Card;
using Saker.Model;

namespace Saker.Cli;

/// <summary>Counts what happens in a simulation and keeps its money as the card would (docs/card.md 8.5): price units times lots. Hands the orders on.</summary>
/// <param name="fee">Of each lot filled, price units.</param>
/// <param name="orders">Takes each PAPER record; null: nobody does.</param>
internal sealed class SimulationLedger(ushort fee, OrderListWriter? orders) : ISimulationSink, IDisposable
{
    private const int Bits = 16;

    private readonly SlotMoney _money = new() { Fee = fee };
    private readonly OrderListHash _hash = new();
    private readonly long[] _acts = new long[(int)PaperAct.Refused + 1], _refused = new long[Bits], _lots = new long[2];
    private Int128 _highest;
    private long _message;
    private ulong _timeNs;

    /// <summary>The window of prices; a window without a tick: nothing was played.</summary>
    public SymbolWindow Window { get; private set; }

    /// <summary>Messages played.</summary>
    public long Messages => _message;

    /// <summary>Of them those of the symbol.</summary>
    public long OfSymbol { get; private set; }

    /// <summary>Decisions of the quoter.</summary>
    public long Quotes { get; private set; }

    /// <summary>Position, cash, mark and equity.</summary>
    public SlotMoney Money => _money;

    /// <summary>Price units times lots, fills of both sides.</summary>
    public Int128 Turnover { get; private set; }

    /// <summary>What the fills cost besides, price units times lots.</summary>
    public Int128 Fees => (Int128)fee * (Bought + Sold);

    /// <summary>Twice the greatest fall of the equity below what it was before, after any message; 0 at the start counts.</summary>
    public Int128 TwiceDrawdown { get; private set; }

    public long Bought => _lots[0];

    public long Sold => _lots[1];

    /// <summary>Hash of the order list.</summary>
    public string Hash => _hash.Text;

    public long Count(PaperAct act) => _acts[(int)act];

    /// <summary>Orders that the gate refused for this, a bit of the verdict.</summary>
    public long Refused(int bit) => _refused[bit];

    public void Begin(SymbolWindow window) => Window = window;

    public void Playing(long number, ulong timeNs) => (_message, _timeNs) = (number, timeNs);

    public void Quote(in QuoteRecord record) => Quotes++;

    public void Paper(in PaperRecord record)
    {
        _acts[(int)record.Act]++;
        _hash.Add(record);
        orders?.Add(_message, _timeNs, record);
        if (record.Act == PaperAct.Fill)
        {
            _money.Execute(record.Side, record.Qty, record.Price);
            _lots[record.Side] += record.Qty;
            Turnover += (Int128)record.Qty * record.Price;
        }
        for (int bit = 0; bit < Bits && record.Act == PaperAct.Refused; bit++)
        {
            _refused[bit] += record.Verdict >> bit & 1;
        }
    }

    public void Settled(in BookRecord top)
    {
        OfSymbol++;
        _money.Top(top, new PriceWindow(Window.Base, Window.Tick));
        if (!_money.Unmarked)
        {
            Int128 equity = _money.TwiceEquity;
            _highest = Int128.Max(_highest, equity);
            TwiceDrawdown = Int128.Max(TwiceDrawdown, _highest - equity);
        }
    }

    public void Dispose()
    {
        _hash.Dispose();
        orders?.Dispose();
    }
}

using Saker.Card.Bench;
using Saker.Model;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests;

/// <summary>Latency as a test: cycles in = cycles out, exactly (docs/latency.md).</summary>
public sealed class FigureTests(ITestOutputHelper output)
{
    private const long TickToOrderCycles = 8;

    [RtlFact]
    public void TickToOrder_IsTheSameForEveryMessageLaneTagAndAction()
    {
        IReadOnlyList<TickSample> samples = TickToOrder.Sweep();
        Assert.All(samples, s =>
        {
            Assert.True(s.Cycles == TickToOrderCycles, $"{s}: {s.Cycles} cycles");
            // The card's own stamps say the same as the pins.
            Assert.Equal((uint)s.LastByte, s.RxCycle);
            Assert.Equal((uint)s.Start, s.Order);
        });
        Assert.Equal(samples.Max(s => s.Cycles), samples.Min(s => s.Cycles));
        foreach (OrderAction action in new[] { OrderAction.New, OrderAction.Replace })
        {
            Assert.Equal(TickToOrder.Types.Length * 4 * 2, samples.Where(s => s.Action == action).Select(s => (s.Type, s.Lane, s.Vlan)).Distinct().Count());
        }

        output.WriteLine($"{samples.Count} ticks, {samples.Min(s => s.Cycles)} to {samples.Max(s => s.Cycles)} cycles");
    }

    /// <summary>All slots of the card quote the same symbol at the same prices: the first one's order starts when it did alone, the others' come behind it.</summary>
    [RtlFact]
    public void TickToOrder_OfTheFirstSlot_IsTheSameHoweverManySlotsRun()
    {
        int slots;
        using (var probe = new TradingBench(TradingBench.Plain, TradingBench.Wide))
        {
            slots = CardBench.ShapeOf(probe.Card).NumSlots;
        }

        Assert.True(slots > 1, "the virtual card has one slot");
        IReadOnlyList<TickSample> samples = TickToOrder.Sweep(others: slots - 1);
        Assert.All(samples, s => Assert.True(s.Cycles == TickToOrderCycles && (uint)s.Start == s.Order, $"{slots} slots: {s}: {s.Cycles} cycles"));
        output.WriteLine($"{slots} slots, {samples.Count} ticks, {samples.Min(s => s.Cycles)} to {samples.Max(s => s.Cycles)} cycles");
    }

    [RtlFact]
    public void Figures_AreWhatTheBudgetSays()
    {
        Dictionary<string, Figure> figures = Figures.Measure().ToDictionary(f => f.Name);
        foreach (Figure figure in figures.Values)
        {
            output.WriteLine(figure.ToString());
        }

        (string Name, decimal Value)[] budget =
        [
            ("t2t_last_byte_to_sof_cycles_min", 8), ("t2t_last_byte_to_sof_cycles_max", 8), ("t2t_estimated_ns", 25.6m),
            ("decode_cycles", 2), ("book_add_cycles", 2), ("book_remove_cycles_max", 2), ("quoter_cycles", 2), ("risk_stage_cycles", 1),
            ("mac_rx_cycles", 1), ("mac_tx_cycles", 1), ("kill_to_silent_cycles", 1), ("fill_to_position_cycles", 34), ("fill_to_quote_cycles", 2), ("bank_swap_cycles", 6), ("tcp_tx_cycles", 33),
            ("order_frame_bytes", 108), ("pair_frame_bytes", 158), ("pair_last_byte_cycles", 40), ("pair_cycles_saved", 20), ("pair_wire_bytes_saved", 78), ("mass_cancel_cycles_per_order", 23),
            ("gap_to_quotes_pulled_ns", 92.8m), ("sustained_message_interval_cycles", 5.25m), ("hold_drain_interval_cycles", 5),
            ("order_table_load_at_first_overflow_percent", 65.2m), ("signal_cycles", 15), ("gate_to_quote_cycles", 3),
            ("take_cycles", 3), ("take_last_byte_to_sof_cycles", 9),
        ];
        Assert.All(budget, b => Assert.True(figures[b.Name].Value == b.Value, $"{figures[b.Name]}, the budget says {b.Value}"));
        Assert.Equal(budget.Length, figures.Count);
    }
}

// Signals that are sums over periods, and those of the book as it stands: spread, imbalances, OFI, flow, cancels, refills, flickers, burst.
//
// Interface: now_i, set1_i in stage 1; step_i, set_i in stage 2; broken_i, report_*: signal_depth. value_o in stage 10: the fields of these signals and
// ok, the rest zero. One update a cycle. Latency: 9 cycles. Reset: no depth report; a restart starts a symbol.
`default_nettype none
module signal_windows #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic [53:0]           now_i,
  input  wire signal_pkg::set_t      set1_i,
  input  wire signal_pkg::set_t      set_i,
  input  wire signal_pkg::step_t     step_i,
  input  wire logic [NumSymbols-1:0] broken_i,
  input  wire logic                  report_valid_i,
  input  wire saker_pkg::event_t     report_i,
  output      signal_pkg::value_t    value_o
);
  // ---- stages 2 and 3: clocks, the book, the report ----------------------------------------------------------------
  logic [1:0]      window, burst;      // stage 3
  logic            window_known, burst_known, depth_known;
  logic [34:0]     depth_bid;
  logic [35:0]     depth_both;
  signal_clock #(.NumSymbols(NumSymbols)) u_window (
    .clk_i(clk_i), .now_i(now_i), .shift_i(set1_i.window), .step_i(step_i), .sum_o(window), .known_o(window_known)
  );
  signal_clock #(.NumSymbols(NumSymbols)) u_burst (
    .clk_i(clk_i), .now_i(now_i), .shift_i(set1_i.burst), .step_i(step_i), .sum_o(burst), .known_o(burst_known)
  );
  signal_depth #(.NumSymbols(NumSymbols)) u_depth (
    .clk_i(clk_i), .rst_i(rst_i), .report_valid_i(report_valid_i), .report_i(report_i), .broken_i(broken_i), .step_i(step_i),
    .known_o(depth_known), .bid_o(depth_bid), .both_o(depth_both)
  );

  logic        ok_q, refill_set_q, flicker_set_q;
  logic [15:0] spread_q;
  logic [31:0] bid_qty_q;
  logic [32:0] best_qty_q;
  always_ff @(posedge clk_i) begin
    ok_q          <= step_i.ok;
    spread_q      <= step_i.ask_idx - step_i.bid_idx;
    bid_qty_q     <= step_i.bid_qty;
    best_qty_q    <= 33'(step_i.bid_qty) + 33'(step_i.ask_qty);
    refill_set_q  <= set_i.refill_time != '0;
    flicker_set_q <= set_i.flicker_time != '0 && set_i.flicker_qty != '0;
  end
  localparam int unsigned HELD_W = 1 + 6 + 16 + 32 + 33 + 35 + 36;
  logic        ok10, window10, burst10, depth10, refill10, flicker10, unused_known;
  logic [15:0] spread10;
  logic [31:0] bid_qty10;
  logic [32:0] best_qty10;
  logic [34:0] depth_bid10;
  logic [35:0] depth_both10;
  signal_delay #(.Width(HELD_W), .Cycles(7)) u_held (
    .clk_i(clk_i),
    .d_i({ok_q, 1'b0, window_known, burst_known, depth_known, window_known && refill_set_q, window_known && flicker_set_q, spread_q, bid_qty_q,
          best_qty_q, depth_bid, depth_both}),
    .q_o({ok10, unused_known, window10, burst10, depth10, refill10, flicker10, spread10, bid_qty10, best_qty10, depth_bid10, depth_both10})
  );

  // ---- stage 4: what the update adds to each sum -------------------------------------------------------------------
  logic [33:0]     e;
  logic            refill, flicker, trade4_q, cancel4_q, message4_q, write4_q, break4_q, trade3_q, cancel3_q, message3_q, write3_q, break3_q;
  logic [32:0]     x3_q, x4_q;
  logic [SymW-1:0] sym3_q, sym4_q;
  logic [1:0]      window4_q, burst4_q;
  signal_ofi u_ofi (.clk_i(clk_i), .step_i(step_i), .e_o(e));
  signal_refill #(.NumSymbols(NumSymbols)) u_refill (.clk_i(clk_i), .step_i(step_i), .time_i(set_i.refill_time), .refill_o(refill));
  signal_flicker #(.NumSymbols(NumSymbols)) u_flicker (
    .clk_i(clk_i), .step_i(step_i), .qty_i(set_i.flicker_qty), .time_i(set_i.flicker_time), .flicker_o(flicker)
  );
  always_ff @(posedge clk_i) begin
    trade3_q   <= step_i.live && step_i.trade;
    cancel3_q  <= step_i.live && step_i.order && step_i.kind[1];  // CANCEL REPLACE
    message3_q <= step_i.live && (step_i.trade || step_i.order);
    x3_q       <= step_i.live ? step_i.x : '0;
    write3_q   <= step_i.upd || step_i.restart;
    break3_q   <= step_i.broken;
    sym3_q     <= step_i.sym[SymW-1:0];
    {trade4_q, cancel4_q, message4_q, x4_q, write4_q, break4_q, sym4_q} <= {trade3_q, cancel3_q, message3_q, x3_q, write3_q, break3_q, sym3_q};
    {window4_q, burst4_q} <= {window, burst};
  end

  // ---- stages 4 to 6: the sums -------------------------------------------------------------------------------------
  logic [40:0] ofi, flow, ofi10, flow10;
  logic [24:0] cancels, trades, refills, flickers, bursts, cancels10, trades10, refills10, flickers10, bursts10;
  signal_sum #(.NumSymbols(NumSymbols), .Width(40), .AddW(34), .Signed(1'b1)) u_sum_ofi (
    .clk_i(clk_i), .valid_i(write4_q), .sym_i(sym4_q), .sum_i(window4_q), .add_i(e), .break_i(break4_q), .total_o(ofi)
  );
  signal_sum #(.NumSymbols(NumSymbols), .Width(40), .AddW(33), .Signed(1'b1)) u_sum_flow (
    .clk_i(clk_i), .valid_i(write4_q), .sym_i(sym4_q), .sum_i(window4_q), .add_i(x4_q), .break_i(break4_q), .total_o(flow)
  );
  signal_sum #(.NumSymbols(NumSymbols)) u_sum_cancels (
    .clk_i(clk_i), .valid_i(write4_q), .sym_i(sym4_q), .sum_i(window4_q), .add_i(cancel4_q), .break_i(break4_q), .total_o(cancels)
  );
  signal_sum #(.NumSymbols(NumSymbols)) u_sum_trades (
    .clk_i(clk_i), .valid_i(write4_q), .sym_i(sym4_q), .sum_i(window4_q), .add_i(trade4_q), .break_i(break4_q), .total_o(trades)
  );
  signal_sum #(.NumSymbols(NumSymbols)) u_sum_refills (
    .clk_i(clk_i), .valid_i(write4_q), .sym_i(sym4_q), .sum_i(window4_q), .add_i(refill), .break_i(break4_q), .total_o(refills)
  );
  signal_sum #(.NumSymbols(NumSymbols)) u_sum_flickers (
    .clk_i(clk_i), .valid_i(write4_q), .sym_i(sym4_q), .sum_i(window4_q), .add_i(flicker), .break_i(break4_q), .total_o(flickers)
  );
  signal_sum #(.NumSymbols(NumSymbols)) u_sum_burst (
    .clk_i(clk_i), .valid_i(write4_q), .sym_i(sym4_q), .sum_i(burst4_q), .add_i(message4_q), .break_i(break4_q), .total_o(bursts)
  );
  signal_delay #(.Width(207), .Cycles(4)) u_sums10 (
    .clk_i(clk_i), .d_i({ofi, flow, cancels, trades, refills, flickers, bursts}),
    .q_o({ofi10, flow10, cancels10, trades10, refills10, flickers10, bursts10})
  );

  always_comb begin
    value_o            = '0;
    value_o.ok         = ok10;
    value_o.known      = {1'b0, burst10, 2'b00, flicker10, refill10, window10, 4'b0000, {4{window10}}, depth10, 2'b11};
    value_o.spread     = spread10;
    value_o.bid_qty    = bid_qty10;
    value_o.best_qty   = best_qty10;
    value_o.depth_bid  = depth_bid10;
    value_o.depth_both = depth_both10;
    value_o.ofi        = ofi10;
    value_o.flow       = flow10;
    value_o.cancels    = cancels10;
    value_o.trades     = trades10;
    value_o.refill     = refills10;
    value_o.flicker    = flickers10;
    value_o.burst      = bursts10;
  end

  logic unused;
  assign unused = ^{step_i, set_i, set1_i, unused_known};  // other signals' fields
endmodule
`default_nettype wire

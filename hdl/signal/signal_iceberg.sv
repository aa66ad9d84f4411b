// Quantity traded at one level of one side against the most that it showed: an iceberg. docs/signals.md 4.11.
//
// Interface: step_i, time_i in stage 2; known_o, traded_o, shown_o, of the symbol after it, in stage 4. Side: 0 bid, 1 ask. One update a cycle:
// the loop adds, compares and selects. Latency: 2 cycles. Reset: none, a restart starts a symbol.
`default_nettype none
module signal_iceberg #(
  parameter int unsigned NumSymbols = 16,
  parameter bit          Side       = 1'b0,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic              clk_i,
  input  wire signal_pkg::step_t step_i,
  input  wire logic [19:0]       time_i,
  output      logic              known_o,
  output      logic [31:0]       traded_o,
  output      logic [31:0]       shown_o
);
  // ---- stage 2: a trade at the best of the book before; the most that its level shows in this update ----
  logic [15:0]     best_was, best;
  logic [31:0]     shown_was, shown_now, top_q, shown_now_q, qty_q, now_q;
  logic            trades, again, write_q, restart_q, break_q, trades_q, book_ok_q;
  logic [15:0]     idx_q;
  logic [19:0]     time_q;
  logic [SymW-1:0] sym_q;
  assign best_was  = Side ? step_i.ask_idx_was : step_i.bid_idx_was;
  assign best      = Side ? step_i.ask_idx : step_i.bid_idx;
  assign shown_was = Side ? step_i.ask_qty_was : step_i.bid_qty_was;
  assign shown_now = Side ? step_i.ask_qty : step_i.bid_qty;
  assign trades    = step_i.ok_was && step_i.trade && step_i.order && step_i.kind == saker_pkg::ORDER_EXECUTE && step_i.at_level
                  && step_i.side == Side && step_i.idx == best_was && time_i != '0;
  assign again     = step_i.book_ok && best == best_was && shown_now > shown_was;
  always_ff @(posedge clk_i) begin
    write_q     <= step_i.upd || step_i.restart;
    restart_q   <= step_i.restart;
    break_q     <= step_i.broken;
    trades_q    <= trades;
    book_ok_q   <= step_i.book_ok;
    idx_q       <= trades ? best_was : best;
    top_q       <= again ? shown_now : shown_was;
    shown_now_q <= shown_now;
    qty_q       <= step_i.qty;
    now_q       <= step_i.now;
    time_q      <= time_i;
    sym_q       <= step_i.sym[SymW-1:0];
  end

  // ---- stage 3: the level that is watched ----
  logic [112:0] state [NumSymbols];
  logic         valid, valid_d, same;
  logic [15:0]  idx, idx_d;
  logic [31:0]  traded, shown, kept, traded_d, shown_d, kept_d, age;
  logic [32:0]  sum;
  assign {valid, idx, traded, shown, kept} = restart_q ? 113'd0 : state[sym_q];
  assign age  = now_q - kept;
  assign sum  = 33'(traded) + 33'(qty_q);
  assign same = valid && idx == idx_q;
  always_comb begin
    {valid_d, idx_d, traded_d, shown_d, kept_d} = {valid, idx, traded, shown, kept};
    if (trades_q) begin
      {valid_d, idx_d, traded_d, shown_d, kept_d} = {1'b1, idx_q, qty_q, top_q, now_q};
      if (same && age <= 32'(time_q)) begin
        traded_d = sum[32] ? '1 : sum[31:0];
        if (shown > top_q) shown_d = shown;
      end
    end else if (same && book_ok_q && shown_now_q > shown) begin
      shown_d = shown_now_q;
    end
    if (break_q) valid_d = 1'b0;
  end
  always_ff @(posedge clk_i) begin
    if (write_q) state[sym_q] <= {valid_d, idx_d, traded_d, shown_d, kept_d};
    {known_o, traded_o, shown_o} <= {valid_d, traded_d, shown_d};
  end

  logic unused;
  assign unused = ^step_i;
endmodule
`default_nettype wire

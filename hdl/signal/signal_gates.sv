// The gate word: every signal against its threshold, without rounding. docs/signals.md 3.
//
// Interface: write_i (an update or a restart), upd_i, sym_i, value_i, limit_i in stage 10; gates_o, a word of 18 bits a symbol, in stage 12, with
// done_o, done_sym_o and word_o of the update that made it. closing_i: symbols whose signals restart; their word is 0 from the next cycle on, until
// an update behind the restart arrives. One update a cycle. Latency: 2 cycles. Reset: every gate closed.
`default_nettype none
module signal_gates #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic                     write_i,
  input  wire logic                     upd_i,
  input  wire logic [SymW-1:0]          sym_i,
  input  wire signal_pkg::value_t       value_i,
  input  wire signal_pkg::limit_t       limit_i,
  input  wire logic [NumSymbols-1:0]    closing_i,
  output      logic [NumSymbols*18-1:0] gates_o,
  output      logic                     done_o,
  output      logic [SymW-1:0]          done_sym_o,
  output      logic [17:0]              word_o
);
  localparam int unsigned W = 52;  // the widest product

  function automatic logic [W-1:0] up(input logic [40:0] v);
    up = v[40] ? '0 : W'(v);
  endfunction
  function automatic logic [W-1:0] down(input logic [40:0] v);
    logic [40:0] amount;
    amount = 41'd0 - v;
    down = v[40] ? W'(amount) : '0;
  endfunction

  // ---- stage 10: both sides of every comparison ----
  logic [34:0]     vpin;
  logic [18*W-1:0] value, bound, value_q, bound_q;
  logic [17:0]     may_q, above_q;
  logic            write_q, upd_q;
  logic [SymW-1:0] sym_q;
  assign vpin = value_i.vpin_tick < value_i.vpin_aggressor ? value_i.vpin_tick : value_i.vpin_aggressor;
  assign value = {
    W'(value_i.entropy), W'(value_i.burst), W'({value_i.ask_traded, 4'd0}), W'({value_i.bid_traded, 4'd0}),
    W'(value_i.flicker), W'(value_i.refill), W'({value_i.cancels, 4'd0}), W'({vpin, 16'd0}), W'({value_i.var_fast, 8'd0}),
    W'(value_i.var_slow), W'(value_i.var_fast), down(value_i.flow), up(value_i.flow), down(value_i.ofi), up(value_i.ofi),
    W'({value_i.depth_bid, 16'd0}), W'({value_i.bid_qty, 16'd0}), W'(value_i.spread)};
  assign bound = {
    W'(limit_i.entropy), W'(limit_i.burst), W'(limit_i.iceberg_ask) * W'(value_i.ask_shown), W'(limit_i.iceberg_bid) * W'(value_i.bid_shown),
    W'(limit_i.flicker), W'(limit_i.refill), W'(limit_i.cancels) * W'(value_i.trades), W'(limit_i.vpin) * W'(value_i.vpin_volume),
    W'(limit_i.regime) * W'(value_i.var_slow), W'(limit_i.var_slow), W'(limit_i.var_fast), W'(limit_i.flow_down), W'(limit_i.flow_up),
    W'(limit_i.ofi_down), W'(limit_i.ofi_up), W'(limit_i.depth) * W'(value_i.depth_both), W'(limit_i.imbalance) * W'(value_i.best_qty),
    W'(limit_i.spread)};
  always_ff @(posedge clk_i) begin
    value_q <= value;
    bound_q <= bound;
    above_q <= limit_i.above;
    // A book that is not ok closes every gate, whatever the signals say.
    may_q   <= value_i.ok && upd_i ? value_i.known : '0;
    write_q <= write_i && !rst_i;
    upd_q   <= upd_i && !rst_i;
    sym_q   <= sym_i;
  end

  // ---- stage 11: compare ----
  logic [17:0] word;
  for (genvar g = 0; g < 18; g++) begin : gen_gate
    assign word[g] = may_q[g] && (above_q[g] ? value_q[W*g +: W] > bound_q[W*g +: W] : value_q[W*g +: W] < bound_q[W*g +: W]);
  end
  always_ff @(posedge clk_i) begin
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      if (closing_i[n]) gates_o[18*n +: 18] <= '0;
      else if (write_q && sym_q == SymW'(n)) gates_o[18*n +: 18] <= word;
    end
    if (rst_i) gates_o <= '0;
    done_o     <= upd_q && !rst_i;
    done_sym_o <= sym_q;
    word_o     <= word;
  end
endmodule
`default_nettype wire

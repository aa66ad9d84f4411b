// The variance of one horizon: an exponentially weighted mean of squared mid moves a period. docs/signals.md 4.5.
//
// Interface: step_i in stage 3 (write, restart, halted, sym), k_i in stage 3; square_i, valid_i, still_i (periods without a move) and ended_i in stage 5;
// index_o in stage 7 asks the decay table, decay_i answers in stage 8. variance_o (Q16.16, saturating) and known_o in stage 10.
// The loop is stages 6 to 9, so samples of a symbol are at least 4 cycles apart; everything else comes once a cycle. Latency: 7 cycles from stage 3.
// Reset: none, a restart starts a symbol.
`default_nettype none
module signal_variance #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic            clk_i,
  input  wire logic            write_i,     // stage 3: an update or a restart
  input  wire logic            clear_i,     // a restart, or HALTED after it
  input  wire logic [SymW-1:0] sym_i,
  input  wire logic [3:0]      k_i,
  input  wire logic            valid_i,     // stage 5: a sample
  input  wire logic [31:0]     square_i,
  input  wire logic [19:0]     still_i,
  input  wire logic [17:0]     ended_i,
  output      logic [9:0]      index_o,
  input  wire logic [23:0]     decay_i,
  output      logic [31:0]     variance_o,
  output      logic            known_o
);
  // {periods counted, decay not yet applied, variance Q32.24}
  logic [94:0] state [NumSymbols];

  // ---- stages 3 to 5: the sample as the horizon takes it ----
  logic [SymW-1:0] sym5, sym6, sym9;
  logic [3:0]      k5, k9;
  logic            write9, clear9;
  logic [31:0]     step_q;  // decay of one period, stage 5
  logic [3:0]      k4_q;
  signal_delay #(.Width(SymW+4), .Cycles(2)) u_to5 (.clk_i(clk_i), .d_i({sym_i, k_i}), .q_o({sym5, k5}));
  signal_delay #(.Width(SymW), .Cycles(1)) u_to6 (.clk_i(clk_i), .d_i(sym5), .q_o(sym6));
  signal_delay #(.Width(SymW+6), .Cycles(6)) u_to9 (.clk_i(clk_i), .d_i({write_i, clear_i, sym_i, k_i}), .q_o({write9, clear9, sym9, k9}));

  logic        valid6_q, valid7_q, valid8_q, valid9_q, still6_q, still7_q, still8_q, still9_q;
  logic [55:0] add_q;     // square << (24 - k)
  logic [51:0] octaves_q; // still * step, Q.31
  logic [17:0] ended6_q, ended7_q, ended8_q, ended9_q;
  logic [3:0]  k6_q;
  always_ff @(posedge clk_i) begin
    k4_q      <= k_i;
    step_q    <= signal_pkg::decay_step(k4_q);
    valid6_q  <= valid_i && k5 != '0;
    still6_q  <= still_i != '0;
    add_q     <= 56'(square_i) << (5'd24 - 5'(k5));
    octaves_q <= 52'(still_i) * 52'(step_q);
    ended6_q  <= ended_i;
    k6_q      <= k5;
  end

  // ---- stage 6: the period with the move; what is to decay ----
  logic [55:0] v, v7_q, v8_q, v9_q;
  logic [20:0] rest, rest7_q, rest8_q, rest9_q;
  logic [51:0] total;
  logic [20:0] whole7_q, whole8_q;
  logic        gone9_q;
  logic [5:0]  whole9_q;
  assign {rest, v} = state[sym6][76:0];
  assign total     = octaves_q + 52'(rest);
  always_ff @(posedge clk_i) begin
    v7_q     <= v - (v >> k6_q) + add_q;
    index_o  <= total[30:21];
    whole7_q <= total[51:31];
    rest7_q  <= still6_q ? total[20:0] : rest;
    {valid7_q, still7_q, ended7_q} <= {valid6_q, still6_q, ended6_q};
  end

  // ---- stage 7: the table is read; stage 8: products ----
  logic [51:0] low_q, high_q;
  always_ff @(posedge clk_i) begin
    {v8_q, whole8_q, rest8_q, valid8_q, still8_q, ended8_q} <= {v7_q, whole7_q, rest7_q, valid7_q, still7_q, ended7_q};
    low_q    <= 52'(v8_q[27:0]) * 52'(decay_i);
    high_q   <= 52'(v8_q[55:28]) * 52'(decay_i);
    gone9_q  <= whole8_q[20:6] != '0;
    whole9_q <= whole8_q[5:0];
    {v9_q, rest9_q, valid9_q, still9_q, ended9_q} <= {v8_q, rest8_q, valid8_q, still8_q, ended8_q};
  end

  // ---- stage 9: decayed, written; every other update reads what stands ----
  logic [79:0] product, decayed;
  logic [94:0] was, next;
  logic [55:0] v_d;
  logic [20:0] rest_d;
  logic [17:0] count_d;
  logic [18:0] count_sum;
  assign product   = {high_q, 28'd0} + 80'(low_q);
  assign decayed   = (product >> 23) >> whole9_q;
  assign was       = state[sym9];
  assign count_sum = 19'(was[94:77]) + 19'(ended9_q);
  always_comb begin
    {count_d, rest_d, v_d} = was;
    if (valid9_q) begin
      count_d = count_sum > 19'd131072 ? 18'd131072 : count_sum[17:0];
      rest_d  = rest9_q;
      v_d     = !still9_q ? v9_q : gone9_q ? '0 : decayed[55:0];
    end
    next = clear9 ? '0 : {count_d, rest_d, v_d};
  end
  always_ff @(posedge clk_i) begin
    if (write9) state[sym9] <= next;
    variance_o <= next[55:40] != '0 ? '1 : next[39:8];
    known_o    <= k9 != '0 && {1'b0, next[94:77]} >= (19'd4 << k9);
  end

  logic unused;
  assign unused = ^{decayed[79:56]};
endmodule
`default_nettype wire

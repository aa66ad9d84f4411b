// Proof harness: the money of a slot (docs/card.md 8.5). The multiplier is taken for what it promises, three cycles of latency, and its product for the pair of
// its operands, so that no mistake in either hides; f_money_mul proves the real one. Formal only. Executions are 8 cycles apart or more, never of both kinds at once.
`default_nettype none
module money_mul #(
  parameter int unsigned AWidth = 36,
  parameter int unsigned BWidth = 33
) (
  input  wire logic                              clk_i,
  input  wire logic signed [AWidth-1:0]          a_i,
  input  wire logic signed [BWidth-1:0]          b_i,
  output      logic signed [AWidth+BWidth-1:0]   p_o
);
  logic [AWidth+BWidth-1:0] p1_q, p2_q;
  always_ff @(posedge clk_i) begin
    p1_q <= {a_i, b_i};
    p2_q <= p1_q;
    p_o  <= p2_q;
  end
endmodule

module f_money (
  input wire logic        clk_i,
  input wire logic        rst_i,
  input wire logic [31:0] now_i,
  input wire logic        mark_we_i,
  input wire logic [5:0]  bid_idx_i,
  input wire logic [5:0]  ask_idx_i,
  input wire logic [7:0]  symbol_i,
  input wire logic [31:0] base_i,
  input wire logic [1:0]  tick_i,
  input wire logic [15:0] fee_i,
  input wire logic        fill_i,
  input wire logic        sell_i,
  input wire logic [31:0] qty_i,
  input wire logic [32:0] price_i,
  input wire logic        overflow_i,
  input wire logic        adjust_i,
  input wire logic [31:0] lots_i,
  input wire logic [31:0] adjust_price_i,
  input wire logic [31:0] position_i
);
  localparam int unsigned RoundLog2 = 2;
  logic               begins, round, unmarked, unknown;
  logic signed [81:0] equity2;
  logic [31:0]        now;
  logic [63:0]        cash;
  slot_money #(.RoundLog2(RoundLog2)) u_money (
    .clk_i, .rst_i, .now_i, .mark_we_i, .bid_idx_i({10'd0, bid_idx_i}), .ask_idx_i({10'd0, ask_idx_i}), .symbol_i, .base_i, .tick_i({14'd0, tick_i}), .fee_i, .fill_i, .fill_sell_i(sell_i), .fill_qty_i(qty_i),
    .fill_price_i({31'd0, price_i}), .overflow_i, .adjust_i, .adjust_lots_i(lots_i), .adjust_price_i, .position_i, .begins_o(begins), .round_o(round),
    .equity2_o(equity2), .unmarked_o(unmarked), .now_o(now), .unknown_o(unknown), .cash_o(cash));

  // What an execution is worth a lot, and of how many: paid with the fee when bought, received without it when sold; an undone one the other way round.
  logic               bought, f_wide;
  logic signed [35:0] each;
  logic [31:0]        lots;
  always_comb begin
    bought = fill_i ? !sell_i : lots_i[31];
    lots   = fill_i ? qty_i : lots_i[31] ? 32'd0 - lots_i : lots_i;
    each   = bought ? 36'd0 - (36'(fill_i ? price_i[31:0] : adjust_price_i) + 36'(fee_i)) : 36'(fill_i ? price_i[31:0] : adjust_price_i) - 36'(fee_i);
    if (!fill_i) each = 36'd0 - each;
    f_wide = fill_i && price_i[32];
  end

  // Cash by the contract, four cycles behind its execution, with as many places as no sum here can leave.
  logic [3:0]         f_moves_q;
  logic [68:0]        f_p0_q, f_p1_q, f_p2_q, f_p3_q;
  logic signed [81:0] f_cash_q, f_cash;
  logic               f_past_q = 1'b0, f_reset_q, f_unknown_q;
  logic [3:0]         f_rest_q;   // cycles until the next execution may come
  assign f_cash = f_cash_q + 82'($signed(f_p2_q));
  always_ff @(posedge clk_i) begin
    f_past_q  <= 1'b1;
    f_reset_q <= rst_i;
    f_rest_q  <= fill_i || adjust_i ? 4'd7 : f_rest_q == '0 ? '0 : f_rest_q - 1'b1;
    f_moves_q <= {f_moves_q[2:0], (fill_i || adjust_i) && !f_wide};
    {f_p0_q, f_p1_q, f_p2_q, f_p3_q} <= {each, 1'b0, lots, f_p0_q, f_p1_q, f_p2_q};
    if (f_moves_q[2]) f_cash_q <= f_cash;
    f_unknown_q <= f_unknown_q || f_wide || overflow_i;
    if (rst_i) {f_moves_q, f_cash_q, f_unknown_q, f_rest_q} <= '0;
  end

  // The mark: of the last top of book since the window took other values.
  logic [41:0] f_window_q;
  logic [2:0]  f_marks_q;
  logic        f_marked_q;
  logic [34:0] f_m0_q, f_m1_q, f_mark_q;
  always_ff @(posedge clk_i) begin
    f_window_q <= {symbol_i, base_i, tick_i};
    f_marks_q  <= {f_marks_q[1:0], mark_we_i};
    f_m0_q     <= {base_i, 1'b0} + 35'(tick_i) * (35'(bid_idx_i) + 35'(ask_idx_i));
    f_m1_q     <= f_m0_q;
    if (f_marks_q[1]) begin
      f_mark_q   <= f_m1_q;
      f_marked_q <= 1'b1;
    end
    if (f_window_q != {symbol_i, base_i, tick_i} || rst_i) {f_marks_q, f_marked_q} <= '0;
  end

  // A round: cash, mark, position and time of the cycle in which it begins, four cycles later.
  logic [3:0]         f_begun_q;
  logic signed [81:0] f_equity_q;
  logic [31:0]        f_now_q;
  logic               f_unmarked_q;
  logic [5:0]         f_since_q;
  always_ff @(posedge clk_i) begin
    f_begun_q <= rst_i ? '0 : {f_begun_q[2:0], begins};
    f_since_q <= rst_i || begins ? '0 : f_since_q + 1'b1;
    if (begins) begin
      f_equity_q   <= f_cash_q * 82'sd2 + (f_marked_q ? 82'($signed({1'b0, f_mark_q, {33{1'b0}}} | {36'd0, position_i[31], position_i})) : 82'sd0);
      f_now_q      <= now_i;
      f_unmarked_q <= !f_marked_q && position_i != '0;
    end
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    if (f_past_q && !f_reset_q) assume (!rst_i);
    assume (!(fill_i && adjust_i));
    assume (!(f_rest_q != '0 && (fill_i || adjust_i)));
    assume (!overflow_i || fill_i);
    assume (lots_i != '0);
    if (f_past_q && !f_reset_q) begin
      // (1) Every execution is in cash four cycles later, once, and nothing else is.
      assert ($signed(cash) == (f_cash_q > 82'sh7FFFFFFFFFFFFFFF ? 64'sh7FFFFFFFFFFFFFFF : f_cash_q < -82'sh8000000000000000 ? 64'sh8000000000000000 : f_cash_q[63:0]));
      assert (unknown == f_unknown_q);
      // (2) A round's equity is of one cycle, with no execution between cash and position.
      assert (round == f_begun_q[3]);
      if (round) assert (equity2 == f_equity_q && now == f_now_q && unmarked == f_unmarked_q);
      if (begins) assert (f_moves_q[2:0] == '0 && !fill_i && !adjust_i);
      // (3) It waits for executions by no more than 8 cycles.
      if (begins) assert (f_since_q >= 6'((1 << RoundLog2) - 1));
      assert (f_since_q <= 6'((1 << RoundLog2) + 7));
    end
  end
`ifdef FORMAL
  always_comb if (f_past_q && !f_reset_q) begin
    cover (round && !unmarked && f_marked_q && equity2 != '0);
    cover (round && unmarked);
    cover (unknown);
    cover (begins && f_since_q > 6'(1 << RoundLog2));
  end
`endif
endmodule
`default_nettype wire

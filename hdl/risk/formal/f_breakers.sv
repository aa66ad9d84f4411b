// Proof harness: the loss breakers against the contract (docs/card.md 8.5), narrow: rounds of 36 cycles, any equity, limits, period and starts.
// Formal only. The references are kept here once more, as the contract says them, and judged at once.
`default_nettype none
module f_breakers #(
  parameter int unsigned EquityW = 5,
  parameter int unsigned LimitW  = 3
) (
  input wire logic                      clk_i,
  input wire logic                      rst_i,
  input wire logic signed [EquityW-1:0] equity2_i,
  input wire logic                      unmarked_i,
  input wire logic                      unknown_i,
  input wire logic [1:0]                time_i,      // that passes in this round
  input wire logic                      start_i,
  input wire logic [1:0]                period_i,
  input wire logic [3*LimitW-1:0]       limit_i
);
  localparam int unsigned Round = 36, Result = 30;
  logic [5:0]  count_q;
  logic [31:0] now_q;
  logic        begins, round, reached, done, changed;
  logic [14:0] loss;
  logic [63:0] pnl;
  logic [3*LimitW-1:0] limit_q;
  assign begins = count_q == 6'd0;
  assign round  = count_q == 6'd4;
  loss_breakers #(.EquityW(EquityW), .LimitW(LimitW), .Periods(3), .ResultCycle(Result)) u_breakers (
    .clk_i, .rst_i, .begins_i(begins), .round_i(round), .equity2_i, .unmarked_i, .unknown_i, .now_i(now_q), .start_i,
    .period_i({30'd0, period_i}), .limit_i(limit_q), .loss_o(loss), .pnl_o(pnl), .reached_o(reached), .done_o(done), .changed_o(changed));

  // The contract's references. A period before has kept only what began after the start.
  logic signed [EquityW-1:0] e_q, s_q, h_q, r0_q, r1_q, r2_q;
  logic                      k1_q, k2_q, asked_q, restart_q, f_past_q = 1'b0, f_unmarked_q, f_unknown_q, f_after_q;
  logic [31:0]               began_q;
  logic [14:0]               f_loss_q;
  logic                      over;
  assign over = period_i != '0 && now_q - began_q >= 32'(period_i);
  always_ff @(posedge clk_i) begin
    f_past_q  <= 1'b1;
    f_loss_q  <= loss;
    f_after_q <= !rst_i;
    f_unknown_q <= unknown_i;
    count_q   <= rst_i || count_q == 6'(Round - 1) ? 6'd0 : count_q + 6'd1;
    if (begins) limit_q <= limit_i;
    if (begins) now_q <= now_q + 32'(time_i);
    asked_q <= (asked_q && !begins) || start_i;
    if (begins) restart_q <= asked_q;
    if (round) begin
      e_q          <= equity2_i;
      f_unmarked_q <= unmarked_i;
      if (restart_q || equity2_i > h_q) h_q <= equity2_i;
      if (restart_q) s_q <= equity2_i;
      if (restart_q || over || equity2_i > r0_q) r0_q <= equity2_i;
      if (restart_q || over) began_q <= now_q;
      if (restart_q) {k1_q, k2_q} <= '0;
      else if (over) {k1_q, k2_q, r1_q, r2_q} <= {1'b1, k1_q, r0_q, r1_q};
    end
    if (rst_i) begin
      {s_q, h_q, r0_q, k1_q, k2_q, asked_q, restart_q} <= '0;
      began_q <= now_q;
    end
  end

  function automatic logic [2:0] level(input logic signed [EquityW-1:0] from, input logic signed [EquityW-1:0] e, input logic [LimitW-1:0] limit);
    logic signed [EquityW:0] fall;
    logic [15:0]             l, m;
    fall = {from[EquityW-1], from} - {e[EquityW-1], e};
    l    = fall[EquityW] ? 16'd0 : 16'd10 * 16'(fall[EquityW-1:0]);  // twice the loss, times 20, halved
    m    = 16'(limit);
    level = 3'(l >= 16'd10 * m) + 3'(l >= 16'd15 * m) + 3'(l >= 16'd17 * m) + 3'(l >= 16'd18 * m) + 3'(l >= 16'd19 * m)
            + 3'(l >= 16'd20 * m && l != '0);
  endfunction
  logic signed [EquityW-1:0] window;
  always_comb begin
    window = r0_q;
    if (k1_q && r1_q > window) window = r1_q;
    if (k2_q && r2_q > window) window = r2_q;
  end
  logic [2:0]              l0, l1, l2;
  logic signed [EquityW:0] gain, half;
  assign l0   = level(s_q, e_q, limit_q[LimitW-1:0]);
  assign l1   = level(h_q, e_q, limit_q[2*LimitW-1:LimitW]);
  assign l2   = level(window, e_q, limit_q[3*LimitW-1:2*LimitW]);
  assign gain = {e_q[EquityW-1], e_q} - {s_q[EquityW-1], s_q};
  assign half = gain >>> 1;

  always_comb begin
    if (!f_past_q) assume (rst_i);
    if (f_past_q) assume (!rst_i);
    if (f_past_q && done) begin
      assert (loss[2:0] == l0);
      assert (loss[6:4] == l1);
      assert (loss[10:8] == l2);
      assert (loss[12] == f_unmarked_q && loss[13] == f_unknown_q);
      assert (pnl == {{(64 - EquityW){half[EquityW]}}, half[EquityW-1:0]});
    end
    if (f_past_q && f_after_q) begin
      assert (loss[14] == (loss[2:0] >= 3'd5 || loss[6:4] >= 3'd5 || loss[10:8] >= 3'd5 || |loss[13:12]));
      assert (reached == (loss[2:0] == 3'd6 || loss[6:4] == 3'd6 || loss[10:8] == 3'd6 || loss[13]));
      assert (done == (count_q == 6'(Result + 4)));
      assert (changed == (loss != f_loss_q));
      if (changed) assert (done);
    end
  end
`ifdef FORMAL
  always_comb if (f_past_q && done) begin
    cover (loss[2:0] == 3'd6);
    cover (loss[6:4] == 3'd6 && loss[2:0] == 3'd0);
    cover (loss[10:8] == 3'd3 && loss[6:4] == 3'd5 && k1_q);
  end
`endif
endmodule
`default_nettype wire

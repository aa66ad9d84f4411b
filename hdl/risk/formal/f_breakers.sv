// Proof harness: the loss breakers against the contract (docs/card.md 8.5), narrow: two rounds of 36 cycles, any equity, limits, period and starts.
// Formal only. The references are kept here once more, as the contract says them, and one level is judged at once.
`default_nettype none
module f_breakers #(
  parameter int unsigned EquityW = 4,
  parameter int unsigned LimitW  = 2
) (
  input wire logic                      clk_i,
  input wire logic                      rst_i,
  input wire logic signed [EquityW-1:0] equity2_i,
  input wire logic                      unmarked_i,
  input wire logic                      unknown_i,
  input wire logic [1:0]                time_i,      // that passes in this round
  input wire logic                      start_i,
  input wire logic [1:0]                period_i,
  input wire logic [3*LimitW-1:0]       limit_i,
  input wire logic [1:0]                pick_i,
  input wire logic [2:0]                step_i
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
  logic [1:0]                pick_q;
  logic [2:0]                step_q;
  logic                      over;
  assign over = period_i != '0 && now_q - began_q >= 32'(period_i);
  always_ff @(posedge clk_i) begin
    f_past_q  <= 1'b1;
    f_loss_q  <= loss;
    f_after_q <= !rst_i;
    f_unknown_q <= unknown_i;
    count_q   <= rst_i || count_q == 6'(Round - 1) ? 6'd0 : count_q + 6'd1;
    if (rst_i) {pick_q, step_q} <= {pick_i, step_i};
    if (begins) limit_q <= limit_i;
    if (begins) now_q <= now_q + 32'(time_i);
    asked_q <= (asked_q && !begins) || start_i;
    if (begins && asked_q) restart_q <= 1'b1;
    if (round) f_unmarked_q <= unmarked_i;
    if (round && !unmarked_i) begin
      e_q       <= equity2_i;
      restart_q <= 1'b0;
      if (restart_q || equity2_i > h_q) h_q <= equity2_i;
      if (restart_q) s_q <= equity2_i;
      if (restart_q || over || equity2_i > r0_q) r0_q <= equity2_i;
      if (restart_q || over) began_q <= now_q;
      if (restart_q) {k1_q, k2_q} <= '0;
      else if (over) {k1_q, k2_q, r1_q, r2_q} <= {1'b1, k1_q, r0_q, r1_q};
    end
    if (rst_i) begin
      {e_q, s_q, h_q, r0_q, k1_q, k2_q, asked_q, restart_q} <= '0;
      began_q <= now_q;
    end
  end

  logic signed [EquityW-1:0] window;
  always_comb begin
    window = r0_q;
    if (k1_q && r1_q > window) window = r1_q;
    if (k2_q && r2_q > window) window = r2_q;
  end
  // One breaker and one of its steps, chosen freely once: what is shown of it is shown of all.
  logic signed [EquityW-1:0] from;
  logic signed [EquityW:0]   fall, gain, half;
  logic [LimitW-1:0]         most;
  logic [2:0]                level;
  logic [4:0]                twentieths;
  logic [EquityW+4:0]        loss10, bound;
  logic                      due;
  always_comb begin
    from       = pick_q == 2'd0 ? s_q : pick_q == 2'd1 ? h_q : window;
    most       = pick_q == 2'd0 ? limit_q[LimitW-1:0] : pick_q == 2'd1 ? limit_q[2*LimitW-1:LimitW] : limit_q[3*LimitW-1:2*LimitW];
    level      = pick_q == 2'd0 ? loss[2:0] : pick_q == 2'd1 ? loss[6:4] : loss[10:8];
    twentieths = step_q == 3'd1 ? 5'd10 : step_q == 3'd2 ? 5'd15 : step_q == 3'd3 ? 5'd17 : step_q == 3'd4 ? 5'd18 : step_q == 3'd5 ? 5'd19 : 5'd20;
    fall       = {from[EquityW-1], from} - {e_q[EquityW-1], e_q};
    loss10     = fall[EquityW] ? '0 : (EquityW + 5)'(fall[EquityW-1:0]) * (EquityW + 5)'(4'd10);  // twice the loss, times 20, halved
    bound      = (EquityW + 5)'(most) * (EquityW + 5)'(twentieths);
    due        = loss10 >= bound && (step_q != 3'd6 || loss10 != '0);
    gain       = {e_q[EquityW-1], e_q} - {s_q[EquityW-1], s_q};
    half       = gain >>> 1;
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    if (f_past_q) assume (!rst_i);
    if (f_past_q && done) begin
      if (step_q >= 3'd1 && step_q <= 3'd6) assert ((level >= step_q) == due);
      assert (level <= 3'd6);
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
    cover (loss[10:8] >= 3'd5 && loss[6:4] != 3'd0 && k1_q);
  end
`endif
endmodule
`default_nettype wire

// Three breakers of one slot: loss since the start, drawdown from the highest equity, fall within a window of periods. Rules: docs/card.md 8.5.
//
// round_i with equity2_i (twice the equity), unmarked_i, now_i begins the judgement of a round; ResultCycle cycles later everything it found
// stands at once: loss_o (SLOT_LOSS), pnl_o, reached_o (a loss is at its limit, or the money is not known), and done_o is high. start_i, at any time, is
// obeyed by the next round with a mark that begins (begins_i: that one takes its values now). A round without one changes no reference. Limits are read during the judgement and stand still meanwhile.
// Reset: all references 0, levels 5, REDUCE.
`default_nettype none
module loss_breakers #(
  parameter int unsigned EquityW     = 82,
  parameter int unsigned LimitW      = 64,
  parameter int unsigned Periods     = 16,   // of the rolling window, the current one included
  parameter int unsigned ResultCycle = 48
) (
  input  wire logic                      clk_i,
  input  wire logic                      rst_i,
  input  wire logic                      begins_i,
  input  wire logic                      round_i,
  input  wire logic signed [EquityW-1:0] equity2_i,
  input  wire logic                      unmarked_i,
  input  wire logic                      unknown_i,
  input  wire logic [31:0]               now_i,
  input  wire logic                      start_i,
  input  wire logic [31:0]               period_i,
  input  wire logic [3*LimitW-1:0]       limit_i,    // loss, drawdown, rolling; loss lowest
  output      logic [14:0]               loss_o,
  output      logic [63:0]               pnl_o,
  output      logic                      reached_o,
  output      logic                      done_o,
  output      logic                      changed_o   // loss_o differs from the cycle before
);
  localparam int unsigned Past    = Periods - 1;
  localparam int unsigned PastLog2 = $clog2(Past + 1);
  localparam int unsigned First   = Past + 2;      // step in which the first breaker is judged; 8 steps each
  localparam int unsigned StepW   = $clog2(ResultCycle + 1);
  localparam int unsigned WorthW  = EquityW + 5;   // ten times a difference
  if (First + 24 > ResultCycle - 1) $fatal(1, "loss_breakers: ResultCycle is too small for Periods");

  typedef logic signed [EquityW-1:0] equity_t;
  function automatic equity_t highest(input equity_t a, input equity_t b);
    highest = a > b ? a : b;
  endfunction

  // References: at the start, highest since then, highest of the period under way and of those before it.
  equity_t             equity_q, start_q, high_q, current_q, window_q, read_q;
  equity_t             past_q[Past];
  logic [Past-1:0]     kept_q;
  logic [PastLog2-1:0] next_q;                     // place of the period that ends next
  logic [31:0]         began_q;
  logic                asked_q, restart_q, run_q, kept_read_q, unmarked_q;
  logic [StepW-1:0]    step_q;
  logic                ends;
  assign ends = period_i != '0 && now_i - began_q >= period_i;

  always_ff @(posedge clk_i) begin
    // A start counts for the round that begins after it.
    asked_q <= (asked_q && !begins_i) || start_i;
    if (begins_i) restart_q <= restart_q || asked_q;
    if (round_i) unmarked_q <= unmarked_i;
    if (round_i && !unmarked_i) begin
      restart_q  <= 1'b0;
      equity_q   <= equity2_i;
      start_q    <= restart_q ? equity2_i : start_q;
      high_q     <= restart_q ? equity2_i : highest(high_q, equity2_i);
      current_q  <= restart_q || ends ? equity2_i : highest(current_q, equity2_i);
      if (restart_q || ends) began_q <= now_i;
      if (restart_q) kept_q <= '0;
      else if (ends) begin
        past_q[next_q] <= current_q;
        kept_q[next_q] <= 1'b1;
        next_q         <= next_q == PastLog2'(Past - 1) ? '0 : next_q + 1'b1;
      end
    end
    step_q <= round_i ? '0 : step_q + StepW'(run_q);
    run_q  <= round_i || (run_q && step_q != StepW'(ResultCycle - 2));
    // The window's highest: one kept period a step, read in the step before.
    read_q      <= past_q[step_q < StepW'(Past) ? PastLog2'(step_q) : '0];
    kept_read_q <= step_q < StepW'(Past) && kept_q[step_q < StepW'(Past) ? PastLog2'(step_q) : '0];
    if (step_q == '0) window_q <= current_q;
    else if (kept_read_q) window_q <= highest(window_q, read_q);
    if (rst_i) begin
      {equity_q, start_q, high_q, current_q} <= '0;
      {next_q, asked_q, restart_q, run_q} <= '0;
      kept_q  <= '0;
      began_q <= now_i;
    end
  end

  // Breakers, one after the other: the loss ten times against 10, 15, 17, 18, 19 and 20 times its limit, for both equities count twice.
  logic [1:0]                which_q;
  logic [2:0]                judge_q, level_q;
  logic                      judging_q, counts;
  logic signed [EquityW:0]   fall;
  logic [WorthW-1:0]         loss10_q, bound_q;
  logic [LimitW-1:0]         limit_q;
  logic [5:0]                levels_q;             // of the breakers already judged
  always_comb begin
    fall = (EquityW + 1)'(start_q) - (EquityW + 1)'(equity_q);
    if (which_q == 2'd1) fall = (EquityW + 1)'(high_q) - (EquityW + 1)'(equity_q);
    if (which_q == 2'd2) fall = (EquityW + 1)'(window_q) - (EquityW + 1)'(equity_q);
    counts = loss10_q >= bound_q && (judge_q != 3'd7 || loss10_q != '0);
  end
  logic signed [EquityW:0] gain;
  logic signed [127:0]     half;
  assign gain = (EquityW + 1)'(equity_q) - (EquityW + 1)'(start_q);
  assign half = 128'(gain) >>> 1;

  logic        ends_round, reduce, reached;
  logic [8:0]  levels;
  logic [14:0] loss;
  assign ends_round = run_q && step_q == StepW'(ResultCycle - 2);
  assign levels     = {level_q, levels_q};
  // SAFETY: RISK.LOSS: at 95 % only what reduces, at 100 % nothing.
  assign reached    = levels[2:0] == 3'd6 || levels[5:3] == 3'd6 || levels[8:6] == 3'd6 || unknown_i;
  assign reduce     = levels[2:0] >= 3'd5 || levels[5:3] >= 3'd5 || levels[8:6] >= 3'd5 || unmarked_q || unknown_i;
  assign loss       = {reduce, unknown_i, unmarked_q, 1'b0, levels[8:6], 1'b0, levels[5:3], 1'b0, levels[2:0]};
  always_ff @(posedge clk_i) begin
    judging_q <= run_q && (judging_q || step_q == StepW'(First - 1)) && !(which_q == 2'd2 && judge_q == 3'd7);
    judge_q   <= judging_q ? judge_q + 3'd1 : '0;
    if (!judging_q) which_q <= '0;
    else if (judge_q == 3'd7 && which_q != 2'd2) which_q <= which_q + 2'd1;
    case (judge_q)
      3'd0: limit_q <= limit_i[LimitW*which_q +: LimitW];
      3'd1: begin
        loss10_q <= fall[EquityW] ? '0 : (WorthW'(fall) <<< 3) + (WorthW'(fall) <<< 1);
        bound_q  <= (WorthW'(limit_q) << 3) + (WorthW'(limit_q) << 1);
        level_q  <= '0;
      end
      default: begin
        level_q <= level_q + 3'(counts);
        bound_q <= bound_q + (judge_q == 3'd2 ? (WorthW'(limit_q) << 2) + WorthW'(limit_q)
                              : judge_q == 3'd3 ? WorthW'(limit_q) << 1 : WorthW'(limit_q));
      end
    endcase
    if (judging_q && judge_q == 3'd0 && which_q != '0) levels_q <= {level_q, levels_q[5:3]};
    done_o    <= ends_round && !rst_i;
    changed_o <= ends_round && loss != loss_o && !rst_i;
    if (ends_round) begin
      loss_o    <= loss;
      reached_o <= reached;
      pnl_o     <= half[127:63] == {65{half[127]}} ? half[63:0] : {half[127], {63{!half[127]}}};
    end
    if (rst_i) begin
      loss_o    <= 15'h4555;
      reached_o <= 1'b0;
      pnl_o     <= '0;
    end
  end
endmodule
`default_nettype wire

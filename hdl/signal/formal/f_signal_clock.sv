// Proof harness: the period clock against the distance from where it started. Formal only; two symbols, periods of four bits.
//
// A whole period has passed exactly when the symbol's period number has moved by two or more since its clock started; sums are emptied when the number
// jumps or goes back, shifted when it moves by one, kept when it stands.
`default_nettype none
module f_signal_clock (
  input wire logic       clk_i,
  input wire logic [5:0] now_i,
  input wire logic       upd_i,
  input wire logic       restart_i,
  input wire logic       broken_i,
  input wire logic       live_i,
  input wire logic       sym_i
);
  logic [5:0] now1;
  logic       f_first;
  initial f_first = 1'b1;
  always_ff @(posedge clk_i) f_first <= 1'b0;

  // Period of 2 units; the number of the update in stage 2 is that of the cycle before.
  logic [3:0] p;
  signal_pkg::step_t step;
  logic [1:0] sum;
  logic       known;
  always_ff @(posedge clk_i) now1 <= now_i;
  assign p = now1[4:1];
  always_comb begin
    step         = '0;
    step.upd     = upd_i && !f_first;
    step.restart = restart_i || f_first;
    step.sym     = f_first ? 8'd0 : {7'd0, sym_i};
    step.broken  = broken_i;
    step.live    = upd_i && live_i && !f_first;
  end
  signal_clock #(.NumSymbols(2), .PeriodW(4), .NowW(6)) u_clock (
    .clk_i(clk_i), .now_i(now_i), .shift_i(5'd1), .step_i(step), .sum_o(sum), .known_o(known)
  );

  // Of symbol 0: whether its clock runs, its last number, how far it came.
  logic       f_runs, f_runs_d, f_mine, f_check, f_known;
  logic [3:0] f_last, n;
  logic [1:0] f_far, f_far_d, f_sum, f_sum_d;
  assign f_mine = step.sym == 8'd0 && (step.upd || step.restart);
  assign n      = p - f_last;
  always_comb begin
    f_runs_d = f_runs && !step.restart;
    f_far_d  = f_runs_d ? f_far : 2'd0;
    f_sum_d  = step.restart ? signal_pkg::SUM_EMPTY : signal_pkg::SUM_KEEP;
    if (step.live) begin
      if (!f_runs_d || n >= 4'd8) begin
        f_runs_d = 1'b1;
        f_far_d  = 2'd0;
        f_sum_d  = signal_pkg::SUM_EMPTY;
      end else begin
        f_far_d = n >= 4'd2 || f_far_d + 2'(n[1:0]) >= 2'd2 ? 2'd2 : f_far_d + 2'(n[1:0]);
        if (n != '0) f_sum_d = n == 4'd1 && !step.restart ? signal_pkg::SUM_SHIFT : signal_pkg::SUM_EMPTY;
      end
    end
    if (step.broken) {f_runs_d, f_far_d} = '0;
  end
  initial f_check = 1'b0;
  always_ff @(posedge clk_i) begin
    if (f_mine) begin
      f_runs <= f_runs_d;
      f_far  <= f_far_d;
      if (step.live) f_last <= p;
    end
    f_check <= f_mine;
    f_known <= f_far_d == 2'd2;
    f_sum   <= f_sum_d;
  end
  always_comb begin
    if (f_check) assert (known == f_known);
    if (f_check) assert (sum == f_sum);
    cover (f_check && known && sum == signal_pkg::SUM_SHIFT);
  end
endmodule
`default_nettype wire

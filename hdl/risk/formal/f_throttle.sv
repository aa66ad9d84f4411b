// Proof harness: in any window, chosen freely, no more orders leave than the bucket held and time refilled. Formal only.
// What makes it hold for all time is `saved`: what orders used, what the bucket holds and what time has run up for the next refill never grow
// faster than time.
`default_nettype none
module f_throttle (
  input wire logic       clk_i,
  input wire logic       rst_i,
  input wire logic [1:0] step_i,     // ns that pass in this cycle
  input wire logic [2:0] period_i,
  input wire logic [1:0] burst_i,
  input wire logic       order_i,    // an order wants to leave
  input wire logic       cancel_i,   // a cancel leaves
  input wire logic       window_i    // the window begins
);
  localparam int unsigned W = 9;     // of counts; a window is at most 2^W - 8 ns long
  logic        f_past_q = 1'b0, f_on_q = 1'b0, f_longer_q = 1'b0, empty;
  logic [15:0] headroom;
  logic [31:0] now_q, passed;
  logic [2:0]  period_q;
  logic [1:0]  burst_q;
  logic        order;
  assign order = order_i && !cancel_i && !empty;
  throttle u_throttle (
    .clk_i, .rst_i, .now_ns_i(now_q), .period_ns_i({29'd0, period_q}), .burst_i({14'd0, burst_q}), .take_i(order || cancel_i),
    .headroom_o(headroom), .f_passed_o(passed), .empty_o(empty));

  logic [W-1:0] f_count_q, f_elapsed_q;
  always_ff @(posedge clk_i) begin
    f_past_q <= 1'b1;
    now_q    <= now_q + 32'(step_i);
    // Limits stand still while the window is open.
    if (!f_on_q) begin
      period_q <= period_i;
      burst_q  <= burst_i;
    end
    f_on_q <= !rst_i && (f_on_q || window_i);
    f_longer_q <= f_on_q && !rst_i;
    if (!f_on_q) begin
      f_count_q   <= '0;
      f_elapsed_q <= '0;
    end else begin
      f_count_q   <= f_count_q + W'(order);
      f_elapsed_q <= f_elapsed_q + W'(step_i);
    end
    if (rst_i) begin
      period_q <= '0;
      burst_q  <= '0;
      f_on_q   <= 1'b0;
    end
  end

  logic [1:0]   held;
  logic [W+3:0] run_up, saved, bound;
  logic         full;
  assign full   = headroom >= 16'(burst_q);
  assign held   = full ? burst_q : headroom[1:0];
  // A refill that is late by a period or more counts once.
  assign run_up = full ? '0 : passed < {28'd0, period_q, 1'b0} ? (W + 4)'(passed[3:0]) : (W + 4)'(period_q);
  assign saved  = ((W + 4)'(f_count_q) + (W + 4)'(held)) * (W + 4)'(period_q) + run_up;
  assign bound  = ((W + 4)'(burst_q) + (W + 4)'(1'b1)) * (W + 4)'(period_q) + (W + 4)'(f_elapsed_q);
  always_comb begin
    if (!f_past_q) assume (rst_i);
    assume (f_elapsed_q < W'((1 << W) - 8) && f_count_q < W'((1 << W) - 8));
    if (f_past_q && f_on_q) begin
      assert (saved <= bound);
      // The property: count <= burst + 1 + elapsed / period, with no division.
      assert ((W + 4)'(f_count_q) * (W + 4)'(period_q) <= bound);
      if (period_q == '0) assert (f_count_q + W'(held) <= W'(burst_q) + W'(1'b1));
      // Lowered limits have had their cycle by then.
      if (f_longer_q) assert (headroom <= 16'(burst_q));
      else assert (f_count_q == '0 && f_elapsed_q == '0);
    end
    if (f_past_q) assert (empty == (headroom == '0));
`ifdef FORMAL
    if (f_past_q && f_on_q) cover (f_count_q > W'(burst_q) + W'(1'b1) && period_q > 3'd1);
`endif
  end
endmodule
`default_nettype wire

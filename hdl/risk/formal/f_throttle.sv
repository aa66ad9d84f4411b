// Proof harness: in any window, chosen freely, no more orders leave than the bucket held and time refilled. Formal only.
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
  logic        f_past_q = 1'b0, f_on_q, empty;
  logic [15:0] headroom;
  logic [31:0] now_q;
  logic [2:0]  period_q;
  logic [1:0]  burst_q;
  logic        order;
  assign order = order_i && !cancel_i && !empty;
  throttle u_throttle (
    .clk_i, .rst_i, .now_ns_i(now_q), .period_ns_i({29'd0, period_q}), .burst_i({14'd0, burst_q}), .take_i(order || cancel_i),
    .headroom_o(headroom), .empty_o(empty));

  logic [5:0] f_count_q, f_elapsed_q;
  always_ff @(posedge clk_i) begin
    f_past_q <= 1'b1;
    now_q    <= now_q + 32'(step_i);
    // Limits stand still while the window is open.
    if (!f_on_q) begin
      period_q <= period_i;
      burst_q  <= burst_i;
    end
    f_on_q <= !rst_i && (f_on_q || window_i);
    if (!f_on_q) begin
      f_count_q   <= '0;
      f_elapsed_q <= '0;
    end else begin
      f_count_q   <= f_count_q + 6'(order);
      f_elapsed_q <= f_elapsed_q + 6'(step_i);
    end
    if (rst_i) begin
      period_q <= '0;
      burst_q  <= '0;
      f_on_q   <= 1'b0;
    end
  end

  logic [5:0] over;
  assign over = f_count_q - 6'(burst_q) - 6'd1;
  always_comb begin
    if (!f_past_q) assume (rst_i);
    // The limits had their cycle to count before the window began.
    if (f_past_q && f_on_q) begin
      if (f_count_q > 6'(burst_q) + 6'd1) assert (12'(over) * 12'(period_q) <= 12'(f_elapsed_q));
      if (period_q == '0) assert (f_count_q <= 6'(burst_q) + 6'd1);
    end
    if (f_past_q && empty) assert (headroom == '0);
`ifdef FORMAL
    if (f_past_q && f_on_q) cover (f_count_q > 6'(burst_q) + 6'd1 && period_q > 3'd1);
`endif
  end
endmodule
`default_nettype wire

// The venue's message limit as a token bucket: one message more each period_ns_i, burst_i at most. Rules: docs/card.md section 8.
//
// take_i: a message left in this cycle. headroom_o counts from the next cycle on; empty_o says that no order may leave. A cancel takes one
// too, if there is one. period_ns_i 0: never one more. Time runs from the moment at which the bucket was last
// full; time of more than one period is not saved up.
// Latency: 1 cycle. Reset: empty.
// SAFETY: RISK.THROTTLE: limits that were never written let nothing leave but cancels.
`default_nettype none
module throttle (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [31:0] now_ns_i,      // low word of card time
  input  wire logic [31:0] period_ns_i,
  input  wire logic [15:0] burst_i,
  input  wire logic        take_i,
  output      logic [15:0] headroom_o,
`ifdef FORMAL
  output      logic [31:0] f_passed_o,    // since the last refill, for formal/f_throttle.sv
`endif
  output      logic        empty_o
);
  logic [31:0] last_q;
  logic [15:0] tokens_q, tokens, filled;
  logic        full, due, behind;
  logic [31:0] passed;

  assign full   = tokens_q >= burst_i;
  assign passed = now_ns_i - last_q;
  assign due    = period_ns_i != '0 && passed >= period_ns_i;
  assign behind = passed - period_ns_i >= period_ns_i;  // of a longer period, or of none
  assign filled = full ? burst_i : tokens_q + 16'(due);
  assign tokens = filled - 16'(take_i && filled != '0);

  always_ff @(posedge clk_i) begin
    tokens_q <= tokens;
    empty_o  <= tokens == '0;
    if (full || (due && behind) || period_ns_i == '0) last_q <= now_ns_i;
    else if (due) last_q <= last_q + period_ns_i;
    if (rst_i) begin
      tokens_q <= '0;
      empty_o  <= 1'b1;
      last_q   <= now_ns_i;
    end
  end
  assign headroom_o = tokens_q;
`ifdef FORMAL
  assign f_passed_o = passed;
`endif
endmodule
`default_nettype wire

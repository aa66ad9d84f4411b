// The feed's counters: 24 of 32 bits, wrapping, in the order of CNT_FEED.
//
// Interface: inc_i: one bit a counter, each adds one; the bits of DUPLICATE and AFTER_GAP must be zero, these two take
// amounts. cnt_o: counter n at [32*n +: 32].
// Latency: 2 cycles; the inputs are registered so that what decides them adds nothing to the carry chains. Reset: all zero.
`default_nettype none
module feed_counters (
  input  wire logic          clk_i,
  input  wire logic          rst_i,
  input  wire logic [23:0]   inc_i,
  input  wire logic [15:0]   add_duplicate_i,
  input  wire logic [15:0]   add_after_gap_i,
  output      logic [767:0]  cnt_o
);
  logic [23:0] inc_q;
  logic [15:0] duplicate_q, after_gap_q;
  always_ff @(posedge clk_i) begin
    inc_q       <= rst_i ? '0 : inc_i;
    duplicate_q <= rst_i ? '0 : add_duplicate_i;
    after_gap_q <= rst_i ? '0 : add_after_gap_i;
  end

  for (genvar n = 0; n < 24; n++) begin : gen_counter
    logic [31:0] amount;
    if (n == saker_regs_pkg::CNT_FEED_DUPLICATE)      assign amount = {16'd0, duplicate_q};
    else if (n == saker_regs_pkg::CNT_FEED_AFTER_GAP) assign amount = {16'd0, after_gap_q};
    else                                              assign amount = {31'd0, inc_q[n]};
    always_ff @(posedge clk_i) begin
      if (rst_i) cnt_o[32*n +: 32] <= '0;
      else       cnt_o[32*n +: 32] <= cnt_o[32*n +: 32] + amount;
    end
  end
  logic unused;
  assign unused = ^{inc_q[saker_regs_pkg::CNT_FEED_DUPLICATE], inc_q[saker_regs_pkg::CNT_FEED_AFTER_GAP]};
endmodule
`default_nettype wire

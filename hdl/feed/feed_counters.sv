// The feed's counters: 24 of 32 bits, wrapping, in the order of CNT_FEED.
//
// Interface: inc_i: one bit a counter, each adds one; the bits of DUPLICATE and AFTER_GAP must be zero, these two take
// amounts. cnt_o: counter n at [32*n +: 32].
// Latency: 1 cycle. Reset: all zero.
`default_nettype none
module feed_counters (
  input  wire logic          clk_i,
  input  wire logic          rst_i,
  input  wire logic [23:0]   inc_i,
  input  wire logic [15:0]   add_duplicate_i,
  input  wire logic [15:0]   add_after_gap_i,
  output      logic [767:0]  cnt_o
);
  for (genvar n = 0; n < 24; n++) begin : gen_counter
    logic [31:0] amount;
    if (n == saker_regs_pkg::CNT_FEED_DUPLICATE)      assign amount = {16'd0, add_duplicate_i};
    else if (n == saker_regs_pkg::CNT_FEED_AFTER_GAP) assign amount = {16'd0, add_after_gap_i};
    else                                              assign amount = {31'd0, inc_i[n]};
    always_ff @(posedge clk_i) begin
      if (rst_i) cnt_o[32*n +: 32] <= '0;
      else       cnt_o[32*n +: 32] <= cnt_o[32*n +: 32] + amount;
    end
  end
  logic unused;
  assign unused = ^{inc_i[saker_regs_pkg::CNT_FEED_DUPLICATE], inc_i[saker_regs_pkg::CNT_FEED_AFTER_GAP]};
endmodule
`default_nettype wire

// The feed's counters over all lines: 24 of 32 bits, wrapping, in the order of CNT_FEED.
//
// Interface: inc_i: one bit a counter and line, each adds one; common_i: one bit a counter that is not of a line.
// cnt_o: counter n at [32*n +: 32]. Latency: 2 cycles; the inputs are registered so that what decides them adds nothing to the carry chains.
// Reset: all zero.
`default_nettype none
module feed_counters (
  input  wire logic          clk_i,
  input  wire logic          rst_i,
  input  wire logic [3*24-1:0] inc_i,
  input  wire logic [23:0]   common_i,
  output      logic [767:0]  cnt_o
);
  for (genvar n = 0; n < 24; n++) begin : gen_counter
    logic [2:0] amount_q;
    always_ff @(posedge clk_i) begin
      amount_q <= {2'b0, inc_i[n]} + {2'b0, inc_i[24 + n]} + {2'b0, inc_i[48 + n]} + {2'b0, common_i[n]};
      if (rst_i) amount_q <= '0;
      if (rst_i) cnt_o[32*n +: 32] <= '0;
      else       cnt_o[32*n +: 32] <= cnt_o[32*n +: 32] + {29'd0, amount_q};
    end
  end
endmodule
`default_nettype wire

// The order-entry counters of CNT_OE: 16 wrapping counters of 32 bits.
//
// Interface: bit n of pulse_i adds one to counter n; counter DUPLICATE adds duplicate_i bytes instead.
// cnt_o[32*n +: 32] is counter n. Latency: 2 cycles. Reset: all zero.
`default_nettype none
module oe_counters (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [15:0]  pulse_i,
  input  wire logic [15:0]  duplicate_i,
  output      logic [511:0] cnt_o
);
  logic [15:0] pulse_q, duplicate_q;

  always_ff @(posedge clk_i) begin
    pulse_q     <= pulse_i;
    duplicate_q <= duplicate_i;
    for (int unsigned n = 0; n < 16; n++) begin
      if (rst_i) cnt_o[32*n +: 32] <= 32'd0;
      else if (n == saker_regs_pkg::CNT_OE_DUPLICATE) cnt_o[32*n +: 32] <= cnt_o[32*n +: 32] + 32'(duplicate_q);
      else cnt_o[32*n +: 32] <= cnt_o[32*n +: 32] + 32'(pulse_q[n]);
    end
  end
endmodule
`default_nettype wire

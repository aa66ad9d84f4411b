// A value Cycles cycles later. No reset: whatever says that a value counts travels with it or is reset itself.
`default_nettype none
module signal_delay #(
  parameter int unsigned Width  = 8,
  parameter int unsigned Cycles = 1
) (
  input  wire logic             clk_i,
  input  wire logic [Width-1:0] d_i,
  output      logic [Width-1:0] q_o
);
  logic [Width*Cycles-1:0] line_q;
  always_ff @(posedge clk_i) line_q <= (Width*Cycles)'({line_q, d_i});
  assign q_o = line_q[Width*Cycles-1 -: Width];
endmodule
`default_nettype wire

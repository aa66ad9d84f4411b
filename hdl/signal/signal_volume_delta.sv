// Cumulative volume delta: everything bought less everything sold by aggressors, broken or not. docs/signals.md 4.4.
//
// Interface: write_i, restart_i, sym_i, x_i (signed lots) in stage 9; delta_o, saturating, in stage 10. One a cycle. Latency: 1 cycle.
// Reset: none, a restart starts a symbol.
`default_nettype none
module signal_volume_delta #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic               clk_i,
  input  wire logic               write_i,
  input  wire logic               restart_i,
  input  wire logic [SymW-1:0]    sym_i,
  input  wire logic signed [32:0] x_i,
  output      logic [63:0]        delta_o
);
  logic [63:0]        state [NumSymbols];
  logic signed [63:0] was;
  logic signed [64:0] sum;
  logic [63:0]        next;
  assign was  = restart_i ? '0 : state[sym_i];
  assign sum  = 65'(was) + 65'(x_i);
  assign next = sum[64] == sum[63] ? sum[63:0] : {sum[64], {63{!sum[64]}}};
  always_ff @(posedge clk_i) begin
    if (write_i) state[sym_i] <= next;
    delta_o <= next;
  end
endmodule
`default_nettype wire

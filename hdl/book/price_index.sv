// Price to level: range check and exact division by the tick, for one price at a time.
//
// Latency: price and window in cycle n; all outputs registered in n+1. Division: with tick = 2^s * d, d odd, the offset
// o is a multiple of the tick exactly when (o * inverse(d)) mod 2^32 = q * 2^s with q inside the window, and then q is the
// level; the product with the base is taken off afterwards so that the multiplier needs no subtraction in front of it.
// No back-pressure; reset needs no state.
`default_nettype none
module price_index #(
  parameter int unsigned LadderLog2 = 12
) (
  input  wire logic                  clk_i,
  input  wire logic [31:0]           price_i,
  input  wire logic [31:0]           base_i,
  input  wire logic [15:0]           tick_i,
  input  wire logic [31:0]           inv_i,
  output      logic                  below_o,    // price < base
  output      logic                  above_o,    // price >= base + W * tick
  output      logic                  on_tick_o,  // inside, and on a tick
  output      logic [LadderLog2-1:0] idx_o
);
  if (LadderLog2 < 6 || LadderLog2 > 12) $error("price_index: LadderLog2 must be 6..12");

  logic [31:0] product_q, base_product_q;
  logic [3:0]  shift_q;
  logic        tick_zero_q;

  // Trailing zeros of the tick; a configuration value, stable long before a price comes.
  logic [3:0] shift;
  always_comb begin
    shift = '0;
    for (int b = 15; b >= 0; b--) if (tick_i[b]) shift = 4'(b);
  end

  logic [32:0] top;
  assign top = {1'b0, base_i} + ({17'b0, tick_i} << LadderLog2);

  always_ff @(posedge clk_i) begin
    below_o        <= price_i < base_i;
    above_o        <= {1'b0, price_i} >= top;
    product_q      <= price_i * inv_i;
    base_product_q <= base_i * inv_i;
    shift_q        <= shift;
    tick_zero_q    <= tick_i == '0;
  end

  logic [31:0] q, level;
  assign q         = product_q - base_product_q;
  assign level     = q >> shift_q;
  assign idx_o     = level[LadderLog2-1:0];
  assign on_tick_o = !tick_zero_q && level[31:LadderLog2] == '0 && (level << shift_q) == q;
endmodule
`default_nettype wire

// Bid and ask of a symbol as prices: base + level * tick, taken when take_i is high, out one cycle later.
`default_nettype none
module take_price #(
  parameter int unsigned NumSymbols = 4
) (
  input  wire logic                     clk_i,
  input  wire logic                     take_i,
  input  wire logic [7:0]               symbol_i,
  input  wire logic [NumSymbols*32-1:0] sym_base_i,
  input  wire logic [NumSymbols*32-1:0] sym_tick_i,
  input  wire logic [15:0]              bid_i,
  input  wire logic [15:0]              ask_i,
  output      logic [31:0]              bid_o,
  output      logic [31:0]              ask_o
);
  logic [31:0] base;
  logic [15:0] tick;
  always_comb begin
    base = '0;
    tick = '0;
    for (int n = 0; n < NumSymbols; n++) begin
      base = base | (sym_base_i[32*n +: 32] & {32{symbol_i == 8'(n)}});
      tick = tick | (sym_tick_i[32*n +: 16] & {16{symbol_i == 8'(n)}});
    end
  end
  always_ff @(posedge clk_i) begin
    if (take_i) begin
      bid_o <= base + 32'(bid_i) * 32'(tick);
      ask_o <= base + 32'(ask_i) * 32'(tick);
    end
  end

  logic unused;
  assign unused = ^sym_tick_i;
endmodule
`default_nettype wire

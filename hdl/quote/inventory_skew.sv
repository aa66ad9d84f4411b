// Inventory term of one slot: inv = clamp(floor(position * skew / 256), +-2^23), in ticks/256, by the skew of the bank that runs.
//
// pick_i: the bank whose term inv_o is in the next cycle; both products are kept, so a swap waits for nothing but ready_o, a bit a bank.
// skew_o: the skew that inv_o is of. Position in cycle m gives inv_o in cycle m+1. Other inputs: skew_product.sv. Reset: zero.
`default_nettype none
module inventory_skew (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic [63:0]        skew_i,      // bank 1, bank 0
  input  wire logic               pick_i,
  input  wire logic signed [31:0] position_i,
  input  wire logic [31:0]        qty_i,
  input  wire logic [4:0]         valid_i,
  input  wire logic               apply_i,
  input  wire logic               sell_i,
  input  wire logic               redo_i,
  output      logic [1:0]         ready_o,
  output      logic signed [31:0] skew_o,
  output      logic signed [24:0] inv_o
);
  logic [127:0] products;
  logic [63:0]  told;
  for (genvar b = 0; b < 2; b++) begin : gen_bank
    skew_product u_product (
      .clk_i, .rst_i, .skew_i(skew_i[32*b +: 32]), .position_i, .qty_i, .valid_i, .apply_i, .sell_i, .redo_i, .ready_o(ready_o[b]),
      .told_o(told[32*b +: 32]), .product_o(products[64*b +: 64]));
  end

  logic [63:0] product;
  logic        big;  // some bit above the clamp's differs from the sign
  assign product = pick_i ? products[127:64] : products[63:0];
  assign big     = product[63] ? !(&product[62:31]) : |product[62:31];
  always_ff @(posedge clk_i) begin
    skew_o <= rst_i ? '0 : pick_i ? told[63:32] : told[31:0];
    if (rst_i) inv_o <= '0;
    else if (!big) inv_o <= $signed({product[63], product[31:8]});
    else inv_o <= product[63] ? -25'sd8388608 : 25'sd8388608;
  end

  logic unused;
  assign unused = ^product[7:0];
endmodule
`default_nettype wire

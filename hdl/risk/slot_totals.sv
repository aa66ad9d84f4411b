// What the host reads of each slot: worst-case open quantities, orders not confirmed dead, orders sent and refused.
//
// Vectors: slot n at [width*n +: width]; worst_i and desk_open_i: buy below sell, the quotes' and the desk's lots. An open quantity of
// 2^32 - 1 also stands for more. judged_i with sent_i and slot_i: an order's verdict is out; the counters follow one cycle later and wrap.
// Reset: counters 0.
`default_nettype none
module slot_totals #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic                   judged_i,
  input  wire logic                   sent_i,
  input  wire logic [7:0]             slot_i,
  input  wire logic [NumSlots*64-1:0] worst_i,
  input  wire logic [NumSlots*64-1:0] desk_open_i,
  input  wire logic [NumSlots*2-1:0]  active_i,
  input  wire logic [NumSlots*9-1:0]  desk_count_i,
  output logic [NumSlots*32-1:0]      open_buy_o,
  output logic [NumSlots*32-1:0]      open_sell_o,
  output logic [NumSlots*32-1:0]      orders_o,
  output logic [8:0]                  open_orders_o,
  output logic [NumSlots*32-1:0]      refused_o,
  output logic [NumSlots*32-1:0]      sent_o
);
  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    logic [32:0] buys, sells;
    assign buys  = 33'(worst_i[64*n +: 32]) + 33'(desk_open_i[64*n +: 32]);
    assign sells = 33'(worst_i[64*n+32 +: 32]) + 33'(desk_open_i[64*n+32 +: 32]);
    assign open_buy_o[32*n +: 32]  = buys[31:0] | {32{buys[32]}};
    assign open_sell_o[32*n +: 32] = sells[31:0] | {32{sells[32]}};
    assign orders_o[32*n +: 32]    = 32'(active_i[2*n]) + 32'(active_i[2*n+1]) + 32'(desk_count_i[9*n +: 9]);
    always_ff @(posedge clk_i) begin
      if (judged_i && slot_i == 8'(n)) begin
        if (sent_i) sent_o[32*n +: 32] <= sent_o[32*n +: 32] + 32'd1;
        else refused_o[32*n +: 32] <= refused_o[32*n +: 32] + 32'd1;
      end
      if (rst_i) begin
        sent_o[32*n +: 32]    <= '0;
        refused_o[32*n +: 32] <= '0;
      end
    end
  end
  always_comb begin
    open_orders_o = '0;
    for (int n = 0; n < NumSlots; n++) open_orders_o = open_orders_o + orders_o[32*n +: 9];
  end
endmodule
`default_nettype wire

// What each slot has open, and how many of its orders left or were refused: the SLOT_OPEN_*, SLOT_ORDERS, SLOT_REFUSED and SLOT_SENT registers.
//
// worst_i: lots of the quotes at their worst; desk_open_i: of the desk's orders; side s of slot n at [32*(2*n + s) +: 32]. active_i: quotes that
// are not dead, desk_count_i: orders of the desk. judged_i: the gate judged an order of slot_i in the cycle before, sent_i: and it left.
// Lots of 2^32 - 1 also stand for more. Latency: combinational, the counts one cycle. Reset: counts zero.
`default_nettype none
module slot_totals #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic [NumSlots*64-1:0] worst_i,
  input  wire logic [NumSlots*64-1:0] desk_open_i,
  input  wire logic [NumSlots*2-1:0]  active_i,
  input  wire logic [NumSlots*9-1:0]  desk_count_i,
  input  wire logic                   judged_i,
  input  wire logic                   sent_i,
  input  wire logic [7:0]             slot_i,
  output      logic [NumSlots*32-1:0] open_buy_o,
  output      logic [NumSlots*32-1:0] open_sell_o,
  output      logic [NumSlots*32-1:0] orders_o,
  output      logic [8:0]             open_orders_o,  // over all slots
  output      logic [NumSlots*32-1:0] refused_o,
  output      logic [NumSlots*32-1:0] sent_o
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

// The slots together: what a symbol's limit over its slots, and the limit of all slots in money, leave to each slot. Rules: docs/card.md section 8.8.
//
// Slot n at [width*n +: width], side s of it at [width*(2*n + s) +: width]. judged_i, sent_i, order_i, verdict_i: what the gate judged, and whether it left.
// agg_o: aggregate_t of each slot, as the gate's controls take it. cause_o: a quote that V_AGGREGATE refused would pass now.
// exposure_o: AGG_EXPOSURE. Latency: symbol_totals, exposure_total, exposure_limit, aggregate_retry. Reset: everything is too much.
`default_nettype none
module aggregate #(
  parameter int unsigned NumSymbols = 4,
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [NumSlots*8-1:0]    symbol_i,
  input  wire logic [NumSlots*32-1:0]   position_i,
  input  wire logic [NumSlots*64-1:0]   worst_i,      // the quotes'
  input  wire logic [NumSlots*64-1:0]   desk_open_i,
  input  wire logic [NumSlots*32-1:0]   open_buy_i,   // both together
  input  wire logic [NumSlots*32-1:0]   open_sell_i,
  input  wire logic [NumSlots*36-1:0]   mark_i,       // {marked, twice the mark}
  input  wire logic [NumSlots*saker_pkg::LIMITS_W-1:0] limits_i,
  input  wire logic [NumSymbols*32-1:0] sym_limit_i,  // SYM_MAX_POSITION
  input  wire logic [63:0]              limit_i,      // AGG_MAX_NOTIONAL
  input  wire logic                     judged_i,
  input  wire logic                     sent_i,
  input  wire saker_pkg::order_t        order_i,
  input  wire logic [saker_pkg::VERDICT_W-1:0] verdict_i,
  output logic [NumSlots*saker_pkg::AGGREGATE_W-1:0] agg_o,
  output logic [NumSlots-1:0]           cause_o,
  output logic [63:0]                   exposure_o
);
  localparam int unsigned W = saker_pkg::AGG_LOTS_W;
  logic [NumSlots*2-1:0]   over;
  logic [NumSlots*2*W-1:0] left, room;
  symbol_totals #(.NumSymbols(NumSymbols), .NumSlots(NumSlots)) u_symbols (
    .clk_i, .rst_i, .symbol_i, .position_i, .worst_i, .desk_open_i, .limit_i(sym_limit_i), .over_o(over), .left_o(left), .room_o(room));

  logic [NumSlots*35-1:0] mark2;
  logic [NumSlots-1:0]    marked, dear, dear_pair;
  logic [NumSlots*64-1:0] most;
  logic                   begins, done, unknown;
  logic [63:0]            total;
  exposure_total #(.NumSlots(NumSlots)) u_total (
    .clk_i, .rst_i, .position_i, .open_buy_i, .open_sell_i, .mark2_i(mark2), .marked_i(marked), .begins_o(begins), .done_o(done), .total_o(total),
    .unknown_o(unknown));
  assign exposure_o = unknown ? '1 : total;
  exposure_limit #(.NumSlots(NumSlots)) u_limit (
    .clk_i, .rst_i, .begins_i(begins), .done_i(done), .total_i(total), .unknown_i(unknown), .sent_i(sent_i && order_i.act != saker_pkg::ACT_CANCEL),
    .slot_i(order_i.slot[3:0]), .most_i(most), .limit_i, .dear_o(dear), .dear_pair_o(dear_pair));

  saker_pkg::limits_t limits;
  always_comb begin
    limits = '0;
    most   = '0;
    for (int n = 0; n < NumSlots; n++) begin
      limits            = limits_i[saker_pkg::LIMITS_W*n +: saker_pkg::LIMITS_W];
      most[64*n +: 64]  = limits.max_notional;
    end
  end
  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    assign {marked[n], mark2[35*n +: 35]} = mark_i[36*n +: 36];
    assign agg_o[saker_pkg::AGGREGATE_W*n +: saker_pkg::AGGREGATE_W] = {dear_pair[n], dear[n], over[2*n +: 2], room[2*W*n +: 2*W], left[2*W*n +: 2*W]};
  end

  aggregate_retry #(.NumSlots(NumSlots)) u_retry (
    .clk_i, .rst_i, .judged_i, .quote_i(!order_i.desk && order_i.act != saker_pkg::ACT_CANCEL), .refused_i(verdict_i[saker_pkg::V_AGGREGATE]),
    .slot_i(order_i.slot[3:0]), .side_i(order_i.side), .open_qty_i(order_i.open_qty), .agg_i(agg_o), .cause_o);

  logic unused;
  assign unused = ^{limits, order_i, verdict_i};
endmodule
`default_nettype wire

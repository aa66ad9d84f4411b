// The candidate of a slot: the order that order_ctl chose, its fields, and its verdict by every control of the gate.
//
// Combinational. Both sides are judged beside each other; the choice of the side comes last. By side: buy at [0], [31:0], [15:0]; sell above it.
`default_nettype none
module candidate #(
  parameter int unsigned Index = 0
) (
  input  wire logic               cancel_i,
  input  wire logic               side_i,
  input  wire logic [1:0]         act_i,
  input  wire logic [31:0]        urn_i,        // to cancel
  input  wire logic [31:0]        orig_i,       // to replace
  input  wire logic [31:0]        qty_i,        // on the wire
  input  wire logic               ioc_i,        // immediate or cancel
  input  wire logic               tick_i,       // caused by a book of this very moment
  input  wire logic [31:0]        rx_cycle_i,   // its
  input  wire logic [63:0]        seq_i,
  input  wire saker_pkg::quote_t  quote_i,
  input  wire logic [63:0]        open_i,       // of the orders to be replaced
  input  wire logic [63:0]        desk_open_i,  // lots of the desk's orders
  input  wire saker_pkg::way_t    way_i,
  input  wire logic [2:0]         mode_i,
  input  wire logic               sym_ok_i,
  input  wire logic [31:0]        position_i,
  input  wire saker_pkg::limits_t limits_i,
  input  wire logic [1:0]         own_valid_i,  // orders of ours on the symbol
  input  wire logic [31:0]        own_idx_i,    // the best of them
  input  wire logic               notional_none_i, // no price is allowed, or the greatest one is not known yet
  input  wire logic [15:0]        notional_idx_i,
  input  wire saker_pkg::aggregate_t agg_i,     // what the slots together leave to this one
  input  wire logic               second_i,     // of a pair
  output      saker_pkg::order_t  order_o,
  output      logic [saker_pkg::VERDICT_W-1:0] verdict_o
);
  logic [2*saker_pkg::VERDICT_W-1:0] verdict;
  for (genvar s = 0; s < 2; s++) begin : gen_check
    logic [15:0] wish;
    assign wish = s == 0 ? quote_i.bid_idx : quote_i.ask_idx;
    risk_check u_check (
      .cancel_i, .side_i(1'(s)), .idx_i(wish), .open_qty_i(s == 0 ? quote_i.bid_qty : quote_i.ask_qty), .own_open_i(open_i[32*s +: 32]),
      .other_open_i(desk_open_i[32*s +: 32]), .urn_i(way_i.urn), .killed_i(way_i.killed), .mode_i, .session_up_i(way_i.session_up),
      .caught_up_i(way_i.caught_up), .room_i(way_i.room), .place_taken_i(way_i.place_taken), .throttled_i(way_i.throttled), .sym_ok_i,
      .mid2_i(quote_i.mid2), .position_i, .last_urn_i(way_i.last_urn), .max_qty_i(limits_i.max_qty), .collar_i(limits_i.collar),
      .max_position_i(limits_i.max_position), .own_valid_i(own_valid_i[1-s]), .own_idx_i(own_idx_i[16*(1-s) +: 16]),
      .too_dear_i(notional_none_i || wish > notional_idx_i), .agg_over_i(agg_i.over[s]), .agg_room_i(agg_i.room[saker_pkg::AGG_LOTS_W*s +: saker_pkg::AGG_LOTS_W]),
      .agg_dear_i(second_i ? agg_i.dear_pair : agg_i.dear), .verdict_o(verdict[saker_pkg::VERDICT_W*s +: saker_pkg::VERDICT_W]));
  end
  assign verdict_o = side_i ? verdict[2*saker_pkg::VERDICT_W-1:saker_pkg::VERDICT_W] : verdict[saker_pkg::VERDICT_W-1:0];

  always_comb begin
    order_o          = '0;
    order_o.act      = act_i;
    order_o.ioc      = ioc_i && !cancel_i;
    order_o.slot     = 8'(Index);
    order_o.side     = side_i;
    order_o.urn      = urn_i;
    order_o.orig_urn = orig_i;
    order_o.qty      = qty_i;
    order_o.open_qty = cancel_i ? '0 : side_i ? quote_i.ask_qty : quote_i.bid_qty;
    order_o.idx      = cancel_i ? '0 : side_i ? quote_i.ask_idx : quote_i.bid_idx;
    order_o.tick     = tick_i;
    order_o.rx_cycle = tick_i ? rx_cycle_i : '0;
    order_o.seq      = tick_i ? seq_i : '0;
  end

  logic unused;
  assign unused = ^{quote_i, limits_i, agg_i};
endmodule
`default_nettype wire

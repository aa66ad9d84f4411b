// Guards of one slot: its trips, its profit and loss, and the mode that follows from them. Rules: docs/card.md sections 8.1, 8.2, 8.5.
//
// said_i: a venue message msg_i about an order of this slot takes effect in this cycle; fill_i: it is an execution that moves the position;
// overflow_i: beyond its range. mode_o is combinational from registers. tripped_o: first cycle of a trip; changed_o: first cycle of a changed
// guards_o. Reset: no trip, REDUCING at most, cash 0.
`default_nettype none
module slot_guards (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic [63:0]            now_ns_i,
  input  wire saker_pkg::guard_acts_t acts_i,
  input  wire saker_pkg::limits_t     limits_i,
  input  wire logic [2:0]             sym_mode_i,
  input  wire logic [2:0]             appliance_mode_i,
  input  wire logic                   whole_i,     // its running bank of parameters
  input  wire logic                   killed_i,
  input  wire logic                   leg_i,       // a triangle was executed in part
  input  wire logic                   tob_valid_i,
  input  wire saker_pkg::tob_t        tob_i,
  input  wire logic [7:0]             symbol_i,
  input  wire logic [31:0]            base_i,
  input  wire logic [15:0]            tick_i,
  input  wire logic                   said_i,
  input  wire saker_pkg::ouch_msg_t   msg_i,
  input  wire logic                   fill_i,
  input  wire logic                   fill_sell_i,
  input  wire logic                   overflow_i,
  input  wire logic                   adjust_i,
  input  wire logic [31:0]            adjust_lots_i,
  input  wire logic [31:0]            position_i,
  output      logic [2:0]             mode_o,      // effective
  output      logic                   shadow_o,    // SLOT_MODE is SHADOW, by a whole bank
  output      logic [2:0]             open_mode_o, // what the mode would be if SLOT_MODE were ACTIVE
  output      logic                   tripped_o,
  output      logic                   changed_o,
  output      logic [35:0]            mark_o,      // {there is one, twice the mark}
  output      saker_pkg::guards_t     guards_o
);
  logic [4:0]  trips;
  logic [7:0]  rejects;
  logic [5:0]  rate;
  logic [15:0] fills;
  logic        trips_changed, loss_changed, reached, done;
  slot_trips u_trips (
    .clk_i, .rst_i, .now_ns_i(now_ns_i[31:0]), .kill_i(acts_i.kill), .clear_i(acts_i.clear), .clear_value_i(acts_i.clear_value), .said_i,
    .type_i(msg_i.mtype), .live_i(msg_i.code == "L"), .fill_i, .max_rejects_i(limits_i.max_rejects), .max_fills_i(limits_i.max_fills),
    .fills_ns_i(limits_i.fills_ns), .loss_i(done && reached), .loss_stands_i(reached), .leg_i, .trips_o(trips), .tripped_o,
    .changed_o(trips_changed), .rejects_o(rejects), .rate_o(rate), .fills_o(fills));

  logic               begins, round, unmarked, unknown;
  logic signed [81:0] equity2;
  logic [31:0]        now;
  logic [14:0]        loss;
  logic [63:0]        pnl, cash;
  slot_money u_money (
    .clk_i, .rst_i, .now_i(now_ns_i[41:10]), .mark_we_i(tob_valid_i && tob_i.ok && tob_i.sym == symbol_i), .bid_idx_i(tob_i.bid_idx),
    .ask_idx_i(tob_i.ask_idx), .symbol_i, .base_i, .tick_i, .fee_i(limits_i.fee), .fill_i, .fill_sell_i, .fill_qty_i(msg_i.qty),
    .fill_price_i(msg_i.price), .overflow_i, .adjust_i, .adjust_lots_i, .adjust_price_i(limits_i.adjust_price), .position_i,
    .begins_o(begins), .round_o(round), .equity2_o(equity2), .unmarked_o(unmarked), .now_o(now), .unknown_o(unknown), .cash_o(cash), .mark_o);
  // No start while the slot may send: a loss is forgotten by a person, not by whoever trades.
  loss_breakers u_breakers (
    .clk_i, .rst_i, .begins_i(begins), .round_i(round), .equity2_i(equity2), .unmarked_i(unmarked), .unknown_i(unknown), .now_i(now),
    .start_i(acts_i.pnl_start && (killed_i || mode_o == 3'd0)), .period_i(limits_i.loss_period),
    .limit_i({limits_i.max_rolling, limits_i.max_drawdown, limits_i.max_loss}), .loss_o(loss), .pnl_o(pnl), .reached_o(reached),
    .done_o(done), .changed_o(loss_changed));

  slot_mode u_mode (
    .slot_mode_i(limits_i.mode), .sym_mode_i, .appliance_mode_i, .reduce_i(loss[14]), .tripped_i(trips != '0), .whole_i, .mode_o, .shadow_o, .open_mode_o);
  assign changed_o = trips_changed || loss_changed;
  assign guards_o  = {cash, pnl, loss, fills, rate, rejects, trips};

  logic unused;
  assign unused = ^{msg_i, tob_i, now_ns_i, limits_i};
endmodule
`default_nettype wire

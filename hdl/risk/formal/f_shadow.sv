// Proof harness: a slot in SHADOW, whatever its quotes and orders: nothing of it passes the gate but cancels. Formal only.
//
// What the gate sends has no bit of its verdict set (proved in f_gate, for all time); so every order of such a slot has V_MODE set here.
`default_nettype none
module f_shadow #(
  parameter int unsigned QtyW = 6
) (
  input wire logic              clk_i,
  input wire logic              rst_i,
  input wire logic [2:0]        slot_mode_i,
  input wire logic [2:0]        sym_mode_i,
  input wire logic [2:0]        appliance_mode_i,
  input wire logic              reduce_i,
  input wire logic              tripped_i,
  input wire logic              whole_i,
  input wire logic              cause_i,
  input wire logic              recancel_i,
  input wire logic              killed_i,
  input wire logic              sym_ok_i,
  input wire saker_pkg::quote_t quote_i,
  input wire logic [2*QtyW-1:0] qty_i,
  input wire logic [QtyW-1:0]   position_i,
  input wire logic [QtyW-1:0]   own_open_i,
  input wire logic [QtyW-1:0]   other_open_i,
  input wire logic [QtyW-1:0]   max_qty_i,
  input wire logic [QtyW-2:0]   max_position_i,
  input wire logic [1:0]        active_i,
  input wire logic [1:0]        acked_i,
  input wire logic [1:0]        rep_i,
  input wire logic [1:0]        cxl_i,
  input wire logic              take_i,
  input wire logic [1:0]        mark_i,
  input wire logic [31:0]       idx_i,
  input wire logic              taken_i,
  input wire logic [1:0]        hold_i,
  input wire saker_pkg::way_t   way_i
);
  logic [2:0]      mode, open_mode;
  logic            shadow, cancel, attempt, side;
  logic [1:0]      act;
  logic [31:0]     urn, orig;
  logic [QtyW-1:0] qty;
  logic [saker_pkg::VERDICT_W-1:0] verdict;
  slot_mode u_mode (
    .slot_mode_i, .sym_mode_i, .appliance_mode_i, .reduce_i, .tripped_i, .whole_i, .mode_o(mode), .shadow_o(shadow), .open_mode_o(open_mode));
  order_ctl #(.QtyW(QtyW)) u_ctl (
    .clk_i, .rst_i, .cause_i, .recancel_i, .killed_i, .mode_i(mode), .sym_ok_i, .quote_i, .qty_i, .hysteresis_i(16'd1), .position_i, .active_i, .acked_i,
    .rep_i, .cxl_i, .take_i, .mark_i, .urn_i('0), .urn2_i('0), .idx_i, .done_i('0), .taken_i, .hold_i, .cancel_o(cancel), .attempt_o(attempt), .side_o(side), .act_o(act),
    .urn_o(urn), .orig_o(orig), .qty_o(qty));
  risk_check #(.QtyW(QtyW)) u_check (
    .cancel_i(cancel), .side_i(side), .idx_i(side ? quote_i.ask_idx : quote_i.bid_idx), .open_qty_i(side ? qty_i[2*QtyW-1:QtyW] : qty_i[QtyW-1:0]),
    .own_open_i, .other_open_i, .urn_i(way_i.urn), .killed_i(way_i.killed), .mode_i(mode), .session_up_i(way_i.session_up), .caught_up_i(way_i.caught_up),
    .room_i(way_i.room), .place_taken_i(way_i.place_taken), .throttled_i(way_i.throttled), .sym_ok_i, .mid2_i(quote_i.mid2), .position_i, .last_urn_i(way_i.last_urn),
    .max_qty_i, .collar_i(16'hFFFF), .max_position_i, .own_valid_i(1'b0), .own_idx_i('0), .too_dear_i(1'b0),
    .agg_over_i(1'b0), .agg_room_i({1'b0, {(QtyW + 9){1'b1}}}), .agg_dear_i(1'b0), .verdict_o(verdict));

  always_comb begin
    if (slot_mode_i == 3'd4) begin
      assert (mode <= 3'd1);
      if (attempt) assert (verdict[saker_pkg::V_MODE]);
      if (act != saker_pkg::ACT_NONE && !cancel) assert (verdict != '0);
    end
    // The strictest wins, and paper needs a whole bank.
    assert (mode <= sym_mode_i && mode <= appliance_mode_i && mode <= open_mode);
    if (tripped_i || !whole_i) assert (mode == 3'd0 && open_mode == 3'd0);
    if (reduce_i) assert (mode <= 3'd2);
    if (slot_mode_i > 3'd4 || sym_mode_i > 3'd3) assert (mode == 3'd0);
    assert (shadow == (slot_mode_i == 3'd4 && whole_i));
  end
`ifdef FORMAL
  always_comb begin
    cover (shadow && attempt);
    cover (shadow && cancel);
    cover (mode == 3'd3 && attempt && verdict == '0);
  end
`endif
endmodule
`default_nettype wire

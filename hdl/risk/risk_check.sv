// Every control of one candidate order at once: the verdict bitmap (saker_pkg::V_*), any set bit refuses it.
// Definitions: docs/card.md section 8. Combinational, no state; risk_gate registers the verdict.
// open_qty_i, own_open_i and the limits do not depend on the price, so only the collar waits for the quote.
`default_nettype none
module risk_check #(
  parameter int unsigned QtyW = 32  // bits of a quantity in lots; less only in proofs
) (
  input  wire logic               cancel_i,        // judged by the session alone
  input  wire logic               side_i,          // 0 buy, 1 sell
  input  wire logic [15:0]        idx_i,           // ticks above the window base
  input  wire logic [QtyW-1:0]   open_qty_i,      // lots that may rest afterwards
  input  wire logic [QtyW-1:0]   own_open_i,      // lots of the order being replaced, 0 for a new one
  input  wire logic [QtyW-1:0]   other_open_i,    // lots of the slot's other orders on this side
  input  wire logic [31:0]        urn_i,
  input  wire logic               killed_i,
  input  wire logic [2:0]         mode_i,
  input  wire logic               session_up_i,
  input  wire logic               caught_up_i,     // what the session missed has been replayed
  input  wire logic               room_i,          // for one more order's segment
  input  wire logic               place_taken_i,   // the reference's place in the table is an open order's
  input  wire logic               throttled_i,     // no message left of the venue's limit
  input  wire logic               sym_ok_i,
  input  wire logic [15:0]        mid2_i,          // half ticks
  input  wire logic signed [QtyW-1:0] position_i,  // lots
  input  wire logic [31:0]        last_urn_i,
  input  wire logic [QtyW-1:0]   max_qty_i,       // lots
  input  wire logic [15:0]        collar_i,        // ticks
  input  wire logic [QtyW-2:0]   max_position_i,  // lots
  input  wire logic               own_valid_i,     // an order of ours may rest on the other side of the symbol
  input  wire logic [15:0]        own_idx_i,       // the best of them: of sells the lowest, of buys the highest
  input  wire logic               too_dear_i,      // its value is above the limit, or not known
  input  wire logic               agg_over_i,      // the symbol is above its limit without this order, or that is not known
  input  wire logic signed [QtyW+9:0] agg_room_i,  // lots that this one may rest with beside all others of the symbol
  input  wire logic               agg_dear_i,      // with it the exposure of all slots is above the limit, or that is not known
  output logic [saker_pkg::VERDICT_W-1:0] verdict_o
);
  // Worst case: held + max(own, new) above the limit exactly when one of the two sums is.
  logic signed [QtyW+2:0] pos, held, over_new, over_own, room_new, room_own;
  logic                   long_side;
  assign pos       = (QtyW + 3)'(position_i);
  assign held      = (side_i ? -pos : pos) + $signed({3'd0, other_open_i});
  assign over_new  = $signed({4'd0, max_position_i}) - held - $signed({3'd0, open_qty_i});
  assign over_own  = $signed({4'd0, max_position_i}) - held - $signed({3'd0, own_open_i});
  // Reducing: the position is on the other side and at least as large as everything open here.
  assign room_new  = -held - $signed({3'd0, open_qty_i});
  assign room_own  = -held - $signed({3'd0, own_open_i});
  assign long_side = side_i ? !position_i[QtyW-1] && |position_i : position_i[QtyW-1];
  logic reduces;
  assign reduces = long_side && !room_new[QtyW+2] && !room_own[QtyW+2];

  // A symbol's order that reduces the symbol's position leaves its worst case of that side at zero or below: no limit refuses it.
  logic signed [QtyW+10:0] agg_left;
  assign agg_left = (QtyW + 11)'(agg_room_i) - $signed({11'd0, open_qty_i});

  logic signed [18:0] above, below;
  assign above = $signed({2'd0, idx_i, 1'b0}) - $signed({3'd0, mid2_i}) - $signed({2'd0, collar_i, 1'b0});
  assign below = $signed({3'd0, mid2_i}) - $signed({2'd0, idx_i, 1'b0}) - $signed({2'd0, collar_i, 1'b0});

  logic [saker_pkg::VERDICT_W-1:0] all;
  assign all[saker_pkg::V_KILL]     = killed_i;                                               // SAFETY: RISK.KILL
  assign all[saker_pkg::V_MODE]     = mode_i != 3'd3 && !(mode_i == 3'd2 && reduces);         // SAFETY: RISK.MODE
  assign all[saker_pkg::V_SESSION]  = !session_up_i || !(caught_up_i || cancel_i);            // SAFETY: RISK.SESSION
  assign all[saker_pkg::V_BOOK]     = !sym_ok_i;                                              // SAFETY: RISK.BOOK
  assign all[saker_pkg::V_QTY]      = open_qty_i == '0 || open_qty_i > max_qty_i;             // SAFETY: RISK.QTY
  assign all[saker_pkg::V_COLLAR]   = (!above[18] && |above) || (!below[18] && |below);       // SAFETY: RISK.COLLAR
  assign all[saker_pkg::V_POSITION] = (over_new[QtyW+2] || over_own[QtyW+2]) && !reduces;             // SAFETY: RISK.POSITION
  assign all[saker_pkg::V_URN]      = urn_i <= last_urn_i;                                    // SAFETY: RISK.URN
  assign all[saker_pkg::V_WINDOW]   = !room_i;                                                // SAFETY: ORDERS.WINDOW
  assign all[saker_pkg::V_TABLE]    = place_taken_i;                                          // SAFETY: ORDERS.TABLE
  assign all[saker_pkg::V_THROTTLE] = throttled_i;                                            // SAFETY: RISK.THROTTLE

  assign all[saker_pkg::V_SELF]     = own_valid_i && (side_i ? idx_i <= own_idx_i : idx_i >= own_idx_i); // SAFETY: RISK.SELF
  assign all[saker_pkg::V_NOTIONAL] = too_dear_i;                                             // SAFETY: RISK.NOTIONAL
  assign all[saker_pkg::V_AGGREGATE] = agg_over_i || agg_left[QtyW+10] || (agg_dear_i && !reduces);   // SAFETY: RISK.AGGREGATE

  // SAFETY: RISK.SESSION: the only control that stands between a cancel and the wire.
  assign verdict_o = all & (cancel_i ? saker_pkg::VERDICT_W'(1 << saker_pkg::V_SESSION) : '1);

  logic unused;  // only the signs count
  assign unused = ^{over_new[QtyW+1:0], over_own[QtyW+1:0], room_new[QtyW+1:0], room_own[QtyW+1:0], agg_left[QtyW+9:0]};
endmodule
`default_nettype wire

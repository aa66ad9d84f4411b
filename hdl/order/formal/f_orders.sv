// Proof harness: one order of the desk, chosen freely, through a table of four places (quantities of 3 bits), the venue free, the gate and the scanner keeping
// their promises. What the order is stands in ghost registers written from docs/card.md section 7.2. Formal only.
`default_nettype none
module f_orders (
  input wire logic        clk_i,
  input wire logic        rst_i,
  input wire logic        killed_i,
  input wire logic        mass_i,
  input wire logic        v0_valid_i,
  input wire logic [31:0] v0_urn_i,
  input wire logic [7:0]  v4_type_i,
  input wire logic [2:0]  v4_qty_i,
  input wire logic        v4_dead_i,
  input wire logic        v4_settle_i,
  input wire logic        s_valid_i,
  input wire logic        s_desk_i,
  input wire logic [1:0]  s_act_i,
  input wire logic        s_modify_i,
  input wire logic        s_side_i,
  input wire logic [31:0] s_urn_i,
  input wire logic [2:0]  s_open_i,
  input wire logic        watch_i      // the order that leaves now is the one
);
  logic        known, late, side, busy, scan_side;
  logic [31:0] scan_urn, scan_stamp;
  logic [2:0]  scan_open;
  logic [3:0]  scan_slot, live, acked, cxl, mod, doubt, want;
  logic [34:0] who;
  logic [9:0]  sums;
  logic [8:0]  count;
  logic [4:1]  v_q;
  open_orders #(.NumSlots(1), .PlacesLog2(2), .QtyW(3)) u_table (
    .clk_i, .rst_i, .now_i('0), .killed_i, .mass_i, .v0_valid_i, .v0_urn_i, .v4_valid_i(v_q[4]), .v4_type_i, .v4_qty_i, .v4_dead_i,
    .v4_settle_i, .known_o(known), .late_o(late), .side_o(side), .s_valid_i, .s_desk_i, .s_act_i, .s_modify_i, .s_slot_i('0), .s_side_i, .s_urn_i,
    .s_open_i, .idx_i('0), .busy_o(busy), .scan_urn_o(scan_urn), .scan_slot_o(scan_slot), .scan_side_o(scan_side),
    .scan_open_o(scan_open), .scan_stamp_o(scan_stamp), .pick_idx_i('0), .pick_who_o(who), .die_i(1'b0), .doubt_i(1'b0), .mark_i(1'b0),
    .live_o(live), .acked_o(acked), .cxl_o(cxl), .mod_o(mod), .doubt_o(doubt), .want_o(want), .sums_o(sums), .count_o(count));

  // The order watched.
  logic        f_past_q = 1'b0, f_seen_q, f_live_q, f_acked_q, f_cxl_q, f_mod_q, f_side_q, f_mark_q;
  logic [31:0] f_urn_q, v_urn_q;
  logic [2:0]  f_open_q;
  logic [1:0]  at;
  logic        speaks, f_new, f_pull, f_cancel, f_left;
  logic [4:0]  sum;
  assign at       = f_urn_q[1:0];
  assign sum      = f_side_q ? sums[9:5] : sums[4:0];
  assign speaks   = v_q[4] && v_urn_q == f_urn_q;
  assign f_new    = s_valid_i && s_desk_i && s_act_i == saker_pkg::ACT_NEW && watch_i && !f_seen_q;
  assign f_pull   = s_valid_i && s_desk_i && s_act_i == saker_pkg::ACT_CANCEL && s_urn_i == f_urn_q;
  assign f_cancel = f_pull && !s_modify_i;
  assign f_left   = s_valid_i && s_act_i != saker_pkg::ACT_CANCEL;

  logic f_dies;
  logic [2:0]  f_rest;
  assign f_rest = f_open_q <= v4_qty_i ? '0 : f_open_q - v4_qty_i;
  assign f_dies = speaks && ((v4_type_i == "A" && v4_dead_i) || v4_type_i == "J" || (v4_type_i == "M" && v4_qty_i == '0)
                             || ((v4_type_i == "E" || v4_type_i == "C" || v4_type_i == "D") && f_rest == '0));
  always_ff @(posedge clk_i) begin
    f_past_q <= 1'b1;
    v_q      <= rst_i ? '0 : {v_q[3:1], v0_valid_i};
    if (v0_valid_i) v_urn_q <= v0_urn_i;
    if (f_live_q) begin
      if (f_dies) f_live_q <= 1'b0;
      else if (speaks && v4_type_i == "A" && !f_acked_q) {f_acked_q, f_open_q} <= {1'b1, v4_qty_i};
      else if (speaks && (v4_type_i == "E" || v4_type_i == "C" || v4_type_i == "D")) f_open_q <= f_rest;
      else if (speaks && v4_type_i == "M") f_open_q <= v4_qty_i;
      if (v_q[4] && v4_type_i == "Q" && v4_settle_i) {f_cxl_q, f_mod_q} <= '0;
      if (speaks && (v4_type_i == "M" || v4_type_i == "I")) f_mod_q <= 1'b0;
      if (f_cancel) f_cxl_q <= 1'b1;
      if (f_pull && s_modify_i) f_mod_q <= 1'b1;
      if (mass_i) f_mark_q <= 1'b1;
    end
    if (f_new) begin
      {f_seen_q, f_live_q, f_acked_q, f_cxl_q, f_mod_q, f_mark_q} <= 6'b110000;
      f_urn_q  <= s_urn_i;
      f_open_q <= s_open_i;
      f_side_q <= s_side_i;
    end
    if (rst_i) {f_seen_q, f_live_q} <= '0;
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    // Messages are at least five cycles apart; a message of an order comes after the order left.
    if (v0_valid_i) assume (v_q == '0);
    if (s_valid_i && s_act_i != saker_pkg::ACT_CANCEL && v_q != '0) assume (s_urn_i[1:0] != v_urn_q[1:0]);
    if (s_valid_i && s_act_i != saker_pkg::ACT_CANCEL && v0_valid_i) assume (s_urn_i[1:0] != v0_urn_i[1:0]);
    // The gate's promises: no reference whose place is an open order's, none twice, orders not in consecutive cycles.
    if (f_left) assume (!live[s_urn_i[1:0]] && !(f_seen_q && s_urn_i == f_urn_q));
    if (s_valid_i && s_act_i == saker_pkg::ACT_CANCEL && s_desk_i) begin
      if (!s_modify_i) assume (want[s_urn_i[1:0]]);
      assume (!(f_live_q && s_urn_i[1:0] == at) || s_urn_i == f_urn_q);  // the place's own reference
    end
    if (f_past_q && f_seen_q) begin
      // The table and the ghost agree.
      if (f_live_q) begin
        assert (live[at] && acked[at] == f_acked_q && cxl[at] == f_cxl_q && mod[at] == f_mod_q);
        // What may rest is never understated, and exact when nothing else is open.
        assert (sum >= 5'(f_open_q));
        if ((live & ~(4'd1 << at)) == '0) assert (sum == 5'(f_open_q));
        // A cancel is wanted exactly when marked or killed, and none has left.
        assert (want[at] == (!f_cxl_q && (f_mark_q || killed_i)));
        if (speaks && v4_type_i == "E") assert (known && side == f_side_q);
      end
      if (!known) assert (v_q[4] == 1'b0 || !speaks || !f_live_q || v4_type_i == "S" || v4_type_i == "Q" || v4_type_i == "U");
      assert (!(known && late));
    end
    if (f_past_q) begin
      if (live == '0) assert (sums == '0 && count == '0);
      assert (count == 9'(live[0]) + 9'(live[1]) + 9'(live[2]) + 9'(live[3]));
      if (want & ~live) assert (1'b0);
    end
`ifdef FORMAL
    if (f_past_q && f_seen_q) begin
      cover (!f_live_q && f_acked_q && f_cxl_q && late);
      cover (f_live_q && f_acked_q && f_mod_q && speaks && v4_type_i == "M" && v4_qty_i != '0 && v4_qty_i < f_open_q);
    end
`endif
  end
  logic unused;
  assign unused = ^{busy, scan_urn, scan_slot, scan_side, scan_open, scan_stamp, who, doubt};
endmodule
`default_nettype wire

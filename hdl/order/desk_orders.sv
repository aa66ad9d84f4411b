// Orders of the desk: what the host offers, the table that holds them, the cancels that become due there, and a modify behind them.
//
// One candidate for the gate, as a slot has: attempt_o or cancel_o with order_o and verdict_o, combinational; price_o counts one cycle after
// taken_i. Slot values are vectors, slot n at [width*n +: width]; side s of slot n at [width*(2*n + s) +: width]. v0_* and v4_*: a venue message
// as it comes and four cycles later, when it takes effect; known_o, late_o, v_side_o belong to v4. sent_*: what left in this cycle.
// place_taken_o (combinational from urn_i): the place of that reference is an open order's; skip_o: and another one is free.
// open_o: lots of the desk that may rest, saturated. Doubt: see table_scan. Reset: no order, nothing offered.
`default_nettype none
module desk_orders #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                    clk_i,
  input  wire logic                    rst_i,
  input  wire logic [31:0]             now_i,           // 1,024 ns
  input  wire logic [24:0]             timeout_i,       // ORDER_TIMEOUT: AUTO_CANCEL, LIMIT
  input  wire logic                    send_i,          // DESK_*
  input  wire logic [11:0]             desk_order_i,
  input  wire logic [31:0]             desk_qty_i,
  input  wire logic [15:0]             desk_idx_i,
  input  wire logic [31:0]             desk_urn_i,
  input  wire logic [111:0]            desk_tags_i,
  output      logic [31:0]             desk_status_o,
  output      logic [31:0]             desk_last_urn_o,
  output      logic [111:0]            tags_o,
  output      logic [3:0]              tag_bytes_o,
  input  wire logic [NumSlots-1:0]     mass_i,
  input  wire logic                    killed_i,
  input  wire logic                    session_up_i,
  input  wire logic                    caught_up_i,
  input  wire logic                    settling_i,
  input  wire logic                    order_room_i,
  input  wire logic                    throttled_i,
  input  wire logic [31:0]             urn_i,
  input  wire logic [31:0]             last_urn_i,
  input  wire logic [NumSlots-1:0]     sym_ok_i,
  input  wire logic [NumSlots*32-1:0]  base_i,
  input  wire logic [NumSlots*16-1:0]  tick_i,
  input  wire logic [NumSlots*16-1:0]  mid2_i,
  input  wire logic [NumSlots*3-1:0]   mode_i,          // effective
  input  wire logic [NumSlots*saker_pkg::LIMITS_W-1:0] limits_i,
  input  wire logic [NumSlots*2-1:0]   own_valid_i,     // orders of ours on the slot's symbol: buys, sells
  input  wire logic [NumSlots*32-1:0]  own_idx_i,       // the best of them
  input  wire logic [NumSlots*saker_pkg::AGGREGATE_W-1:0] agg_i,  // what the slots together leave to each
  input  wire logic [NumSlots*32-1:0]  position_i,
  input  wire logic [NumSlots*64-1:0]  worst_i,         // the quotes'
  input  wire logic                    v0_valid_i,
  input  wire logic [31:0]             v0_urn_i,
  input  wire logic                    v4_valid_i,
  input  wire saker_pkg::ouch_msg_t    v4_i,
  output      logic [NumSlots-1:0]     known_o,
  output      logic [NumSlots-1:0]     late_o,
  output      logic                    v_side_o,
  input  wire logic                    sent_i,
  input  wire saker_pkg::order_t       sent_order_i,
  input  wire logic                    judged_i,
  input  wire logic [saker_pkg::VERDICT_W-1:0] judged_verdict_i,
  input  wire logic                    taken_i,
  output      logic                    cancel_o,
  output      logic                    attempt_o,
  output      saker_pkg::order_t       order_o,
  output      logic [saker_pkg::VERDICT_W-1:0] verdict_o,
  output      logic [47:0]             context_o,
  output      logic [31:0]             price_o,
  output      logic                    place_taken_o,
  output      logic                    skip_o,
  output      logic [NumSlots*64-1:0]  open_o,
  output      logic [NumSlots*9-1:0]   count_o,
  output      logic [8:0]              to_cancel_o,
  output      logic [8:0]              in_doubt_o,
  output      logic                    doubt_asks_o,
  input  wire logic                    doubt_grant_i,
  output      logic [42:0]             doubt_who_o,     // urn, slot, pending, side
  output      logic [31:0]             doubt_open_o,
  output      logic [31:0]             doubt_waited_o
);
  // ---- the table ---------------------------------------------------------------------------------------------------
  logic [255:0] live, acked, cxl, mod, doubtful, want;
  logic [NumSlots*80-1:0] sums;
  logic [7:0]  scan_idx, pick_idx;
  logic [31:0] scan_urn, scan_open, scan_stamp;
  logic [3:0]  scan_slot;
  logic        scan_side, busy, die, doubt, mark, settle;
  logic [1:0]  pending;
  assign settle = v4_valid_i && settling_i && v4_i.mtype == "Q";

  open_orders #(.NumSlots(NumSlots)) u_table (
    .clk_i, .rst_i, .now_i, .killed_i, .mass_i, .v0_valid_i, .v0_urn_i, .v4_valid_i, .v4_type_i(v4_i.mtype),
    .v4_qty_i(v4_i.qty), .v4_dead_i(v4_i.code == "D"), .v4_settle_i(settling_i), .known_o, .late_o, .side_o(v_side_o),
    .s_valid_i(sent_i), .s_desk_i(sent_order_i.desk), .s_act_i(sent_order_i.act), .s_modify_i(|sent_order_i.qty), .s_slot_i(sent_order_i.slot[3:0]),
    .s_side_i(sent_order_i.side), .s_urn_i(sent_order_i.urn), .s_open_i(sent_order_i.open_qty), .idx_i(scan_idx),
    .busy_o(busy), .scan_urn_o(scan_urn), .scan_slot_o(scan_slot), .scan_side_o(scan_side), .scan_open_o(scan_open),
    .scan_stamp_o(scan_stamp), .pick_idx_i(pick_idx), .pick_who_o(who), .die_i(die), .doubt_i(doubt), .mark_i(mark), .live_o(live), .acked_o(acked), .cxl_o(cxl),
    .mod_o(mod), .doubt_o(doubtful), .want_o(want), .sums_o(sums), .count_o);

  // ---- the desk ----------------------------------------------------------------------------------------------------
  logic [3:0]  slot;
  logic        side, ask, ask_modify, ask_done, ask_ok, attempt, modify, gone;
  logic        pulls, modifies;  // the candidate: a cancel that is due, or a modify
  logic        cancels;          // one is due and may leave, be it not picked yet
  logic [31:0] ask_urn, base;
  logic [15:0] tick;
  saker_pkg::order_t entered;
  desk #(.NumSlots(NumSlots)) u_desk (
    .clk_i, .rst_i, .send_i, .order_i(desk_order_i), .qty_i(desk_qty_i), .idx_i(desk_idx_i), .urn_i(desk_urn_i),
    .tags_i(desk_tags_i), .slot_o(slot), .side_o(side), .base_i(base), .tick_i(tick), .limit_i(limits.max_notional), .too_dear_o(too_dear), .attempt_o(attempt), .order_o(entered),
    .price_o, .taken_i(taken_i && attempt_o), .judged_i(judged_i && sent_order_i.desk && sent_order_i.act == saker_pkg::ACT_NEW),
    .sent_i, .verdict_i(judged_verdict_i), .sent_urn_i(sent_order_i.urn), .ask_o(ask), .ask_modify_o(ask_modify), .urn_o(ask_urn),
    .ask_done_i(ask_done), .ask_ok_i(ask_ok), .ask_who_i({scan_side, scan_slot}), .modify_o(modify), .modified_i(taken_i && modifies), .gone_i(gone), .tags_o, .tag_bytes_o, .status_o(desk_status_o),
    .last_urn_o(desk_last_urn_o));

  table_scan u_scan (
    .clk_i, .rst_i, .now_i, .limit_i(timeout_i[23:0]), .auto_cancel_i(timeout_i[24]), .settle_i(settle),
    .settle_next_i(v4_i.urn), .settle_last_i(last_urn_i), .ask_i(ask), .modify_i(ask_modify), .ask_urn_i(ask_urn),
    .ask_done_o(ask_done), .ask_ok_o(ask_ok), .busy_i(busy), .live_i(live), .acked_i(acked), .cxl_i(cxl), .mod_i(mod), .want_i(want),
    .doubtful_i(doubtful), .idx_o(scan_idx), .urn_i(scan_urn), .stamp_i(scan_stamp), .die_o(die), .doubt_o(doubt),
    .mark_o(mark), .asks_o(doubt_asks_o), .grant_i(doubt_grant_i), .pending_o(pending), .waited_o(doubt_waited_o));
  assign doubt_who_o  = {scan_urn, 4'd0, scan_slot, pending, scan_side};
  assign doubt_open_o = scan_open;

  // ---- cancels that are due ----------------------------------------------------------------------------------------
  logic        pick_valid, found;
  logic [7:0]  who_idx_q;
  logic [28:0] who;
  logic [31:0] pick_urn;
  logic [4:0]  pick_who;
  cancel_pick u_pick (.clk_i, .rst_i, .want_i(want), .taken_i(taken_i && pulls), .valid_o(pick_valid), .idx_o(pick_idx));

  always_ff @(posedge clk_i) who_idx_q <= pick_idx;
  assign found    = pick_valid && who_idx_q == pick_idx;
  assign pick_urn = {who[23:0], who_idx_q};
  assign pick_who = who[28:24];

  // ---- the candidate -----------------------------------------------------------------------------------------------
  // Both wait for the session, without a record.
  // SAFETY: RISK.KILL: no modify while a cancel is due, be it only because the latch is closed.
  assign gone      = !live[ask_urn[7:0]] || want[ask_urn[7:0]];
  assign cancels   = want != '0 && session_up_i;
  assign pulls     = found && session_up_i;
  assign modifies  = modify && live[ask_urn[7:0]] && !cancels && session_up_i;
  assign cancel_o  = pulls || modifies;
  assign attempt_o = attempt && !cancels;

  logic        sym_ok;
  logic [15:0] mid2, own_idx;
  logic [2:0]  mode;
  logic [31:0] position, other, quote_open, desk_open;
  logic        own_valid, too_dear;
  saker_pkg::limits_t limits;
  saker_pkg::aggregate_t agg;
  logic [32:0] both;
  for (genvar n = 0; n < 2 * NumSlots; n++) begin : gen_open
    assign open_o[32*n +: 32] = sums[40*n +: 32] | {32{|sums[40*n+32 +: 8]}};
  end
  always_comb begin
    {sym_ok, mid2, mode, position, base, tick, quote_open, desk_open, own_valid, own_idx} = '0;
    limits = '0;
    agg    = '0;
    for (int n = 0; n < NumSlots; n++) begin
      if (slot == 4'(n)) begin
        sym_ok       = sym_ok_i[n];
        base         = base_i[32*n +: 32];
        tick         = tick_i[16*n +: 16];
        mid2         = mid2_i[16*n +: 16];
        mode         = mode_i[3*n +: 3];
        limits       = limits_i[saker_pkg::LIMITS_W*n +: saker_pkg::LIMITS_W];
        agg          = agg_i[saker_pkg::AGGREGATE_W*n +: saker_pkg::AGGREGATE_W];
        own_valid    = side ? own_valid_i[2*n] : own_valid_i[2*n+1];
        own_idx      = side ? own_idx_i[32*n +: 16] : own_idx_i[32*n+16 +: 16];
        position     = position_i[32*n +: 32];
        quote_open   = side ? worst_i[64*n+32 +: 32] : worst_i[64*n +: 32];
        desk_open    = side ? open_o[64*n+32 +: 32] : open_o[64*n +: 32];
      end
    end
  end
  assign both  = 33'(quote_open) + 33'(desk_open);
  assign other = both[31:0] | {32{both[32]}};

  risk_check u_check (
    .cancel_i(cancel_o), .side_i(side), .idx_i(entered.idx), .open_qty_i(entered.open_qty), .own_open_i('0), .other_open_i(other),
    .urn_i, .killed_i, .mode_i(mode), .session_up_i, .caught_up_i, .room_i(order_room_i), .place_taken_i(place_taken_o), .throttled_i,
    .sym_ok_i(sym_ok), .mid2_i(mid2), .position_i(position), .last_urn_i, .max_qty_i(limits.max_qty), .collar_i(limits.collar),
    .max_position_i(limits.max_position), .own_valid_i(own_valid), .own_idx_i(own_idx), .too_dear_i(too_dear),
    .agg_over_i(side ? agg.over[1] : agg.over[0]), .agg_room_i(side ? agg.left[saker_pkg::AGG_LOTS_W +: saker_pkg::AGG_LOTS_W] : agg.left[0 +: saker_pkg::AGG_LOTS_W]),
    .agg_dear_i(agg.dear), .verdict_o);

  always_comb begin
    order_o   = entered;
    context_o = {position, mid2};
    if (pulls) begin
      order_o      = '0;
      order_o.act  = saker_pkg::ACT_CANCEL;
      order_o.desk = 1'b1;
      order_o.urn  = pick_urn;
      order_o.slot = 8'(pick_who[3:0]);
      order_o.side = pick_who[4];
      context_o    = '0;
      for (int n = 0; n < NumSlots; n++) begin
        if (pick_who[3:0] == 4'(n)) context_o = {position_i[32*n +: 32], mid2_i[16*n +: 16]};
      end
    end
  end

  // ---- places ------------------------------------------------------------------------------------------------------
  assign place_taken_o = live[urn_i[7:0]];
  assign skip_o        = place_taken_o && !(&live);
  always_ff @(posedge clk_i) begin
    to_cancel_o <= rst_i ? '0 : 9'($countones(want));
    in_doubt_o  <= rst_i ? '0 : 9'($countones(doubtful));
  end

  logic unused;
  assign unused = ^{limits, agg, v4_i.ts, v4_i.orig_urn, v4_i.price, v4_i.side, v4_i.reason, v4_i.ext_ref, sent_order_i.slot[7:4], sent_order_i.ioc,
                    sent_order_i.orig_urn, sent_order_i.idx, sent_order_i.price, sent_order_i.tick,
                    sent_order_i.rx_cycle, sent_order_i.seq};
endmodule
`default_nettype wire

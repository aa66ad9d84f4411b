// Everything from the top of book to the order: slots, the desk and the order table, risk gate, throttle, kill latch, heartbeat and their records.
//
// tob_i in cycle t+4, order_valid_o in t+7 (docs/card.md section 1). ouch_i takes effect 4 cycles after ouch_valid_i
// and is visible from the fifth on. order_pending_o, combinational from tx_ready_i: an order may start in the next cycle.
// ring_bad_i and session_lost_i are levels and kill causes. Per-slot vectors: slot n at [width*n +: width].
// Reset: killed, mode as given, no order, position 0.
`default_nettype none
module trading #(
  parameter int unsigned NumSymbols = 4,
  parameter int unsigned NumSlots = 1,
  parameter int unsigned LadderLog2 = 10
) (
  input  wire logic                       clk_i,
  input  wire logic                       rst_i,
  input  wire logic [31:0]                cycle_i,
  input  wire logic [63:0]                now_ns_i,
  input  wire logic                       tob_valid_i,
  input  wire saker_pkg::tob_t            tob_i,
  input  wire logic [NumSymbols-1:0]      sym_ok_i,
  input  wire logic [NumSymbols*32-1:0]   sym_base_i,
  input  wire logic [NumSymbols*32-1:0]   sym_tick_i,
  input  wire logic [NumSlots*2*saker_regs_pkg::PARAMS_W-1:0] banks_i,
  input  wire logic [NumSlots*saker_pkg::BANK_ACTS_W-1:0]     bank_acts_i,
  output logic [NumSlots*2-1:0]           bank_lock_o,
  output logic [NumSlots*32-1:0]          bank_status_o,
  output logic [NumSlots*8-1:0]           symbol_o,        // that each slot quotes
  input  wire logic [NumSymbols*32-1:0]   sym_mode_i,
  input  wire logic [NumSymbols*saker_pkg::SIGNS_W-1:0] sym_signs_i,
  input  wire logic [NumSlots*saker_pkg::LIMITS_W-1:0] limits_i,
  input  wire logic [NumSymbols*32+63:0]  agg_limits_i,    // AGG_MAX_NOTIONAL, SYM_MAX_POSITION
  output logic [63:0]                     agg_exposure_o,
  input  wire logic [NumSlots*saker_pkg::GUARD_ACTS_W-1:0] guard_acts_i,
  output logic [NumSlots*saker_pkg::GUARDS_W-1:0]          guards_o,
  input  wire logic [31:0]                next_urn_i,
  input  wire logic                       session_up_i,
  input  wire logic                       caught_up_i,   // what the session missed has been replayed
  input  wire logic                       settling_i,    // the next answer to an account query says so
  input  wire logic                       room_i, order_room_i, pair_room_i,  // for a segment, for one more order's, for one of two orders
  input  wire logic                       session_lost_i, ring_bad_i,
  input  wire saker_pkg::latch_acts_t     latch_acts_i,
  input  wire logic                       panel_i,         // the switch at the front panel
  input  wire logic                       clock_valid_i,
  input  wire logic [31:0]                clock_offset_i,  // ns, signed
  input  wire logic [31:0]                throttle_ns_i,
  input  wire logic [15:0]                throttle_burst_i, output logic [15:0] headroom_o,
  input  wire logic [24:0]                timeout_i,     // ORDER_TIMEOUT: AUTO_CANCEL, LIMIT
  input  wire logic                       desk_send_i,   // DESK_*
  input  wire logic [203:0]               desk_i,        // tags, reference, price, quantity, DESK_ORDER
  output logic [31:0]                     desk_status_o, desk_last_urn_o,
  output logic [115:0]                    desk_tags_o,   // number of bytes, bytes; for the frame of an order that leaves
  input  wire logic                       mass_we_i,     // MASS_CANCEL
  input  wire logic [9:0]                 mass_i,
  output logic [31:0]                     table_status_o,
  input  wire logic [NumSlots-1:0]        adjust_we_i,   // SLOT_POSITION_ADJUST
  input  wire logic [NumSlots*32-1:0]     adjust_i,
  output logic [NumSlots*32-1:0]          adjust_status_o,
  input  wire logic                       ouch_valid_i,
  input  wire saker_pkg::ouch_msg_t       ouch_i,
  input  wire logic                       tx_ready_i,
  output logic                            order_valid_o,
  output logic                            order2_valid_o,  // order_o is the second of a pair, one cycle behind its first
  output saker_pkg::order_t               order_o,
  output logic                            order_pending_o,
  output logic                            answered_o,    // an account query's answer takes effect
  output logic                            killed_o,
  output      saker_pkg::latch_state_t    latch_o,
  input  wire logic [12:0]                refused_select_i,
  output logic [31:0]                     refused_count_o,
  output logic [63:0]                     refused_first_ns_o,
  output logic [31:0]                     last_urn_o,
  output logic                            unknown_urn_o,
  output logic [NumSlots*32-1:0]          position_o,
  output logic [NumSlots*32-1:0]          open_buy_o, open_sell_o, orders_o, refused_o, sent_o,
  output logic                            ev_kill_valid_o,
  output saker_pkg::event_t               ev_kill_o,
  output logic                            ev_venue_valid_o,
  output saker_pkg::event_t               ev_venue_o,
  output logic                            ev_order_valid_o,
  output saker_pkg::event_t               ev_order_o,
  output logic                            ev_doubt_valid_o,
  output saker_pkg::event_t               ev_doubt_o,
  output logic                            ev_trip_valid_o,
  output saker_pkg::event_t               ev_trip_o,
  input  wire logic                       upd_valid_i,   // the update stream, and reads of levels beside it (level_copy)
  input  wire saker_pkg::update_t         upd_i,
  output logic                            level_read_o,
  output logic [$clog2(2*NumSymbols)+LadderLog2-1:0] level_o,
  input  wire logic                       level_grant_i,
  input  wire logic [31:0]                level_qty_i,
  input  wire logic                       quote_full_i, paper_full_i,  // the queues of their records take none in this cycle
  output logic                            ev_paper_valid_o,
  output saker_pkg::event_t               ev_paper_o,
  output logic                            ev_quote_valid_o,
  output saker_pkg::event_t               ev_quote_o
);
  localparam int unsigned OrderW = 286;

  // Venue messages.
  saker_pkg::ouch_msg_t v4, v5;
  logic [NumSlots-1:0]  known, late, v_side, overflow, move;
  logic [4:0]           v_stage;
  logic [3:0]           slot5;
  logic [31:0]          position5, move_lots;
  logic                 v5_valid, known5, side5, again5, wild, again, broken;
  venue_stage #(.NumSlots(NumSlots)) u_venue (
    .clk_i, .rst_i, .valid_i(ouch_valid_i), .msg_i(ouch_i), .settling_i, .killed_i(killed_o), .adjust_we_i, .adjust_i, .adjust_status_o, .move_o(move),
    .move_lots_o(move_lots), .known_i(known), .late_i(late), .side_i(v_side),
    .overflow_i(overflow), .position_i(position_o), .v_stage_o(v_stage), .v4_o(v4), .wild_o(wild), .again_o(again), .broken_o(broken), .unknown_o(unknown_urn_o),
    .answered_o, .valid_o(v5_valid), .msg_o(v5), .repeat_o(again5), .known_o(known5), .slot_o(slot5), .side_o(side5), .position_o(position5));

  // Kill latch and its causes.
  logic kill_now, armed, changed, killed_before_q, session_q, caught_up_q;
  kill_fabric u_kill (
    .clk_i, .rst_i, .now_ns_i, .acts_i(latch_acts_i), .clock_valid_i, .clock_offset_i, .panel_i, .ring_bad_i, .session_lost_i, .again_i(again),
    .broken_i(broken), .wild_i(wild), .kill_now_o(kill_now), .killed_o, .armed_o(armed), .changed_o(changed), .state_o(latch_o));
  always_ff @(posedge clk_i) {killed_before_q, session_q, caught_up_q} <= {killed_o, session_up_i, caught_up_i};
  wire logic recancel = (killed_o && !killed_before_q) || (session_up_i && !session_q);

  // Candidates: those of the slots, then the desk's.
  logic [NumSlots:0]              cancel, attempt, taken;
  logic [(NumSlots+1)*OrderW-1:0] candidate;
  logic [(NumSlots+1)*saker_pkg::VERDICT_W-1:0] verdict;
  logic [(NumSlots+1)*48-1:0]     kontext;
  logic [(NumSlots+1)*64-1:0]     price;
  logic [NumSlots-1:0]            quote_new, quote_again, quote_bank, ok, agg_cause, t_known, t_late, mass, tripped, guards_changed, level_read, level_side, level_grant, paper_valid;
  logic [NumSlots*3-1:0]          mode;
  logic [8:0]                     open_orders;
  logic [NumSlots*2-1:0]          active, acked, rep, cxl, doubt_cancel, own_valid;
  logic [NumSlots*64-1:0]         quote_seq, quote_edge, worst, desk_open, newest;
  logic [NumSlots*saker_pkg::LEG_W-1:0]  legs, leg_x, leg_y;
  logic [NumSlots*saker_pkg::SHOT_W-1:0] shots, shot;
  logic [NumSlots*32-1:0]         base, own_idx, idx, idx2, quote_position;
  logic [NumSlots*16-1:0]         tick, mid2, level_idx;
  logic [NumSlots*408-1:0]        papers;
  logic [NumSlots*9-1:0]          desk_count;
  logic [NumSlots*36-1:0]         mark;  // {there is one, twice the mark}
  logic [NumSlots*saker_pkg::AGGREGATE_W-1:0] agg;
  logic                           t_side, place_taken, skip, throttled, judged, sent, due_valid;
  logic [2*NumSlots+1:0]          hold;
  logic [NumSlots*saker_pkg::QUOTE_W-1:0] quotes;
  logic [31:0]                    urn;
  logic [saker_pkg::VERDICT_W-1:0] final_verdict;
  logic [47:0]                final_context;
  assign sent = order_valid_o || order2_valid_o;
  saker_pkg::update_t due;
  wire saker_pkg::way_t way = {killed_o, session_up_i, caught_up_i, order_room_i, place_taken, throttled, urn, last_urn_o};
  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    slot #(.Index(n), .NumSymbols(NumSymbols), .LadderLog2(LadderLog2)) u_slot (
      .clk_i, .rst_i, .tob_valid_i, .tob_i, .sym_ok_i, .sym_base_i, .sym_tick_i,
      .banks_i(banks_i[2*saker_regs_pkg::PARAMS_W*n +: 2*saker_regs_pkg::PARAMS_W]), .bank_acts_i(bank_acts_i[saker_pkg::BANK_ACTS_W*n +: saker_pkg::BANK_ACTS_W]),
      .bank_lock_o(bank_lock_o[2*n +: 2]), .bank_status_o(bank_status_o[32*n +: 32]), .symbol_o(symbol_o[8*n +: 8]), .limits_i(limits_i[saker_pkg::LIMITS_W*n +: saker_pkg::LIMITS_W]), .sym_mode_i, .sym_signs_i, .appliance_mode_i(latch_o.mode), .now_ns_i,
      .acts_i(guard_acts_i[saker_pkg::GUARD_ACTS_W*n +: saker_pkg::GUARD_ACTS_W]),
      .own_valid_i(own_valid[2*n +: 2]), .own_idx_i(own_idx[32*n +: 32]), .agg_i(agg[saker_pkg::AGGREGATE_W*n +: saker_pkg::AGGREGATE_W]), .mark_o(mark[36*n +: 36]), .mode_o(mode[3*n +: 3]), .idx_o(idx[32*n +: 32]), .idx2_o(idx2[32*n +: 32]),
      .guards_o(guards_o[saker_pkg::GUARDS_W*n +: saker_pkg::GUARDS_W]), .tripped_o(tripped[n]), .guards_changed_o(guards_changed[n]),
      .way_i(way), .settling_i, .cause_i(v5_valid || armed || (caught_up_i && !caught_up_q) || agg_cause[n]), .recancel_i(recancel),
      .vin_qty_i(ouch_i.qty), .v_stage_i(v_stage), .v_msg_i(v4), .v_known_o(known[n]),
      .v_late_o(late[n]), .v_side_o(v_side[n]), .v_overflow_o(overflow[n]), .adjust_i(move[n]), .adjust_lots_i(move_lots),
      .cycle_i, .upd_valid_i(due_valid), .upd_i(due), .level_read_o(level_read[n]), .level_side_o(level_side[n]), .level_idx_o(level_idx[16*n +: 16]), .level_grant_i(level_grant[n]), .level_qty_i,
      .ev_paper_valid_o(paper_valid[n]), .ev_paper_o(papers[408*n +: 408]), .desk_open_i(desk_open[64*n +: 64]), .mass_i(mass[n]),
      .leg_x_i(leg_x[saker_pkg::LEG_W*n +: saker_pkg::LEG_W]), .leg_y_i(leg_y[saker_pkg::LEG_W*n +: saker_pkg::LEG_W]), .shot_i(shot[saker_pkg::SHOT_W*n +: saker_pkg::SHOT_W]), .leg_o(legs[saker_pkg::LEG_W*n +: saker_pkg::LEG_W]), .shot_o(shots[saker_pkg::SHOT_W*n +: saker_pkg::SHOT_W]), .quote_edge_o(quote_edge[64*n +: 64]),
      .doubt_cancel_i(doubt_cancel[2*n +: 2]), .t_known_i(t_known[n]), .t_late_i(t_late[n]), .t_side_i(t_side),
      .taken_i(taken[n]), .hold_i(hold[2*n +: 2]), .cancel_o(cancel[n]), .attempt_o(attempt[n]), .order_o(candidate[OrderW*n +: OrderW]),
      .verdict_o(verdict[saker_pkg::VERDICT_W*n +: saker_pkg::VERDICT_W]), .price_o(price[64*n +: 64]), .sent_i(sent && !order_o.desk && order_o.slot == 8'(n)),
      .sent_order_i(order_o), .quote_new_o(quote_new[n]), .quote_again_o(quote_again[n]), .quote_bank_o(quote_bank[n]), .quote_o(quotes[saker_pkg::QUOTE_W*n +: saker_pkg::QUOTE_W]), .quote_seq_o(quote_seq[64*n +: 64]),
      .quote_position_o(quote_position[32*n +: 32]), .active_o(active[2*n +: 2]), .acked_o(acked[2*n +: 2]), .rep_o(rep[2*n +: 2]),
      .cxl_o(cxl[2*n +: 2]), .newest_urn_o(newest[64*n +: 64]), .sym_ok_o(ok[n]), .base_o(base[32*n +: 32]), .tick_o(tick[16*n +: 16]), .worst_o(worst[64*n +: 64]),
      .position_o(position_o[32*n +: 32]));
    assign kontext[48*n +: 48]           = {position_o[32*n +: 32], mid2[16*n +: 16]};
    assign mid2[16*n +: 16] = quotes[saker_pkg::QUOTE_W*n +: 16];
    assign mass[n] = tripped[n] || mass_we_i && (mass_i[9:8] == 2'd0 || (mass_i[9:8] == 2'd1 && mass_i[7:0] == 8'(n))
                                   || (mass_i[9:8] == 2'd2 && mass_i[7:0] == symbol_o[8*n +: 8]));
  end

  take_links #(.NumSlots(NumSlots)) u_links (.legs_i(legs), .shots_i(shots), .x_o(leg_x), .y_o(leg_y), .shot_o(shot));

  saker_pkg::order_t desk_order;
  logic [31:0]       desk_price, table_open, table_waited;
  logic [42:0]       table_who;
  logic [8:0]        to_cancel, table_doubt, quote_doubt;
  logic              table_asks, table_grant;
  desk_orders #(.NumSlots(NumSlots)) u_desk (
    .clk_i, .rst_i, .now_i(now_ns_i[41:10]), .timeout_i, .send_i(desk_send_i), .desk_order_i(desk_i[11:0]), .desk_qty_i(desk_i[43:12]),
    .desk_idx_i(desk_i[59:44]), .desk_urn_i(desk_i[91:60]), .desk_tags_i(desk_i[203:92]), .desk_status_o, .desk_last_urn_o,
    .tags_o(desk_tags_o[111:0]), .tag_bytes_o(desk_tags_o[115:112]), .mass_i(mass), .killed_i(killed_o), .session_up_i, .caught_up_i,
    .settling_i, .order_room_i, .throttled_i(throttled), .urn_i(urn), .last_urn_i(last_urn_o), .sym_ok_i(ok), .base_i(base), .tick_i(tick),
    .mid2_i(mid2), .mode_i(mode), .limits_i, .own_valid_i(own_valid), .own_idx_i(own_idx), .agg_i(agg),
    .position_i(position_o), .worst_i(worst), .v0_valid_i(ouch_valid_i), .v0_urn_i(ouch_i.urn), .v4_valid_i(v_stage[4]), .v4_i(v4),
    .known_o(t_known), .late_o(t_late), .v_side_o(t_side), .sent_i(sent), .sent_order_i(order_o), .judged_i(judged),
    .judged_verdict_i(final_verdict), .taken_i(taken[NumSlots]), .cancel_o(cancel[NumSlots]), .attempt_o(attempt[NumSlots]),
    .order_o(desk_order), .verdict_o(verdict[saker_pkg::VERDICT_W*NumSlots +: saker_pkg::VERDICT_W]), .context_o(kontext[48*NumSlots +: 48]),
    .price_o(desk_price), .place_taken_o(place_taken), .skip_o(skip), .open_o(desk_open), .count_o(desk_count), .to_cancel_o(to_cancel),
    .in_doubt_o(table_doubt), .doubt_asks_o(table_asks), .doubt_grant_i(table_grant), .doubt_who_o(table_who),
    .doubt_open_o(table_open), .doubt_waited_o(table_waited));
  assign candidate[OrderW*NumSlots +: OrderW] = desk_order;
  assign price[64*NumSlots +: 64]             = {2{desk_price}};

  doubts #(.NumSlots(NumSlots)) u_doubts (
    .clk_i, .rst_i, .cycle_i, .now_i(now_ns_i[41:10]), .timeout_i, .sent_i(sent && !order_o.desk), .sent_slot_i(order_o.slot),
    .sent_side_i(order_o.side), .active_i(active), .acked_i(acked), .rep_i(rep), .cxl_i(cxl), .urn_i(newest), .worst_i(worst),
    .cancel_o(doubt_cancel), .count_o(quote_doubt), .table_asks_i(table_asks), .table_grant_o(table_grant), .table_who_i(table_who),
    .table_open_i(table_open), .table_waited_i(table_waited), .ev_valid_o(ev_doubt_valid_o), .ev_o(ev_doubt_o));

  own_best #(.NumSlots(NumSlots)) u_own (
    .clk_i, .rst_i, .symbol_i(symbol_o), .active_i(active), .rep_i(rep), .idx_i(idx), .idx2_i(idx2), .hold_i(hold[2*NumSlots-1:0]),
    .hold_idx_i(order_o.idx), .desk_sent_i(order_valid_o && order_o.desk && order_o.act == saker_pkg::ACT_NEW), .desk_slot_i(order_o.slot[3:0]),
    .desk_side_i(order_o.side), .desk_idx_i(order_o.idx), .desk_open_i(desk_open), .valid_o(own_valid), .idx_o(own_idx));

  aggregate #(.NumSymbols(NumSymbols), .NumSlots(NumSlots)) u_aggregate (
    .clk_i, .rst_i, .symbol_i(symbol_o), .position_i(position_o), .worst_i(worst), .desk_open_i(desk_open), .open_buy_i(open_buy_o), .open_sell_i(open_sell_o),
    .mark_i(mark), .limits_i, .sym_limit_i(agg_limits_i[NumSymbols*32-1:0]), .limit_i(agg_limits_i[NumSymbols*32 +: 64]), .judged_i(judged), .sent_i(sent),
    .order_i(order_o), .verdict_i(final_verdict), .agg_o(agg), .cause_o(agg_cause), .exposure_o(agg_exposure_o));

  trip_events #(.NumSlots(NumSlots)) u_trip_events (
    .clk_i, .rst_i, .cycle_i, .changed_i(guards_changed), .guards_i(guards_o), .ev_valid_o(ev_trip_valid_o), .ev_o(ev_trip_o));

  throttle u_throttle (
    .clk_i, .rst_i, .now_ns_i(now_ns_i[31:0]), .period_ns_i(throttle_ns_i), .burst_i(throttle_burst_i), .take_i(sent), .headroom_o,
    .empty_o(throttled));

  risk_gate #(.NumSlots(NumSlots + 1), .OrderW(OrderW)) u_gate (
    .clk_i, .rst_i, .tx_ready_i, .room_i, .pair_room_i(pair_room_i && headroom_o >= 16'd2), .kill_now_i(kill_now), .next_urn_i,
    .answer_i(ouch_valid_i && ouch_i.mtype == "Q"), .answer_urn_i(ouch_i.urn), .cancel_i(cancel), .attempt_i(attempt), .order_i(candidate),
    .verdict_i(verdict), .context_i(kontext), .price_i(price), .skip_i(skip), .urn_o(urn), .last_urn_o, .taken_o(taken), .hold_o(hold),
    .order_pending_o, .order_valid_o, .order2_valid_o, .order_o, .judged_o(judged), .verdict_o(final_verdict), .context_o(final_context));

  quote_events #(.NumSlots(NumSlots)) u_quote_events (
    .clk_i, .rst_i, .cycle_i, .full_i(quote_full_i), .new_i(quote_new), .again_i(quote_again), .bank_i(quote_bank), .seq_i(quote_seq), .edge_i(quote_edge), .quote_i(quotes), .position_i(quote_position),
    .ev_valid_o(ev_quote_valid_o), .ev_o(ev_quote_o));

  paper_hub #(.NumSlots(NumSlots), .LadderLog2(LadderLog2), .SideW($clog2(2 * NumSymbols))) u_paper (
    .clk_i, .rst_i, .upd_valid_i, .upd_i, .due_valid_o(due_valid), .due_o(due), .read_i(level_read), .symbol_i(symbol_o), .side_i(level_side), .idx_i(level_idx), .grant_o(level_grant), .level_read_o, .level_o, .level_grant_i,
    .ev_valid_i(paper_valid), .ev_i(papers), .ev_valid_o(ev_paper_valid_o), .ev_o(ev_paper_o), .full_i(paper_full_i));

  slot_totals #(.NumSlots(NumSlots)) u_totals (
    .clk_i, .rst_i, .worst_i(worst), .desk_open_i(desk_open), .active_i(active), .desk_count_i(desk_count), .judged_i(judged), .sent_i(sent),
    .slot_i(order_o.slot), .open_buy_o, .open_sell_o, .orders_o, .open_orders_o(open_orders), .refused_o, .sent_o);
  assign table_status_o = {3'd0, table_doubt + quote_doubt, 1'd0, to_cancel, 1'd0, open_orders};
  refusals #(.NumSlots(NumSlots)) u_refusals (
    .clk_i, .rst_i, .now_ns_i, .judged_i(judged), .sent_i(sent), .slot_i(order_o.slot), .verdict_i(final_verdict), .select_i(refused_select_i),
    .count_o(refused_count_o), .first_ns_o(refused_first_ns_o));
  trade_events u_events (
    .clk_i, .rst_i, .cycle_i, .judged_i(judged), .sent_i(sent), .order_i(order_o), .verdict_i(final_verdict),
    .context_i(final_context), .ev_order_valid_o, .ev_order_o, .venue_i(v5_valid), .venue_msg_i(v5),
    .venue_again_i(again5), .venue_known_i(known5), .venue_slot_i(slot5), .venue_side_i(side5), .venue_position_i(position5), .ev_venue_valid_o, .ev_venue_o,
    .kill_changed_i(changed), .causes_i(latch_o.causes), .asserted_i(latch_o.asserted), .open_orders_i(open_orders), .mode_i(latch_o.mode), .ev_kill_valid_o, .ev_kill_o);

  wire logic unused = ^{hold[2*NumSlots +: 2]};
endmodule
`default_nettype wire

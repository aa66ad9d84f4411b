// One slot: quoter or taker, inventory term, order state, order control and the verdicts of its candidate.
//
// Latency: tob_i in t+4, quote in t+6, candidate and verdict combinational in t+6; prices registered (t+7).
// Venue messages: vin_* is the message as it enters (stage 0), v_* the same four cycles later (stage 4), when it takes
// effect; v_stage_i says which stages hold one. sent_*: what left in this cycle, for this slot.
// Reset: position 0, no order, nothing wanted.
`default_nettype none
module slot #(
  parameter int unsigned Index = 0,
  parameter int unsigned NumSymbols = 4,
  parameter int unsigned LadderLog2 = 10
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic                     tob_valid_i,
  input  wire saker_pkg::tob_t          tob_i,
  input  wire logic [NumSymbols-1:0]    sym_ok_i,
  input  wire logic [NumSymbols*32-1:0] sym_base_i,
  input  wire logic [NumSymbols*32-1:0] sym_tick_i,
  input  wire logic [2*saker_regs_pkg::PARAMS_W-1:0] banks_i,
  input  wire saker_pkg::bank_acts_t    bank_acts_i,
  output      logic [1:0]               bank_lock_o,
  output      logic [31:0]              bank_status_o,
  output      logic [7:0]               symbol_o,
  input  wire saker_pkg::limits_t       limits_i,
  input  wire logic [NumSymbols*32-1:0] sym_mode_i,
  input  wire logic [NumSymbols*saker_pkg::SIGNS_W-1:0] sym_signs_i,
  input  wire logic [2:0]               appliance_mode_i,
  input  wire logic [63:0]              now_ns_i,
  input  wire saker_pkg::guard_acts_t   acts_i,        // SLOT_KILL, SLOT_CLEAR, SLOT_PNL_START
  input  wire saker_pkg::way_t          way_i,
  input  wire logic                     settling_i,    // the answer to an account query ends catching up
  input  wire logic [63:0]              desk_open_i,   // lots of the desk's orders, by side
  input  wire logic                     mass_i,        // cancel both quotes
  input  wire logic [1:0]               doubt_cancel_i,// a side that came to be in doubt is to be cancelled
  input  wire logic                     t_known_i,     // the order table speaks of this slot
  input  wire logic                     t_late_i,
  input  wire logic                     t_side_i,
  input  wire logic                     cause_i,       // a venue message or an arming became visible
  input  wire logic                     recancel_i,
  input  wire logic [31:0]              vin_qty_i,
  input  wire logic [4:0]               v_stage_i,
  input  wire saker_pkg::ouch_msg_t     v_msg_i,
  output logic                          v_known_o,
  output logic                          v_late_o,
  output logic                          v_side_o,
  output logic                          v_overflow_o,
  input  wire logic                     adjust_i,      // the host moves the position
  input  wire logic [31:0]              adjust_lots_i,
  input  wire logic                     taken_i,
  input  wire logic [1:0]               hold_i,        // an order of this side is leaving
  input  wire logic [1:0]               own_valid_i,   // orders of ours on the symbol: buys, sells
  input  wire logic [31:0]              own_idx_i,     // the best of them
  input  wire saker_pkg::aggregate_t    agg_i,         // what the slots together leave to this one
  output logic                          cancel_o,
  output logic                          attempt_o,
  output saker_pkg::order_t             order_o,
  output logic [saker_pkg::VERDICT_W-1:0] verdict_o,
  output logic [63:0]                   price_o,
  input  wire logic                     sent_i,
  input  wire saker_pkg::order_t        sent_order_i,
  input  wire logic [31:0]              cycle_i,
  input  wire logic                     upd_valid_i,   // the update stream, and reads of levels beside it (paper.sv)
  input  wire saker_pkg::update_t       upd_i,
  output logic                          level_read_o,
  output logic                          level_side_o,
  output logic [15:0]                   level_idx_o,
  input  wire logic                     level_grant_i,
  input  wire logic [31:0]              level_qty_i,
  output logic                          ev_paper_valid_o,
  output saker_pkg::event_t             ev_paper_o,
  input  wire saker_pkg::leg_t          leg_x_i,       // of a triangle (take_links)
  input  wire saker_pkg::leg_t          leg_y_i,
  input  wire saker_pkg::shot_t         shot_i,
  output      saker_pkg::leg_t          leg_o,
  output      saker_pkg::shot_t         shot_o,
  output logic [63:0]                   quote_edge_o,
  output logic                          quote_new_o,   // by a whole bank: only these are told
  output logic                          quote_again_o, // for a book that was decided before
  output logic                          quote_bank_o,
  output saker_pkg::quote_t             quote_o,
  output logic [63:0]                   quote_seq_o,
  output logic [31:0]                   quote_position_o,
  output logic                          sym_ok_o,
  output logic [2:0]                    mode_o,        // effective: appliance, slot, symbol, losses, trips
  output logic [31:0]                   idx_o,
  output logic [31:0]                   idx2_o,
  output      saker_pkg::guards_t       guards_o,
  output logic                          tripped_o,
  output logic                          guards_changed_o,
  output logic [31:0]                   base_o, output logic [15:0] tick_o,
  output logic [35:0]                   mark_o,        // {there is one, twice the mark}
  output logic [1:0]                    active_o,
  output logic [1:0]                    acked_o,
  output logic [1:0]                    rep_o,
  output logic [1:0]                    cxl_o,
  output logic [63:0]                   newest_urn_o,  // by side: of the replace in flight, else of the order
  output logic [63:0]                   worst_o,
  output logic [31:0]                   position_o
);
  logic [3:0] fall;
  bank_fall u_fall (
    .clk_i, .rst_i, .acts_i(bank_acts_i), .guards_i(guards_o), .gates_i(gates), .ok_i(variances.ok), .now_i(now_ns_i[41:10]), .left_i({sent_order_i.side, !sent_order_i.side} & {2{sent_i}}),
    .pending_i(active_o & (~acked | rep | cxl)), .fall_o(fall));

  // Parameters: those of the bank that runs, all of it or none.
  saker_regs_pkg::params_t params;
  logic [1:0] inv_ready;
  logic       bank, next_bank, whole, bank_changed, same_q;
  always_ff @(posedge clk_i) same_q <= banks_i[saker_regs_pkg::PARAMS_W + saker_regs_pkg::PARAM_SYMBOL_LSB +: 8] == banks_i[saker_regs_pkg::PARAM_SYMBOL_LSB +: 8]
    && banks_i[saker_regs_pkg::PARAMS_W + saker_regs_pkg::PARAM_TAKE_LSB +: 2] == banks_i[saker_regs_pkg::PARAM_TAKE_LSB +: 2];
  param_bank #(.Width(saker_regs_pkg::PARAMS_W)) u_bank (
    .clk_i, .rst_i, .banks_i, .we_i(bank_acts_i.we), .refused_i(bank_acts_i.refused), .seal_i(bank_acts_i.seal), .seal_value_i(bank_acts_i.seal_value),
    .swap_i(bank_acts_i.swap), .swap_value_i(bank_acts_i.swap_value), .live_i(mode == 3'd2 || mode == 3'd3 || shadow), .same_i(same_q), .ready_i(inv_ready[!bank]), .fall_i(fall), .safe_i(bank_acts_i.safe),
    .lock_o(bank_lock_o), .next_o(next_bank), .params_o(params), .bank_o(bank), .whole_o(whole), .changed_o(bank_changed), .status_o(bank_status_o));
  assign symbol_o = params.symbol;

  // Base and tick change only while the slot is halted, so they are registered once more.
  logic        sym_ok;
  logic [31:0] base_d, base_q;
  logic [15:0] tick_d, tick_q;
  logic [2:0]  sym_mode;
  logic [saker_pkg::GATES_W-1:0] gates;
  saker_pkg::variances_t variances;
  slot_symbol #(.NumSymbols(NumSymbols)) u_symbol (
    .clk_i, .rst_i, .symbol_i(symbol_o), .sym_ok_i, .sym_base_i, .sym_tick_i, .sym_mode_i, .sym_signs_i,
    .ok_o(sym_ok), .base_o(base_d), .tick_o(tick_d), .mode_o(sym_mode), .variances_o(variances), .gates_o(gates));

  logic [2:0] mode, open_mode;
  logic       shadow;
  slot_guards u_guards (
    .clk_i, .rst_i, .now_ns_i, .acts_i, .limits_i, .sym_mode_i(sym_mode), .appliance_mode_i, .whole_i(whole), .killed_i(way_i.killed), .leg_i(trip), .tob_valid_i, .tob_i, .symbol_i(symbol_o), .base_i(base_d), .tick_i(tick_d),
    .said_i(v_valid && (v_known_o || t_known_i)), .msg_i(v_msg_i), .fill_i(fill), .fill_sell_i(v_side_o), .overflow_i(v_overflow_o),
    .adjust_i, .adjust_lots_i, .position_i(position_o), .mode_o(mode), .shadow_o(shadow), .open_mode_o(open_mode), .tripped_o, .changed_o(guards_changed_o), .mark_o, .guards_o);
  assign mode_o = mode;

  logic        notional_known, notional_none, notional_found;
  logic [15:0] notional_idx;
  notional_limit u_notional (
    .clk_i, .rst_i, .qty_i(params.qty), .base_i(base_d), .tick_i(tick_d), .limit_i(limits_i.max_notional), .valid_o(notional_known),
    .none_o(notional_none), .idx_o(notional_idx), .found_o(notional_found));

  logic        fill, v_valid;
  logic signed [24:0] inv;
  logic [31:0] quote_rx, paper_position, quote_position, skew;
  logic        on_paper, paper_moved, settles, settled, counts;
  assign v_valid = v_stage_i[4];
  slot_inventory u_inventory (
    .clk_i, .rst_i, .banks_i, .we_i(bank_acts_i.we), .pick_i(next_bank), .symbol_i(symbol_o), .variances_i(variances), .shadow_i(shadow), .position_i(position_o), .paper_i(paper_position),
    .paper_moved_i(paper_moved), .qty_i(vin_qty_i), .valid_i(v_stage_i), .fill_i(fill), .sell_i(v_side_o), .moved_i(v_overflow_o || adjust_i), .ready_o(inv_ready),
    .counts_o(counts), .position_o(quote_position), .inv_o(inv), .skew_o(skew), .on_paper_o(on_paper), .settles_o(settles), .settled_o(settled));
  quoter #(.LadderLog2(LadderLog2)) u_quoter (
    .clk_i, .rst_i, .tob_valid_i, .tob_i, .params_i(params), .bank_i(bank),
    .position_i(quote_position), .inv_i(inv), .skew_i(skew), .counts_i(counts), .gates_i(gates), .again_i(again), .answer_o(answer), .deciding_o(deciding), .new_o(quoter_new), .again_o(quoter_again), .bank_o(quoter_bank), .quote_o(quoter_quote), .seq_o(quoter_seq),
    .rx_cycle_o(quoter_rx), .position_o(quoter_position), .edge_o(quoter_edge));

  // A slot quotes or takes: its bank says.
  logic              takes, taker_new, taker_tick, taker_bank, trip, quoter_new, quoter_again, quoter_bank, fresh;
  saker_pkg::quote_t quoter_quote, taker_quote;
  logic [63:0]       quoter_seq, quoter_edge, taker_seq, taker_edge;
  logic [31:0]       quoter_rx, taker_rx, quoter_position, taker_position;
  taker #(.Index(Index), .NumSymbols(NumSymbols), .LadderLog2(LadderLog2)) u_taker (
    .clk_i, .rst_i, .now_i(now_ns_i[41:10]), .tob_valid_i, .tob_i, .sym_ok_i, .sym_base_i, .sym_tick_i, .params_i(params), .bank_i(bank), .whole_i(whole), .changed_i(bank_changed), .own_ok_i(sym_ok), .gates_i(gates),
    .open_i(answer[1:0]), .position_i(quote_position), .mode_i(mode), .killed_i(way_i.killed), .may_i(!way_i.killed && way_i.session_up && way_i.caught_up && way_i.room), .again_i(again), .taken_i(taken_i && attempt_o), .sent_i(|left),
    .active_i(active_o), .done_i(done), .leg_x_i, .leg_y_i, .shot_i, .leg_o, .shot_o, .on_o(takes), .tick_o(taker_tick), .decided_o(taker_new), .quote_o(taker_quote), .seq_o(taker_seq), .rx_cycle_o(taker_rx),
    .position_o(taker_position), .edge_o(taker_edge), .bank_o(taker_bank), .trip_o(trip));
  assign decided          = takes ? taker_new : quoter_new;
  assign fresh            = takes ? taker_new && taker_tick : quoter_new && !quoter_again;
  assign quote_again_o    = quoter_again && !takes;
  assign quote_bank_o     = takes ? taker_bank : quoter_bank;
  assign quote_o          = takes ? taker_quote : quoter_quote;
  assign quote_seq_o      = takes ? taker_seq : quoter_seq;
  assign quote_rx         = takes ? taker_rx : quoter_rx;
  assign quote_position_o = takes ? taker_position : quoter_position;
  assign quote_edge_o     = takes ? taker_edge : quoter_edge;

  // The quote is decided again where the position moved, when the latch opens, by a bank that comes to count, and where the gates answer otherwise; until that stands no order leaves on the old one.
  logic moved_q, closed_q, again, decided, deciding, undecided;
  logic [2:0] answer, answer_q;
  assign quote_new_o = decided && whole;
  assign again     = moved_q || (closed_q && !way_i.killed) || bank_changed || settled || answer_q != answer;
  assign undecided = again || ((deciding || settles) && !takes);
  always_ff @(posedge clk_i) begin
    moved_q  <= fill && !on_paper && !rst_i;
    closed_q <= way_i.killed;
    answer_q <= answer;
  end

  logic [1:0] waits, left;
  assign left = {sent_order_i.side, !sent_order_i.side} & {2{sent_i && sent_order_i.act != saker_pkg::ACT_CANCEL}};
  refresh u_refresh (.clk_i, .rst_i, .now_i(now_ns_i[41:10]), .least_i(params.refresh), .sent_i(left), .wait_o(waits));

  logic [1:0]  acked, rep, cxl, act;
  logic [63:0] urn, urn2, open, done;
  logic [31:0] idx, c_urn, c_orig, c_qty;
  logic        side, cause, marked_q;
  logic [1:0]  mark_q;
  order_state u_state (
    .clk_i, .rst_i, .v_valid_i(v_valid), .v_type_i(v_msg_i.mtype), .v_urn_i(v_msg_i.urn), .v_qty_i(v_msg_i.qty),
    .v_dead_i(v_msg_i.code == "D"), .v_settle_i(settling_i), .t_known_i, .t_late_i, .t_side_i, .known_o(v_known_o), .late_o(v_late_o), .side_o(v_side_o), .fill_o(fill),
    .overflow_o(v_overflow_o), .adj_i(adjust_i), .adj_lots_i(adjust_lots_i), .s_valid_i(sent_i), .s_act_i(sent_order_i.act), .s_side_i(sent_order_i.side),
    .s_urn_i(sent_order_i.urn), .s_idx_i(sent_order_i.idx), .s_open_i(sent_order_i.open_qty),
    .active_o, .acked_o(acked), .rep_o(rep), .cxl_o(cxl), .urn_o(urn), .urn2_o(urn2), .idx_o(idx), .idx2_o,
    .open_o(open), .done_o(done), .worst_o, .position_o);
  order_ctl u_ctl (
    .clk_i, .rst_i, .cause_i(cause), .recancel_i(recancel_i || marked_q), .killed_i(way_i.killed), .mode_i(mode), .sym_ok_i(sym_ok), .quote_i(quote_o),
    .qty_i({quote_o.ask_qty, quote_o.bid_qty}), .hysteresis_i(params.hysteresis), .position_i(position_o), .active_i(active_o), .acked_i(acked), .rep_i(rep),
    .cxl_i(cxl), .take_i(takes), .mark_i(mark_q), .urn_i(urn), .urn2_i(urn2), .idx_i(idx), .done_i(done), .taken_i, .hold_i(hold_i | waits | {2{undecided}}), .cancel_o, .attempt_o,
    .side_o(side), .act_o(act), .urn_o(c_urn), .orig_o(c_orig), .qty_o(c_qty));

  // Causes: a value that changed is compared with the one of the cycle before, so its first cycle counts.
  logic [2:0] mode_q;
  always_ff @(posedge clk_i) begin
    mode_q  <= mode;
    base_q  <= base_d;
    tick_q  <= tick_d;
    price_o <= {base_q + 32'(quote_o.ask_idx) * 32'(tick_q), base_q + 32'(quote_o.bid_idx) * 32'(tick_q)};
  end
  assign cause = cause_i || decided || mode_q != mode || notional_found;

  // SAFETY: ORDERS.MASS_CANCEL: a marked side is cancelled, and again when that came to nothing, until the quote is dead.
  always_ff @(posedge clk_i) mark_q <= rst_i ? '0 : (mark_q | {2{mass_i}} | (doubt_cancel_i & ~cxl)) & active_o;
  always_ff @(posedge clk_i) marked_q <= !rst_i && (mass_i || |doubt_cancel_i);
  assign acked_o      = acked;
  assign rep_o        = rep;
  assign cxl_o        = cxl;
  assign idx_o        = idx;
  assign newest_urn_o = {rep[1] ? urn2[63:32] : urn[63:32], rep[0] ? urn2[31:0] : urn[31:0]};
  assign sym_ok_o     = sym_ok;
  assign base_o       = base_q;
  assign tick_o       = tick_q;
  candidate #(.Index(Index)) u_candidate (
    .cancel_i(cancel_o), .side_i(side), .act_i(act), .urn_i(c_urn), .orig_i(c_orig), .qty_i(c_qty), .ioc_i(takes), .tick_i(fresh), .rx_cycle_i(quote_rx), .seq_i(quote_seq_o),
    .quote_i(quote_o), .open_i(open), .desk_open_i, .way_i, .mode_i(mode), .sym_ok_i(sym_ok), .position_i(position_o), .limits_i, .own_valid_i, .own_idx_i,
    .notional_none_i(!notional_known || notional_none), .notional_idx_i(notional_idx), .agg_i, .second_i(|hold_i), .order_o, .verdict_o);

  paper #(.Index(Index)) u_paper (
    .clk_i, .rst_i, .cycle_i, .now_i(now_ns_i[41:10]), .on_i(shadow && !takes), .bank_i(bank), .symbol_i(symbol_o), .sym_ok_i(sym_ok), .base_i(base_q), .tick_i(tick_q),
    .hysteresis_i(params.hysteresis), .refresh_i(params.refresh), .undecided_i(undecided), .decided_i(decided && on_paper), .quote_i(quote_o), .way_i, .mode_i(open_mode),
    .limits_i, .own_valid_i, .own_idx_i, .notional_none_i(!notional_known || notional_none), .notional_idx_i(notional_idx), .upd_valid_i, .upd_i,
    .level_read_o, .level_side_o, .level_idx_o, .level_grant_i, .level_qty_i, .position_o(paper_position), .moved_o(paper_moved),
    .ev_valid_o(ev_paper_valid_o), .ev_o(ev_paper_o));

  logic unused;
  assign unused = ^{params, v_msg_i.ts, v_msg_i.orig_urn, v_msg_i.price, v_msg_i.side, v_msg_i.reason, v_msg_i.ext_ref,
                    sent_order_i.slot, sent_order_i.orig_urn, sent_order_i.qty, sent_order_i.price,
                    sent_order_i.tick, sent_order_i.rx_cycle, sent_order_i.seq, sent_order_i.desk, sent_order_i.ioc};
endmodule
`default_nettype wire

// Everything from the top of book to the order: slots, risk gate, kill latch, heartbeat and their event records.
//
// tob_i in cycle t+4, order_valid_o in t+7 (docs/card.md section 1). ouch_i takes effect 4 cycles after ouch_valid_i
// and is visible from the fifth on. order_pending_o, combinational from tx_ready_i: an order may start in the next cycle.
// ring_bad_i and session_lost_i are levels and kill causes. Per-slot vectors: slot n at [width*n +: width].
// Parameter values count from the cycle in which they stand; param_we_i pulses in that cycle or the one before.
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
  input  wire logic [NumSlots*8-1:0]      param_symbol_i,
  input  wire logic [NumSlots*32-1:0]     param_qty_i,
  input  wire logic [NumSlots*24-1:0]     param_half_bid_i,
  input  wire logic [NumSlots*24-1:0]     param_half_ask_i,
  input  wire logic [NumSlots*32-1:0]     param_skew_i,
  input  wire logic [NumSlots*16-1:0]     param_hysteresis_i,
  input  wire logic [NumSlots*31-1:0]     param_inventory_cap_i,
  input  wire logic [NumSlots*32*16-1:0]  param_micro_i,
  input  wire logic [NumSlots-1:0]        param_we_i,
  input  wire logic [NumSlots*32-1:0]     slot_mode_i,
  input  wire logic [NumSlots*32-1:0]     slot_max_qty_i,
  input  wire logic [NumSlots*32-1:0]     slot_collar_i,
  input  wire logic [NumSlots*32-1:0]     slot_max_position_i,
  input  wire logic [31:0]                next_urn_i,
  input  wire logic                       session_up_i,
  input  wire logic                       caught_up_i,   // what the session missed has been replayed
  input  wire logic                       settling_i,    // the next answer to an account query says so
  input  wire logic                       room_i,        // for a segment
  input  wire logic                       order_room_i,  // for one more order's segment
  input  wire logic                       pair_room_i,   // for one of two orders
  input  wire logic                       session_lost_i,
  input  wire logic                       ring_bad_i,
  input  wire logic                       kill_we_i,
  input  wire logic [31:0]                kill_value_i,
  input  wire logic                       arm_we_i,
  input  wire logic [31:0]                arm_value_i,
  input  wire logic                       heartbeat_we_i,
  input  wire logic [31:0]                heartbeat_limit_us_i,
  input  wire logic                       ouch_valid_i,
  input  wire saker_pkg::ouch_msg_t       ouch_i,
  input  wire logic                       tx_ready_i,
  output logic                            order_valid_o,
  output logic                            order2_valid_o,  // order_o is the second of a pair, one cycle behind its first
  output saker_pkg::order_t               order_o,
  output logic                            order_pending_o,
  output logic                            answered_o,    // an account query's answer has taken effect
  output logic                            killed_o,
  output logic [31:0]                     kill_causes_o,
  output logic [31:0]                     kill_asserted_o,
  output logic [63:0]                     kill_ns_o,
  output logic [31:0]                     last_urn_o,
  output logic                            unknown_urn_o,
  output logic [NumSlots*32-1:0]          position_o,
  output logic [NumSlots*32-1:0]          open_buy_o,
  output logic [NumSlots*32-1:0]          open_sell_o,
  output logic [NumSlots*32-1:0]          orders_o,
  output logic [NumSlots*32-1:0]          refused_o,
  output logic [NumSlots*32-1:0]          sent_o,
  output logic                            ev_kill_valid_o,
  output saker_pkg::event_t               ev_kill_o,
  output logic                            ev_venue_valid_o,
  output saker_pkg::event_t               ev_venue_o,
  output logic                            ev_order_valid_o,
  output saker_pkg::event_t               ev_order_o,
  output logic                            ev_quote_valid_o,
  output saker_pkg::event_t               ev_quote_o
);
  localparam int unsigned OrderW = 284;

  // Venue messages: four stages beside the inventory multiplier, effect at the end of stage 4, record in stage 5.
  saker_pkg::ouch_msg_t v1_q, v2_q, v3_q, v4_q, v5_q;
  logic [5:1] v_q;
  always_ff @(posedge clk_i) begin
    v_q  <= rst_i ? 5'd0 : {v_q[4:1], ouch_valid_i};
    v1_q <= ouch_i;
    v2_q <= v1_q;
    v3_q <= v2_q;
    v4_q <= v3_q;
    v5_q <= v4_q;
  end

  // Which order the message speaks of; S and Q speak of none.
  logic [NumSlots-1:0] known, late, v_side, overflow;
  logic                speaks, missing, wild;
  assign speaks  = v_q[4] && v4_q.mtype != "S" && v4_q.mtype != "Q";
  assign missing = speaks && known == '0;
  assign wild    = (missing && (v4_q.mtype == "A" || v4_q.mtype == "U" || v4_q.mtype == "E")) || |overflow;
  logic                known5_q, side5_q;
  logic [NumSlots-1:0] slot5_q;
  always_ff @(posedge clk_i) begin
    known5_q      <= |known || (v4_q.mtype == "Q" && settling_i);
    slot5_q       <= |known ? known : late;
    side5_q       <= |known || |late ? |(v_side & (|known ? known : late)) : v4_q.side;
    unknown_urn_o <= missing && !rst_i;
  end

  assign answered_o = v_q[5] && v5_q.mtype == "Q";

  // Kill latch and its causes.
  logic expired, kill_now, armed, changed, ev_lost, killed_before_q, session_q, caught_up_q;
  heartbeat u_heartbeat (
    .clk_i, .rst_i, .now_ns_i, .beat_i(heartbeat_we_i), .limit_us_i(heartbeat_limit_us_i), .expired_o(expired));
  kill_latch u_latch (
    .clk_i, .rst_i, .now_ns_i,
    .level_i({2'd0, session_lost_i, ring_bad_i, expired, 3'd0}),  // SAFETY: RISK.RING
    .pulse_i({1'b0, wild, 1'b0, ev_lost, 4'd0}),
    .kill_i(kill_we_i), .kill_value_i, .arm_i(arm_we_i), .arm_value_i, .kill_now_o(kill_now), .killed_o,
    .armed_o(armed), .changed_o(changed), .causes_o(kill_causes_o), .asserted_o(kill_asserted_o), .kill_ns_o);
  always_ff @(posedge clk_i) begin
    killed_before_q <= killed_o;
    session_q       <= session_up_i;
    caught_up_q     <= caught_up_i;
  end
  logic recancel;
  assign recancel = (killed_o && !killed_before_q) || (session_up_i && !session_q);

  logic [NumSlots-1:0]        cancel, attempt, taken, quote_new;
  logic [NumSlots*OrderW-1:0] candidate;
  logic [NumSlots*saker_pkg::VERDICT_W-1:0] verdict;
  logic [NumSlots*48-1:0]     kontext;
  logic [NumSlots*64-1:0]     price, quote_seq;
  logic [2*NumSlots-1:0]      hold;
  logic [NumSlots*50-1:0]     quotes;
  logic [NumSlots*32-1:0]     quote_position;
  logic [31:0]                urn;
  logic                       judged, sent;
  logic [saker_pkg::VERDICT_W-1:0] final_verdict;
  logic [47:0]                final_context;
  assign sent = order_valid_o || order2_valid_o;
  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    saker_pkg::order_t order;
    saker_pkg::quote_t quote;
    logic [1:0]        active;
    logic [63:0]       worst;
    slot #(.Index(n), .NumSymbols(NumSymbols), .LadderLog2(LadderLog2)) u_slot (
      .clk_i, .rst_i, .tob_valid_i, .tob_i, .sym_ok_i, .sym_base_i, .sym_tick_i,
      .symbol_i(param_symbol_i[8*n +: 8]), .qty_i(param_qty_i[32*n +: 32]),
      .half_bid_i(param_half_bid_i[24*n +: 24]), .half_ask_i(param_half_ask_i[24*n +: 24]),
      .skew_i(param_skew_i[32*n +: 32]), .hysteresis_i(param_hysteresis_i[16*n +: 16]),
      .cap_i(param_inventory_cap_i[31*n +: 31]), .micro_i(param_micro_i[512*n +: 512]),
      .param_we_i(param_we_i[n]), .mode_i(slot_mode_i[32*n +: 3]), .max_qty_i(slot_max_qty_i[32*n +: 32]),
      .collar_i(slot_collar_i[32*n +: 16]), .max_position_i(slot_max_position_i[32*n +: 31]),
      .session_up_i, .caught_up_i, .settling_i, .room_i(order_room_i), .killed_i(killed_o), .cause_i(v_q[5] || armed || (caught_up_i && !caught_up_q)), .recancel_i(recancel),
      .vin_qty_i(ouch_i.qty), .v_stage_i({v_q[4:1], ouch_valid_i}), .v_msg_i(v4_q), .v_known_o(known[n]),
      .v_late_o(late[n]), .v_side_o(v_side[n]), .v_overflow_o(overflow[n]), .urn_i(urn), .last_urn_i(last_urn_o),
      .taken_i(taken[n]), .hold_i(hold[2*n +: 2]), .cancel_o(cancel[n]), .attempt_o(attempt[n]), .order_o(order),
      .verdict_o(verdict[saker_pkg::VERDICT_W*n +: saker_pkg::VERDICT_W]), .price_o(price[64*n +: 64]), .sent_i(sent && order_o.slot == 8'(n)),
      .sent_order_i(order_o), .quote_new_o(quote_new[n]), .quote_o(quote), .quote_seq_o(quote_seq[64*n +: 64]),
      .quote_position_o(quote_position[32*n +: 32]), .active_o(active), .worst_o(worst),
      .position_o(position_o[32*n +: 32]));
    assign candidate[OrderW*n +: OrderW] = order;
    assign quotes[50*n +: 50]            = quote;
    assign kontext[48*n +: 48]           = {position_o[32*n +: 32], quotes[50*n +: 16]};  // mid2
    assign open_buy_o[32*n +: 32]        = worst[31:0];
    assign open_sell_o[32*n +: 32]       = worst[63:32];
    assign orders_o[32*n +: 32]          = 32'(active[0]) + 32'(active[1]);
    always_ff @(posedge clk_i) begin
      if (judged && order_o.slot == 8'(n)) begin
        if (sent) sent_o[32*n +: 32] <= sent_o[32*n +: 32] + 32'd1;
        else refused_o[32*n +: 32] <= refused_o[32*n +: 32] + 32'd1;
      end
      if (rst_i) begin
        sent_o[32*n +: 32]    <= '0;
        refused_o[32*n +: 32] <= '0;
      end
    end
  end

  risk_gate #(.NumSlots(NumSlots), .OrderW(OrderW)) u_gate (
    .clk_i, .rst_i, .tx_ready_i, .room_i, .pair_room_i, .kill_now_i(kill_now), .next_urn_i, .answer_i(ouch_valid_i && ouch_i.mtype == "Q"),
    .answer_urn_i(ouch_i.urn), .cancel_i(cancel), .attempt_i(attempt),
    .order_i(candidate), .verdict_i(verdict), .context_i(kontext), .price_i(price), .urn_o(urn), .last_urn_o,
    .taken_o(taken), .hold_o(hold), .order_pending_o, .order_valid_o, .order2_valid_o, .order_o, .judged_o(judged), .verdict_o(final_verdict),
    .context_o(final_context));

  quote_events #(.NumSlots(NumSlots)) u_quote_events (
    .clk_i, .rst_i, .cycle_i, .new_i(quote_new), .seq_i(quote_seq), .quote_i(quotes), .position_i(quote_position),
    .ev_valid_o(ev_quote_valid_o), .ev_o(ev_quote_o), .lost_o(ev_lost));

  logic [3:0]  slot5;
  logic [31:0] position5;
  logic [7:0]  open_orders;
  always_comb begin
    slot5       = '0;
    position5   = slot5_q == '0 ? position_o[31:0] : '0;
    open_orders = '0;
    for (int n = 0; n < NumSlots; n++) begin
      slot5       = slot5 | (4'(n) & {4{slot5_q[n]}});
      position5   = position5 | (position_o[32*n +: 32] & {32{slot5_q[n]}});
      open_orders = open_orders + orders_o[32*n +: 8];
    end
  end
  trade_events u_events (
    .clk_i, .rst_i, .cycle_i, .judged_i(judged), .sent_i(sent), .order_i(order_o), .verdict_i(final_verdict),
    .context_i(final_context), .ev_order_valid_o, .ev_order_o, .venue_i(v_q[5]), .venue_msg_i(v5_q),
    .venue_known_i(known5_q), .venue_slot_i(slot5), .venue_side_i(side5_q), .venue_position_i(position5),
    .ev_venue_valid_o, .ev_venue_o, .kill_changed_i(changed), .causes_i(kill_causes_o),
    .asserted_i(kill_asserted_o), .open_orders_i(open_orders), .ev_kill_valid_o, .ev_kill_o);

  logic unused;
  assign unused = ^{slot_mode_i, slot_collar_i, slot_max_position_i};  // upper register bits
endmodule
`default_nettype wire

// Venue messages on their way through the slots: four stages beside the inventory multiplier, effect at the end of stage 4, record in stage 5.
//
// v_stage_o says which of the stages 0..4 hold a message, v4_o is that of stage 4. An execution told again (exec_memory) never shows there in
// stage 4: it changes nothing, whatever it speaks of; again_o is a kill cause then, and broken_o for a broken trade. known_i, late_i, side_i, overflow_i: what the slots say of
// it in stage 4, slot n at [n]. wild_o (stage 4) is a kill cause: an order that nobody holds, or a position out of range. Stage 5: valid_o with
// msg_o, repeat_o (told again), known_o, slot_o, side_o, position_o for the VENUE record; also of a position that the host moved, in the cycle
// after move_o. Latency: 5 cycles. Reset: no message under way.
`default_nettype none
module venue_stage #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic                   valid_i,
  input  wire saker_pkg::ouch_msg_t   msg_i,
  input  wire logic                   settling_i,
  input  wire logic                   killed_i,
  input  wire logic [NumSlots-1:0]    adjust_we_i,     // SLOT_POSITION_ADJUST
  input  wire logic [NumSlots*32-1:0] adjust_i,
  output      logic [NumSlots*32-1:0] adjust_status_o,
  output      logic [NumSlots-1:0]    move_o,          // its position moves by move_lots_o
  output      logic [31:0]            move_lots_o,
  input  wire logic [NumSlots-1:0]    known_i,
  input  wire logic [NumSlots-1:0]    late_i,
  input  wire logic [NumSlots-1:0]    side_i,
  input  wire logic [NumSlots-1:0]    overflow_i,
  input  wire logic [NumSlots*32-1:0] position_i,
  output      logic [4:0]             v_stage_o,
  output      saker_pkg::ouch_msg_t   v4_o,
  output      logic                   wild_o,
  output      logic                   again_o,     // stage 4
  output      logic                   broken_o,    // stage 4
  output      logic                   unknown_o,   // no order held: one cycle after stage 4
  output      logic                   answered_o,  // stage 4: an account query's answer takes effect
  output      logic                   valid_o,
  output      saker_pkg::ouch_msg_t   msg_o,
  output      logic                   repeat_o,
  output      logic                   known_o,
  output      logic [3:0]             slot_o,
  output      logic                   side_o,
  output      logic [31:0]            position_o
);
  saker_pkg::ouch_msg_t v1_q, v2_q, v3_q;
  logic [5:1] v_q;
  logic       again_side, live, fill_q, move_q;
  saker_pkg::ouch_msg_t moved;
  logic [3:0] again_slot;
  always_ff @(posedge clk_i) begin
    v_q   <= rst_i ? 5'd0 : {v_q[4:1], valid_i};
    v1_q  <= msg_i;
    v2_q  <= v1_q;
    v3_q  <= v2_q;
    v4_o  <= v3_q;
    msg_o <= |move_o ? moved : v4_o;
    move_q <= |move_o && !rst_i;
  end
  assign v_stage_o  = {live, v_q[3:1], valid_i};
  assign valid_o    = v_q[5] || move_q;
  // In the cycle of its effect: what may be sent because of it is tried in the next cycle, when the session says so too.
  assign answered_o = v_q[4] && v4_o.mtype == "Q";

  exec_memory u_memory (
    .clk_i, .rst_i, .v1_valid_i(v_q[1] && v1_q.mtype == "E"), .v1_urn_i(v1_q.urn), .v1_match_i(v1_q.ext_ref), .again_o, .slot_o(again_slot),
    .side_o(again_side), .store_i(fill_q), .v5_urn_i(msg_o.urn), .v5_match_i(msg_o.ext_ref), .slot_i(slot_o), .side_i(side_o));
  assign live     = v_q[4] && !again_o;

  // The host's word about a position never meets a message, nor its record another.
  position_adjust #(.NumSlots(NumSlots)) u_adjust (
    .clk_i, .rst_i, .we_i(adjust_we_i), .lots_i(adjust_i), .killed_i, .busy_i(v_q[4]), .move_o, .lots_o(move_lots_o), .status_o(adjust_status_o));
  always_comb begin
    moved     = '0;
    moved.qty = move_lots_o[31] ? -move_lots_o : move_lots_o;
  end
  // SAFETY: RISK.BROKEN_TRADE: the position that the trade moved is wrong from here on.
  assign broken_o = v_q[4] && v4_o.mtype == "B";

  // Which order the message speaks of; S and Q speak of none.
  logic                missing;
  logic [NumSlots-1:0] which, slot_q;
  assign missing = live && v4_o.mtype != "S" && v4_o.mtype != "Q" && known_i == '0;
  // SAFETY: RISK.UNKNOWN_ORDER
  assign wild_o  = (missing && (v4_o.mtype == "A" || v4_o.mtype == "U" || v4_o.mtype == "E")) || |overflow_i;
  assign which   = |known_i ? known_i : late_i;
  always_ff @(posedge clk_i) begin
    known_o   <= live && (|known_i || (v4_o.mtype == "Q" && settling_i));
    for (int n = 0; n < NumSlots; n++) slot_q[n] <= v_q[4] ? again_o ? again_slot == 4'(n) : which[n] : move_o[n];
    side_o    <= !v_q[4] ? move_lots_o[31] : again_o ? again_side : |which ? |(side_i & which) : v4_o.side;
    repeat_o  <= again_o;
    fill_q    <= live && v4_o.mtype == "E" && |which && !rst_i;
    unknown_o <= missing && !rst_i;
  end

  always_comb begin
    slot_o     = '0;
    position_o = slot_q == '0 ? position_i[31:0] : '0;
    for (int n = 0; n < NumSlots; n++) begin
      slot_o     = slot_o | (4'(n) & {4{slot_q[n]}});
      position_o = position_o | (position_i[32*n +: 32] & {32{slot_q[n]}});
    end
  end
endmodule
`default_nettype wire

// Venue messages on their way through the slots: four stages beside the inventory multiplier, effect at the end of stage 4, record in stage 5.
//
// v_stage_o says which of the stages 0..4 hold a message, v4_o is that of stage 4. known_i, late_i, side_i, overflow_i: what the slots say of
// it in stage 4, slot n at [n]. wild_o (stage 4) is a kill cause: an order that nobody holds, or a position out of range. Stage 5: valid_o with
// msg_o, known_o, slot_o, side_o, position_o for the VENUE record. Latency: 5 cycles. Reset: no message under way.
`default_nettype none
module venue_stage #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic                   valid_i,
  input  wire saker_pkg::ouch_msg_t   msg_i,
  input  wire logic                   settling_i,
  input  wire logic [NumSlots-1:0]    known_i,
  input  wire logic [NumSlots-1:0]    late_i,
  input  wire logic [NumSlots-1:0]    side_i,
  input  wire logic [NumSlots-1:0]    overflow_i,
  input  wire logic [NumSlots*32-1:0] position_i,
  output      logic [4:0]             v_stage_o,
  output      saker_pkg::ouch_msg_t   v4_o,
  output      logic                   wild_o,
  output      logic                   unknown_o,   // no order held: one cycle after stage 4
  output      logic                   answered_o,  // stage 4: an account query's answer takes effect
  output      logic                   valid_o,
  output      saker_pkg::ouch_msg_t   msg_o,
  output      logic                   known_o,
  output      logic [3:0]             slot_o,
  output      logic                   side_o,
  output      logic [31:0]            position_o
);
  saker_pkg::ouch_msg_t v1_q, v2_q, v3_q;
  logic [5:1] v_q;
  always_ff @(posedge clk_i) begin
    v_q   <= rst_i ? 5'd0 : {v_q[4:1], valid_i};
    v1_q  <= msg_i;
    v2_q  <= v1_q;
    v3_q  <= v2_q;
    v4_o  <= v3_q;
    msg_o <= v4_o;
  end
  assign v_stage_o  = {v_q[4:1], valid_i};
  assign valid_o    = v_q[5];
  // In the cycle of its effect: what may be sent because of it is tried in the next cycle, when the session says so too.
  assign answered_o = v_q[4] && v4_o.mtype == "Q";

  // Which order the message speaks of; S and Q speak of none.
  logic                missing;
  logic [NumSlots-1:0] which, slot_q;
  assign missing = v_q[4] && v4_o.mtype != "S" && v4_o.mtype != "Q" && known_i == '0;
  // SAFETY: RISK.UNKNOWN_ORDER
  assign wild_o  = (missing && (v4_o.mtype == "A" || v4_o.mtype == "U" || v4_o.mtype == "E")) || |overflow_i;
  assign which   = |known_i ? known_i : late_i;
  always_ff @(posedge clk_i) begin
    known_o   <= |known_i || (v4_o.mtype == "Q" && settling_i);
    slot_q    <= which;
    side_o    <= |which ? |(side_i & which) : v4_o.side;
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

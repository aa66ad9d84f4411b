// Proof harness: kill latch, controls and gate together, everything around them free. Formal only.
// The ghost latch f_causes is written from docs/card.md, not from kill_latch. Lots have all their 32 bits.
`default_nettype none
module f_gate #(
  parameter int unsigned QtyW = 32
) (
  input wire logic               clk_i,
  input wire logic               rst_i,
  input wire logic [63:0]        now_ns_i,
  input wire logic [saker_pkg::KILL_W-1:0] level_i,
  input wire logic [saker_pkg::KILL_W-1:0] pulse_i,
  input wire logic               kill_i,
  input wire logic [31:0]        kill_value_i,
  input wire logic               arm_i,
  input wire logic [31:0]        arm_value_i,
  input wire logic               tx_ready_i,
  input wire logic               room_i,
  input wire logic               order_room_i,
  input wire logic               pair_room_i,
  input wire logic               caught_up_i,
  input wire logic               place_taken_i,
  input wire logic               skip_i,
  input wire logic               throttled_i,
  input wire logic [QtyW-1:0]        other_open_i,
  input wire logic               answer_i,
  input wire logic [31:0]        answer_urn_i,
  input wire logic               cancel_i,
  input wire logic               attempt_i,
  input wire logic               replaces_i,
  input wire logic               side_i,
  input wire logic [15:0]        idx_i,
  input wire logic [QtyW-1:0]        open_qty_i,
  input wire logic [QtyW-1:0]        own_open_i,
  input wire logic [2:0]         mode_i,
  input wire logic               session_up_i,
  input wire logic               sym_ok_i,
  input wire logic [15:0]        mid2_i,
  input wire logic signed [QtyW-1:0] position_i,
  input wire logic [31:0]        next_urn_i,
  input wire logic [QtyW-1:0]        max_qty_i,
  input wire logic [15:0]        collar_i,
  input wire logic [QtyW-2:0]        max_position_i,
  input wire logic               own_valid_i,
  input wire logic [15:0]        own_idx_i,
  input wire logic               too_dear_i,
  input wire logic               agg_over_i,
  input wire logic signed [QtyW+9:0] agg_room_i,
  input wire logic               agg_dear_i
);
  logic        kill_now, killed, armed, changed, taken, pending, valid, second, judged;
  logic [1:0]  hold;
  logic [31:0] causes, asserted, urn, last_urn;
  logic [63:0] kill_ns;
  logic [13:0] verdict, final_verdict;
  logic [47:0] final_context;
  saker_pkg::order_t candidate, order;

  kill_latch u_latch (
    .clk_i, .rst_i, .now_ns_i, .level_i, .pulse_i, .kill_i, .kill_value_i, .arm_i, .arm_value_i,
    .kill_now_o(kill_now), .killed_o(killed), .armed_o(armed), .changed_o(changed), .causes_o(causes),
    .asserted_o(asserted), .kill_ns_o(kill_ns));
  risk_check #(.QtyW(QtyW)) u_check (
    .cancel_i, .side_i, .idx_i, .open_qty_i, .own_open_i, .other_open_i, .urn_i(urn), .killed_i(killed), .mode_i, .session_up_i,
    .caught_up_i, .room_i(order_room_i), .place_taken_i, .throttled_i, .sym_ok_i, .mid2_i, .position_i, .last_urn_i(last_urn), .max_qty_i, .collar_i, .max_position_i,
    .own_valid_i, .own_idx_i, .too_dear_i, .agg_over_i, .agg_room_i, .agg_dear_i, .verdict_o(verdict));
  always_comb begin
    candidate          = '0;
    candidate.act      = cancel_i ? saker_pkg::ACT_CANCEL : replaces_i ? saker_pkg::ACT_REPLACE : saker_pkg::ACT_NEW;
    candidate.side     = side_i;
    candidate.idx      = idx_i;
    candidate.open_qty = 32'(open_qty_i);
  end
  risk_gate #(.NumSlots(1)) u_gate (
    .clk_i, .rst_i, .tx_ready_i, .room_i, .pair_room_i, .kill_now_i(kill_now), .next_urn_i, .answer_i, .answer_urn_i, .cancel_i, .attempt_i(attempt_i && !cancel_i),
    .order_i(candidate), .verdict_i(verdict), .context_i(48'd0), .price_i(64'd0), .skip_i, .urn_o(urn),
    .last_urn_o(last_urn), .taken_o(taken), .hold_o(hold), .order_pending_o(pending), .order_valid_o(valid), .order2_valid_o(second), .order_o(order),
    .judged_o(judged), .verdict_o(final_verdict), .context_o(final_context));

  // The latch as the contract says it.
  logic       f_past_q = 1'b0;
  logic [saker_pkg::KILL_W-1:0] f_causes_q, f_set;
  logic       f_arms;
  assign f_set  = level_i | pulse_i | (kill_i ? kill_value_i[saker_pkg::KILL_W-1:0] : '0);
  assign f_arms = arm_i && arm_value_i == 32'(f_causes_q) && f_set == '0;
  always_ff @(posedge clk_i) begin
    f_past_q <= 1'b1;
    if (rst_i) f_causes_q <= saker_pkg::KILL_W'(1);
    else if (f_arms) f_causes_q <= '0;
    else f_causes_q <= f_causes_q | f_set;
  end

  // What the gate saw when it took the candidate.
  logic               f_side_q, f_cancel_q, f_taken_q, f_session_q;
  logic [13:0]        f_verdict_q;
  logic               f_dear_q, f_meets_q, f_agg_q, f_agg_dear_q;
  logic               f_skip_q, f_place_q, f_empty_q, f_caught_q, f_room_q, f_segment_q;
  // The order of the cycle before, and what a pair asks for.
  logic               f_first_q, f_pair_room_q, f_pending_q, f_answer_q, f_first_side_q;
  logic [31:0]        f_first_urn_q;
  logic [35:0]        f_most_q;
  logic [31:0]        f_last_q;
  logic signed [35:0] f_position_q, f_limit_q;
  // That this is open_qty_i > agg_room_i is shown on risk_check alone.
  logic signed [QtyW+10:0] f_agg_left;
  assign f_agg_left = (QtyW + 11)'(agg_room_i) - $signed({11'd0, open_qty_i});
  always_ff @(posedge clk_i) begin
    f_taken_q    <= taken && !rst_i;
    f_cancel_q   <= cancel_i;
    f_session_q  <= session_up_i;
    f_side_q     <= side_i;
    f_verdict_q  <= verdict;
    f_caught_q   <= caught_up_i;
    f_room_q     <= order_room_i;
    f_segment_q  <= room_i;
    f_most_q     <= 36'(open_qty_i > own_open_i ? open_qty_i : own_open_i) + 36'(other_open_i);
    f_dear_q     <= too_dear_i;
    f_agg_q      <= agg_over_i || f_agg_left[QtyW+10];
    f_agg_dear_q <= agg_dear_i;
    f_meets_q    <= own_valid_i && (side_i ? idx_i <= own_idx_i : idx_i >= own_idx_i);
    f_skip_q     <= skip_i;
    f_place_q    <= place_taken_i;
    f_empty_q    <= throttled_i;
    f_position_q <= 36'(position_i);
    f_limit_q    <= $signed(36'(max_position_i));
    f_last_q     <= last_urn;
    f_first_q      <= valid && order.act != saker_pkg::ACT_CANCEL && !rst_i;
    f_pair_room_q  <= pair_room_i;
    f_pending_q    <= pending && !rst_i;
    f_answer_q     <= answer_i;
    f_first_side_q <= order.side;
    f_first_urn_q  <= order.urn;
  end
  logic signed [35:0] f_worst, f_most;
  logic               f_reduces, f_leaves, f_opens_order;
  assign f_most        = $signed(f_most_q);
  assign f_worst       = f_side_q ? f_most - f_position_q : f_most + f_position_q;
  assign f_reduces     = f_side_q ? f_position_q > 0 && f_most <= f_position_q
                                  : f_position_q < 0 && f_most <= -f_position_q;
  assign f_leaves      = valid || second;
  assign f_opens_order = f_leaves && order.act != saker_pkg::ACT_CANCEL;

  always_comb begin
    if (!f_past_q) assume (rst_i);
    // order_ctl's promise, proved there: no attempt of a side that is held. And the transmitter's: no second offer behind a claim.
    if (hold[side_i]) assume (!attempt_i || cancel_i);
    if (f_pending_q) assume (!tx_ready_i);
    if (f_past_q) begin
      // (5) and (2): sticky causes change exactly as the contract's latch does; reset is one of them.
      assert (causes == 32'(f_causes_q));
      assert (killed == (f_causes_q != '0));
      // (1) closed, or closing now: nothing but a cancel starts.
      if (f_causes_q != '0 || f_set != '0) assert (!f_opens_order);
      // (3) what leaves had an empty verdict.
      if (f_leaves) assert (f_taken_q && f_verdict_q == 14'd0 && final_verdict == 14'd0);
      if (judged && !f_leaves) assert (final_verdict != 14'd0);
      // (7) a second order never leaves without a first in the cycle before, nor beside one: no cancel, the other side, the next
      // reference, room for both, and the latch looked at again in its own cycle (1).
      assert (!(valid && second));
      if (second) begin
        assert (f_first_q && !f_cancel_q && f_opens_order && f_pair_room_q && !f_skip_q && !f_answer_q);
        assert (order.side != f_first_side_q && order.urn == f_first_urn_q + 32'd1 && order.urn > f_first_urn_q);
      end
      // What starts a frame had claimed it, and what had not claimed one joins a frame.
      if (valid) assert (f_pending_q);
      if (second) assert (!f_pending_q);
      // (4) a cancel stops at the session and nowhere else.
      if (f_taken_q && f_cancel_q) assert (valid == f_session_q && !second);
      // (6) worst case within the limit, or the order reduces.
      if (f_opens_order) assert (f_worst <= f_limit_q || f_reduces);
      // What leaves has room, and an order waits for what was missed.
      if (f_leaves) assert (f_cancel_q ? f_segment_q : f_room_q && f_caught_q);
      // The venue's limit and the table's places hold for orders, never for a cancel.
      if (f_opens_order) assert (!f_place_q && !f_empty_q);
      // (8) no order that could meet one of ours, none above the value.
      if (f_opens_order) assert (!f_meets_q && !f_dear_q);
      // (9) none beyond what the slots together may hold; in money, none but what reduces.
      if (f_opens_order) assert (!f_agg_q && (!f_agg_dear_q || f_reduces));
      // References only grow.
      if (f_opens_order) assert (order.urn > f_last_q);
      assert (f_taken_q == judged && (!f_taken_q || f_verdict_q == 14'd0 || !f_leaves));
    end
  end

  always_ff @(posedge clk_i) begin
    if (f_past_q && $past(rst_i)) assert (killed && causes == 32'd1 && !f_leaves);
    if (f_past_q && !rst_i && $past(f_past_q) && !$past(rst_i)) begin
      if ($past(killed) && !killed) begin
        assert ($past(arm_i) && $past(arm_value_i) == $past(causes) && $past(asserted) == 32'd0);
      end
    end
  end

`ifdef FORMAL
  for (genvar b = 0; b < 14; b++) begin : gen_cover
    // V_URN needs a used-up number space, which no short trace reaches: covered on risk_check alone.
    if (b != saker_pkg::V_URN) begin : gen_alone
      always_comb if (f_past_q) cover (judged && final_verdict == 14'(1 << b));
    end
  end
  always_comb begin
    if (f_past_q) begin
      cover (f_opens_order && !order.side);
      cover (f_opens_order && order.side && order.act == saker_pkg::ACT_REPLACE);
      cover (valid && !f_opens_order && killed);
      cover (armed);
      cover (second);
      cover (f_first_q && judged && final_verdict == 14'd1);
    end
  end
`endif
endmodule
`default_nettype wire

// Proof harness: the gate alone, of two candidates, with latch and verdicts free: what leaves, as which of a pair, and with which reference. Formal only.
// Without the controls' arithmetic a run of several orders is shown in seconds; f_gate shows one order with everything around it.
`default_nettype none
module f_pair (
  input wire logic        clk_i,
  input wire logic        rst_i,
  input wire logic        tx_ready_i,
  input wire logic        room_i,
  input wire logic        pair_room_i,
  input wire logic        kill_now_i,
  input wire logic        skip_i,
  input wire logic [31:0] next_urn_i,
  input wire logic        answer_i,
  input wire logic [31:0] answer_urn_i,
  input wire logic [1:0]  cancel_i,
  input wire logic [1:0]  attempt_i,
  input wire logic [1:0]  side_i,
  input wire logic [1:0]  refused_i,    // by any control but the reference's
  input wire logic [31:0] cancel_urn_i
);
  localparam int unsigned OrderW = 286;
  localparam int unsigned W = saker_pkg::VERDICT_W;
  logic [31:0]         urn, last_urn;
  logic [1:0]          taken;
  logic [3:0]          hold;
  logic                pending, valid, second, judged;
  logic [W-1:0]        final_verdict;
  logic [2*W-1:0]      verdict;
  logic [47:0]         final_context;
  saker_pkg::order_t   one, two, order;

  always_comb begin
    one      = '0;
    one.act  = cancel_i[0] ? saker_pkg::ACT_CANCEL : saker_pkg::ACT_NEW;
    one.side = side_i[0];
    one.urn  = cancel_i[0] ? cancel_urn_i : '0;
    two      = '0;
    two.slot = 8'd1;
    two.act  = cancel_i[1] ? saker_pkg::ACT_CANCEL : saker_pkg::ACT_NEW;
    two.side = side_i[1];
    two.urn  = cancel_i[1] ? cancel_urn_i : '0;
  end
  for (genvar n = 0; n < 2; n++) begin : gen_verdict
    assign verdict[W*n +: W] = (W'(refused_i[n]) << saker_pkg::V_MODE) | (W'(urn <= last_urn && !cancel_i[n]) << saker_pkg::V_URN);
  end
  risk_gate #(.NumSlots(2), .OrderW(OrderW)) u_gate (
    .clk_i, .rst_i, .tx_ready_i, .room_i, .pair_room_i, .kill_now_i, .next_urn_i, .answer_i, .answer_urn_i, .cancel_i, .attempt_i(attempt_i & ~cancel_i),
    .order_i({two, one}), .verdict_i(verdict), .context_i(96'd0), .price_i(128'd0), .skip_i, .urn_o(urn), .last_urn_o(last_urn), .taken_o(taken), .hold_o(hold),
    .order_pending_o(pending), .order_valid_o(valid), .order2_valid_o(second), .order_o(order), .judged_o(judged), .verdict_o(final_verdict),
    .context_o(final_context));

  // The cycle before: what was taken, and what left.
  logic        f_past_q = 1'b0, f_order_q, f_second_q, f_used_up_q, f_side_q, f_pair_room_q, f_skip_q, f_cancels_q, f_room_q, f_refused_q, f_answer_q;
  logic [1:0]  f_taken_q;
  logic [7:0]  f_slot_q;
  logic [31:0] f_high_q;      // the highest reference that left
  logic        cancels, leaves, opens;
  assign cancels = order.act == saker_pkg::ACT_CANCEL;
  assign leaves  = valid || second;
  assign opens   = leaves && !cancels;
  always_ff @(posedge clk_i) begin
    f_past_q      <= 1'b1;
    f_taken_q     <= taken & ~{2{rst_i}};
    f_order_q     <= opens && !rst_i;
    f_second_q    <= second && !rst_i;
    f_side_q      <= order.side;
    f_slot_q      <= order.slot;
    f_pair_room_q <= pair_room_i;
    f_room_q      <= room_i;
    f_skip_q      <= skip_i;
    f_answer_q    <= answer_i;
    f_cancels_q   <= |cancel_i;
    f_refused_q   <= |(taken & refused_i);
    f_used_up_q   <= !rst_i && (f_used_up_q || urn == '1);
    if (opens) f_high_q <= order.urn;
    if (rst_i) f_high_q <= '0;
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    // order_ctl's promise: no attempt of a side that is held.
    if (hold[{1'b0, side_i[0]}]) assume (!attempt_i[0] || cancel_i[0]);
    if (hold[{1'b1, side_i[1]}]) assume (!attempt_i[1] || cancel_i[1]);
    if (f_past_q) begin
      assert (taken != 2'b11);
      // What leaves was taken and not refused; and while the latch is closed, or closes, it is a cancel.
      if (leaves) assert (f_taken_q != '0 && !f_refused_q && final_verdict == '0);
      if (kill_now_i) assert (!opens);
      // A cancel comes before any attempt, waits for room, and is stopped by nothing but its verdict.
      if (f_taken_q != '0 && f_cancels_q) assert (cancels && f_room_q && valid == !f_refused_q && !second);
      // A second order: behind a first of its own slot's other side, beside nothing, with room for both and a free place, and never behind a second.
      assert (!(valid && second));
      if (second) begin
        assert (f_order_q && !f_second_q && !cancels && !f_cancels_q && f_pair_room_q && !f_skip_q && !f_answer_q);
        assert (order.slot == f_slot_q && order.side != f_side_q);
      end
      // No reference leaves twice, and each is above all before, whatever the host or the venue says comes next; until they are used up.
      if (opens && !f_used_up_q) assert (order.urn > f_high_q);
    end
  end
`ifdef FORMAL
  always_comb if (f_past_q) begin
    cover (second && f_high_q > 32'd1);
    cover (valid && cancels && kill_now_i && f_high_q != '0);
    cover (opens && f_high_q != '0 && order.slot == 8'd1);
  end
`endif
  logic unused;
  assign unused = ^{final_context, judged, pending};
endmodule
`default_nettype wire

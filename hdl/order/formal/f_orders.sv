// Proof harness: order state, order control, one control stage and the gate of one slot, with a free quote, a free
// venue and a free kill latch. Formal only. Lots have 6 bits here, which keeps the induction
// to seconds; the RTL differs only in QtyW.
`default_nettype none
module f_orders #(
  parameter int unsigned QtyW = 6
) (
  input wire logic               clk_i,
  input wire logic               rst_i,
  input wire logic               v_valid_i,
  input wire logic [7:0]         v_type_i,
  input wire logic [31:0]        v_urn_i,
  input wire logic [QtyW-1:0]    v_qty_i,
  input wire logic               v_dead_i,
  input wire logic               cause_i,
  input wire logic               recancel_i,
  input wire logic               killed_i,
  input wire logic               tx_ready_i,
  input wire logic [2:0]         mode_i,
  input wire logic               session_up_i,
  input wire logic               sym_ok_i,
  input wire saker_pkg::quote_t  quote_i,
  input wire logic [QtyW-1:0]    qty_i,
  input wire logic [15:0]        hysteresis_i,
  input wire logic [31:0]        next_urn_i,
  input wire logic [QtyW-1:0]    max_qty_i,
  input wire logic [15:0]        collar_i,
  input wire logic [QtyW-2:0]    max_position_i
);
  logic        known, late, v_side, fill, overflow, cancel, attempt, side, taken, pending, valid, judged;
  logic [1:0]  active, acked, rep, cxl, act;
  logic [63:0] c_urns, c_urn2s;
  logic [2*QtyW-1:0] open, done, worst;
  logic [QtyW-1:0]   position, c_qty;
  logic [31:0] idx, c_urn, c_orig, urn, last_urn;
  logic [7:0]  verdict, final_verdict;
  logic [47:0] final_context;
  saker_pkg::order_t candidate, order;

  order_state #(.QtyW(QtyW)) u_state (
    .clk_i, .rst_i, .v_valid_i, .v_type_i, .v_urn_i, .v_qty_i, .v_dead_i, .known_o(known), .late_o(late),
    .side_o(v_side), .fill_o(fill), .overflow_o(overflow), .s_valid_i(valid), .s_act_i(order.act),
    .s_side_i(order.side), .s_urn_i(order.urn), .s_idx_i(order.idx), .s_open_i(order.open_qty[QtyW-1:0]), .active_o(active),
    .acked_o(acked), .rep_o(rep), .cxl_o(cxl), .urn_o(c_urns), .urn2_o(c_urn2s), .idx_o(idx), .open_o(open),
    .done_o(done), .worst_o(worst), .position_o(position));
  order_ctl #(.QtyW(QtyW)) u_ctl (
    .clk_i, .rst_i, .cause_i, .recancel_i, .killed_i, .mode_i, .sym_ok_i, .quote_i, .qty_i, .hysteresis_i,
    .position_i(position), .active_i(active), .acked_i(acked), .rep_i(rep), .cxl_i(cxl), .urn_i(c_urns),
    .urn2_i(c_urn2s), .idx_i(idx), .done_i(done), .taken_i(taken), .cancel_o(cancel), .attempt_o(attempt),
    .side_o(side), .act_o(act), .urn_o(c_urn), .orig_o(c_orig), .qty_o(c_qty));
  risk_check #(.QtyW(QtyW)) u_check (
    .cancel_i(cancel), .side_i(side), .idx_i(side ? quote_i.ask_idx : quote_i.bid_idx), .open_qty_i(qty_i),
    .own_open_i(side ? open[2*QtyW-1:QtyW] : open[QtyW-1:0]), .urn_i(urn), .killed_i, .mode_i, .session_up_i, .sym_ok_i,
    .mid2_i(quote_i.mid2), .position_i(position), .last_urn_i(last_urn), .max_qty_i, .collar_i, .max_position_i,
    .verdict_o(verdict));
  always_comb begin
    candidate          = '0;
    candidate.act      = act;
    candidate.side     = side;
    candidate.urn      = c_urn;
    candidate.orig_urn = c_orig;
    candidate.qty      = 32'(c_qty);
    candidate.open_qty = cancel ? '0 : 32'(qty_i);
    candidate.idx      = side ? quote_i.ask_idx : quote_i.bid_idx;
  end
  risk_gate #(.NumSlots(1)) u_gate (
    .clk_i, .rst_i, .tx_ready_i, .kill_now_i(killed_i), .next_urn_i, .cancel_i(cancel), .attempt_i(attempt),
    .order_i(candidate), .verdict_i(verdict), .context_i(48'd0), .price_i(64'd0), .urn_o(urn),
    .last_urn_o(last_urn), .taken_o(taken), .order_pending_o(pending), .order_valid_o(valid), .order_o(order),
    .judged_o(judged), .verdict_o(final_verdict), .context_o(final_context));

  logic f_past_q = 1'b0;
  logic [2:0] f_age_q = 3'd0;  // cycles since reset, saturating
  always_ff @(posedge clk_i) begin
    f_past_q <= 1'b1;
    f_age_q  <= rst_i ? 3'd0 : f_age_q == 3'd7 ? 3'd7 : f_age_q + 3'd1;
  end

  logic signed [35:0] f_pos, f_buy, f_sell, f_limit2_q, f_limit1_q;
  assign f_pos  = 36'($signed(position));
  assign f_buy  = $signed(36'(worst[QtyW-1:0]));
  assign f_sell = $signed(36'(worst[2*QtyW-1:QtyW]));
  always_ff @(posedge clk_i) begin
    f_limit1_q <= $signed(36'(max_position_i));
    f_limit2_q <= f_limit1_q;
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    for (int s = 0; s < 2; s++) begin
      if (f_past_q && rep[s]) assert (active[s] && acked[s]);
    end
    // What rests is cancelled before anything else is tried; nothing is entered twice.
    if (f_past_q && recancel_i && killed_i && |(active & ~cxl)) assert (act == saker_pkg::ACT_CANCEL);
    if (f_past_q && act == saker_pkg::ACT_CANCEL) assert (active[side] && !cxl[side] && !attempt);
    if (f_past_q && act == saker_pkg::ACT_NEW) assert (!active[side]);
    if (f_past_q && act == saker_pkg::ACT_REPLACE) begin
      assert (active[side] && acked[side] && !rep[side] && !cxl[side] && !killed_i);
    end
  end

  // (6) in the table itself: in the cycle after an order left, worst case within the limit or the order reduces.
  // Executions that come between are the venue's doing, so the venue is silent in the two cycles in question.
  always_ff @(posedge clk_i) begin
    if (f_age_q > 3'd3 && $past(valid) && !$past(v_valid_i) && !$past(v_valid_i, 2)) begin
      if ($past(order.act) == saker_pkg::ACT_NEW || $past(order.act) == saker_pkg::ACT_REPLACE) begin
        if (!$past(order.side)) assert (f_pos + f_buy <= f_limit2_q || (f_pos < 0 && f_buy <= -f_pos));
        else assert (f_sell - f_pos <= f_limit2_q || (f_pos > 0 && f_sell <= f_pos));
      end
    end
    // An order that left is counted at once.
    if (f_age_q > 3'd3 && $past(valid) && $past(order.act) == saker_pkg::ACT_NEW) begin
      assert (active[$past(order.side)] && !acked[$past(order.side)]);
    end
  end

`ifdef FORMAL
  always_comb begin
    if (f_past_q) begin
      cover (valid && order.act == saker_pkg::ACT_REPLACE);
      cover (valid && order.act == saker_pkg::ACT_CANCEL && rep[order.side]);
      cover (fill && known && rep[v_side]);
      cover (fill && late);
      cover (active == 2'b11 && acked == 2'b11);
    end
  end
`endif
endmodule
`default_nettype wire

// Proof harness: the order-state table with a free venue, fed by orders that obey the controls. Formal only.
// Lots have 6 bits here, which keeps the induction to seconds; the RTL differs only in QtyW.
`default_nettype none
module f_state #(
  parameter int unsigned QtyW = 6
) (
  input wire logic            clk_i,
  input wire logic            rst_i,
  input wire logic            v_valid_i,
  input wire logic [7:0]      v_type_i,
  input wire logic [31:0]     v_urn_i,
  input wire logic [QtyW-1:0] v_qty_i,
  input wire logic            v_dead_i,
  input wire logic            v_settle_i,
  input wire logic            adj_i,
  input wire logic [QtyW-1:0] adj_lots_i,
  input wire logic            t_known_i,
  input wire logic            t_late_i,
  input wire logic            t_side_i,
  input wire logic            s_valid_i,
  input wire logic [1:0]      s_act_i,
  input wire logic            s_side_i,
  input wire logic [31:0]     s_urn_i,
  input wire logic [QtyW-1:0] s_open_i,
  input wire logic [QtyW-2:0] limit_i
);
  logic              known, late, v_side, fill, overflow;
  logic [1:0]        active, acked, rep, cxl;
  logic [63:0]       urns, urn2s;
  logic [31:0]       idx;
  logic [2*QtyW-1:0] open, done, worst;
  logic [QtyW-1:0]   position;
  order_state #(.QtyW(QtyW)) u_state (
    .clk_i, .rst_i, .v_valid_i, .v_type_i, .v_urn_i, .v_qty_i, .v_dead_i, .v_settle_i, .t_known_i, .t_late_i, .t_side_i, .known_o(known), .late_o(late),
    .side_o(v_side), .fill_o(fill), .overflow_o(overflow), .adj_i, .adj_lots_i, .s_valid_i, .s_act_i, .s_side_i, .s_urn_i,
    .s_idx_i(16'd0), .s_open_i, .active_o(active), .acked_o(acked), .rep_o(rep), .cxl_o(cxl), .urn_o(urns),
    .urn2_o(urn2s), .idx_o(idx), .open_o(open), .done_o(done), .worst_o(worst), .position_o(position));

  logic signed [QtyW+2:0] pos, own, neu, most, lim, rest;
  logic                   opens, within, reduces;
  assign pos     = (QtyW + 3)'($signed(position));
  assign own     = $signed({3'd0, s_side_i ? open[2*QtyW-1:QtyW] : open[QtyW-1:0]});
  assign neu     = $signed({3'd0, s_open_i});
  assign most    = own > neu ? own : neu;
  assign lim     = $signed({4'd0, limit_i});
  assign opens   = s_valid_i && (s_act_i == saker_pkg::ACT_NEW || s_act_i == saker_pkg::ACT_REPLACE);
  assign within  = (s_side_i ? most - pos : most + pos) <= lim;
  assign reduces = s_side_i ? pos > 0 && most <= pos : pos < 0 && most <= -pos;

  logic f_past_q = 1'b0;
  logic f_opens_q, f_side_q, f_new_q, f_filled_q, f_f_side_q, f_over_q;
  logic [QtyW-1:0] f_qty_q, f_position_q, f_lots_q;
  logic            f_adj_q;
  logic            f_settled_q;
  logic [31:0]     f_next_q, f_cancel_q;
  logic [1:0]      f_active_q, f_acked_q;
  logic signed [QtyW+2:0] f_lim_q, f_most_q;
  always_ff @(posedge clk_i) begin
    f_past_q     <= 1'b1;
    f_opens_q    <= opens && !v_valid_i && !rst_i;
    f_new_q      <= s_valid_i && s_act_i == saker_pkg::ACT_NEW && !rst_i;
    f_side_q     <= s_side_i;
    f_settled_q  <= v_valid_i && v_type_i == "Q" && v_settle_i && !(s_valid_i && s_act_i != saker_pkg::ACT_CANCEL) && !rst_i;
    f_cancel_q   <= s_valid_i && s_act_i == saker_pkg::ACT_CANCEL ? s_urn_i : '0;
    f_next_q     <= v_urn_i;
    f_active_q   <= active;
    f_acked_q    <= acked & active;
    f_lim_q      <= lim;
    f_most_q     <= most;
    f_filled_q   <= fill && !rst_i;
    f_adj_q      <= adj_i && !rst_i;
    f_lots_q     <= adj_lots_i;
    f_f_side_q   <= v_side;
    f_over_q     <= overflow;
    f_qty_q      <= v_qty_i;
    f_position_q <= rst_i ? '0 : position;
  end
  assign rest = $signed({3'd0, f_side_q ? worst[2*QtyW-1:QtyW] : worst[QtyW-1:0]});

  always_comb begin
    if (!f_past_q) assume (rst_i);
    if (adj_i) assume (!v_valid_i && !opens);  // position_adjust's promise: the latch is closed, so nothing but cancels leaves (f_gate)
    // What order_ctl and risk_gate promise (proved in f_ctl and f_gate).
    if (opens) assume (within || reduces);
    if (s_valid_i && s_act_i == saker_pkg::ACT_NEW) assume (!active[s_side_i]);
    if (s_valid_i) assume (s_urn_i != '0);
    if (s_valid_i && s_act_i == saker_pkg::ACT_REPLACE) begin
      assume (active[s_side_i] && acked[s_side_i] && !rep[s_side_i]);
    end
    if (f_past_q) begin
      // (6) in the table: after an order left, the worst case is within the limit or reduces.
      if (f_opens_q) begin
        assert ((f_side_q ? rest - pos : rest + pos) <= f_lim_q
                || (f_side_q ? pos > 0 && rest <= pos : pos < 0 && rest <= -pos));
      end
      // Exposure is never understated: the old order and the new one both count, the larger of them.
      if (f_opens_q) assert (rest == f_most_q);
      // An order that left is counted at once, and a replace only ever belongs to a living, acknowledged order.
      if (f_new_q) assert (active[f_side_q] && !acked[f_side_q] && !cxl[f_side_q]);
      if (rep[0]) assert (active[0] && acked[0]);
      if (rep[1]) assert (active[1] && acked[1]);
      // After the answer that ends catching up, nothing is held that the venue never saw, and every order may be cancelled again.
      if (f_settled_q) begin
        // but for one that is cancelled now, by the reference that it has.
        if (cxl[0]) assert (f_cancel_q != '0 && f_cancel_q == (rep[0] ? urn2s[31:0] : urns[31:0]));
        if (cxl[1]) assert (f_cancel_q != '0 && f_cancel_q == (rep[1] ? urn2s[63:32] : urns[63:32]));
        if (active[0] && !acked[0]) assert (urns[31:0] < f_next_q);
        if (active[1] && !acked[1]) assert (urns[63:32] < f_next_q);
        if (rep[0]) assert (urn2s[31:0] < f_next_q);
        if (rep[1]) assert (urn2s[63:32] < f_next_q);
        // What the venue has acknowledged stays.
        assert ((active & f_acked_q) == (f_active_q & f_acked_q));
      end
      // Nothing but an execution or the host moves the position; beyond its range it saturates and says so.
      if (f_adj_q && !f_over_q) assert (position == f_position_q + f_lots_q);
      else if (f_adj_q) assert (position == (f_lots_q[QtyW-1] ? {1'b1, {(QtyW - 1){1'b0}}} : {1'b0, {(QtyW - 1){1'b1}}}));
      else if (!f_filled_q) assert (position == f_position_q);
      else if (!f_over_q) assert (position == (f_f_side_q ? f_position_q - f_qty_q : f_position_q + f_qty_q));
      else assert (position == (f_f_side_q ? {1'b1, {(QtyW - 1){1'b0}}} : {1'b0, {(QtyW - 1){1'b1}}}));
    end
  end
`ifdef FORMAL
  always_comb begin
    if (f_past_q) begin
      cover (fill && known && rep[0]);
      cover (fill && late);
      cover (overflow && !adj_i);
      cover (overflow && adj_i);
      cover (f_adj_q && position != f_position_q);
      cover (f_settled_q && f_active_q == 2'b11 && active == 2'b01);
      cover (active == 2'b11 && cxl == 2'b01);
    end
  end
`endif
endmodule
`default_nettype wire

// Proof harness: order control against a free order state, quote and kill latch. Formal only.
`default_nettype none
module f_ctl #(
  parameter int unsigned QtyW = 6
) (
  input wire logic              clk_i,
  input wire logic              rst_i,
  input wire logic              cause_i,
  input wire logic              recancel_i,
  input wire logic              killed_i,
  input wire logic [2:0]        mode_i,
  input wire logic              sym_ok_i,
  input wire saker_pkg::quote_t quote_i,
  input wire logic [2*QtyW-1:0] qty_i,
  input wire logic [15:0]       hysteresis_i,
  input wire logic [QtyW-1:0]   position_i,
  input wire logic [1:0]        active_i,
  input wire logic [1:0]        acked_i,
  input wire logic [1:0]        rep_i,
  input wire logic [1:0]        cxl_i,
  input wire logic              take_i,
  input wire logic [1:0]        mark_i,
  input wire logic [63:0]       urn_i,
  input wire logic [63:0]       urn2_i,
  input wire logic [31:0]       idx_i,
  input wire logic [2*QtyW-1:0] done_i,
  input wire logic              taken_i,
  input wire logic [1:0]        hold_i
);
  logic            cancel, attempt, side;
  logic [1:0]      act;
  logic [31:0]     urn, orig;
  logic [QtyW-1:0] qty;
  order_ctl #(.QtyW(QtyW)) u_ctl (
    .clk_i, .rst_i, .cause_i, .recancel_i, .killed_i, .mode_i, .sym_ok_i, .quote_i, .qty_i, .hysteresis_i,
    .position_i, .active_i, .acked_i, .rep_i, .cxl_i, .take_i, .mark_i, .urn_i, .urn2_i, .idx_i, .done_i, .taken_i, .hold_i,
    .cancel_o(cancel), .attempt_o(attempt), .side_o(side), .act_o(act), .urn_o(urn), .orig_o(orig), .qty_o(qty));

  logic f_past_q = 1'b0;
  logic f_tried_q, f_side_q;
  logic halted, wanted;
  logic [15:0] wish, rest, apart;
  assign wish  = side ? quote_i.ask_idx : quote_i.bid_idx;
  assign rest  = side ? idx_i[31:16] : idx_i[15:0];
  assign apart = wish > rest ? wish - rest : rest - wish;
  assign halted = mode_i != 3'd2 && mode_i != 3'd3;
  assign wanted = sym_ok_i && (side ? quote_i.ask_en : quote_i.bid_en);
  always_ff @(posedge clk_i) begin
    f_past_q  <= 1'b1;
    f_tried_q <= taken_i && attempt && !rst_i;
    f_side_q  <= side;
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    if (f_past_q) begin
      // Mass cancel: from the closing on, whatever rests and was not cancelled is, before anything else.
      if (killed_i && recancel_i && |(active_i & ~cxl_i)) assert (act == saker_pkg::ACT_CANCEL);
      // A marked order is not moved, and is cancelled as after a kill.
      if (recancel_i && |(active_i & ~cxl_i & mark_i)) assert (act == saker_pkg::ACT_CANCEL);
      if (act == saker_pkg::ACT_REPLACE) assert (!mark_i[side]);
      // A cancel has its reason: killed, marked, halted slot or unwanted side; and names the newest reference.
      if (cancel) begin
        assert (!attempt && active_i[side] && !cxl_i[side]);
        assert (killed_i || mark_i[side] || ((halted || (!wanted && !take_i)) && acked_i[side] && !rep_i[side]));
        assert (urn == (side ? (rep_i[1] ? urn2_i[63:32] : urn_i[63:32]) : (rep_i[0] ? urn2_i[31:0] : urn_i[31:0])));
      end
      if (act == saker_pkg::ACT_NEW) assert (wanted && !active_i[side]);
      // Who takes has one order at a time and moves none.
      if (take_i && act == saker_pkg::ACT_NEW) assert (active_i == '0);
      if (take_i) assert (act != saker_pkg::ACT_REPLACE);
      if (act == saker_pkg::ACT_REPLACE) begin
        assert (wanted && active_i[side] && acked_i[side] && !rep_i[side] && !cxl_i[side] && !killed_i && !halted);
        assert (orig == (side ? urn_i[63:32] : urn_i[31:0]));
        // It moves for a reason: far enough, or a gate widened the quote and the order rests too near.
        assert (apart >= (hysteresis_i == '0 ? 16'd1 : hysteresis_i) || (quote_i.wide && (side ? wish > rest : wish < rest)));
        assert (qty == QtyW'(side ? qty_i[2*QtyW-1:QtyW] + done_i[2*QtyW-1:QtyW] : qty_i[QtyW-1:0] + done_i[QtyW-1:0]));
      end
      if (act == saker_pkg::ACT_NEW) assert (qty == (side ? qty_i[2*QtyW-1:QtyW] : qty_i[QtyW-1:0]));
      // A side whose order is leaving is not tried, whatever happens meanwhile; the other one is what it would have been.
      if (attempt) assert (!hold_i[side]);
      // Once a cause: the same side is not tried again in the next cycle unless there is a new one.
      if (f_tried_q && !cause_i && attempt) assert (side != f_side_q);
    end
  end
`ifdef FORMAL
  always_comb begin
    if (f_past_q) begin
      cover (act == saker_pkg::ACT_NEW && side);
      cover (act == saker_pkg::ACT_REPLACE);
      cover (act == saker_pkg::ACT_REPLACE && apart == 16'd1 && hysteresis_i > 16'd4);
      cover (cancel && killed_i && rep_i[side]);
      cover (f_tried_q && attempt);
      cover (attempt && hold_i != 2'd0 && cause_i);
    end
  end
`endif
endmodule
`default_nettype wire

// An order of the desk: what the host offers with DESK_SEND, kept until the gate has judged it. Rules: docs/card.md section 7.1.
//
// send_i takes order_i (DESK_ORDER), qty_i, idx_i, urn_i and tags_i. NEW: attempt_o from seven cycles later on with order_o, its verdict from
// the slot's limits as they stand, and the price (registered, price_o counts in the cycle after taken_i); taken_i ends the offer; judged_i in
// the cycle after it, with verdict_i and sent_i. CANCEL, MODIFY: ask_o with urn_o until ask_done_i, whose ask_ok_i says that the table has such
// an order, with ask_who_i its side and slot. A MODIFY then waits: modify_o with order_o, a cancel with a quantity, until it is taken
// (modified_i) or gone_i: its order is dead or to be cancelled.
// slot_o: the slot whose values the other inputs hold. tags_o and tag_bytes_o stand until the next send_i that is accepted; one is accepted
// only when the order before is in its frame. Latency: see above. Reset: idle.
`default_nettype none
module desk #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic              clk_i,
  input  wire logic              rst_i,
  input  wire logic              send_i,
  input  wire logic [11:0]       order_i,
  input  wire logic [31:0]       qty_i,
  input  wire logic [15:0]       idx_i,
  input  wire logic [31:0]       urn_i,
  input  wire logic [111:0]      tags_i,
  output      logic [3:0]        slot_o,
  output      logic              side_o,
  input  wire logic [31:0]       base_i,
  input  wire logic [15:0]       tick_i,
  input  wire logic [63:0]       limit_i,        // price units x lots
  output      logic              too_dear_o,     // price x quantity is above the limit
  output      logic              attempt_o,
  output      saker_pkg::order_t order_o,
  output      logic [31:0]       price_o,
  input  wire logic              taken_i,
  input  wire logic              judged_i,       // a NEW of the desk
  input  wire logic              sent_i,
  input  wire logic [saker_pkg::VERDICT_W-1:0] verdict_i,
  input  wire logic [31:0]       sent_urn_i,
  output      logic              ask_o,
  output      logic              ask_modify_o,
  output      logic [31:0]       urn_o,
  input  wire logic              ask_done_i,
  input  wire logic              ask_ok_i,
  input  wire logic [4:0]        ask_who_i,
  output      logic              modify_o,
  input  wire logic              modified_i,
  input  wire logic              gone_i,
  output      logic [111:0]      tags_o,
  output      logic [3:0]        tag_bytes_o,
  output      logic [31:0]       status_o,       // DESK_STATUS
  output      logic [31:0]       last_urn_o
);
  localparam logic [3:0] MOST_TAG_BYTES = 4'd14;
  localparam logic [1:0] ACTION_MODIFY  = 2'd2;  // of DESK_ORDER; the others are ACT_*

  typedef enum logic [2:0] {IDLE, PRICE, OFFER, JUDGE, ASK, MODIFY} state_e;
  state_e      state_q;
  logic [2:0]  wait_q;
  logic [5:0]  order_q;
  logic [31:0] qty_q, urn_q, last_q;
  logic [32:0] price_q;
  logic [63:0] value_q;
  logic [15:0] idx_q, refused_q;
  logic        modify_q, sent_q, ok, is_new, ask_ok;
  logic [saker_pkg::VERDICT_W-1:0] verdict_q;

  assign is_new = order_i[7:6] == saker_pkg::ACT_NEW;
  assign ok = state_q == IDLE && 32'(order_i[3:0]) < NumSlots && order_i[11:8] <= MOST_TAG_BYTES && order_i[7:6] != saker_pkg::ACT_NONE;
  assign ask_ok = ask_ok_i && !(modify_q && qty_q == '0);

  // A write may be refused in the cycle in which the one before is.
  logic refused_write, refused;
  assign refused_write = send_i && !ok;
  assign refused       = (state_q == ASK && ask_done_i && !ask_ok) || (state_q == MODIFY && gone_i);

  always_ff @(posedge clk_i) begin
    wait_q  <= wait_q - 3'(wait_q != '0);
    price_q <= 33'(base_i) + 33'(32'(idx_q) * 32'(tick_i));
    value_q <= price_q[31:0] * qty_q;
    refused_q <= refused_q + 16'(refused_write) + 16'(refused);
    unique case (state_q)
      PRICE:   if (wait_q == '0) state_q <= OFFER;
      OFFER:   if (taken_i) state_q <= JUDGE;
      JUDGE: begin
        if (judged_i) begin
          sent_q    <= sent_i;
          verdict_q <= verdict_i;
          if (sent_i) last_q <= sent_urn_i;
          state_q <= IDLE;
        end
      end
      ASK: begin
        if (ask_done_i) begin
          sent_q    <= ask_ok;
          verdict_q <= '0;
          order_q   <= {1'b0, ask_who_i};
          state_q   <= ask_ok && modify_q ? MODIFY : IDLE;
        end
      end
      MODIFY: begin
        if (gone_i) sent_q <= 1'b0;
        if (gone_i || modified_i) state_q <= IDLE;
      end
      default: ;
    endcase
    if (send_i && ok) begin
      order_q  <= order_i[5:0];
      modify_q <= order_i[7:6] == ACTION_MODIFY;
      qty_q    <= qty_i;
      idx_q    <= idx_i;
      urn_q    <= urn_i;
      wait_q   <= 3'd5;
      state_q  <= is_new ? PRICE : ASK;
      if (is_new) tags_o <= tags_i;
      if (is_new) tag_bytes_o <= order_i[11:8];
    end
    if (rst_i) begin
      state_q    <= IDLE;
      refused_q  <= '0;
      sent_q     <= 1'b0;
      verdict_q  <= '0;
      last_q     <= '0;
      order_q    <= '0;
    end
  end

  always_comb begin
    order_o          = '0;
    order_o.act      = saker_pkg::ACT_NEW;
    order_o.slot     = 8'(order_q[3:0]);
    order_o.side     = order_q[4];
    order_o.ioc      = order_q[5];
    order_o.desk     = 1'b1;
    order_o.qty      = qty_q;
    order_o.open_qty = qty_q;
    order_o.idx      = idx_q;
    if (modify_o) begin
      order_o.act      = saker_pkg::ACT_CANCEL;
      order_o.urn      = urn_q;
      order_o.open_qty = '0;
      order_o.idx      = '0;
    end
  end
  assign slot_o       = order_q[3:0];
  assign side_o       = order_q[4];
  assign attempt_o    = state_q == OFFER;
  assign price_o      = price_q[31:0];
  assign too_dear_o   = price_q[32] || value_q > limit_i;
  assign ask_o        = state_q == ASK;
  assign ask_modify_o = modify_q;
  assign urn_o        = urn_q;
  assign modify_o     = state_q == MODIFY;
  assign status_o     = {refused_q[11:0], 16'(verdict_q), 2'd0, sent_q, state_q != IDLE};
  assign last_urn_o   = last_q;
endmodule
`default_nettype wire

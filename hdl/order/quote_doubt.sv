// When the quotes of a slot are in doubt: the last message of a side is unanswered for longer than the limit. Rules: docs/card.md section 7.3.
//
// sent_*: what left in this cycle for this slot. active_i, acked_i, rep_i, cxl_i: the slot's order state. asks_o: side side_o came to be in doubt
// and its event may leave; with grant_i in the same cycle it is noted. doubt_o stands until the side is answered, dies, or sends again.
// Latency: one cycle behind the clock of 1,024 ns. Reset: no doubt.
`default_nettype none
module quote_doubt (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [31:0] now_i,        // 1,024 ns
  input  wire logic [23:0] limit_i,      // 1,024 ns; 0: never
  input  wire logic        sent_i,
  input  wire logic        sent_side_i,
  input  wire logic [1:0]  active_i,
  input  wire logic [1:0]  acked_i,
  input  wire logic [1:0]  rep_i,
  input  wire logic [1:0]  cxl_i,
  output      logic        asks_o,
  output      logic        side_o,
  output      logic [1:0]  pending_o,    // what is unanswered: ACT_*
  output      logic [31:0] waited_o,
  input  wire logic        grant_i,
  output      logic [1:0]  doubt_o
);
  logic [1:0]  pending, due_q, due, doubt_q, sends;
  logic [63:0] stamp_q;
  assign pending = active_i & (~acked_i | rep_i | cxl_i);
  assign sends   = {sent_i && sent_side_i, sent_i && !sent_side_i};
  // SAFETY: ORDERS.TIMEOUT
  assign due     = due_q & pending & ~doubt_q & ~sends;

  assign asks_o    = |due;
  assign side_o    = !due[0];
  assign waited_o  = now_i - (side_o ? stamp_q[63:32] : stamp_q[31:0]);
  assign pending_o = cxl_i[side_o] ? saker_pkg::ACT_CANCEL : rep_i[side_o] ? saker_pkg::ACT_REPLACE : saker_pkg::ACT_NEW;
  assign doubt_o   = doubt_q;

  always_ff @(posedge clk_i) begin
    for (int s = 0; s < 2; s++) begin
      due_q[s]   <= limit_i != '0 && pending[s] && !sends[s] && now_i - stamp_q[32*s +: 32] >= 32'(limit_i);
      doubt_q[s] <= !rst_i && (doubt_q[s] || (due[s] && grant_i && side_o == 1'(s))) && pending[s] && !sends[s];
      if (sends[s]) stamp_q[32*s +: 32] <= now_i;
    end
  end
endmodule
`default_nettype wire

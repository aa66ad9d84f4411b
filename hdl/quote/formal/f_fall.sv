// Proof harness: what lets the fallback's bank take over (docs/card.md 6.1), gates and slow answers; time, orders and settings are free, one side sends.
// Formal only. Properties of a side's slowness are said of cycles, not of the registers that keep it.
`default_nettype none
module f_fall (
  input wire logic                     clk_i,
  input wire logic                     rst_i,
  input wire saker_pkg::bank_acts_t    acts_i,
  input wire saker_pkg::guards_t       guards_i,
  input wire logic [saker_pkg::GATES_W-1:0] gates_i,
  input wire logic                     ok_i,
  input wire logic [31:0]              now_i,
  input wire logic                     left_i,
  input wire logic                     pending_i
);
  logic [3:0] fall;
  bank_fall u_fall (.clk_i, .rst_i, .acts_i, .guards_i, .gates_i, .ok_i, .now_i, .left_i({left_i, 1'b0}), .pending_i({pending_i, 1'b0}), .fall_o(fall));

  // The last two cycles, and when the last message left.
  logic        f_past_q = 1'b0, f_past2_q = 1'b0, f_reset_q, f_reset2_q, f_on_q, f_pending_q, f_pending2_q, f_late_q, f_late2_q, f_limit_q, f_limit2_q, f_shut_q, f_lost_q, f_rejected_q, f_slow_q;
  logic [31:0] f_since_q;
  logic        late, limited, f_on2_q, f_answered_q, f_answered2_q;
  assign limited = acts_i.fall_latency != '0;
  assign late    = now_i - f_since_q >= {12'd0, acts_i.fall_latency};
  initial assume (rst_i);
  always_ff @(posedge clk_i) begin
    f_past_q  <= 1'b1;
    f_past2_q <= f_past_q;
    {f_reset2_q, f_pending2_q, f_late2_q, f_limit2_q} <= {f_reset_q, f_pending_q, f_late_q, f_limit_q};
    {f_reset_q, f_pending_q, f_late_q, f_limit_q}     <= {rst_i, pending_i, late, limited};
    f_on_q   <= acts_i.fall;
    f_shut_q <= ok_i && |(acts_i.fall_gates & ~gates_i);
    // SLOT_LOSS: three levels and UNKNOWN.
    f_lost_q     <= acts_i.fall_level != '0 && (guards_i.loss[13] || !(guards_i.loss[2:0] < acts_i.fall_level && guards_i.loss[6:4] < acts_i.fall_level && guards_i.loss[10:8] < acts_i.fall_level));
    f_rejected_q <= (acts_i.fall_rejects != '0 && !(guards_i.rejects < acts_i.fall_rejects))
                  || (acts_i.fall_rate != '0 && !(guards_i.rate < acts_i.fall_rate));
    f_slow_q <= fall[3];
    if (left_i) f_since_q <= now_i;
  end
  always_comb begin
    if (f_past_q && (f_reset_q || !f_on_q)) assert (fall == '0);
    if (f_past_q && !f_reset_q && f_on_q) begin
      assert (fall[2] == f_shut_q);
      assert (fall[1:0] == {f_rejected_q, f_lost_q});
    end
    // FALLBACK shows in a cycle what the side was in the cycle before, and that is of the cycle before it.
    if (f_past2_q && !f_reset_q && !f_reset2_q && f_on_q) begin
      if (!f_limit2_q) assert (!fall[3]);
      if (f_limit2_q && f_pending2_q && f_late2_q) assert (fall[3]);
      if (fall[3] && !f_slow_q && f_on2_q) assert (f_late2_q);
    end
    cover (f_past2_q && fall[3] && !f_slow_q && f_on2_q);
    cover (f_past2_q && !fall[3] && f_slow_q && f_on_q && f_limit2_q && !f_pending2_q);
  end
  // An answer: pending in a cycle, not in the next; in time it ends slowness, late it begins or keeps it.
  always_ff @(posedge clk_i) begin
    f_on2_q       <= f_on_q && !f_reset_q;
    f_answered_q  <= f_pending_q && !pending_i && f_past_q && !f_reset_q;
    f_answered2_q <= f_answered_q;
  end
  always_comb if (f_past2_q && !f_reset_q && !f_reset2_q && f_on_q && f_limit2_q && f_answered2_q) assert (fall[3] == f_late2_q);
endmodule
`default_nettype wire

// Proof harness: the host's heartbeat against the contract, time free: it may stand, jump and run backwards. Formal only.
`default_nettype none
module f_heartbeat (
  input wire logic        clk_i,
  input wire logic        rst_i,
  input wire logic [63:0] now_ns_i,
  input wire logic        beat_i,
  input wire logic [5:0]  limit_us_i
);
  logic expired;
  heartbeat u_heartbeat (.clk_i, .rst_i, .now_ns_i, .beat_i, .limit_us_i(32'(limit_us_i)), .expired_o(expired));

  // Lost: none since reset, no limit, or longer ago than it; two cycles later it stands.
  logic        f_past_q = 1'b0, f_seen_q, lost, f_lost_q, f_lost2_q, f_reset_q, f_reset2_q;
  logic [63:0] f_last_q;
  assign lost = !f_seen_q || limit_us_i == '0 || now_ns_i - f_last_q > 64'(limit_us_i) * 64'd1000;
  always_ff @(posedge clk_i) begin
    f_past_q   <= 1'b1;
    f_seen_q   <= !rst_i && (f_seen_q || beat_i);
    if (beat_i) f_last_q <= now_ns_i;
    f_lost_q   <= lost || rst_i;
    f_lost2_q  <= f_lost_q;
    f_reset_q  <= rst_i || !f_past_q;
    f_reset2_q <= f_reset_q;
  end
  always_comb begin
    if (!f_past_q) assume (rst_i);
    if (f_past_q && (f_reset_q || f_reset2_q)) assert (expired);
    else if (f_past_q) assert (expired == f_lost2_q);
`ifdef FORMAL
    if (f_past_q) cover (!expired && f_lost_q && !f_reset_q);
`endif
  end
endmodule
`default_nettype wire

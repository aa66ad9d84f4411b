// Host heartbeat: expired_o while no heartbeat came within the limit. Time is now_ns_i, so a stopped clock of cycles
// cannot hide a lost host. Limit 0, no heartbeat since reset, or a time that ran backwards count as expired.
// Latency: expired_o follows its condition by 2 cycles; a heartbeat clears it 3 cycles after beat_i. Reset: expired.
`default_nettype none
module heartbeat (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [63:0] now_ns_i,
  input  wire logic        beat_i,
  input  wire logic [31:0] limit_us_i,
  output logic             expired_o
);
  logic [63:0] last_q, age_q, limit_q;
  logic        seen_q, ready_q;
  always_ff @(posedge clk_i) begin
    if (beat_i) last_q <= now_ns_i;
    seen_q  <= seen_q || beat_i;
    ready_q <= seen_q;  // age_q of the first heartbeat is valid
    age_q   <= now_ns_i - last_q;
    limit_q <= 64'(limit_us_i) * 64'd1000;
    // SAFETY: RISK.HEARTBEAT
    expired_o <= !ready_q || limit_q == '0 || age_q > limit_q;
    if (rst_i) begin
      seen_q    <= 1'b0;
      ready_q   <= 1'b0;
      expired_o <= 1'b1;
    end
  end
endmodule
`default_nettype wire

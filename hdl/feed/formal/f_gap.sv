// Proof harness of the gap: with no wait, nothing may be quoted two cycles after something is known to be missing, for as long as it is;
// a card that was given a new sequence is behind until a line shows that it is contiguous. Formal only.
`default_nettype none
module f_gap (
  input wire logic         clk_i,
  input wire logic         set_i,
  input wire logic         snapshot_i,
  input wire logic [63:0]  expected_i,
  input wire logic [1:0]   live_i,
  input wire logic [127:0] seq_i,
  input wire logic [127:0] first_i,
  input wire logic         contiguous_i,
  input wire logic         settling_i,
  input wire logic [1:0]   announce_i,
  input wire logic [127:0] announced_i,
  input wire logic [1:0]   end_session_i
);
  logic rst_q = 1'b1;
  always_ff @(posedge clk_i) rst_q <= 1'b0;

  logic        behind, synced, ended, gap, ended_now, ev_valid;
  logic [63:0] top, ev_expected, ev_got;
  logic [7:0]  ev_cause;
  logic [1:0]  ev_line;
  gap_watch #(.NumSymbols(2)) u_gap (
    .clk_i(clk_i), .rst_i(rst_q), .now_ns_i(64'd0), .wait_ns_i(32'd0), .set_i(set_i), .any_sequence_i(1'b0), .snapshot_i(snapshot_i),
    .expected_i(expected_i), .live_i(live_i), .seq_i(seq_i), .first_i(first_i), .contiguous_i(contiguous_i), .settling_i(settling_i), .announce_i(announce_i),
    .announced_i(announced_i), .end_session_i(end_session_i), .behind_o(behind), .synced_o(synced), .ended_o(ended), .top_o(top), .gap_o(gap),
    .ended_now_o(ended_now), .ev_valid_o(ev_valid), .ev_cause_o(ev_cause), .ev_line_o(ev_line), .ev_expected_o(ev_expected), .ev_got_o(ev_got)
  );

  logic behind_q = 1'b0, behind2_q = 1'b0, set_q = 1'b0;
  always_ff @(posedge clk_i) begin
    behind_q  <= behind && !rst_q;
    behind2_q <= behind_q;
    set_q     <= set_i && !rst_q;
  end
  // The highest sequence that a line announced since FEED_SET.
  logic [63:0] f_top_q = '0, f_a, f_b;
  assign f_a = announce_i[0] ? announced_i[63:0] : '0;
  assign f_b = announce_i[1] ? announced_i[127:64] : '0;
  always_ff @(posedge clk_i) begin
    if (rst_q || set_i) f_top_q <= '0;
    else f_top_q <= f_a > f_top_q && f_a >= f_b ? f_a : f_b > f_top_q ? f_b : f_top_q;
  end
  always_comb if (!rst_q) begin
    if (behind2_q) assert (gap);
    if (set_q) assert (behind);
    // What is known to be missing: announced and not released, or a packet under way beyond what comes next; on either line.
    assert (top == f_top_q);
    if (f_top_q > expected_i || snapshot_i) assert (behind);
    if (live_i[0] && seq_i[63:0] > expected_i) assert (behind);
    if (live_i[1] && seq_i[127:64] > expected_i) assert (behind);
    if (ended) assert (behind && !synced);
  end
  always_comb cover (!rst_q && !gap && behind);
  logic unused;
  assign unused = ^{ev_valid, ev_cause, ev_expected, ev_got, ev_line, ended_now};
endmodule
`default_nettype wire

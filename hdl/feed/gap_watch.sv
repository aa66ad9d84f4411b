// What is known to be missing: behind, synced, the highest announced sequence, and the gap over all books. docs/card.md section 3.3.
//
// Interface, lines A and B: live_i with seq_i and first_i (inside a packet of ours: block under way, the packet's first sequence);
// announce_i with announced_i (a good frame's next sequence) and end_session_i, one cycle after the frame's end; contiguous_i: a block of A or B
// is released in this cycle; settling_i: an open gap does not close. set_i: FEED_SET. gap_o: nothing may be quoted; ev_*_o: FEED records of its opening (1) and closing (6).
// Latency: behind to gap_o 2 cycles with wait_ns_i = 0, so that a message's own record is out; gap_o falls 5 cycles after the direct release that ends it, behind that
// message's own record, and stands for NumSymbols + 8 cycles at least.
// Reset: behind, gap open without a record.
`default_nettype none
module gap_watch #(
  parameter int unsigned NumSymbols = 16
) (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [63:0]  now_ns_i,
  input  wire logic [31:0]  wait_ns_i,
  input  wire logic         set_i,
  input  wire logic         any_sequence_i,
  input  wire logic         snapshot_i,
  input  wire logic [63:0]  expected_i,
  input  wire logic [1:0]   live_i,
  input  wire logic [127:0] seq_i,
  input  wire logic [127:0] first_i,
  input  wire logic         contiguous_i,
  input  wire logic         settling_i,
  input  wire logic [1:0]   announce_i,
  input  wire logic [127:0] announced_i,
  input  wire logic [1:0]   end_session_i,
  output      logic         behind_o,
  output      logic         synced_o,
  output      logic         ended_o,
  output      logic [63:0]  top_o,
  output      logic         gap_o,
  output      logic         ended_now_o,   // the first end of session since FEED_SET, in the cycle of end_session_i
  output      logic         ev_valid_o,
  output      logic [7:0]   ev_cause_o,
  output      logic [1:0]   ev_line_o,
  output      logic [63:0]  ev_expected_o,
  output      logic [63:0]  ev_got_o
);
  localparam logic [7:0] OPENS = 8'd1, CLOSES = 8'd6;

  logic        synced_q;
  logic [1:0]  ahead, live_q, live2_q;   // a frame counts until its verdict has moved top_o
  logic [63:0] a, b, top_d;
  for (genvar x = 0; x < 2; x++) begin : gen_line
    assign ahead[x] = (live_i[x] || live_q[x] || live2_q[x]) && (seq_i[64*x +: 64] > expected_i);
  end
  assign a = announce_i[0] ? announced_i[63:0] : '0;
  assign b = announce_i[1] ? announced_i[127:64] : '0;
  always_comb begin
    top_d = top_o;
    if (a > top_d) top_d = a;
    if (b > top_d) top_d = b;
  end

  assign ended_now_o = |end_session_i && !ended_o;
  assign synced_o    = any_sequence_i || synced_q;
  always_ff @(posedge clk_i) begin
    top_o   <= top_d;
    live_q  <= live_i;
    live2_q <= live_q;
    if (contiguous_i || (announce_i[0] && a == expected_i) || (announce_i[1] && b == expected_i)) synced_q <= !ended_o;
    if (|end_session_i) begin
      ended_o  <= 1'b1;
      synced_q <= 1'b0;
    end
    if (rst_i || set_i) begin
      top_o    <= '0;
      ended_o  <= 1'b0;
      synced_q <= 1'b0;
    end
  end

  // ---- the gap ----
  logic        since_set_q, elapsed_q, gap_q, gap_d;
  logic [63:0] since_q;
  logic [2:0]  closing_q;   // the flag stays for these cycles more
  logic [7:0]  young_q;     // and at least until every symbol's pulse has told of it
  assign behind_o = !any_sequence_i && (snapshot_i || !synced_q || top_o > expected_i || |ahead);
  // SAFETY: FEED.GAP: while something is missing nothing is quoted.
  assign gap_d    = (behind_o && (gap_q || wait_ns_i == '0 || (since_set_q && elapsed_q))) || (gap_q && settling_i);
  assign gap_o    = |closing_q || young_q != '0;
  always_ff @(posedge clk_i) begin
    since_set_q <= behind_o;
    if (!since_set_q) since_q <= now_ns_i;
    elapsed_q   <= since_set_q && (now_ns_i - since_q >= {32'd0, wait_ns_i});
    gap_q       <= gap_d;
    closing_q   <= {closing_q[1:0], gap_q};
    if (gap_d && !gap_q)     young_q <= 8'(NumSymbols + 8);
    else if (young_q != '0)  young_q <= young_q - 8'd1;

    ev_valid_o    <= gap_d != gap_q;
    ev_cause_o    <= gap_d ? OPENS : CLOSES;
    ev_line_o     <= {1'b0, gap_d && !ahead[0] && ahead[1]};
    ev_expected_o <= expected_i;
    ev_got_o      <= !gap_d ? top_o : ahead[0] ? first_i[63:0] : ahead[1] ? first_i[127:64] : top_o;
    if (rst_i) begin
      since_set_q <= 1'b0;
      elapsed_q   <= 1'b0;
      gap_q       <= 1'b1;
      closing_q   <= '1;
      young_q     <= '0;
      ev_valid_o  <= 1'b0;
    end
  end
endmodule
`default_nettype wire

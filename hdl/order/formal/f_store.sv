// Proof harness: the store of sent segments, everything around it free but for the sender's promises. Formal only.
// One segment is watched, chosen freely: sent as the f_chosen-th, with its sequence, length and payload (8 bits here).
`default_nettype none
module f_store (
  input wire logic        clk_i,
  input wire logic        rst_i,
  input wire logic        flush_i,
  input wire logic        sent_i,
  input wire logic [6:0]  length_i,
  input wire logic [7:0]  payload_i,
  input wire logic [31:0] start_i,   // sequence of the first segment after reset or flush
  input wire logic [7:0]  acked_i,   // bytes that the peer acknowledges now
  input wire logic        resend_i,
  input wire logic [2:0]  count_i,
  input wire logic        grant_i,
  input wire logic        watch_i    // this segment is the one
);
  logic [31:0] seq, una_q, nxt_q;
  logic [6:0]  length;
  logic [7:0]  payload;
  logic [2:0]  kept, left;
  logic        request;

  tx_store #(.Log2Depth(2), .PayloadW(8)) u_store (
    .clk_i, .rst_i, .flush_i, .sent_i, .seq_i(nxt_q), .length_i, .payload_i, .una_i(una_q), .resend_i, .count_i,
    .request_o(request), .grant_i, .seq_o(seq), .length_o(length), .payload_o(payload), .kept_o(kept), .left_o(left));

  // The watched segment, and whether the peer has all of it.
  logic        f_past_q = 1'b0, f_held_q;
  logic [31:0] f_seq_q;
  logic [6:0]  f_length_q;
  logic [7:0]  f_payload_q;
  logic [31:0] f_end;
  logic        f_whole;
  assign f_end   = f_seq_q + 32'(f_length_q);
  assign f_whole = nxt_q - una_q <= nxt_q - f_end;

  always_ff @(posedge clk_i) begin
    f_past_q <= 1'b1;
    if (rst_i || flush_i) begin
      una_q    <= start_i;
      nxt_q    <= start_i;
      f_held_q <= 1'b0;
    end else begin
      una_q <= una_q + 32'(acked_i);
      if (sent_i) nxt_q <= nxt_q + 32'(length_i);
      if (sent_i && watch_i && !f_held_q) begin
        f_held_q    <= 1'b1;
        f_seq_q     <= nxt_q;
        f_length_q  <= length_i;
        f_payload_q <= payload_i;
      end else if (f_held_q && f_whole) begin
        f_held_q <= 1'b0;
      end
    end
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    // The sender's promises: 1 to 112 bytes (two orders), room for it, no ACK beyond what was sent.
    assume (length_i >= 7'd1 && length_i <= 7'd112);
    if (kept == 3'd4) assume (!sent_i);
    assume (32'(acked_i) <= nxt_q - una_q);
    if (!request) assume (!grant_i);
  end

`ifdef FORMAL
  // The watched segment, sent again while others wait, after one was given up.
  always_comb if (f_past_q) cover (request && grant_i && f_held_q && seq == f_seq_q && kept == 3'd3 && una_q != start_i && una_q == f_seq_q);
`endif
  always_comb begin
    if (f_past_q && !rst_i) begin
      // Nothing is given up before all of it is acknowledged: what is outstanding is kept.
      if (nxt_q != una_q) assert (kept != 3'd0);
      if (f_held_q && !f_whole) assert (kept != 3'd0);
      assert (kept <= 3'd4 && left <= kept);
      // What is offered was sent: no byte outside what was sent, and the watched segment byte for byte.
      if (request && f_held_q && seq == f_seq_q) assert (length == f_length_q && payload == f_payload_q);
      if (request) assert (length >= 7'd1 && length <= 7'd112);
    end
  end
endmodule
`default_nettype wire

// MoldUDP64 header: session, sequence and count; which blocks are used; the expected sequence.
//
// Interface: the words of mac_rx with md_filter's word number. start_o (combinational) stands with the word of `count` of an
// accepted frame of our session that carries blocks. end_i: a block has ended in this word; use_o (combinational): it is
// to be used; seq_o is its sequence number. Right from the cycle after the header to eof_i: session_ok_o, heartbeat_o
// (count 0), end_session_o (count 0xFFFF), ahead_o (sequence beyond the expected one), first_o (the packet's sequence).
// used_o: at least one block was used; unused_o: blocks that ended and were not. gap_set_i, resync_i: in the cycle after
// eof_i, the gap opens; expected := first_o. set_next_i: expected := next_seq_i and the gap closed, between frames (busy_i low).
// Latency: none to use_o; expected_o moves in the cycle after use_o.
// Reset: expected 0, no gap.
`default_nettype none
module mold_sequence (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        s_valid_i,
  input  wire logic [31:0] s_data_i,
  input  wire logic [3:0]  word_i,
  input  wire logic        accept_i,
  input  wire logic        eof_i,
  input  wire logic        busy_i,
  input  wire logic        any_session_i,
  input  wire logic        any_sequence_i,
  input  wire logic [79:0] session_i,
  input  wire logic        set_next_i,
  input  wire logic [63:0] next_seq_i,
  input  wire logic        gap_set_i,
  input  wire logic        resync_i,
  input  wire logic        end_i,
  output      logic        start_o,
  output      logic        use_o,
  output      logic [63:0] seq_o,
  output      logic [63:0] first_o,
  output      logic        session_ok_o,
  output      logic        heartbeat_o,
  output      logic        end_session_o,
  output      logic        ahead_o,
  output      logic        used_o,
  output      logic [15:0] unused_o,
  output      logic        gap_o,
  output      logic [63:0] expected_o
);
  localparam logic [3:0] W_SESSION0 = 4'd7, W_SESSION1 = 4'd8, W_SESSION2 = 4'd9;
  localparam logic [3:0] W_SEQ_HIGH = 4'd10, W_SEQ_LOW = 4'd11, W_COUNT = 4'd12;

  logic [31:0] swapped;
  logic [15:0] count;
  assign swapped = {s_data_i[7:0], s_data_i[15:8], s_data_i[23:16], s_data_i[31:24]};
  assign count   = swapped[31:16];

  // expected - sequence, in two halves: the high one while the low half of the sequence is still arriving.
  logic        high_zero_q, high_one_q, high_less_q;  // of expected's high half less the sequence's
  logic [31:0] high_before_q;                         // expected's high half less one
  logic [32:0] low_diff;
  logic        borrow, low_equal, is_ahead, heartbeat, end_session;
  assign low_diff  = {1'b0, expected_o[31:0]} - {1'b0, first_o[31:0]};
  assign borrow    = low_diff[32];
  assign low_equal = (expected_o[31:0] == first_o[31:0]);
  assign is_ahead  = !any_sequence_i && (high_less_q || (high_zero_q && borrow));

  assign heartbeat   = (count == 16'd0);
  assign end_session = (count == 16'hFFFF);
  assign start_o     = s_valid_i && (word_i == W_COUNT) && accept_i && session_ok_o && !heartbeat && !end_session;

  logic        use_q;             // the block under way is to be used
  logic [15:0] skip_q;            // blocks to skip, the one under way included
  logic [15:0] skip_high_q;       // with skip_far_q: more to skip than a packet can hold
  logic        skip_far_q;
  logic [63:0] seq_next;
  assign seq_next = {(&seq_o[31:0]) ? seq_o[63:32] + 32'd1 : seq_o[63:32], seq_o[31:0] + 32'd1};  // two short carries
  assign use_o    = end_i && use_q;

  logic        pending_q;
  logic [63:0] next_q;

  always_ff @(posedge clk_i) begin
    if (s_valid_i) begin
      unique case (word_i)
        W_SESSION0: session_ok_o <= any_session_i || (s_data_i[31:16] == session_i[15:0]);
        W_SESSION1: session_ok_o <= session_ok_o && (any_session_i || s_data_i == session_i[47:16]);
        W_SESSION2: session_ok_o <= session_ok_o && (any_session_i || s_data_i == session_i[79:48]);
        W_SEQ_HIGH: first_o[63:32] <= swapped;
        W_SEQ_LOW: begin
          first_o[31:0] <= swapped;
          high_zero_q   <= (expected_o[63:32] == first_o[63:32]);
          high_one_q    <= (high_before_q == first_o[63:32]);
          high_less_q   <= (expected_o[63:32] < first_o[63:32]);
        end
        W_COUNT: begin
          heartbeat_o   <= heartbeat;
          end_session_o <= end_session;
          ahead_o       <= is_ahead;
          skip_q        <= low_diff[15:0];
          skip_high_q   <= low_diff[31:16];
          skip_far_q    <= any_sequence_i || !(borrow ? high_one_q : high_zero_q);
          use_q         <= !gap_o && (any_sequence_i || (high_zero_q && low_equal));
          seq_o         <= first_o;
        end
        default: ;
      endcase
    end
    if (end_i) begin
      seq_o  <= seq_next;
      skip_q <= skip_q - 16'd1;
      if (skip_q == 16'd1 && skip_high_q == '0 && !skip_far_q && !ahead_o) use_q <= !gap_o;
      if (use_q) used_o   <= 1'b1;
      else       unused_o <= unused_o + 16'd1;
    end
    if (rst_i || eof_i) begin
      heartbeat_o   <= 1'b0;
      end_session_o <= 1'b0;
      ahead_o       <= 1'b0;
      use_q         <= 1'b0;
      used_o        <= 1'b0;
      unused_o      <= '0;
    end
  end

  always_ff @(posedge clk_i) begin
    high_before_q <= expected_o[63:32] - 32'd1;
    if (set_next_i) begin
      pending_q <= 1'b1;
      next_q    <= next_seq_i;
    end else if (!busy_i) begin
      pending_q <= 1'b0;
    end
    if (gap_set_i) gap_o <= 1'b1;
    if (use_o)          expected_o <= seq_next;
    else if (resync_i)  expected_o <= first_o;
    if (pending_q && !busy_i) begin
      gap_o      <= 1'b0;
      expected_o <= next_q;
    end
    if (rst_i) begin
      pending_q  <= 1'b0;
      gap_o      <= 1'b0;
      expected_o <= '0;
    end
  end
endmodule
`default_nettype wire

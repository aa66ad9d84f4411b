// The verdict on a received frame, and the TCP receive state of the owned session.
//
// Interface: last_i marks a frame's last word, eof_i with ok_i its end (two cycles after last_i); fields from
// rx_parse, rx_place and rx_csum. take_over_i loads RCV_NXT and SND_UNA; it and release_i void a frame that is under way.
// Nothing changes before frame check, IPv4 and TCP checksums are good. Then: RST is noted; a segment beyond RCV_NXT or without room
// is dropped; else its new bytes are committed (commit_o, commit_bytes_o), RCV_NXT moves, FIN is noted when it is next in sequence
// (and takes a sequence number), ACK within what was sent and its window are noted.
// ack_due_o: something came that TCP answers (payload, FIN, SYN, any segment not at RCV_NXT); cleared by ack_sent_i. odd_o: a segment not
// at RCV_NXT. dup_acks_o: duplicate ACKs (RFC 5681, while kept_i: something sent is not acknowledged) since SND_UNA moved, at most 255.
// cnt_*_o are pulses; cnt_duplicate_o counts bytes. A frame whose lengths contradict each other counts as BAD_CHECKSUM.
// Latency: effects stand at the outputs 7 cycles after eof_i. Reset: nothing received, all state zero.
`default_nettype none
module tcp_rx (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        owned_i,
  input  wire logic        take_over_i,
  input  wire logic        release_i,
  input  wire logic [31:0] rcv_nxt_init_i,
  input  wire logic [31:0] snd_nxt_init_i,
  input  wire logic [15:0] window_init_i,
  input  wire logic        kept_i,
  input  wire logic [31:0] snd_nxt_i,
  input  wire logic        ack_sent_i,
  input  wire logic        valid_i,
  input  wire logic        sof_i,
  input  wire logic        last_i,
  input  wire logic        eof_i,
  input  wire logic        ok_i,
  input  wire logic        session_i,
  input  wire logic        host_frame_i,
  input  wire logic [10:0] frame_length_i,
  input  wire logic [15:0] total_i,
  input  wire logic [31:0] ack_i,
  input  wire logic        ack_flag_i,
  input  wire logic        rst_flag_i,
  input  wire logic        fin_flag_i,
  input  wire logic        syn_flag_i,
  input  wire logic [15:0] window_i,
  input  wire logic [15:0] length_i,
  input  wire logic [15:0] skip_i,
  input  wire logic [15:0] fresh_i,
  input  wire logic        fits_i,
  input  wire logic        beyond_i,
  input  wire logic        odd_i,
  input  wire logic        stale_i,
  input  wire logic        malformed_i,
  input  wire logic        ip_ok_i,
  input  wire logic        tcp_ok_i,
  output      logic        commit_o,
  output      logic [12:0] commit_bytes_o,
  output      logic        fin_o,
  output      logic        rst_o,
  output      logic [31:0] rcv_nxt_o,
  output      logic [31:0] snd_una_o,
  output      logic [15:0] peer_window_o,
  output      logic [7:0]  dup_acks_o,
  output      logic        odd_o,
  output      logic        ack_due_o,
  output      logic        cnt_not_ours_o,
  output      logic        cnt_segment_o,
  output      logic [15:0] cnt_duplicate_o,
  output      logic        cnt_out_of_order_o,
  output      logic        cnt_bad_checksum_o,
  output      logic        cnt_no_room_o
);
  localparam logic [2:0]  SETTLE_CYCLES = 3'd5;
  localparam logic [15:0] FRAME_EXTRA   = 16'd18;  // Ethernet header and frame check

  typedef enum logic [1:0] {IDLE, SETTLE, APPLY} state_e;
  state_e state_q, state_d;
  logic [2:0]  wait_q, wait_d;
  logic        void_q, last_q, last2_q;
  // The frame's facts, copied two cycles after its last word, before the next frame can change them. A broken frame that ends
  // while the verdict on a good one is due must not take their place.
  logic        session_q, host_q, ack_flag_q, rst_flag_q, fin_flag_q, syn_flag_q, fits_q, beyond_q, odd_q, stale_q, bad_q;
  logic [31:0] ack_q;
  logic [15:0] window_q, length_q, skip_q, fresh_q;
  logic        apply, passed_q, good, accept, answer, fin_now, ack_news_q, ack_same_q, copy, moves, repeats;
  logic [31:0] next_q;             // RCV_NXT after the frame, when it is accepted
  logic [31:0] ack_ahead, ack_over;

  always_comb begin
    state_d = state_q;
    wait_d  = wait_q - 3'd1;
    unique case (state_q)
      IDLE: begin
        wait_d = SETTLE_CYCLES;
        if (eof_i && ok_i) state_d = SETTLE;
      end
      SETTLE:  if (wait_q == 3'd1) state_d = APPLY;
      APPLY:   state_d = IDLE;
      default: state_d = IDLE;
    endcase
  end

  assign copy      = last2_q && (state_q == IDLE || (state_q == SETTLE && wait_q == SETTLE_CYCLES));
  assign apply     = (state_q == APPLY) && !take_over_i && !release_i;
  assign good      = apply && session_q && passed_q;
  assign accept    = good && !beyond_q && fits_q && !syn_flag_q;
  assign fin_now   = accept && fin_flag_q && !stale_q;
  assign answer    = good && (length_q != 16'd0 || fin_flag_q || syn_flag_q || odd_q);
  assign ack_ahead = ack_q - snd_una_o;
  assign ack_over  = snd_nxt_i - ack_q;

  assign moves     = accept && ack_news_q;
  assign repeats   = accept && ack_same_q && kept_i && length_q == 16'd0 && !fin_flag_q && !odd_q && window_q == peer_window_o;
  assign odd_o     = good && odd_q;

  assign commit_o           = accept && (fresh_q != 16'd0);
  assign commit_bytes_o     = fresh_q[12:0];
  assign fin_o              = fin_now;
  assign rst_o              = good && rst_flag_q;
  assign cnt_not_ours_o     = (state_q == APPLY) && !session_q && !host_q;
  assign cnt_bad_checksum_o = apply && session_q && !good;
  assign cnt_segment_o      = commit_o;
  assign cnt_duplicate_o    = accept ? skip_q : 16'd0;
  assign cnt_out_of_order_o = good && beyond_q && (length_q != 16'd0 || fin_flag_q);
  assign cnt_no_room_o      = good && !beyond_q && !fits_q && !syn_flag_q;

  always_ff @(posedge clk_i) begin
    last_q  <= valid_i && last_i;
    last2_q <= last_q;
    passed_q   <= !bad_q && ip_ok_i && tcp_ok_i;
    ack_news_q <= ack_flag_q && !ack_ahead[31] && !ack_over[31] && ack_ahead != 32'd0;  // 32-bit wrap-around order
    ack_same_q <= ack_flag_q && ack_ahead == 32'd0;
    next_q     <= rcv_nxt_o + 32'(fresh_q) + 32'(fin_flag_q && !stale_q);
    if (copy) begin
      host_q     <= host_frame_i;
      ack_flag_q <= ack_flag_i;
      rst_flag_q <= rst_flag_i;
      fin_flag_q <= fin_flag_i;
      syn_flag_q <= syn_flag_i;
      ack_q      <= ack_i;
      window_q   <= window_i;
      length_q   <= length_i;
      skip_q     <= skip_i;
      fresh_q    <= fresh_i;
      fits_q     <= fits_i;
      beyond_q   <= beyond_i;
      odd_q      <= odd_i;
      stale_q    <= stale_i;
      bad_q      <= malformed_i || (total_i + FRAME_EXTRA > 16'(frame_length_i)) || (&total_i[15:11]);
    end
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      state_q       <= IDLE;
      wait_q        <= 3'd0;
      void_q        <= 1'b0;
      session_q     <= 1'b0;
      rcv_nxt_o     <= 32'd0;
      snd_una_o     <= 32'd0;
      peer_window_o <= 16'd0;
      dup_acks_o    <= 8'd0;
      ack_due_o     <= 1'b0;
    end else begin
      state_q <= state_d;
      wait_q  <= wait_d;

      if (take_over_i || release_i) void_q <= 1'b1;
      else if (valid_i && sof_i)    void_q <= 1'b0;

      if (take_over_i || release_i) session_q <= 1'b0;
      else if (copy)                session_q <= session_i && owned_i && !void_q;

      if (take_over_i) begin
        rcv_nxt_o     <= rcv_nxt_init_i;
        snd_una_o     <= snd_nxt_init_i;
        peer_window_o <= window_init_i;
        dup_acks_o    <= 8'd0;
        ack_due_o     <= 1'b0;
      end else begin
        if (accept)                             rcv_nxt_o <= next_q;
        if (moves)                              snd_una_o <= ack_q;
        if (moves)                              dup_acks_o <= 8'd0;
        else if (repeats && !(&dup_acks_o))     dup_acks_o <= dup_acks_o + 8'd1;
        if (accept && (ack_news_q || ack_same_q) && !stale_q) peer_window_o <= window_q;
        if (answer)                             ack_due_o <= 1'b1;
        else if (ack_sent_i)                    ack_due_o <= 1'b0;
      end
    end
  end

  logic unused;
  assign unused = &{1'b0, ack_ahead[30:0], ack_over[30:0]};
endmodule
`default_nettype wire

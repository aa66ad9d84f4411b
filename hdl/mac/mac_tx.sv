// XGMII-32 transmit: start, preamble, the frame's words, padding to 60 bytes, frame check sequence, terminate, gap.
//
// Interface: start_i is taken only while ready_o is high (IDLE). The frame's first word must stand on data_i in the cycle
// after start_i, then one word a cycle without a gap, the last one marked by last_i with bytes_i (1..4) of it valid;
// bytes above bytes_i must be zero. bytes_i is read with last_i only. There is no back-pressure.
// ready_next_o: a start_i in the next cycle will be taken, provided none comes in this one.
// Latency: start_i in cycle n, start character in lane 0 of txd_o in cycle n+1, frame byte 0 in cycle n+3.
// Gap: three idle words after the word that holds the terminate character, so at least 12 idle bytes after it.
// done_o: one pulse per frame, in the cycle before its terminate character stands on txd_o.
// Reset: idle on the wire, ready.
`default_nettype none
module mac_tx (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        start_i,
  input  wire logic [31:0] data_i,
  input  wire logic [2:0]  bytes_i,
  input  wire logic        last_i,
  output      logic        ready_o,
  output      logic        ready_next_o,
  output      logic        done_o,
  output      logic [31:0] txd_o,
  output      logic [3:0]  txc_o
);
  localparam logic [31:0] IDLE_WORD  = 32'h07070707;
  localparam logic [31:0] START_WORD = 32'h555555FB;
  localparam logic [31:0] SFD_WORD   = 32'hD5555555;
  localparam logic [31:0] TERM_WORD  = 32'h070707FD;
  localparam logic [3:0]  LAST_PAD   = 4'd14;  // word that ends a frame of 60 bytes
  localparam logic [1:0]  GAP_WORDS  = 2'd3;

  typedef enum logic [2:0] {IDLE, PREAMBLE, DATA, TAIL, TERM, GAP} state_e;
  state_e state_q, state_d;
  logic [1:0]  gap_q, gap_d;
  logic        take_q, take_d;      // words are being taken in
  logic        short_q, short_d;    // the source has ended, padding goes on
  logic [3:0]  index_q, index_d;    // of the word taken in, stops at 15
  logic [31:0] word_q, crc_q, crc_next, fcs, in_word;
  logic [2:0]  bytes_q, in_bytes;
  logic        last_q, in_last;
  logic [31:0] txd_d;
  logic [3:0]  txc_d;

  assign ready_o      = (state_q == IDLE);
  assign ready_next_o = (state_q == IDLE) || (state_q == GAP && gap_q == 2'd1);
  assign fcs          = ~crc_q;

  // Intake: one stage ahead of the wire, so that the frame check is complete when the last word leaves.
  always_comb begin
    take_d   = take_q;
    short_d  = short_q;
    index_d  = index_q;
    in_word  = short_q ? 32'd0 : data_i;
    in_last  = (short_q || last_i) && (index_q >= LAST_PAD);
    in_bytes = (last_i && index_q > LAST_PAD) ? bytes_i : 3'd4;
    if (take_q) begin
      short_d = short_q || last_i;
      index_d = (index_q == 4'd15) ? index_q : index_q + 4'd1;
      if (in_last) take_d = 1'b0;
    end
    if (start_i && ready_o) begin
      take_d  = 1'b1;
      short_d = 1'b0;
      index_d = 4'd0;
    end
  end

  crc32_32 u_crc (
    .crc_i   (crc_q),
    .data_i  (in_word),
    .bytes_i (in_bytes),
    .crc_o   (crc_next)
  );

  always_comb begin
    state_d = state_q;
    gap_d   = gap_q;
    done_o  = 1'b0;
    txd_d   = IDLE_WORD;
    txc_d   = 4'hF;
    unique case (state_q)
      IDLE: begin
        if (start_i) begin
          txd_d   = START_WORD;
          txc_d   = 4'b0001;
          state_d = PREAMBLE;
        end
      end
      PREAMBLE: begin
        txd_d   = SFD_WORD;
        txc_d   = 4'h0;
        state_d = DATA;
      end
      DATA: begin
        txd_d = word_q;
        txc_d = 4'h0;
        if (last_q) begin
          state_d = TAIL;
          unique case (bytes_q)
            3'd1:    txd_d = {fcs[23:0], word_q[7:0]};
            3'd2:    txd_d = {fcs[15:0], word_q[15:0]};
            3'd3:    txd_d = {fcs[7:0],  word_q[23:0]};
            default: txd_d = word_q;
          endcase
        end
      end
      TAIL: begin
        state_d = GAP;
        gap_d   = GAP_WORDS;
        done_o  = 1'b1;
        unique case (bytes_q)
          3'd1:    begin txd_d = {24'h0707FD, fcs[31:24]}; txc_d = 4'b1110; end
          3'd2:    begin txd_d = {16'h07FD,   fcs[31:16]}; txc_d = 4'b1100; end
          3'd3:    begin txd_d = {8'hFD,      fcs[31:8]};  txc_d = 4'b1000; end
          default: begin
            txd_d   = fcs;
            txc_d   = 4'b0000;
            state_d = TERM;
            done_o  = 1'b0;
          end
        endcase
      end
      TERM: begin
        txd_d   = TERM_WORD;
        state_d = GAP;
        gap_d   = GAP_WORDS;
        done_o  = 1'b1;
      end
      GAP: begin
        gap_d = gap_q - 2'd1;
        if (gap_q == 2'd1) state_d = IDLE;
      end
      default: state_d = IDLE;
    endcase
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      state_q <= IDLE;
      gap_q   <= 2'd0;
      take_q  <= 1'b0;
      short_q <= 1'b0;
      index_q <= 4'd0;
      txd_o   <= IDLE_WORD;
      txc_o   <= 4'hF;
    end else begin
      state_q <= state_d;
      gap_q   <= gap_d;
      take_q  <= take_d;
      short_q <= short_d;
      index_q <= index_d;
      txd_o   <= txd_d;
      txc_o   <= txc_d;
    end
  end

  // Datapath registers need no reset: they are loaded before a state uses them.
  always_ff @(posedge clk_i) begin
    if (take_q) begin
      word_q  <= in_word;
      bytes_q <= in_bytes;
      last_q  <= in_last;
      crc_q   <= crc_next;
    end else if (start_i) begin
      last_q  <= 1'b0;
      crc_q   <= 32'hFFFFFFFF;
    end
  end

`ifdef FORMAL
  // A frame that started reaches its terminate character within the longest frame (the source keeps its promise:
  // the environment ends a frame within 8 words here), and nothing but reset ends it earlier.
  logic [6:0] f_age_q;
  logic       f_past_q;
  logic [3:0] f_words_q;
  initial f_past_q = 1'b0;
  always_ff @(posedge clk_i) begin
    f_past_q <= 1'b1;
    f_words_q <= (start_i && ready_o) ? 4'd0 : (f_words_q + {3'd0, take_q});
    if (rst_i || state_q == IDLE) f_age_q <= 7'd0;
    else                          f_age_q <= f_age_q + 7'd1;
    if (f_past_q) begin
      assert (f_age_q < 7'd27);
      if (!$past(rst_i) && $past(state_q) != IDLE && $past(state_q) != GAP)
        assert (state_q != IDLE);
      if (!$past(rst_i) && state_q == GAP && $past(state_q) != GAP)
        assert ($past(done_o));
    end
    cover (done_o && bytes_q == 3'd4);
  end
  always_comb begin
    if (!f_past_q) assume (rst_i);
    if (start_i) assume (ready_o);
    if (f_words_q >= 4'd7 && take_q && !short_q) assume (last_i);
    if (last_i) assume (bytes_i >= 3'd1 && bytes_i <= 3'd4);
  end
`endif
endmodule
`default_nettype wire
